"""A parse and the table of places come in, the place names of the text go out with the place that each most likely means.

Names that the table does not know are kept if the recogniser of names calls them places. Demonyms and persons are no places.
"""

from dragoman.knowledge.gazetteer import CITY, COUNTRY, DISTRICT, REGION, SHORT, Gazetteer, Spot, fold
from dragoman.language.whereabouts import Candidate, resolve
from dragoman.model import Name, Parse, Place, Token

#: longest place name in words
LONGEST = 5

PLACE_LABELS = ("GPE", "LOC", "FAC")

#: small words inside names ("Bab al-Hawa", "Rio de Janeiro", "Cox's Bazar")
PARTS = ("PROPN", "ADP", "DET", "PART", "PUNCT", "X", "NOUN", "ADJ", "NUM")


def find(parse: Parse, gazetteer: Gazetteer, near: tuple[str, ...] = ()) -> tuple[Place, ...]:
    """Places named in the text, in text order. `near` are names that set the scene beforehand, such as the dateline's.

    In "Clashes broke out in Athens, Georgia" Athens is the town in the USA.
    """
    labels = _labels(parse)
    persons = _persons(parse)
    candidates: list[Candidate] = []
    i, tokens = 0, parse.tokens
    while i < len(tokens):
        if not tokens[i].text[0].isupper():
            i += 1
            continue
        one = _candidate(parse, gazetteer, i, labels, persons)
        if one is not None:
            candidates.append(one)
            i = one.last
        else:
            i += 1
    demonyms = _demonyms(parse, gazetteer)
    chosen = resolve(parse, candidates, gazetteer, demonyms, near)
    return tuple(_place(parse, one, spot, because) for one, (spot, because) in zip(candidates, chosen, strict=True))


def _labels(parse: Parse) -> dict[int, Name]:
    """The recogniser's name that each token is in."""
    return {i: name for name in parse.names for i in range(name.first, name.last)}


def _persons(parse: Parse) -> frozenset[str]:
    """Last words of persons' full names: "Washington" after "Denzel Washington"."""
    return frozenset(fold(parse.tokens[name.last - 1].text) for name in parse.names if name.label == "PERSON" and name.last - name.first > 1)


def _demonyms(parse: Parse, gazetteer: Gazetteer) -> list[str]:
    """Countries whose people the text names ("Kenyan troops"): no places, but they tell where things are."""
    found = []
    for name in parse.names:
        if name.label == "NORP":
            code = gazetteer.demonyms.get(fold(parse.tokens[name.first].text))
            if code:
                found.append(code)
    return found


def _candidate(parse: Parse, gazetteer: Gazetteer, i: int, labels: dict[int, Name], persons: frozenset[str]) -> Candidate | None:
    """The longest known name that begins at token `i` and is a place here, else the recogniser's place."""
    tokens, name = parse.tokens, labels.get(i)
    known = _known(parse, gazetteer, i)
    if known is not None:
        last, spots = known
        whole = labels.get(last - 1)
        if whole is not None and whole.last > last and whole.label in PLACE_LABELS and _goes_on(parse, last, whole.last):
            return _unknown(parse, i, whole.last, spots)
        if _is_place(parse, gazetteer, i, last, spots, name, persons):
            return Candidate(i, last, fold(parse.text[tokens[i].start : tokens[last - 1].end]), spots, name.label if name else "")
        return None
    if name is not None and name.label in PLACE_LABELS and _begins(parse, name) == i and tokens[i].pos == "PROPN":
        word = tokens[i].lemma.lower()
        if name.last - i == 1 and (word in gazetteer.words["stop"] or word in gazetteer.words["direction"] or fold(tokens[i].text) in persons):
            return None
        if gazetteer.demonyms.get(fold(tokens[i].text)) and name.last - i == 1:
            return None
        return _unknown(parse, i, name.last, [])
    return None


def _unknown(parse: Parse, first: int, last: int, inside: list[Spot]) -> Candidate:
    """A place that the table does not have; `inside` are the places whose name it bears ("Goma airport")."""
    while last > first + 1 and parse.tokens[last - 1].rel in ("case", "punct"):
        last -= 1
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    return Candidate(first, last, fold(parse.text[start:end]), [], "FAC", inside)


def _begins(parse: Parse, name: Name) -> int:
    """First token of a name without its article."""
    return name.first + 1 if parse.tokens[name.first].pos == "DET" else name.first


def _goes_on(parse: Parse, first: int, last: int) -> bool:
    """Whether more of a name follows: "Goma | International Airport", not "Goma |'s"."""
    return any(parse.tokens[i].text[0].isupper() and parse.tokens[i].pos in ("PROPN", "NOUN") for i in range(first, last)) and parse.tokens[first].pos != "PUNCT"


