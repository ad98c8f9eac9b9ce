"""`dragoman copies ARCHIVE`: articles that are copies of one another are found, and events of different articles that tell the same happening are linked."""

from typing import Annotated

import typer

from dragoman.commands.loading import Folder, end

EPILOG = "Exit codes: 0 fine, 2 wrong usage or no archive."


def copies(
    archive: Folder,
    share: Annotated[float, typer.Option(min=0.05, max=1, help="Copies: share of the runs of three words of the shorter text that the longer has too.")] = 0.45,
    of_longer: Annotated[float, typer.Option(min=0.05, max=1, help="Copies: the same of the longer text.")] = 0.25,
    in_order: Annotated[float, typer.Option(min=0.05, max=1, help="Copies: or the share of the longer text's words that both have in order.")] = 0.6,
    distance: Annotated[float, typer.Option(min=0, help="Happenings: kilometres between two places.")] = 25.0,
    reach: Annotated[int, typer.Option(min=0, max=31, help="Happenings: days between a day told and one known only by publication.")] = 1,
    likeness: Annotated[float, typer.Option(min=0, max=1, help="Happenings: share of words of the sentence, where parties and day say too little.")] = 0.5,
    anew: Annotated[bool, typer.Option("--anew", help="Compare all articles again, not only those added since.")] = False,
) -> None:
    """Find copies among all articles of an archive and link events that tell the same happening. Nothing is deleted; other settings link anew."""
    from dragoman.archive import copies as same_texts
    from dragoman.archive import happenings, search, tellings
    from dragoman.archive.likeness import Settings
    from dragoman.archive.store import ArchiveError

    try:
        found = same_texts.update(archive, Settings(share, of_longer, in_order), anew)
        linked = happenings.update(archive, tellings.Settings(distance, reach, likeness), anew)
        search.update(archive)
    except (ArchiveError, OSError) as error:
        end(str(error))
    typer.echo(f"{found.articles} articles, {found.compared} compared: {found.copies} in {found.groups} groups of copies")
    typer.echo(f"{linked.happenings} happenings told by several articles, in {linked.events} events")
