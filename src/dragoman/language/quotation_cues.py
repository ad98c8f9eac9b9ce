"""Reads words of saying by the grammar. The parse and the knowledge of speech come in; cues with who says what go out, as token ranges.

Part of the quotations stage.
"""

import msgspec

from dragoman.knowledge.shapes_speech import Speech, Way
from dragoman.language.quotation_around import clause_around, main_clause, opening
from dragoman.language.quotation_content import IS, Told, told
from dragoman.language.quotation_grammar import (
    CLIMB,
    Edges,
    Range,
    agent,
    child,
    cue_range,
    is_mark,
    owner_of,
    phrase_end,
    source_of,
    source_range,
    without,
)
from dragoman.model import Parse, Token, Word

#: relations by which a cue hangs inside what it tells: "the plan, he said, was dead"
ASIDE = ("parataxis", "ccomp", "advcl", "dep")


#: forms that tell that something is so
CLAUSAL = (IS, "clause", "infinitive", "gerund", "subject and rest", "passive and rest", "object predicate", "beside")
#: forms that tell something even if nobody is named as the source
NAMELESS = ("clause", "subject and rest", "passive and rest", "object predicate", "object as")
#: forms that tell what somebody is blamed for: "accused them of *theft*", in the passive without "them"
BLAMED = ("object of", "object for", "object as")


class Reading(Word, frozen=True):
    """One cue with what it tells; `source_head` names the source where `source` is a pronoun like "who"; `clause` tells if a whole clause is told,
    `named` if a thing is only named."""

    cue: Range
    head: int
    source: Range | None
    source_head: int | None
    content: tuple[Range, ...]
    way: Way
    clause: bool = True
    named: bool = False

    @property
    def attitude(self) -> str:
        """What the source does with the content, see `model.Quotation`."""
        return "naming" if self.named and self.way.kind in ("saying", "thinking", "showing") else self.way.kind


def cues(parse: Parse, speech: Speech) -> list[tuple[int, Way]]:
    """Every word of saying with its ways' first that fits, in text order; a phrase wins over its first word."""
    found = []
    for token in parse.tokens:
        for way in ways_of(token, speech):
            if not way.words or phrase_end(parse, token.i, way.words) is not None:
                found.append((token.i, way))
                break
    return found


def ways_of(token: Token, speech: Speech) -> tuple[Way, ...]:
    pos = token.pos
    if pos in ("VERB", "AUX"):
        return speech.verbs.get(token.lemma) or speech.verbs.get(speech.forms.get(token.text.lower(), "")) or speech.adverbials.get(token.text.lower()) or ()
    if pos == "NOUN":
        return speech.nouns.get(token.lemma, ())
    if pos == "ADJ":
        return speech.adjectives.get(token.lemma, ())
    return speech.adverbials.get(token.text.lower(), ()) if pos == "ADP" else ()


def readings(parse: Parse, edges: Edges, found: list[tuple[int, Way]]) -> list[Reading]:
    """The cues that tell something, with source and content."""
    by_head: dict[int, Reading] = {}
    for i, way in found:
        one = read(parse, edges, i, way)
        if one is None:
            continue
        outer = by_head.get(_told_beside(parse, i))
        if outer is not None and way.quotes and outer.way.quotes and outer.source is not None:
            one = msgspec.structs.replace(one, source=outer.source, source_head=outer.source_head)
            by_head[outer.head] = msgspec.structs.replace(outer, content=tuple(without(list(outer.content), (one.cue[0], outer.content[-1][1]))))
        by_head[i] = _of_the_outer(parse, one, by_head)
    return list(by_head.values())


def _of_the_outer(parse: Parse, one: Reading, by_head: dict[int, Reading]) -> Reading:
    """A cue that hangs below what another tells, but after its end, shares its source: "he said he would stay and *warned against* panic"."""
    token = parse.tokens[one.head]
    told = parse.tokens[token.head]
    outer = by_head.get(told.head) if token.rel in ("conj", "advcl") and told.rel == "ccomp" else None
    if outer is None or outer.source is None or not outer.head < outer.content[-1][1] < one.cue[0]:
        return one
    return msgspec.structs.replace(one, source=outer.source, source_head=outer.source_head)


