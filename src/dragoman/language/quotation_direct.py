"""Gives stretches between quotation marks to those who say them. Stretches and the parse come in, speeches with cue and source go out.

A stretch is speech if a verb of saying stands beside it ("…", he said; he said: "…"), or if it is a sentence that runs on
from speech before it. Other stretches (titles, scare quotes, parts of a clause) are left to the grammar. Part of the quotations stage.
"""

from bisect import bisect_left
from operator import attrgetter

from dragoman.knowledge.shapes_speech import Speech, Way
from dragoman.language.quotation_grammar import DASHES, child, source_of, verb_of_saying
from dragoman.language.quotation_marks import Quoted
from dragoman.model import Parse, Span, Word

#: how many tokens a verb of saying may stand away from the words it introduces or closes
REACH = 30
#: fewest tokens of a sentence between marks that is speech without a verb of saying beside it
SHORTEST = 5
ENDS = (".", "?", "!", "…", "...")
JOINTS = (",", ":", ";", *DASHES)
QUOTES = "\"“”„«»‘’'`"


class Spoken(Word, frozen=True):
    """Stretches that one cue introduces or closes. `source` is as in `source_of`.

    `cue` is None if no word of saying stands there; `follows` is then a cue whose content these words run on from.
    """

    cue: int | None
    way: Way | None
    source: tuple[int, int] | None
    parts: tuple[Span, ...]
    follows: int | None = None


class _Room(Word, frozen=True):
    """Where a stretch stands: its first and last token, first token and end of its paragraph, limits for cues before and after."""

    first: int
    last: int
    opens: int
    ends: int
    before: int
    after: int


def find_spoken(parse: Parse, speech: Speech, quoted: tuple[Quoted, ...], paragraphs: tuple[Span, ...]) -> list[Spoken]:
    """Speech between marks, in text order. '"We go," he said. "Now."' is one with two parts."""
    outer = [one for one in quoted if one.level == 0]
    found: list[Spoken] = []
    lately: _Room | None = None
    for one, room in zip(outer, _rooms(parse, outer, paragraphs), strict=True):
        if room.last < room.first:
            continue
        new = _with_cue(parse, speech, room, one)
        if new is not None:
            at = next((n for n in range(len(found) - 1, max(-1, len(found) - 3), -1) if found[n].cue == new.cue), None)
            if at is not None:
                found[at] = _joined(found[at], new.parts)
            else:
                found.append(new)
        elif _stands_alone(parse, room, lately is not None and lately.last >= room.opens):
            new = _without_cue(parse, speech, room, one, found[-1] if found else None, lately)
            if new is None:
                found[-1] = _joined(found[-1], (one.span,))
            elif new.source is not None or new.follows is not None:
                found.append(new)
            else:
                continue
        else:
            continue
        lately = room
    return found


def find_said_bare(parse: Parse, speech: Speech, loose: list[Quoted], done: set[int | None]) -> list[Spoken]:
    """Stretches right after a verb of saying that tells nothing else: The crowd chanted "No more!" and went on."""
    tokens = parse.tokens
    found = []
    for one in loose:
        i = bisect_left(tokens, one.span[0], key=attrgetter("start")) - 1
        if i >= 0 and i not in done and (way := verb_of_saying(tokens[i], speech)) is not None and (source := source_of(parse, i)) is not None:
            found.append(Spoken(i, way, source, (one.span,)))
    return found


def _joined(spoken: Spoken, parts: tuple[Span, ...]) -> Spoken:
    return Spoken(spoken.cue, spoken.way, spoken.source, (*spoken.parts, *parts), spoken.follows)


def _rooms(parse: Parse, outer: list[Quoted], paragraphs: tuple[Span, ...]) -> list[_Room]:
    starts = [token.start for token in parse.tokens]
    opens = [bisect_left(starts, start) for start, _ in paragraphs]
    ends = [*opens[1:], len(starts)]
    begins = [start for start, _ in paragraphs]
    bounds = [(bisect_left(starts, one.span[0]), bisect_left(starts, one.span[1]) - 1) for one in outer]
    rooms = []
    for n, (first, last) in enumerate(bounds):
        at = max(0, bisect_left(begins, outer[n].span[0] + 1) - 1)
        before = max(opens[at], bounds[n - 1][1] + 1) if n else opens[at]
        after = min(ends[at], bounds[n + 1][0]) if n + 1 < len(bounds) else ends[at]
        rooms.append(_Room(first, last, opens[at], ends[at], before, after))
    return rooms


