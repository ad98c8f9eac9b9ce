"""How phrases hang from clauses: a parse and its clauses come in, who governs whom goes out. Used for dates and for places."""

from typing import NamedTuple

from dragoman.model import Clause, Parse, Token

#: longest way up the tree that is looked at, in words
FAR = 14

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")


class Tie(NamedTuple):
    """A phrase hangs from clause number `clause`; `steps` words lie between, `path` are the relations passed, nearest first."""

    clause: int
    steps: int
    path: tuple[str, ...]


def clauses_at(clauses: tuple[Clause, ...]) -> dict[int, int]:
    """Clause number by token: the head of each clause."""
    found: dict[int, int] = {}
    for number, clause in enumerate(clauses):
        if clause.head not in found or clause.kind == "verb":
            found[clause.head] = number
    return found


def ties(parse: Parse, at: dict[int, int], i: int) -> list[Tie]:
    """Clauses above token `i`, nearest first, up to and with the first verb."""
    tokens = parse.tokens
    found: list[Tie] = []
    path: list[str] = []
    for steps in range(FAR):
        token = tokens[i]
        if token.head == i:
            break
        path.append(token.rel)
        i = token.head
        number = at.get(i)
        if number is not None:
            found.append(Tie(number, steps, tuple(path)))
        if tokens[i].pos in ("VERB", "AUX") and number is not None:
            break
    return found


class Governor(NamedTuple):
    """The clause above a clause (None for main clauses) and the relations between, nearest first."""

    clause: int | None
    path: tuple[str, ...]


def governors(parse: Parse, clauses: tuple[Clause, ...], at: dict[int, int]) -> list[Governor]:
    """For each clause the next one above it."""
    tokens = parse.tokens
    found = []
    for clause in clauses:
        i, path, above = clause.head, [], None
        for _ in range(FAR):
            if tokens[i].head == i:
                break
            path.append(tokens[i].rel)
            i = tokens[i].head
            above = at.get(i)
            if above is not None:
                break
        found.append(Governor(above, tuple(path)))
    return found


def top_down(above: list[Governor]) -> list[int]:
    """Clause numbers, governing ones before those they govern."""
    below: dict[int | None, list[int]] = {}
    for number, governor in enumerate(above):
        below.setdefault(governor.clause, []).append(number)
    order = list(below.get(None, ()))
    for number in order:
        order.extend(below.get(number, ()))
    seen = set(order)
    order.extend(number for number in range(len(above)) if number not in seen)
    return order


def side_by_side(parse: Parse, verb: Token) -> bool:
    """Whether a second verb stands right beside the first, so that what follows belongs to both: "shot and killed a man in Yala"."""
    return all(token.pos in ("CCONJ", "PUNCT", "ADV", "AUX") for token in parse.tokens[verb.head + 1 : verb.i])
