"""Plain questions to the tree that quotations need: whose words a verb tells, where a phrase ends. Token numbers and ranges come in and go out.

Ranges are pairs (first, last) of token numbers, both inclusive. Part of the quotations stage.
"""

from dragoman.knowledge.shapes_speech import Speech, Way
from dragoman.model import Parse, Token

Range = tuple[int, int]

SUBJECTS = ("subj", "csubj")
#: relations by which a verb takes its subject from the verb above it
SHARING = ("conj", "xcomp", "advcl", "pcomp", "prep", "acl", "dep")
DASHES = ("-", "--", "–", "—", "―")
#: how far a subject is looked for upwards
CLIMB = 8


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
            above, here = tokens[i].head - first, i - first
            if low[here] < low[above]:
                low[above] = low[here]
            if high[here] > high[above]:
                high[above] = high[here]
        self._done[number] = first, low, high
        return self._done[number]


def child(parse: Parse, i: int, *rels: str) -> int | None:
    """The first dependent of `i` with one of `rels`; a plain loop, as this is asked for every cue."""
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].rel in rels:
            return c
    return None


def source_of(parse: Parse, i: int) -> tuple[int, int] | None:
    """Whose words the verb `i` tells, as (token in the text, token that names them): for "who said" the who and the man.

    A verb without subject shares that of the verb above it: "he stood up and said", "wanted to say", "left, saying",
    "was quoted as saying".
    """
    tokens, start, joined = parse.tokens, i, False
    for _ in range(CLIMB):
        token = tokens[i]
        subject = child(parse, i, *SUBJECTS)
        if child(parse, i, "auxpass", "subjpass") is not None:
            if i == start or token.rel == "conj" or (joined and tokens[start].tag == "VBN"):
                return agent(parse, i)
            subject = child(parse, i, "subjpass")
        if subject is not None:
            if token.rel == "relcl" and tokens[subject].tag in ("WP", "WDT"):
                return subject, token.head
            return subject, subject
        if token.rel not in SHARING or token.head == i:
            return None
        above = tokens[token.head]
        if token.rel == "acl" and above.pos in ("NOUN", "PROPN", "PRON"):
            return (above.i, above.i) if token.tag == "VBG" else agent(parse, i)
        if token.rel == "xcomp" and token.tag != "VBG" and (obj := child(parse, above.i, "obj", "iobj")) is not None and obj < i:
            return obj, obj
        if token.rel == "advcl" and token.tag == "VBN":
            return agent(parse, i)
        joined = i == start and token.rel == "conj"
        i = token.head
    return None


def person_in(parse: Parse, i: int | None) -> int | None:
    """The person that the phrase of token `i` names beside its head: "team coach *Ama Boateng*" is headed by coach; `i` if there is none."""
    if i is None or parse.tokens[i].pos != "NOUN":
        return i
    return next((c for c in parse.children[i] if parse.tokens[c].rel == "appos" and parse.tokens[c].entity == "PERSON" and c > i), i)


def agent(parse: Parse, i: int) -> tuple[int, int] | None:
    """X in "was rejected by X"."""
    by = child(parse, i, "agent")
    who = child(parse, by, "pobj") if by is not None else None
    return (who, who) if who is not None else None


def owner_of(parse: Parse, i: int, links: tuple[str, ...], content: str) -> tuple[int, int] | None:
    """Whose words the noun `i` tells: "Iran's claim", "criticism from Iran", "Iran made a promise", "the promise made by Iran".

    `links` are the prepositions that may name it, unless one of them (`content`) already leads to what is told.
    """
    tokens = parse.tokens
    owner = child(parse, i, "poss")
    if owner is not None:
        return owner, owner
    for c in parse.children[i]:
        if tokens[c].rel in ("prep", "agent") and c > i and content != tokens[c].text.lower() in links:
            who = child(parse, c, "pobj")
            if who is not None:
                return who, who
    for c in parse.children[i]:
        if tokens[c].rel in ("amod", "compound") and tokens[c].entity in ("NORP", "GPE", "ORG", "PERSON"):
            return c, c
    token = tokens[i]
    if token.rel in ("obj", "pred") or (token.rel == "pobj" and tokens[tokens[token.head].head].pos == "VERB"):
        verb = token.head if token.rel != "pobj" else tokens[token.head].head
        if child(parse, verb, "expl") is None:
            return source_of(parse, verb)
    return None


