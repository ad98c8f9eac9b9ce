"""What follows a word of saying, form by form. A cue comes in, the range of its content with its head goes out.

The forms are those of knowledge/shapes_speech.py. Part of the quotations stage.
"""

from dragoman.knowledge.shapes_speech import Way
from dragoman.language.quotation_grammar import Edges, Range, child, source_range, without_aside
from dragoman.model import Parse, Word

#: ending of forms that take in what is said of the thing: "called on *Iran to stop*"
REST = " and rest"
#: the form of nouns that are what is told: "the message is *that taxes fall*"
IS = "is"
#: stands in forms that go on in a phrase with one of some prepositions: "appointed *her to the council*" is "object, to"
GOING_ON = ", "


class Told(Word, frozen=True):
    """Content of a cue: its ranges, the token that heads it, the last token that belongs to the cue (a preposition), the form it has."""

    ranges: tuple[Range, ...]
    head: int
    cue_last: int
    form: str


def told(parse: Parse, edges: Edges, i: int, way: Way) -> Told | None:
    """The first form of `way` that is there. "called for talks" has a preposition: content talks, cue up to "for"."""
    for form in way.content:
        found = _form(parse, edges, i, form) if form != "clause" else _clause(parse, edges, i, way.kind != "judging")
        if found is not None:
            ranges, head, last = found
            ranges = tuple((first, without_aside(parse, edges, first, end) if end > i else end) for first, end in ranges)
            end = _until_own_words(parse, edges, i, ranges[-1], head)
            return Told((*ranges[:-1], (ranges[-1][0], _with_joined(parse, edges, i, head, end) if end > i else end)), head, last, form)
    return None


def _until_own_words(parse: Parse, edges: Edges, i: int, content: Range, head: int) -> int:
    """Last token of `content` without what the source does besides, where the parser hung it below: "said he would repair it *and left*", "said
    he did not know, *citing a report*"."""
    tokens = parse.tokens
    last = content[1]
    for c in parse.children[head]:
        if not i < head < c <= last or edges(c)[1] < last:
            continue
        start = edges(c)[0]
        if tokens[c].rel == "conj" and _of_the_source(parse, i, head, c):
            links = [j for j in parse.children[head] if head < j < start and tokens[j].rel in ("cc", "punct")]
            return max(head, min([start, *(j for j in links if j > start - 4)]) - 1)
        if (
            tokens[c].rel == "advcl"
            and tokens[c].tag == "VBG"
            and start == c
            and tokens[c - 1].text == ","
            and child(parse, c, "ccomp") is not None
        ):
            return c - 2
    return last


def _with_joined(parse: Parse, edges: Edges, i: int, head: int, last: int) -> int:
    """Last token with what the parser joined to the cue though it goes on from what is told: "wants to mend the road *and build a bridge*"."""
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].rel == "conj" and c > last and _like(parse, i, head, c):
            last = edges(c)[1]
    return last


def _like(parse: Parse, i: int, head: int, c: int) -> bool:
    """Whether the joined `c` has the form of the told `head`, which the cue `i` has not."""
    token, told, cue = parse.tokens[c], parse.tokens[head], parse.tokens[i]
    if token.pos in ("NOUN", "PROPN"):
        return told.pos in ("NOUN", "PROPN") and cue.pos == "VERB"
    bare = child(parse, c, "subj", "subjpass", "expl", "aux") is None
    if token.tag == "VBP" and told.tag == "VB":
        return bare and cue.tag in ("VBZ", "VBD")
    return token.tag == told.tag != cue.tag and token.tag in ("VB", "VBG") and bare


def _of_the_source(parse: Parse, i: int, head: int, c: int) -> bool:
    """Whether the clause `c`, joined to the told `head`, goes with the cue `i`: in "he said he would stay and *left*" it has the cue's tense, and
    cannot stand beside "would"."""
    tokens = parse.tokens
    if (
        tokens[c].tag != tokens[i].tag
        or tokens[c].tag not in ("VBD", "VBZ")
        or child(parse, c, "subj", "subjpass", "expl", "aux") is not None
    ):
        return False
    return tokens[head].tag in ("VB", "VBG", "VBN") and child(parse, head, "aux") is not None


Found = tuple[tuple[Range, ...], int, int] | None


