"""Reads one cue by the tree: a word of saying comes in, and who says what goes out, as token ranges.

Ranges are pairs (first, last), both inclusive. Part of the quotations stage.
"""

from dragoman.knowledge.shapes_speech import Way
from dragoman.model import Parse, Token, Word

Range = tuple[int, int]

SUBJECTS = ("subj", "csubj")
#: relations by which a verb takes its subject from the verb above it
SHARING = ("conj", "xcomp", "advcl", "pcomp", "prep", "acl", "dep")
DASHES = ("-", "--", "–", "—", "―")
#: how far a subject is looked for upwards
CLIMB = 8


class Reading(Word):
    """One cue with what it tells. `inside` tells that the cue stands within its content, so content was cut there."""

    cue: Range
    head: int
    source: Range | None
    source_head: int | None
    content: tuple[Range, ...]
    content_head: int | None
    way: Way


class Edges:
    """First and last token below each token, worked out a sentence at a time when first asked for."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._done: dict[int, tuple[int, list[int], list[int]]] = {}

    def __call__(self, i: int) -> Range:
        number = self._parse.tokens[i].sentence
        first, low, high = self._done.get(number) or self._sentence(number)
        return low[i - first], high[i - first]

    def _sentence(self, number: int) -> tuple[int, list[int], list[int]]:
        sentence = self._parse.sentences[number]
        tokens, below, first = self._parse.tokens, self._parse.children, sentence.first
        low = list(range(first, sentence.last))
        high = low[:]
        todo = [i for i in low if tokens[i].head == i]
        order = []
        while todo:
            i = todo.pop()
            order.append(i)
            todo.extend(below[i])
        for i in reversed(order):
            above = tokens[i].head - first
            low[above] = min(low[above], low[i - first])
            high[above] = max(high[above], high[i - first])
        self._done[number] = first, low, high
        return self._done[number]


def child(parse: Parse, i: int, *rels: str) -> int | None:
    """The first dependent of `i` with one of `rels`; a plain loop, as this is asked for every cue."""
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].rel in rels:
            return c
    return None


def cue_range(parse: Parse, i: int, last: int) -> Range:
    """The verb with its auxiliaries, adverbs and negation before it, up to `last`: "has also said"."""
    tokens = parse.tokens
    first = i
    while first > 0 and tokens[first - 1].head == i and tokens[first - 1].rel in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    return first, max(i, last)


def source_of(parse: Parse, i: int) -> tuple[int, int] | None:
    """Whose words the verb `i` tells, as (token in the text, token that names them): for "who said" the who and the man.

    A verb without subject shares that of the verb above it: "he stood up and said", "wanted to say", "left, saying".
    """
    tokens = parse.tokens
    for _ in range(CLIMB):
        token = tokens[i]
        passive = child(parse, i, "auxpass") is not None or child(parse, i, "subjpass") is not None
        if passive:
            return _agent(parse, i)
        subject = child(parse, i, *SUBJECTS)
        if subject is not None:
            if token.rel == "relcl" and tokens[subject].tag in ("WP", "WDT"):
                return subject, token.head
            return subject, subject
        if token.rel not in SHARING or token.head == i:
            return None
        above = tokens[token.head]
        if token.rel == "acl" and above.pos in ("NOUN", "PROPN", "PRON"):
            return (above.i, above.i) if token.tag == "VBG" else _agent(parse, i)
        if token.rel == "xcomp" and token.tag != "VBG" and (obj := child(parse, above.i, "obj", "iobj")) is not None and obj < i:
            return obj, obj
        if token.rel == "advcl" and token.tag == "VBN":
            return _agent(parse, i)
        i = token.head
    return None


def _agent(parse: Parse, i: int) -> tuple[int, int] | None:
    """X in "was rejected by X"."""
    by = child(parse, i, "agent")
    who = child(parse, by, "pobj") if by is not None else None
    return (who, who) if who is not None else None


def source_range(parse: Parse, edges: Edges, i: int) -> Range:
    """The noun phrase of token `i` without a relative clause set off by a comma, and without marks at its ends."""
    tokens = parse.tokens
    first, last = edges(i)
    for j in range(i - 1, max(first, i - 12) - 1, -1):
        if tokens[j].text in DASHES:
            first = j + 1
            break
    for c in parse.children[i]:
        if tokens[c].rel in ("relcl", "parataxis") and c > i:
            start = edges(c)[0]
            if tokens[start - 1].pos == "PUNCT" and last > start - 2 >= i:
                last = start - 2
    return trimmed(parse, first, last)


def without_aside(parse: Parse, edges: Edges, first: int, last: int) -> int:
    """Last token of a range without a relative clause after a comma at its end: in "he opposed the deal, which failed" the reporter speaks."""
    tokens = parse.tokens
    while last > first and tokens[last].pos == "PUNCT":
        last -= 1
    i, end = last, last
    for _ in range(CLIMB * 3):
        if tokens[i].rel == "relcl":
            start, stop = edges(i)
            if stop >= last and start - 2 > first and tokens[start - 1].pos == "PUNCT":
                end = start - 2
        if tokens[i].head == i or not first <= tokens[i].head <= last:
            break
        i = tokens[i].head
    return end


def trimmed(parse: Parse, first: int, last: int) -> Range:
    """A range without punctuation at its ends."""
    tokens = parse.tokens
    while first < last and tokens[first].pos == "PUNCT":
        first += 1
    while last > first and tokens[last].pos == "PUNCT" and not _closes_bracket(parse, first, last):
        last -= 1
    return first, last


def _closes_bracket(parse: Parse, first: int, last: int) -> bool:
    """True of the ")" in "Smith (R-Ga.)"."""
    tokens = parse.tokens
    return tokens[last].text[-1] in ")]" and any(tokens[j].text[0] in "([" for j in range(max(first, last - 12), last))


def phrase_end(parse: Parse, i: int, words: tuple[str, ...]) -> int | None:
    """The token of the last of `words`, if they follow token `i` in this order with at most three words between."""
    tokens, at = parse.tokens, i
    end = parse.sentences[tokens[i].sentence].last
    for word in words:
        for j in range(at + 1, min(at + 5, end)):
            if tokens[j].lemma == word or tokens[j].text.lower() == word:
                at = j
                break
        else:
            return None
    return at


def content_of(parse: Parse, edges: Edges, i: int, way: Way) -> tuple[Range, int, int] | None:
    """What follows the cue `i`: the range, its head, and the last token that belongs to the cue (a preposition)."""
    for form in way.content:
        found = FOLLOW[form](parse, edges, i) if form in FOLLOW else _preposition(parse, edges, i, form)
        if found is not None:
            return found
    return None


def _clause(parse: Parse, edges: Edges, i: int) -> tuple[Range, int, int] | None:
    tokens = parse.tokens
    for c in parse.children[i]:
        token = tokens[c]
        if token.rel == "ccomp" and c > i:
            return (edges(c)[0], _more(parse, edges, i, c)), c, i
        if token.rel == "ccomp" or (token.rel == "acl" and tokens[i].pos in ("NOUN", "PROPN") and child(parse, c, "mark") is not None):
            return edges(c), c, i
        if token.rel == "advcl" and c > i and _has_question(parse, edges(c)[0]):
            return edges(c), c, i
    return None


def _more(parse: Parse, edges: Edges, i: int, c: int) -> int:
    """Last token of the clause `c` told by `i`, with clauses beside it that the parser did not join to it."""
    tokens = parse.tokens
    return max(edges(other)[1] for other in parse.children[i] if other >= c and tokens[other].rel == "ccomp")


def _has_question(parse: Parse, i: int) -> bool:
    return parse.tokens[i].tag in ("WP", "WRB", "WDT")


def _infinitive(parse: Parse, edges: Edges, i: int) -> tuple[Range, int, int] | None:
    tokens = parse.tokens
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("xcomp", "acl", "ccomp", "advcl") and _to(parse, c):
            return edges(c), c, i
    return None


def _to(parse: Parse, i: int) -> bool:
    return any(parse.tokens[c].tag == "TO" for c in parse.children[i])


def _gerund(parse: Parse, edges: Edges, i: int) -> tuple[Range, int, int] | None:
    tokens = parse.tokens
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("xcomp", "ccomp") and tokens[c].tag == "VBG":
            return edges(c), c, i
    return None


def _object(parse: Parse, edges: Edges, i: int) -> tuple[Range, int, int] | None:
    tokens = parse.tokens
    passive = child(parse, i, "subjpass")
    if passive is not None:
        return _phrase(parse, edges, passive), passive, i
    token = tokens[i]
    for c in parse.children[i]:
        if tokens[c].rel == "obj" and tokens[c].pos != "PUNCT":
            return edges(c), c, i
    if token.rel == "acl" and token.tag == "VBN":
        return (edges(token.head)[0], token.head), token.head, i
    return None


def _phrase(parse: Parse, edges: Edges, i: int) -> Range:
    return source_range(parse, edges, i)


def _object_and_rest(parse: Parse, edges: Edges, i: int) -> tuple[Range, int, int] | None:
    """"called him a liar", "accused her of lying": the object and what is said of it."""
    tokens = parse.tokens
    found = _object(parse, edges, i)
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("oprd", "ccomp", "xcomp", "prep", "pred") and (found is None or c > found[1]):
            first = found[0][0] if found is not None and found[1] > i else edges(c)[0]
            return (first, edges(c)[1]), c, i
    return found


def _preposition(parse: Parse, edges: Edges, i: int, word: str) -> tuple[Range, int, int] | None:
    tokens = parse.tokens
    for c in parse.children[i]:
        token = tokens[c]
        if c > i and token.rel in ("prep", "prt", "agent", "iobj") and token.text.lower() == word:
            for below in parse.children[c]:
                if tokens[below].rel in ("pobj", "pcomp", "obj"):
                    return edges(below), below, c
    return None


FOLLOW = {
    "clause": _clause,
    "infinitive": _infinitive,
    "gerund": _gerund,
    "object": _object,
    "object and rest": _object_and_rest,
}


def is_aside(token: Token) -> bool:
    """True of a cue that hangs inside what it tells: "the plan, he said, was dead"."""
    return token.rel in ("parataxis", "ccomp", "advcl", "dep")