def _told_beside(parse: Parse, i: int) -> int:
    """The cue that shares its speaker with `i` where the parser put `i` inside what that cue tells.

    "He said A had left and added that B stayed": the one who added is he. Both stand in the same tense. -1 if there is none.
    """
    tokens = parse.tokens
    if tokens[i].rel != "conj" or child(parse, i, "subj", "subjpass", "aux") is not None:
        return -1
    above = tokens[i].head
    while tokens[above].rel == "conj" and tokens[above].head != above:
        above = tokens[above].head
    outer = tokens[above].head
    return outer if tokens[above].rel == "ccomp" and outer < above and tokens[outer].tag == tokens[i].tag else -1


def read(parse: Parse, edges: Edges, i: int, way: Way) -> Reading | None:
    """The cue `i` with source and content by the tree, or None if it tells nothing here."""
    if way.content == ("beside",):
        return _beside(parse, edges, i, way)
    pos = parse.tokens[i].pos
    found = told(parse, edges, i, way)
    if pos in ("VERB", "AUX"):
        return _verb(parse, edges, i, way, found)
    if found is None:
        return None
    return _noun(parse, edges, i, way, found) if pos == "NOUN" else _adjective(parse, edges, i, way, found)


def _verb(parse: Parse, edges: Edges, i: int, way: Way, found: Told | None) -> Reading | None:
    tokens = parse.tokens
    turned = _turned(parse, edges, i) if way.quotes and found is None else None
    if turned is not None:
        before, after = turned
        return Reading(cue_range(parse, i, i), i, source_range(parse, edges, after), after, (edges(before),), way)
    source = source_of(parse, i)
    if found is not None and source is not None and _goes_on(parse, i, found):
        return _aside(parse, edges, i, way, source, found.ranges[0][0])
    if found is None:
        if not way.quotes or "clause" not in way.content or source is None or tokens[i].rel not in ASIDE or (child(parse, i, "obj") is not None and not way.words):
            return None
        return _aside(parse, edges, i, way, source)
    if found.form == "passive and rest" or "subject and rest" in way.content:
        source = agent(parse, i)
    if source is None and found.form not in NAMELESS and not (found.form in BLAMED and child(parse, i, "auxpass") is not None):
        return None
    ranges = list(found.ranges)
    if ranges[-1][1] < i and found.head == child(parse, i, "ccomp"):
        ranges[0] = opening(parse, main_clause(parse, found.head, i), ranges[0][0]), ranges[0][1]
        ranges += _resumed(parse, edges, i)
    end = i if found.form.startswith("object ") else phrase_end(parse, i, way.words) or i
    if (found.form == "infinitive" and tokens[end].tag == "TO") or (found.form == "clause" and tokens[end].rel == "mark"):
        end -= 1
    adverbs = all(tokens[j].pos == "ADV" or tokens[j].rel == "prt" for j in range(i + 1, found.cue_last))
    cue = cue_range(parse, i, max(end, found.cue_last if adverbs or found.cue_last == end + 1 else i))
    who = source_range(parse, edges, source[0]) if source is not None else None
    return Reading(cue, i, who, source[1] if source else None, tuple(without(without(ranges, cue), who)), way, found.form == "clause", found.form not in (*CLAUSAL, *BLAMED))


def _turned(parse: Parse, edges: Edges, i: int) -> tuple[int, int] | None:
    """The two that the parser takes for subjects in "No talks before June, says Okello": what is told, and who tells it."""
    tokens = parse.tokens
    subjects = [c for c in parse.children[i] if tokens[c].rel == "subj"]
    if len(subjects) == 2 and subjects[0] < i < subjects[1] and tokens[i - 1].text == "," and (tokens[subjects[0]].pos != "PROPN" or tokens[subjects[1]].pos == "PROPN"):
        return subjects[0], subjects[1]
    return None


