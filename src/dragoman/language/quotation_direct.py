"""Gives stretches between quotation marks to those who say them. Stretches and the parse come in, speeches with cue and source go out.

A stretch is speech if a verb of saying stands beside it ("…", he said; he said: "…"), or if it is a sentence that runs on
from speech before it. Other stretches (titles, scare quotes, parts of a clause) are left to the grammar. Part of the quotations stage.
"""

from bisect import bisect_left

from dragoman.knowledge.shapes_speech import Speech, Way
from dragoman.language.quotation_grammar import Edges, child, source_of
from dragoman.language.quotation_marks import Quoted
from dragoman.model import Parse, Span, Word

#: how many tokens a verb of saying may stand away from the words it introduces or closes
REACH = 30
#: fewest tokens of a sentence between marks that is speech without a verb of saying beside it
SHORTEST = 5
ENDS = (".", "?", "!", "…", "...")
JOINTS = (",", ":", "-", "--", "–", "—", ";", "―")


class Spoken(Word):
    """Stretches that one cue introduces or closes. `source` is as in `source_of`; `cue` is None if the words run on from nowhere."""

    cue: int | None
    way: Way | None
    source: tuple[int, int] | None
    parts: tuple[Quoted, ...]


class _Room(Word):
    """Where one stretch stands: its first and last token, the first token of its paragraph, the limits for cues before and after."""

    first: int
    last: int
    opens: int
    before: int
    after: int


def find_spoken(parse: Parse, edges: Edges, speech: Speech, quoted: tuple[Quoted, ...], paragraphs: tuple[Span, ...]) -> list[Spoken]:
    """Speech between marks, in text order. '"We go," he said. "Now."' is one with two parts."""
    outer = [one for one in quoted if one.level == 0]
    rooms = _rooms(parse, outer, paragraphs)
    found: list[Spoken] = []
    lately: tuple[int, int] | None = None  # number of the last speech, and the token after its last stretch
    for one, room in zip(outer, rooms, strict=True):
        if room.last < room.first:
            continue
        cue = _cue_before(parse, speech, room) or _cue_after(parse, speech, room, one)
        if cue is not None:
            i, way = cue
            at = next((n for n in range(len(found) - 1, max(-1, len(found) - 3), -1) if found[n].cue == i), None)
            if at is None:
                found.append(Spoken(i, way, spoken_by(parse, i, room), (one,)))
                at = len(found) - 1
            else:
                found[at] = _with(found[at], one)
            lately = at, room.last
        elif _stands_alone(parse, room):
            if lately is not None and _runs_on(parse, lately[1], room):
                found[lately[0]] = _with(found[lately[0]], one)
                lately = lately[0], room.last
            elif (source := _speaker_nearby(parse, room)) is not None:
                found.append(Spoken(None, None, source, (one,)))
                lately = len(found) - 1, room.last
    return found


def _with(spoken: Spoken, part: Quoted) -> Spoken:
    return Spoken(spoken.cue, spoken.way, spoken.source, (*spoken.parts, part))


def _rooms(parse: Parse, outer: list[Quoted], paragraphs: tuple[Span, ...]) -> list[_Room]:
    starts = [token.start for token in parse.tokens]
    edges = [bisect_left(starts, start) for start, _ in paragraphs]
    ends = [*edges[1:], len(starts)]
    begins = [start for start, _ in paragraphs]
    bounds = [(bisect_left(starts, one.span[0]), bisect_left(starts, one.span[1]) - 1) for one in outer]
    rooms = []
    for n, (first, last) in enumerate(bounds):
        at = max(0, bisect_left(begins, outer[n].span[0] + 1) - 1)
        before = max(edges[at], bounds[n - 1][1] + 1) if n else edges[at]
        after = min(ends[at], bounds[n + 1][0]) if n + 1 < len(bounds) else ends[at]
        rooms.append(_Room(first, last, edges[at], before, after))
    return rooms


def verb_of_saying(parse: Parse, speech: Speech, i: int) -> Way | None:
    """The way of telling of token `i`, if it is a verb that can introduce direct speech."""
    token = parse.tokens[i]
    if token.tag[:1] != "V" and token.pos not in ("VERB", "AUX"):
        return None
    ways = speech.verbs.get(token.lemma) or speech.verbs.get(speech.forms.get(token.text.lower(), ""))
    return next((way for way in ways if way.quotes and not way.words), None) if ways else None


