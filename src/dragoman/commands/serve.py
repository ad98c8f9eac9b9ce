"""`dragoman serve ARCHIVE`: an archive comes in, pages on the reader's own machine go out."""

import secrets
import sys
import webbrowser
from pathlib import Path
from threading import Timer
from typing import Annotated

import typer

#: names of this machine for itself
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def serve(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The folder of an archive.")],
    host: Annotated[str, typer.Option(help="Address to listen on. Any other than this machine's own asks readers for the token too.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8377,
    name: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A name by which the machine may be called, if not this machine's own; may be given again.")] = None,
    token: Annotated[str | None, typer.Option(envvar="DRAGOMAN_TOKEN", help="What writing asks for; made anew if it is not given.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Show an archive as web pages: read, filter, see why, mark what is wrong. Nothing is fetched from elsewhere."""
    import uvicorn

    from dragoman.archive.store import ArchiveError
    from dragoman.web.app import application
    from dragoman.web.view import BUILT

    if token is not None and len(token) < 16:
        raise typer.BadParameter("it has fewer than 16 characters; leave it out and one is made", param_hint="--token")
    word, own = token or secrets.token_urlsafe(24), host in LOOPBACK
    hosts = frozenset({*LOOPBACK, host, *(name or ())} if own or name else ())
    try:
        made = application(archive, word, hosts, open_reading=own)
    except ArchiveError as error:
        typer.echo(f"dragoman: {error}", err=True)
        raise typer.Exit(2) from None
    server = uvicorn.Server(uvicorn.Config(made, host=host, port=port, log_level="warning", server_header=False))
    try:
        socket = server.config.bind_socket()
    except SystemExit:
        typer.echo(f"dragoman: can't listen on {host} port {port}; choose another with --port", err=True)
        raise typer.Exit(2) from None
    address = f"http://{f'[{host}]' if ':' in host else host}:{socket.getsockname()[1]}/?token={word}"
    typer.echo(f"{archive} is shown at {address}\nThe address bears the token that lets you mark rows. Ctrl-C ends.")
    if not (BUILT / "explorer.js").exists():
        typer.echo("dragoman: charts and the map are not drawn, since this checkout has no scripts yet: `make pages` makes them (needs Node)", err=True)
    if browser and own and sys.stdout.isatty():
        Timer(0.6, webbrowser.open, [address]).start()
    server.run(sockets=[socket])
