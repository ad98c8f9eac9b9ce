"""The examples of status.yaml against what the coder found: a parse with clauses and their statuses comes in, differences go out.

A wanted status is `actual` or a list of flags with commas, `claimed by PHRASE` among them ("negated, claimed by the army"); `claimed` alone has no
known claimer.
"""

from dragoman.model import Clause, Parse, Status

FLAG_NAMES = ("negated", "future", "hypothetical", "historical")


def differences(parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], wanted: dict[str, str]) -> list[str]:
    """What differs, a line each: "attacked: wanted negated, is actual". Words are looked up in the sentence as they are written there."""
    found = {parse.tokens[clause.head].text: status for clause, status in zip(clauses, statuses, strict=True)}
    wrong = []
    for word, told in wanted.items():
        status = found.get(word)
        if status is None:
            wrong.append(f"{word}: no clause; clauses are {', '.join(found)}")
        elif not _agrees(parse, status, told):
            wrong.append(f"{word}: wanted {told}, is {described(parse, status)}")
    return wrong


def described(parse: Parse, status: Status) -> str:
    """A status in the words of the examples."""
    parts = [name for name in FLAG_NAMES if getattr(status, name)]
    if status.claimed_by:
        parts.append("claimed by " + " ".join(parse.tokens[i].text for i in status.claimed_by))
    elif status.cues and not parts:
        parts.append("claimed")
    return ", ".join(parts) or "actual"


def _agrees(parse: Parse, status: Status, told: str) -> bool:
    parts = [part.strip() for part in told.split(",")]
    flags = {part for part in parts if part in FLAG_NAMES}
    if flags != {name for name in FLAG_NAMES if getattr(status, name)}:
        return False
    claims = [part for part in parts if part.startswith("claimed")]
    if not claims:
        return not status.claimed_by and (bool(flags) or not status.cues)
    phrase = claims[0].removeprefix("claimed").removeprefix(" by").split()
    if not phrase:
        return not status.claimed_by and bool(status.cues)
    return bool(status.claimed_by) and all(parse.tokens[i].text in phrase for i in status.claimed_by)