def _form(parse: Parse, edges: Edges, i: int, form: str) -> Found:
    if form == "infinitive":
        return _verbal(parse, edges, i, True)
    if form == "gerund":
        return _verbal(parse, edges, i, False)
    if form == "object":
        return _object(parse, edges, i)
    if GOING_ON in form:
        form, _, words = form.partition(GOING_ON)
        return _going_on(parse, edges, i, _form(parse, edges, i, form), words.split())
    if form.startswith("object "):
        return _object_with(parse, edges, i, form.removeprefix("object "))
    if form == IS:
        return _is(parse, edges, i)
    if form in ("subject and rest", "passive and rest"):
        return _subject_and_rest(parse, edges, i, form[0] == "p")
    if form.endswith(REST):
        return _preposition_and_rest(parse, edges, i, form.removesuffix(REST))
    return _preposition(parse, edges, i, form)


def _clause(parse: Parse, edges: Edges, i: int, hearer: bool) -> Found:
    """The clause after the cue; one before it ("they agree, he said") only if there is none after it. `hearer` tells if an object may hear it."""
    tokens = parse.tokens
    after = [c for c in parse.children[i] if c > i and tokens[c].rel == "ccomp"]
    if after:
        return ((_past_time(parse, edges, after[0]), max(edges(c)[1] for c in after)),), after[0], i
    for c in parse.children[i]:
        token = tokens[c]
        if c > i and token.rel in ("acl", "relcl") and child(parse, c, "mark") is not None and tokens[i].pos in ("NOUN", "PROPN"):
            return (edges(c),), c, i
        if token.rel == "advcl" and c > i and tokens[edges(c)[0]].tag in ("WP", "WRB", "WDT") and edges(c)[0] == i + 1:
            return (edges(c),), c, i
        if hearer and token.rel in ("obj", "iobj", "prep") and c > i and (deep := _that_below(parse, edges, c)) is not None:
            return (edges(deep),), deep, i
    before = child(parse, i, "ccomp")
    if before is None or (not hearer and tokens[edges(before)[1] + 1].pos != "PUNCT"):
        return None
    return (edges(before),), before, i


def _past_time(parse: Parse, edges: Edges, i: int) -> int:
    """First token of the clause `i` without the time of the cue that the parser hung below it: "said *Tuesday* he would leave"."""
    first = edges(i)[0]
    time = next((c for c in parse.children[i] if edges(c)[0] == first), i)
    token = parse.tokens[time]
    if token.rel != "npadvmod" or token.entity not in ("DATE", "TIME") or time >= i or parse.tokens[edges(time)[1] + 1].pos == "PUNCT":
        return first
    return edges(time)[1] + 1


def _that_below(parse: Parse, edges: Edges, i: int) -> int | None:
    """In "told a meeting of leaders that few understood" the parser hangs the clause below the hearer, though it has a subject of its own."""
    tokens = parse.tokens
    for _ in range(4):
        for c in parse.children[i]:
            if (
                c > i
                and tokens[c].rel in ("relcl", "acl", "ccomp")
                and tokens[edges(c)[0]].rel == "mark"
                and child(parse, c, "subj", "subjpass", "expl") is not None
            ):
                return c
        below = child(parse, i, "pobj", "prep")
        if below is None or below < i:
            return None
        i = below
    return None


def _is(parse: Parse, edges: Edges, i: int) -> Found:
    """The clause that a noun is: "the message is *that taxes fall*"."""
    tokens = parse.tokens
    verb = tokens[i].head
    clause = child(parse, verb, "ccomp") if tokens[i].rel == "subj" and tokens[verb].pos == "AUX" else None
    if clause is None or not i < verb < clause:
        return None
    return (edges(clause),), clause, verb


def _verbal(parse: Parse, edges: Edges, i: int, infinitive: bool) -> Found:
    tokens = parse.tokens
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("xcomp", "acl", "ccomp", "advcl"):
            to = any(tokens[below].tag == "TO" for below in parse.children[c])
            if (to and infinitive) or (not to and not infinitive and tokens[c].tag == "VBG" and tokens[c].rel in ("xcomp", "ccomp")):
                return ((max(i + 1, edges(c)[0]), edges(c)[1]),), c, i
    return None


def _object(parse: Parse, edges: Edges, i: int) -> Found:
    tokens = parse.tokens
    passive = child(parse, i, "subjpass")
    if passive is not None:
        return ((source_range(parse, edges, passive),), passive, i) if child(parse, i, "agent") is not None else None
    for c in parse.children[i]:
        if tokens[c].rel == "obj" and tokens[c].pos != "PUNCT":
            return ((edges(c)[0], _with_purpose(parse, edges, i, edges(c)[1])),), c, i
    token = tokens[i]
    if token.rel == "acl" and token.tag == "VBN" and child(parse, i, "agent") is not None:
        return ((edges(token.head)[0], token.head),), token.head, i
    return None