def _with_cue(parse: Parse, speech: Speech, room: _Room, one: Quoted) -> Spoken | None:
    """The stretch with the verb of saying (or the dash and name) that stands beside it."""
    cue = _cue_before(parse, speech, room) or _cue_after(parse, speech, room, one)
    if cue is None:
        return _signed(parse, room, one)
    i, way = cue
    source = _spoken_by(parse, i, room)
    return Spoken(i, way, source, (*_begun(parse, room, i, source), _whole(parse, room, one, i)))



def _cue_before(parse: Parse, speech: Speech, room: _Room) -> tuple[int, Way] | None:
    """He said: "…"; also with the colon at the end of the paragraph before. "He said that …" is left to the grammar."""
    tokens = parse.tokens
    j = edge = room.first - 1
    if j < 0 or (room.first == room.opens and tokens[j].text[-1] != ":"):
        return None
    while j > room.before and j > edge - 3 and tokens[j].pos in ("CCONJ", "ADV", "SCONJ"):
        if tokens[j].rel == "mark" and tokens[j].tag == "IN":
            return None
        j -= 1
    if tokens[j].text[-1] not in ",:" and (verb_of_saying(tokens[j], speech) is None or not _ends_sentence(parse, room)):
        return None
    lowest = max(j - REACH, room.before if room.first > room.opens else parse.sentences[tokens[j].sentence].first)
    colon = tokens[edge].text[-1] == ":"
    while j >= lowest and tokens[j].text not in ENDS:
        if tokens[j].rel == "mark" and tokens[j].tag == "IN" and verb_of_saying(tokens[tokens[tokens[j].head].head], speech) is not None:
            return None
        way = verb_of_saying(tokens[j], speech)
        if way is not None and (colon or source_of(parse, j) is not None):
            return j, way
        j -= 1
    return None


def _ends_sentence(parse: Parse, room: _Room) -> bool:
    return room.last + 1 >= room.ends or any(tok.text in ENDS or tok.text[-1] in ".?!" for tok in parse.tokens[max(room.first, room.last - 2) : room.last + 2])


def _cue_after(parse: Parse, speech: Speech, room: _Room, one: Quoted) -> tuple[int, Way] | None:
    """"…", he said; "…", said the man."""
    tokens = parse.tokens
    j = room.last + 1
    if j >= room.after or (room.first > room.opens and tokens[room.first - 1].pos not in ("PUNCT", "CCONJ", "SPACE", "SYM")):
        return None
    ending = parse.text[one.inner[0] : one.inner[1]].rstrip(QUOTES + " ")[-1:]
    if ending not in ",?!-–—…" and tokens[j].text not in JOINTS:
        return None
    fallback = None
    for k in range(j, min(j + REACH, room.after)):
        if tokens[k].text in ENDS:
            break
        way = verb_of_saying(tokens[k], speech)
        if way is not None and child(parse, k, "auxpass") is None:
            if tokens[k].rel not in ("relcl", "acl"):
                return k, way
            fallback = fallback or (k, way)
    return fallback


def _whole(parse: Parse, room: _Room, one: Quoted, cue: int) -> Span:
    """The stretch with the few words of the same sentence that lead to it from its cue: he said, *but "we stay"*."""
    tokens = parse.tokens
    start = room.first
    while start - 1 > max(cue, room.before) and start > room.first - 3 and tokens[start - 1].pos in ("CCONJ", "ADV", "SCONJ"):
        start -= 1
    if cue < start < room.first and tokens[start - 1].text == ",":
        return tokens[start].start, one.span[1]
    return one.span


def _begun(parse: Parse, room: _Room, cue: int, source: tuple[int, int] | None) -> tuple[Span, ...]:
    """Words without marks that the stretch goes on from, in the same sentence: *The law*, he wrote, "hits the poor"."""
    tokens = parse.tokens
    first = parse.sentences[tokens[cue].sentence].first
    inside = tokens[room.first + 1].text[:1] if room.first < room.last else ""
    if source is None or not inside.islower() or not first < source[0] < cue < room.first:
        return ()
    comma = next((j for j in range(source[0] - 1, max(first, source[0] - 6), -1) if tokens[j].text == ","), None)
    if comma is None or comma - first > REACH or any(tokens[j].pos in ("VERB", "AUX", "ADP", "SCONJ") for j in range(first, comma)) or first < room.before:
        return ()
    return ((tokens[first].start, tokens[comma - 1].end),)