def source_range(parse: Parse, edges: Edges, i: int) -> Range:
    """The noun phrase of token `i` without a relative clause set off by a comma, and without marks at its ends."""
    tokens = parse.tokens
    first, last = edges(i)
    for j in range(i - 1, max(first, i - 12) - 1, -1):
        if tokens[j].text in DASHES and not joins(parse, j):
            first = j + 1
            break
    for c in parse.children[i]:
        if tokens[c].rel in ("relcl", "parataxis", "acl", "advcl") and c > i:
            start = edges(c)[0]
            if is_mark(tokens[start - 1]) and last > start - 2 >= i:
                last = start - 2
    if last > i and tokens[last].rel == "case":
        last -= 1
    return trimmed(parse, first, last)


def cue_range(parse: Parse, i: int, last: int) -> Range:
    """The verb with its auxiliaries, adverbs and negation before it, up to `last`: "has also said", "went on to say"."""
    tokens = parse.tokens
    first = _group_start(parse, i)
    for _ in range(CLIMB):
        token = tokens[i]
        over = tokens[first - 1].rel == "prt" and token.head == first - 2
        if (
            not (token.rel == "xcomp" or (over and token.rel == "advcl"))
            or not (over or token.head == first - 1)
            or (tokens[first].tag != "TO" and token.tag != "VBG")
            or tokens[token.head].pos not in ("VERB", "AUX")
        ):
            break
        i = token.head
        first = _group_start(parse, i)
    if last + 1 < len(tokens) and tokens[last + 1].rel == "prt" and first <= tokens[last + 1].head <= last:
        last += 1
    return first, max(i, last)


def _group_start(parse: Parse, i: int) -> int:
    tokens = parse.tokens
    first = i
    while (
        first > 0
        and tokens[first - 1].rel in ("aux", "auxpass", "neg", "advmod")
        and tokens[first - 1].tag not in ("WRB", "WDT")
        and tokens[first - 1].pos != "SCONJ"
    ):
        head = tokens[first - 1].head
        if head != i and not (head == first and tokens[head].rel == "advmod"):
            break
        first -= 1
    return first


def without_aside(parse: Parse, edges: Edges, first: int, last: int) -> int:
    """Last token of a range without a relative clause after a comma at its end: in "he opposed the deal, which failed" the reporter speaks."""
    tokens = parse.tokens
    while last > first and tokens[last].pos == "PUNCT":
        last -= 1
    i, end = last, last
    for _ in range(CLIMB * 3):
        if tokens[i].rel == "relcl":
            start, stop = edges(i)
            if (
                stop >= last
                and start - 2 > first
                and tokens[start].tag in ("WP", "WDT")
                and (tokens[start - 1].text in (",", "(") or tokens[start - 1].text in DASHES)
            ):
                end = start - 2
        if tokens[i].head == i or not first <= tokens[i].head <= last:
            break
        i = tokens[i].head
    return end


def trimmed(parse: Parse, first: int, last: int) -> Range:
    """A range without punctuation at its ends."""
    tokens = parse.tokens
    while first < last and is_mark(tokens[first]):
        first += 1
    while last > first and is_mark(tokens[last]) and not _closes_bracket(parse, first, last):
        last -= 1
    return first, last


def worded(parse: Parse, first: int, last: int) -> Range:
    """A range without punctuation and dangling conjunctions at its ends: of "he was ready, and" the "and" goes."""
    first, last = trimmed(parse, first, last)
    while last > first and parse.tokens[last].pos == "CCONJ":
        first, last = trimmed(parse, first, last - 1)
    return first, last


def joins(parse: Parse, j: int) -> bool:
    """True of the hyphen inside "labour-policy", which has no blank at its sides."""
    tokens = parse.tokens
    return (
        tokens[j].text == "-" and 0 < j < len(tokens) - 1 and tokens[j - 1].end == tokens[j].start and tokens[j].end == tokens[j + 1].start
    )


def is_mark(token: Token) -> bool:
    """True of punctuation; the tagger calls some words so."""
    return token.pos == "PUNCT" and not any(c.isalnum() for c in token.text)


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


def without(ranges: list[Range], hole: Range | None) -> list[Range]:
    """Ranges with the tokens of `hole` cut out."""
    if hole is None:
        return ranges
    kept = []
    for first, last in ranges:
        if hole[1] < first or hole[0] > last:
            kept.append((first, last))
            continue
        if first < hole[0]:
            kept.append((first, hole[0] - 1))
        if hole[1] < last:
            kept.append((hole[1] + 1, last))
    return kept


def verb_of_saying(token: Token, speech: Speech) -> Way | None:
    """The way of telling of a token, if it is a verb that can introduce direct speech."""
    if token.tag[:1] != "V" and token.pos not in ("VERB", "AUX"):
        return None
    ways = speech.verbs.get(token.lemma) or speech.verbs.get(speech.forms.get(token.text.lower(), ""))
    return next((way for way in ways if way.quotes and not way.words), None) if ways else None
