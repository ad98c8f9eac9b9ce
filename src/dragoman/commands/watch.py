"""`dragoman watch FEED… ARCHIVE`: what is new in feeds comes into an archive, coded, until Ctrl-C."""

import os
import signal
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.commands.loading import Folder, Knowledge, Model, complain, end, load_coder

if TYPE_CHECKING:
    from dragoman.archive.fetching import Fetcher
    from dragoman.archive.watch import Round

EPILOG = "Exit codes: 0 fine or ended by Ctrl-C, 1 some feeds failed (with --once), 2 wrong usage, no feed could be read, or the archive can't be written."


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED...", help="Addresses of feeds, or OPML lists of them.")],
    archive: Folder,
    articles: Annotated[bool, typer.Option("--articles", help="Fetch the pages of the entries; else the text in the feed is taken.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Read each feed once and end.")] = False,
    every: Annotated[float, typer.Option(min=1, metavar="MINUTES", help="Between two readings of a feed.")] = 15,
    pause: Annotated[float, typer.Option(min=0, metavar="SECONDS", help="Between two requests to a host; robots.txt may ask for more.")] = 1,
    contact: Annotated[str | None, typer.Option(help="An address that publishers may write to; it is sent with every request.")] = None,
    model: Model = None,
    knowledge: Knowledge = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that code.")] = 1,
) -> None:
    """Read feeds again and again, politely, and keep what is new in an archive. Stopped at any moment, it goes on where it was."""
    from dragoman.archive.course import Course
    from dragoman.archive.fetching import Fetcher
    from dragoman.archive.store import ArchiveError, make_archive
    from dragoman.archive.subscriptions import addresses, opened
    from dragoman.archive.watch import Settings
    from dragoman.archive.watch import once as read_once
    from dragoman.archive.watch import watch as read_again

    settings = Settings(every * 60, articles)
    try:
        wanted = addresses(feeds)
        made = make_archive(archive)
        fetcher = Fetcher(pause, contact)
        _stop_on_signal(fetcher)
        with opened(archive) as subscriptions, Course() as course:
            given = wanted, made, subscriptions, load_coder(model, knowledge), fetcher, settings
            if not once:
                read_again(*given, jobs=jobs, tell=course.tell, told=lambda one: typer.echo(summary(one)))
                raise typer.Exit
            done = read_once(*given, jobs=jobs, tell=course.tell)
    except (ArchiveError, OSError) as error:
        end(str(error))
    typer.echo(summary(done))
    raise typer.Exit(0 if fetcher.stopped.is_set() else 2 if done.failed and not (done.read or done.same) else 1 if done.failed else 0)


def summary(done: "Round") -> str:
    """What a round did, in one line."""
    from dragoman.commands.ingest import summary as of_counts

    feeds = [f"{done.read} feeds read", f"{done.same} not changed" if done.same else "", f"{done.failed} failed" if done.failed else ""]
    return ", ".join(filter(None, feeds)) + (f": {of_counts(done.counts)}" if done.counts else "")


def _stop_on_signal(fetcher: "Fetcher") -> None:
    """The first Ctrl-C or TERM ends what is under way and keeps what is there; the second ends at once.

    A thread listens. For the main thread Ctrl-C is blocked, and so for the processes that code, which a terminal would else end in the middle.
    """
    told, tells = os.pipe()
    os.set_blocking(tells, False)
    signal.set_wakeup_fd(tells, warn_on_full_buffer=False)
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: None)

    def listen() -> None:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        os.read(told, 1)
        complain("stopping; what is there is kept", "again to stop at once")
        fetcher.stop()
        os.read(told, 1)
        os._exit(130)

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=listen, daemon=True).start()