def _resumed(parse: Parse, edges: Edges, i: int) -> list[Range]:
    """What goes on after a cue that follows its content: "Taxes will rise, he warned, *if the harvest fails*"."""
    tokens = parse.tokens
    for c in parse.children[i]:
        first, last = edges(c)
        if c > i and tokens[first - 1].text == "," and (tokens[c].rel == "prep" or (tokens[c].rel == "advcl" and child(parse, c, "mark") is not None)):
            return [(first, last)]
    return []


def _noun(parse: Parse, edges: Edges, i: int, way: Way, found: Told) -> Reading | None:
    tokens = parse.tokens
    source = owner_of(parse, i, way.owner, found.form)
    first = i
    while first > 0 and tokens[first - 1].head == i and tokens[first - 1].rel in ("amod", "det", "compound") and (source is None or first - 1 != source[0]):
        first -= 1
    if source is None and found.form not in ("clause", IS):
        return None
    who = source_range(parse, edges, source[0]) if source is not None else None
    if who is not None and who[0] <= i <= who[1]:
        return None
    verb = tokens[i].head
    if tokens[i].rel == "obj" and verb == first - 1 and child(parse, i, "poss") is None:
        first = cue_range(parse, verb, verb)[0]
    cue = first, max(i, found.cue_last)
    return Reading(cue, i, who, source[1] if source else None, tuple(without(without(list(found.ranges), cue), who)), way, False, found.form not in CLAUSAL)


def _adjective(parse: Parse, edges: Edges, i: int, way: Way, found: Told) -> Reading | None:
    """"Iran is critical of the plan": the cue has the verb too."""
    tokens = parse.tokens
    verb = tokens[i].head
    if tokens[i].rel not in ("pred", "oprd") or verb > i:
        return None
    source = source_of(parse, verb)
    if source is None:
        return None
    cue = cue_range(parse, verb, max(i, found.cue_last))
    who = source_range(parse, edges, source[0])
    return Reading(cue, i, who, source[1], tuple(without(without(list(found.ranges), cue), who)), way, False, found.form not in CLAUSAL)


def _goes_on(parse: Parse, i: int, found: Told) -> bool:
    """True if what is told before the cue goes on after it: "It was so bad, he noted, that nobody came"."""
    tokens = parse.tokens
    first = found.ranges[0][0]
    return found.form == "clause" and tokens[i].rel == "parataxis" and tokens[i].head < i < first and tokens[first - 1].text == ","


def _aside(parse: Parse, edges: Edges, i: int, way: Way, source: tuple[int, int], resumes: int | None = None) -> Reading | None:
    """The cue hangs inside what it tells: "The plan, the minister said, was dead"; `resumes` is where that goes on."""
    tokens = parse.tokens
    above = tokens[i].head
    if above == i or tokens[above].pos not in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
        return None
    if tokens[i].rel != "advcl" and child(parse, i, "mark") is not None:
        return None
    first, last = edges(i)
    beside = [max(0, first - 1), first, *((last, min(last + 1, len(tokens) - 1)) if tokens[i].rel != "ccomp" else ())]
    if not any(is_mark(tokens[j]) for j in beside):
        return None
    if resumes is not None:
        last = resumes - 1
    content = clause_around(parse, edges, main_clause(parse, above, i), (first, last))
    return Reading(cue_range(parse, i, i), i, source_range(parse, edges, source[0]), source[1], content, way)


def _beside(parse: Parse, edges: Edges, i: int, way: Way) -> Reading | None:
    """"according to X": the clause in which it stands is the content."""
    tokens = parse.tokens
    end = phrase_end(parse, i, way.words)
    who = child(parse, end, "pobj", "pcomp") if end is not None else None
    if end is None or who is None:
        return None
    top = i
    while tokens[top].head != top and i <= tokens[top].head <= end:
        top = tokens[top].head
    above = tokens[top].head
    for _ in range(CLIMB):
        if tokens[above].pos in ("VERB", "AUX") or tokens[above].head == above:
            break
        above = tokens[above].head
    content = clause_around(parse, edges, main_clause(parse, above, i), edges(top))
    return Reading((i, end), i, source_range(parse, edges, who), who, content, way)