def _known(parse: Parse, gazetteer: Gazetteer, i: int) -> tuple[int, list[Spot]] | None:
    """End and places of the longest run of words from `i` that is in the table."""
    tokens = parse.tokens
    short = gazetteer.find(SHORT + tokens[i].text) if tokens[i].text.endswith(".") else []
    if short:
        return i + 1, short
    ends = [i + 1]
    j = i + 1
    while j < len(tokens) and j < i + LONGEST * 2 and tokens[j].sentence == tokens[i].sentence:
        token = tokens[j]
        if token.text[0].isupper() or token.text[0].isdigit():
            ends.append(j + 1)
        elif token.pos not in PARTS or (token.pos == "PUNCT" and token.text not in "-–'’") or len(token.text) > 8 or j - ends[-1] > 1:
            break
        j += 1
    for end in reversed(ends[:LONGEST]):
        found = gazetteer.find(fold(parse.text[tokens[i].start : tokens[end - 1].end]))
        if found:
            return end, found
    return None


def _is_place(parse: Parse, gazetteer: Gazetteer, i: int, last: int, spots: list[Spot], name: Name | None, persons: frozenset[str]) -> bool:
    """Whether a known name stands for a place here, by the recogniser's label, the word before and how great the place is."""
    tokens, words = parse.tokens, gazetteer.words
    token = tokens[i]
    greatest = max((spot.population for spot in spots if spot.kind != DISTRICT), default=0)
    great = greatest >= 200_000 or any(spot.kind in (COUNTRY, REGION) for spot in spots)
    before = tokens[i - 1] if i and tokens[i - 1].sentence == token.sentence else None
    placed = before is not None and before.pos in ("ADP", "SCONJ") and before.lemma.lower() in words["locative"]
    plain = last - i == 1 and (token.lemma.lower() in words["stop"] or token.lemma.lower() in words["direction"])
    if before is not None and before.text.rstrip(".").lower() in words["title"] and before.text[0].isupper():
        return False
    if not any(tokens[k].pos == "PROPN" for k in range(i, last)) or tokens[i].pos in ("VERB", "AUX", "ADV", "PRON", "DET"):
        return False
    label = name.label if name else ""
    whole = name is not None and name.first <= i and name.last <= last and _begins(parse, name) == i
    if label in PLACE_LABELS:
        if last - i == 1 and fold(token.text) in persons and not placed:
            return False
        return (placed or label == "GPE") if plain else True
    if label == "PERSON":
        return whole and placed and great and not plain and fold(token.text) not in persons
    if label == "ORG":
        return whole and not plain and ((placed and greatest > 5000) or any(spot.kind == COUNTRY for spot in spots) or greatest > 1_000_000)
    if label == "NORP":
        return whole and any(spot.kind == COUNTRY for spot in spots) and fold(token.text) not in gazetteer.demonyms
    if label in ("", "DATE", "CARDINAL", "ORDINAL", "TIME", "MONEY"):
        return not plain and (placed or (great and fold(token.text) not in persons) or _after_comma(parse, i))
    return whole and great and placed and not plain


def _after_comma(parse: Parse, i: int) -> bool:
    """Whether the name follows another place as "Ohio" does in "Athens, Ohio"."""
    return i > 1 and parse.tokens[i - 1].text == "," and parse.tokens[i - 2].entity in PLACE_LABELS


def _place(parse: Parse, one: Candidate, spot: Spot | None, because: str) -> Place:
    tokens = parse.tokens
    inside = range(one.first, one.last)
    head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), one.last - 1)
    span = (tokens[one.first].start, tokens[one.last - 1].end)
    text = " ".join(parse.text[span[0] : span[1]].split())
    if spot is None:
        return Place(span, one.first, one.last, head, text, None, None, None, None, None, None, because)
    if one.inside:
        return Place(span, one.first, one.last, head, text, None, None, spot.lat, spot.lon, spot.country, 3, because)
    kind = {COUNTRY: 1, REGION: 2, DISTRICT: 3, CITY: 4}.get(spot.kind, 3)
    return Place(span, one.first, one.last, head, text, spot.number or None, spot.name, spot.lat, spot.lon, spot.country, kind, because)


def next_word(parse: Parse, i: int) -> Token | None:
    """The word after token `i` in its sentence."""
    tokens = parse.tokens
    return tokens[i + 1] if i + 1 < len(tokens) and tokens[i + 1].sentence == tokens[i].sentence else None