def _signed(parse: Parse, room: _Room, one: Quoted) -> Spoken | None:
    """"…" — Jane Doe, Utah: the dash is the cue."""
    tokens = parse.tokens
    dash = room.last + 1
    if dash + 1 >= room.after or tokens[dash].text not in DASHES or room.after - dash > 15:
        return None
    head = next((j for j in range(dash + 1, min(dash + 5, room.after)) if tokens[j].pos == "PROPN"), None)
    if head is None or any(tok.pos in ("VERB", "AUX") for tok in tokens[dash + 1 : room.after]):
        return None
    while tokens[head].rel == "compound" and head < tokens[head].head < room.after:
        head = tokens[head].head
    return Spoken(dash, None, (head, head), (one.span,))


def _spoken_by(parse: Parse, i: int, room: _Room) -> tuple[int, int] | None:
    """The speaker at cue `i`: its subject, else the noun phrase right beside it outside the marks."""
    source = source_of(parse, i)
    if source is not None and not room.first <= source[0] <= room.last:
        return source
    tokens = parse.tokens
    for rel in ("obj", "iobj", "oprd", "ccomp", "pred", "npadvmod"):
        after = child(parse, i, rel)
        if after is not None and i < after <= i + 8 and tokens[after].pos in ("NOUN", "PROPN", "PRON"):
            return after, after
    if (after := _named_after(parse, i, room)) is not None:
        return after, after
    for j in range(i - 1, max(room.before - 1, i - 4), -1):
        if tokens[j].pos in ("PROPN", "PRON", "NOUN") and not room.first <= j <= room.last:
            return j, j
    return None


def _named_after(parse: Parse, i: int, room: _Room) -> int | None:
    """The head of a phrase that begins right after cue `i` where the parser did not see the speaker in it: said *John Okello*, a farmer."""
    tokens = parse.tokens
    end = min(i + 7, room.first if i < room.first else room.after)
    j = i + 1
    while j < end and tokens[j].pos in ("DET", "ADJ", "NUM"):
        j += 1
    if j >= end or tokens[j].pos not in ("PROPN", "NOUN", "PRON"):
        return None
    while j + 1 < end and tokens[j + 1].pos in ("PROPN", "NOUN"):
        j += 1
    return j


def _stands_alone(parse: Parse, room: _Room, after_speech: bool) -> bool:
    """The stretch is a sentence or more: it begins where a sentence may begin, and ends with a full stop.

    After speech in the same paragraph a long one need not end there: "Rents rise," he said. "It is hard for all of us who stay" in the city.
    """
    tokens = parse.tokens
    if room.last - room.first < SHORTEST:
        return False
    before = tokens[room.first - 1].text
    starts = room.first == room.opens or before in ENDS or before[-1] in ":.\"”'’"
    inside = tokens[room.first + 1].text[:1]
    if not starts or (inside.isalpha() and not inside.isupper()):
        return False
    return _ends_sentence(parse, room) or (after_speech and room.last - room.first > 2 * SHORTEST)


def _without_cue(parse: Parse, speech: Speech, room: _Room, one: Quoted, last: Spoken | None, lately: _Room | None) -> Spoken | None:
    """A sentence between marks with no verb of saying beside it; None if it runs on from the `last` speech."""
    tokens = parse.tokens
    j = room.first - 1
    if j >= 0 and tokens[j].text[-1] == ":":
        return Spoken(None, None, _subject_before(parse, j), (one.span,))
    here = lately is not None and lately.last >= room.opens
    start = lately.last + 1 if lately is not None and here else room.opens
    for k in range(j, start - 1, -1):
        if here and last is not None and last.cue is not None and tokens[k].sentence == tokens[last.cue].sentence:
            break
        if verb_of_saying(tokens[k], speech) is not None and (last is None or k != last.cue) and (source := source_of(parse, k)) is not None:
            return Spoken(None, None, source, (one.span,), k)
    if here or (lately is not None and room.first == room.opens and room.first - lately.last < REACH * 2):
        return None
    if j < 0:
        return Spoken(None, None, None, (one.span,))
    return Spoken(None, None, _subject_before(parse, j), (one.span,))


def _subject_before(parse: Parse, j: int) -> tuple[int, int] | None:
    """The subject of the sentence of token `j`."""
    tokens = parse.tokens
    sentence = parse.sentences[tokens[j].sentence]
    for i in range(sentence.first, sentence.last):
        if tokens[i].rel in ("subj", "subjpass") and tokens[tokens[i].head].rel == "root":
            return i, i
    return None
