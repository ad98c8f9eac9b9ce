"""Statuses and dates of clauses come in, statuses go out: what the words date more than a year back is historical, and so is what is told on from there.

"In 2001 Chad closed the border. Sudan recalled its envoy.": both are long past, though only the first says when.
"""

from datetime import date, timedelta

import msgspec

from dragoman.calendar import parse_day
from dragoman.knowledge.shapes_status import StatusRules
from dragoman.model import Clause, Parse, Status, When

#: forms of a verb that may tell of what is long past
TOLD = ("VBD", "VBN", "VBG", "VB")
#: how many sentences go on telling without a date of their own
ON = 2


def age(
    statuses: tuple[Status, ...], parse: Parse, clauses: tuple[Clause, ...], whens: tuple[When | None, ...], published: str | None, rules: StatusRules
) -> tuple[Status, ...]:
    """Statuses parallel to `clauses`. Without a date of publication (ISO) nothing is long past."""
    today = parse_day(published)
    if today is None:
        return statuses
    limit = today - timedelta(days=rules.long_ago)
    unless = rules.forms["long ago"].unless if "long ago" in rules.forms else frozenset()
    ages = [_age(parse, clause, when, limit, unless) for clause, when in zip(clauses, whens, strict=True)]
    told_on = _told_on(parse, clauses, statuses, whens, ages, today)
    return tuple(
        msgspec.structs.replace(status, historical=True) if (old or (clause.sentence in told_on and _is_past(parse, clause))) and not status.historical else status
        for clause, status, old in zip(clauses, statuses, ages, strict=True)
    )


def _age(parse: Parse, clause: Clause, when: When | None, limit: date, unless: frozenset[str]) -> bool:
    """Whether words date a clause before the limit, and not only its beginning: not "*since* 2010"."""
    last = parse_day(when.enddate or when.date) if when is not None else None
    if when is None or last is None or last >= limit or when.because.split(" ", 1)[0].lower() in unless:
        return False
    return clause.kind != "verb" or _is_past(parse, clause)


def _is_past(parse: Parse, clause: Clause) -> bool:
    """Whether the form of a clause is that of a tale of the past: "closed", "had closed", not "has closed", "closes", "would close"."""
    token = parse.tokens[clause.head]
    if clause.kind != "verb":
        return False
    helpers = [parse.tokens[c].tag for c in parse.children[clause.head] if parse.tokens[c].rel in ("aux", "auxpass")]
    return token.tag in TOLD and not any(tag in ("MD", "VBZ", "VBP") for tag in helpers)


def _told_on(
    parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], whens: tuple[When | None, ...], ages: list[bool], today: date
) -> set[int]:
    """Numbers of the sentences that go on telling of long ago: no word in them says when, and their own verb is a plain past.

    They go on from "*in 2003* Chad closed the border", not from "the *2003* closure was felt".
    """
    dated: set[int] = set()
    old: set[int] = set()
    mains: dict[int, Clause] = {}
    for clause, status, when, aged in zip(clauses, statuses, whens, ages, strict=True):
        token = parse.tokens[clause.head]
        if token.head == token.i and token.tag == "VBD":
            mains[clause.sentence] = clause
            if (aged or status.historical) and when is not None and " " in when.because:
                old.add(clause.sentence)
        if when is not None and when.date is not None and when.date != today.isoformat():
            dated.add(clause.sentence)
    found: set[int] = set()
    left = 0
    for sentence in parse.sentences:
        n = sentence.index
        if n in old:
            left = ON
        elif left and n in mains and n not in dated and not mains[n].complements.get("complement"):
            left -= 1
            found.add(n)
        else:
            left = 0
    return found