def _cue_before(parse: Parse, speech: Speech, room: _Room) -> tuple[int, Way] | None:
    """He said: "…"; also with the colon at the end of the paragraph before."""
    tokens = parse.tokens
    j = room.first - 1
    if j < 0:
        return None
    if room.first == room.opens and tokens[j].text[-1] != ":":
        return None
    if tokens[j].text[-1] not in ",:" and verb_of_saying(parse, speech, j) is None:
        return None
    lowest = max(j - REACH, room.before if room.first > room.opens else parse.sentences[tokens[j].sentence].first)
    while j >= lowest and tokens[j].text not in ENDS:
        way = verb_of_saying(parse, speech, j)
        if way is not None and (source_of(parse, j) is not None or tokens[room.first - 1].text[-1] == ":"):
            return j, way
        j -= 1
    return None


def _cue_after(parse: Parse, speech: Speech, room: _Room, one: Quoted) -> tuple[int, Way] | None:
    """"…", he said; "…", said the man."""
    tokens = parse.tokens
    j = room.last + 1
    if j >= room.after or (room.first > room.opens and tokens[room.first - 1].pos not in ("PUNCT", "CCONJ", "SPACE", "SYM")):
        return None
    ending = parse.text[one.inner[0] : one.inner[1]].rstrip()[-1:]
    if ending not in ",?!-–—…" and tokens[j].text not in JOINTS:
        return None
    fallback = None
    for k in range(j, min(j + REACH, room.after)):
        if tokens[k].text in ENDS:
            break
        way = verb_of_saying(parse, speech, k)
        if way is not None and child(parse, k, "auxpass") is None:
            if tokens[k].rel not in ("relcl", "acl"):
                return k, way
            fallback = fallback or (k, way)
    return fallback


def spoken_by(parse: Parse, i: int, room: _Room) -> tuple[int, int] | None:
    """The speaker at cue `i`: its subject, else the noun phrase right beside it outside the marks."""
    source = source_of(parse, i)
    if source is not None and not room.first <= source[0] <= room.last:
        return source
    tokens = parse.tokens
    for rel in ("obj", "iobj", "oprd", "ccomp", "pred", "npadvmod"):
        after = child(parse, i, rel)
        if after is not None and i < after <= i + 8 and tokens[after].pos in ("NOUN", "PROPN", "PRON"):
            return after, after
    for j in range(i - 1, max(room.before - 1, i - 4), -1):
        if tokens[j].pos in ("PROPN", "PRON", "NOUN") and not room.first <= j <= room.last:
            return j, j
    return None


def _stands_alone(parse: Parse, room: _Room) -> bool:
    """The stretch is a sentence or more: it begins where a sentence may begin, and ends with a full stop."""
    tokens = parse.tokens
    if room.last - room.first < SHORTEST:
        return False
    starts = room.first == room.opens or tokens[room.first - 1].text in ENDS or tokens[room.first - 1].text[-1] in ":.\"”'’"
    inside = tokens[room.first + 1]
    if not starts or not (inside.text[:1].isupper() or not inside.text[:1].isalpha()):
        return False
    last = [tokens[j].text for j in range(max(room.first, room.last - 2), room.last + 1)]
    return any(text in ENDS or text[-1:] in ".?!…" for text in last) or room.last + 1 >= len(tokens)


def _runs_on(parse: Parse, last: int, room: _Room) -> bool:
    """Speech before goes on: in the same paragraph, or in the next one if nothing but its cue stands between."""
    tokens = parse.tokens
    if last >= room.opens:
        return True
    return room.first == room.opens and tokens[room.first].start - tokens[last].end < 400


def _speaker_nearby(parse: Parse, room: _Room) -> tuple[int, int] | None:
    """The subject of the sentence before."""
    tokens = parse.tokens
    if room.first == 0:
        return None
    sentence = parse.sentences[tokens[room.first - 1].sentence]
    for i in range(sentence.first, sentence.last):
        if tokens[i].rel in ("subj", "subjpass") and tokens[tokens[i].head].rel == "root":
            return i, i
    return None
