"""A row of `events` comes in, pairs of one source and one target go out, as files with one dyad a row have them."""

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]


def pairs(row: Row) -> Iterator[tuple[Row | None, Row | None]]:
    """Each actor with each recipient; in reciprocal events each party with each other. A side that is not told is None.

    Of "Chad and Niger condemned the coup" two pairs, both without a target.
    """
    actors, recipients = row["actor"] or (), row["recipient"] or ()
    if row["reciprocal"] and len(actors) > 1:
        yield from ((one, other) for one in actors for other in actors if one is not other)
    else:
        yield from ((one, other) for one in actors or (None,) for other in recipients or (None,))


def sectors_of(party: Row | None) -> list[str]:
    """The sectors of a party, the first first."""
    return [sector for sector in (party["sector"], *(party["other_sectors"] or ())) if sector] if party else []