def _going_on(parse: Parse, edges: Edges, i: int, found: Found, words: list[str]) -> Found:
    """What was found with the phrase right after it that opens with one of `words` and that the parser hung from the verb."""
    if found is None or found[1] < i:
        return found
    first, last = found[0][0]
    for c in parse.children[i]:
        if c == last + 1 and parse.tokens[c].rel == "prep" and parse.tokens[c].text.lower() in words:
            return ((first, edges(c)[1]),), found[1], found[2]
    return found


def _with_purpose(parse: Parse, edges: Edges, i: int, last: int) -> int:
    """Last token of an object with the infinitive right after it: "announced a series of steps *to stop smuggling*"."""
    tokens = parse.tokens
    for c in parse.children[i]:
        if c > last and tokens[c].rel in ("xcomp", "advcl") and edges(c)[0] == last + 1 and tokens[last + 1].tag == "TO":
            return edges(c)[1]
    return last


def _object_with(parse: Parse, edges: Edges, i: int, word: str) -> Found:
    """ "called him a liar" (`word` is predicate), "accused her of lying" (of): the object and what is said of it."""
    tokens = parse.tokens
    found = _object(parse, edges, i)
    for c in parse.children[i]:
        if c < i or (found is not None and c < found[1]):
            continue
        token = tokens[c]
        if (
            token.rel in ("oprd", "ccomp", "xcomp", "pred")
            if word == "predicate"
            else token.rel in ("prep", "advcl") and token.text.lower() == word
        ):
            if found is None:
                below = child(parse, c, "pobj", "pcomp") if child(parse, i, "auxpass") is not None else None
                told_of = _passive_object(parse, edges, i)
                return (*told_of, edges(below or c)), below or c, c if below else i
            if found[1] > i:
                return ((found[0][0][0], edges(c)[1]),), c, i
            return (found[0][0], edges(c)), c, i
    return None


def _passive_object(parse: Parse, edges: Edges, i: int) -> tuple[Range, ...]:
    """What a passive verb says something of: "*the winner* was called a farce", "*a vote* called a farce"."""
    subject = child(parse, i, "subjpass")
    if subject is not None:
        return (source_range(parse, edges, subject),)
    token = parse.tokens[i]
    if token.rel == "acl" and token.tag == "VBN" and token.head < i:
        return ((edges(token.head)[0], token.head),)
    return ()


def _subject_and_rest(parse: Parse, edges: Edges, i: int, passive: bool) -> Found:
    """ "The talks are expected to fail" (passive), "he seems tired": the subject and what is said of it."""
    tokens = parse.tokens
    subject = child(parse, i, "subjpass") if passive else child(parse, i, "subj", "csubj")
    if subject is None:
        return None
    for c in parse.children[i]:
        if c > i and tokens[c].rel in ("xcomp", "oprd", "pred", "ccomp"):
            return (source_range(parse, edges, subject), edges(c)), c, i
    return None


def _beside(parse: Parse, edges: Edges, i: int) -> tuple[int, ...]:
    """What hangs from `i`, and what the parser hung from the verb though it comes right after its object: "raised *doubts* about the plan"."""
    tokens = parse.tokens
    if tokens[i].pos != "NOUN" or tokens[i].rel != "obj":
        return parse.children[i]
    next_one = edges(i)[1] + 1
    return (*parse.children[i], *(c for c in parse.children[tokens[i].head] if c == next_one))


def _preposition(parse: Parse, edges: Edges, i: int, word: str) -> Found:
    tokens = parse.tokens
    for c in _beside(parse, edges, i):
        token = tokens[c]
        mark = child(parse, c, "mark") if c > i and token.rel in ("ccomp", "xcomp", "advcl", "acl", "relcl") else None
        if mark is not None and tokens[mark].text.lower() == word and edges(c)[0] == mark < c:
            return ((mark + 1, edges(c)[1]),), c, mark
        if c > i and token.rel in ("prep", "prt", "agent", "iobj") and token.text.lower() == word:
            for below in parse.children[c]:
                if tokens[below].rel in ("pobj", "pcomp", "obj", "ccomp"):
                    return (edges(below),), below, c
    return None


def _preposition_and_rest(parse: Parse, edges: Edges, i: int, word: str) -> Found:
    """ "called on Iran to stop": the object of the preposition and the infinitive after it."""
    found = _preposition(parse, edges, i, word)
    rest = _verbal(parse, edges, i, True)
    if found is None or rest is None or rest[1] < found[1]:
        return found
    return ((found[0][0][0], rest[0][0][1]),), rest[1], found[2]
