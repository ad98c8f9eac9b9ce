"""Plain functions over a parse: children by relation, subtrees, phrases. Parses come in, token numbers and spans go out."""

from collections.abc import Iterable, Iterator

from dragoman.model import Parse, Span


def children(parse: Parse, i: int, *rels: str) -> Iterator[int]:
    """Dependents of token `i` in text order, only those with one of `rels` if any are named."""
    tokens = parse.tokens
    return (c for c in parse.children[i] if not rels or tokens[c].rel in rels)


def child(parse: Parse, i: int, *rels: str) -> int | None:
    """The first dependent of token `i` with one of `rels`."""
    return next(children(parse, i, *rels), None)


def subtree(parse: Parse, i: int) -> list[int]:
    """Token `i` and all below it, in text order. Iterative: a sentence of thousands of words is no danger."""
    found, todo = [], [i]
    while todo:
        one = todo.pop()
        found.append(one)
        todo.extend(parse.children[one])
    found.sort()
    return found


def ancestors(parse: Parse, i: int) -> Iterator[int]:
    """Heads of token `i`, nearest first, up to its root."""
    while parse.tokens[i].head != i:
        i = parse.tokens[i].head
        yield i


def conjuncts(parse: Parse, i: int) -> tuple[int, ...]:
    """Token `i` and what is coordinated with it, in text order: "France, Germany and Poland" from France."""
    found = [i]
    for one in found:
        found.extend(c for c in parse.children[one] if parse.tokens[c].rel == "conj")
    return tuple(found)


def stands_alone(parse: Parse, i: int) -> bool:
    """Whether a verb that the parser coordinated with an infinitive has its own time and so belongs higher: "ordered them to leave and *suspended* aid"."""
    tokens, token = parse.tokens, parse.tokens[i]
    head = tokens[token.head]
    if token.rel != "conj" or head.tag != "VB" or token.tag not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    if token.tag == "VBN" and not any(tokens[c].rel == "obj" for c in parse.children[i]):
        return False
    helpers = [tokens[c] for c in parse.children[head.i] if tokens[c].rel in ("aux", "auxpass")]
    return any(t.tag == "TO" for t in helpers) and all(t.tag == "TO" for t in helpers)


def span_of(parse: Parse, tokens: Iterable[int]) -> Span:
    """The characters from the first to the last of `tokens`."""
    numbers = sorted(tokens)
    return parse.tokens[numbers[0]].start, parse.tokens[numbers[-1]].end


def spans_of(parse: Parse, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Spans of runs of neighbouring `tokens`, in text order."""
    spans: list[list[int]] = []
    last = -2
    for i in sorted(set(tokens)):
        token = parse.tokens[i]
        if i == last + 1 and spans:
            spans[-1][1] = token.end
        else:
            spans.append([token.start, token.end])
        last = i
    return tuple((start, end) for start, end in spans)


def text_of(parse: Parse, tokens: Iterable[int]) -> str:
    """The words from the first to the last of `tokens`, blanks folded."""
    start, end = span_of(parse, tokens)
    return " ".join(parse.text[start:end].split())


def phrase(parse: Parse, i: int, *, without: tuple[str, ...] = ("conj", "cc", "appos", "relcl", "acl", "punct")) -> list[int]:
    """The noun phrase headed by `i` without its conjuncts, appositions and clauses."""
    found, todo = [], [i]
    while todo:
        one = todo.pop()
        found.append(one)
        todo.extend(c for c in parse.children[one] if one != i or parse.tokens[c].rel not in without)
    found.sort()
    return found
