"""An act and its clauses come in, the numbers of dead, injured and arrested that its sentence tells go out."""

from dragoman import tree
from dragoman.knowledge.shapes_sizes import Sizes
from dragoman.model import Act, Clause, Parse, Size


def size(parse: Parse, clauses: tuple[Clause, ...], act: Act, sizes: Sizes) -> Size:
    """Numbers told by the act's own clause and, in the same sentence, by clauses on the same people: "killed two and wounded five"."""
    own = clauses[act.clause]
    counted: dict[str, int] = {}
    for clause in _near(clauses, act.clause):
        for counts, role in sizes.counters.get(clause.lemma, ()):
            if counts in counted or not (clause is own or abs(clause.head - own.head) <= 20):
                continue
            heads = (clause.head,) if role == "modified" else clause.roles.get(role, ())
            number = next((n for h in heads if (n := _number(parse, h, sizes)) is not None), None)
            if number is not None:
                counted[counts] = number
    return Size(**counted)


def _near(clauses: tuple[Clause, ...], number: int) -> list[Clause]:
    """The clause, then the others of its sentence."""
    sentence = clauses[number].sentence
    first = last = number
    while first > 0 and clauses[first - 1].sentence == sentence:
        first -= 1
    while last + 1 < len(clauses) and clauses[last + 1].sentence == sentence:
        last += 1
    return [clauses[number], *(c for n, c in enumerate(clauses[first : last + 1], first) if n != number)]


def _number(parse: Parse, head: int, sizes: Sizes) -> int | None:
    """The number of a noun phrase: a numeral before it, or the head itself ("killed 12"). "Dozens" has no number."""
    token = parse.tokens[head]
    heads = [head] if token.pos == "NUM" else list(tree.children(parse, head, "nummod", "det"))
    for i in heads:
        words = [*(c for c in tree.children(parse, i, "compound", "nummod")), i]
        value = _value([parse.tokens[w].text.lower() for w in words], sizes)
        if value is not None:
            return value
    return None


def _value(words: list[str], sizes: Sizes) -> int | None:
    """The value of a numeral: `1,200`, `twenty-five`, `two hundred`."""
    total, seen = 0, False
    for word in "-".join(words).split("-"):
        plain = word.replace(",", "")
        if plain.isascii() and plain.isdigit() and len(plain) < 10:
            total, seen = total + int(plain), True
        elif word in sizes.multipliers:
            total, seen = max(total, 1) * sizes.numbers[word], True
        elif word in sizes.numbers:
            total, seen = total + sizes.numbers[word], True
    return total if seen else None
