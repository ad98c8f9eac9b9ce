"""A parse and the table of places come in, the place names of the text go out with the place that each most likely means.

Names that the table does not know are kept if the recogniser of names calls them places. Demonyms and persons are no places.
"""

import re
from typing import NamedTuple

from dragoman.knowledge.gazetteer import CITY, COUNTRY, DISTRICT, REGION, SHORT, Gazetteer, Spot, fold, solid
from dragoman.language.whereabouts import Candidate, resolve
from dragoman.model import Article, BlockKind, Name, Parse, Place, Span, Token

#: what ends the place in a dateline: brackets, a dash, a date
_END_OF_DATELINE = re.compile(r"[(:\u2013\u2014]|\s-|--|\d")

#: longest place name in words
LONGEST = 5

PLACE_LABELS = ("GPE", "LOC", "FAC")

#: how much the words around a name say that it is a place
NAMED_KIND, STRICT, LOOSE = 3, 2, 1

#: parts of speech of words that begin names without the recogniser's label
NOMINAL = ("PROPN", "NOUN", "ADJ", "X")

#: small words inside names ("Bab al-Hawa", "Rio de Janeiro", "Cox's Bazar")
PARTS = ("PROPN", "ADP", "DET", "PART", "PUNCT", "X", "NOUN", "ADJ", "NUM")


class Named(NamedTuple):
    """A name of the table as it stands in the text: tokens, places of that name, the recogniser's name there, `evidence`."""

    first: int
    last: int
    spots: tuple[Spot, ...]
    name: Name | None
    told: int


def find(parse: Parse, gazetteer: Gazetteer, article: Article | None = None) -> tuple[Place, ...]:
    """Places named in the text, in text order. The dateline's place, if `article` has one, has no tokens: its `head` is -1.

    In "Clashes broke out in Athens, Georgia" Athens is the town in the USA.
    """
    labels = _labels(parse)
    persons = _persons(parse)
    candidates: list[Candidate] = []
    spans: list[Span] = []
    if article is not None:
        dateline = read_dateline(article, gazetteer)
        candidates += [one for one, _ in dateline]
        spans += [span for _, span in dateline]
    i, tokens = 0, parse.tokens
    while i < len(tokens):
        one = None
        if _may_begin(parse, tokens[i]):
            one = _candidate(parse, gazetteer, i, labels, persons, candidates[-1].last if candidates else -1)
        if one is not None:
            candidates.append(one)
            spans.append((tokens[one.first].start, tokens[one.last - 1].end))
        i = i + 1 if one is None else one.last
    chosen = resolve(parse, candidates, gazetteer, _demonyms(parse, gazetteer))
    return tuple(_place(parse, one, span, *choice) for one, span, choice in zip(candidates, spans, chosen, strict=True))


def read_dateline(article: Article, gazetteer: Gazetteer) -> list[tuple[Candidate, Span]]:
    """The place of the dateline, "GOMA, Congo (Agency) -": the first name that is a place, with what it is said to lie in."""
    block = next((block for block in article.blocks if block.kind is BlockKind.DATELINE), None)
    if block is None:
        return []
    start = block.span[0]
    text = _END_OF_DATELINE.split(article.text[slice(*block.span)], maxsplit=1)[0]
    names = [part.strip() for part in text.split(",")]
    spots = gazetteer.find(fold(names[0]))
    if not spots:
        return []
    within = gazetteer.find(SHORT + solid(names[1])) or gazetteer.find(fold(names[1])) if len(names) > 1 else ()
    first = start + text.index(names[0])
    return [(Candidate(-1, -1, fold(names[0]), spots, "GPE", (), within), (first, first + len(names[0])))]


def _may_begin(parse: Parse, token: Token) -> bool:
    """Whether a name may begin here: a capital letter, also where all is in capitals and the parser was given small ones."""
    if not token.text[0].isupper() and not (token.pos == "PROPN" and parse.text[token.start].isupper()):
        return False
    return bool(token.entity) or token.pos in NOMINAL


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


def _candidate(parse: Parse, gazetteer: Gazetteer, i: int, labels: dict[int, Name], persons: frozenset[str], beside: int) -> Candidate | None:
    """The longest known name that begins at token `i` and is a place here, else an unknown one that the recogniser or the grammar calls a place."""
    tokens, name = parse.tokens, labels.get(i)
    known = _known(parse, gazetteer, i)
    if known is not None:
        last, spots = known
        whole = labels.get(last - 1)
        if whole is not None and whole.last > last and whole.label in PLACE_LABELS and _goes_on(parse, last, whole.last):
            bears = _bears(parse, gazetteer, i, last, whole.last)
            if bears or (last - i == 1 and not any(_is_great(spot) for spot in spots)):
                return _unknown(parse, gazetteer, i, whole.last, spots if bears else ())
        if not _is_place(parse, gazetteer, Named(i, last, spots, name, _evidence(parse, gazetteer.words, i, last, beside)), persons):
            return None
        return Candidate(i, last, fold(parse.text[tokens[i].start : tokens[last - 1].end]), spots, name.label if name else "")
    if tokens[i].pos != "PROPN" or (name is not None and _begins(parse, name) != i):
        return None
    last = name.last if name is not None else _run(parse, i)
    if last - i == 1 and _common(tokens[i], gazetteer):
        return None
    if name is not None and name.label in PLACE_LABELS:
        return None if last - i == 1 and fold(tokens[i].text) in persons else _unknown(parse, gazetteer, i, last, ())
    if _unknown_is_place(parse, Named(i, last, (), name, _evidence(parse, gazetteer.words, i, last, beside)), gazetteer, persons):
        return _unknown(parse, gazetteer, i, last, ())
    return None


def _run(parse: Parse, i: int) -> int:
    """End of the run of proper nouns that begins at token `i`."""
    tokens = parse.tokens
    last = i + 1
    while last < len(tokens) and last < i + LONGEST and tokens[last].sentence == tokens[i].sentence and tokens[last].pos == "PROPN" and tokens[last].text[0].isupper():
        last += 1
    return last


def _common(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a capitalised word is mostly no place by itself: "West", "March", "Kenyan"."""
    word = token.lemma.lower()
    return any(word in gazetteer.words[name] for name in ("stop", "direction", "kind", "site")) or fold(token.text) in gazetteer.demonyms


def _unknown_is_place(parse: Parse, one: Named, gazetteer: Gazetteer, persons: frozenset[str]) -> bool:
    """Whether the grammar alone makes a place of a name that is in no table: "the town of Sheykler", "fighting near Kissufim"."""
    tokens, words = parse.tokens, gazetteer.words
    label, first, last = one.name.label if one.name else "", tokens[one.first], tokens[one.last - 1]
    if label in ("DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "CARDINAL", "MONEY") or (first.text.isupper() and len(first.text) < 6):
        return False
    if one.last - one.first == 1 and fold(first.text) in persons:
        return False
    if one.told == NAMED_KIND:
        after = tokens[one.last].lemma if one.last < len(tokens) else ""
        return label != "ORG" or tokens[one.first - 1].lemma == "of" or one.last - one.first == 1 or after in words["city"] or after in words["region"]
    if one.told >= LOOSE and one.last - one.first > 1 and last.lemma.lower() in words["kind"]:
        return True
    solid = " " not in parse.text[first.start : last.end]
    if label == "ORG" and solid and last.rel in ("obj", "subjpass") and tokens[last.head].lemma in words["seize_verb"]:
        return True
    if one.told < STRICT:
        return False
    before = tokens[one.first - 1]
    if before.lemma.lower() == "in" and tokens[before.head].lemma in words["trust"]:
        return False
    return label != "ORG"


def _unknown(parse: Parse, gazetteer: Gazetteer, first: int, last: int, inside: tuple[Spot, ...]) -> Candidate | None:
    """A place that the table does not have; `inside` are the places whose name it bears ("Goma airport"). "East Tennessee" is in Tennessee."""
    tokens = parse.tokens
    while last > first + 1 and tokens[last - 1].rel in ("case", "punct"):
        last -= 1
    start, end = tokens[first].start, tokens[last - 1].end
    text = fold(parse.text[start:end])
    if text in gazetteer.demonyms:
        return None
    known = _known(parse, gazetteer, first + 1) if not inside and last - first > 1 and tokens[first].lemma.lower() in gazetteer.words["direction"] else None
    if known is not None and known[0] == last:
        inside = known[1]
    elif tokens[last - 1].lemma.lower().rstrip(".") in gazetteer.words["borne"]:
        inside = ()
    return Candidate(first, last, text, (), "FAC", inside)


def _bears(parse: Parse, gazetteer: Gazetteer, first: int, last: int, end: int) -> bool:
    """Whether a longer name bears that of a place it lies in: "Goma International Airport", but not "East River", not "Tal Zarur"."""
    tokens, words = parse.tokens, gazetteer.words
    if last - first == 1 and _common(tokens[first], gazetteer):
        return False
    rest = {tokens[k].lemma.lower() for k in range(last, end)}
    return rest.isdisjoint(words["water"]) and not (rest.isdisjoint(words["kind"]) and rest.isdisjoint(words["site"]))


def _is_great(spot: Spot) -> bool:
    """Whether a place is known so widely that its bare name is enough."""
    return spot.kind in (COUNTRY, REGION) or (spot.population >= 200_000 and spot.kind != DISTRICT)


def _begins(parse: Parse, name: Name) -> int:
    """First token of a name without its article."""
    return name.first + 1 if parse.tokens[name.first].pos == "DET" else name.first


def _goes_on(parse: Parse, first: int, last: int) -> bool:
    """Whether more of a name follows: "Goma | International Airport", not "Goma |'s"."""
    return any(parse.tokens[i].text[0].isupper() and parse.tokens[i].pos in ("PROPN", "NOUN") for i in range(first, last)) and parse.tokens[first].pos != "PUNCT"


def _known(parse: Parse, gazetteer: Gazetteer, i: int) -> tuple[int, tuple[Spot, ...]] | None:
    """End and places of the longest run of words from `i` that is in the table."""
    tokens = parse.tokens
    short = _short(parse, gazetteer, i)
    if short is not None:
        return short
    ends = [i + 1]
    j = i + 1
    while j < len(tokens) and j < i + LONGEST * 2 and tokens[j].sentence == tokens[i].sentence:
        token = tokens[j]
        if token.text[0].isupper() or token.text[0].isdigit():
            ends.append(j + 1)
        elif token.lemma in gazetteer.words["kind"]:
            ends.append(j + 1)
            break
        elif token.pos not in PARTS or (token.pos == "PUNCT" and token.text not in "-–'’") or len(token.text) > 8 or j - ends[-1] > 2:
            break
        j += 1
    for end in reversed(ends[:LONGEST]):
        found = gazetteer.find(fold(parse.text[tokens[i].start : tokens[end - 1].end]))
        if end == i + 1 and len(tokens[i].text) < 4 and tokens[i].text.isupper():
            found = tuple(spot for spot in found if spot.kind == COUNTRY)
        if tokens[end - 1].lemma.lower() in gazetteer.words["water"]:
            found = tuple(spot for spot in found if not (spot.alias and spot.kind == DISTRICT))
        if end > i + 1 and all(_is_common_part(tokens[k], gazetteer) for k in range(i, end)):
            found = tuple(spot for spot in found if not spot.alias)
        if found:
            return end, found
    return None


def _is_common_part(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a word of a longer name says only a direction or a kind: "West Side" is no town's name."""
    word, words = token.lemma.lower(), gazetteer.words
    return word in words["direction"] or word in words["part"] or word in words["city"]


def _short(parse: Parse, gazetteer: Gazetteer, i: int) -> tuple[int, tuple[Spot, ...]] | None:
    """End and places of a short form with dots ("Ga.", "W. Va.") that begins at token `i`."""
    tokens = parse.tokens
    if len(tokens[i].text) > 6:
        return None
    for end in (i + 2, i + 1):
        if end <= len(tokens) and tokens[end - 1].sentence == tokens[i].sentence:
            text = parse.text[tokens[i].start : tokens[end - 1].end]
            if "." in text and (found := gazetteer.find(SHORT + solid(text))):
                return end, found
    return None


def _evidence(parse: Parse, words: dict[str, frozenset[str]], i: int, last: int, beside: int) -> int:
    """What the words around a name say: `NAMED_KIND` ("town of X", "X district"), `STRICT` ("near X"), `LOOSE` ("to X", "northern X"), 0.

    `beside` is where the place named last ends: in "Goma and X" X is one too.
    """
    tokens = parse.tokens
    sentence = tokens[i].sentence
    own = tokens[last - 1].lemma.lower() in words["kind"]
    start = i
    while start > 0 and tokens[start - 1].pos in (("DET", "ADJ") if own else ("ADJ",)) and tokens[start - 1].sentence == sentence and tokens[start - 1].lemma not in words["direction"]:
        start -= 1
    before = tokens[start - 1] if start and tokens[start - 1].sentence == sentence else None
    after = tokens[last] if last < len(tokens) and tokens[last].sentence == sentence else None
    if after is not None and after.pos == "NOUN" and after.lemma in words["kind"]:
        return NAMED_KIND
    if before is None:
        return 0
    if before.lemma == "of" and start > 1 and tokens[start - 2].lemma.lower() in words["kind"]:
        return NAMED_KIND
    word = before.lemma.lower()
    if beside == i - 1 and (word == "," or before.pos == "CCONJ") and tokens[i].rel in ("conj", "appos"):
        return STRICT
    if word in words["whereabouts"] and before.pos in ("ADP", "SCONJ"):
        return STRICT
    if (before.pos in ("ADP", "SCONJ") and word in words["locative"]) or word in words["direction"]:
        return LOOSE
    if tokens[i].rel in ("obj", "subjpass") and tokens[tokens[i].head].lemma in words["destination_verb"]:
        return LOOSE
    return 0


def _is_place(parse: Parse, gazetteer: Gazetteer, one: Named, persons: frozenset[str]) -> bool:
    """Whether a known name stands for a place here, by the recogniser's label, the words around it and how great the place is."""
    tokens, words = parse.tokens, gazetteer.words
    token, label = tokens[one.first], one.name.label if one.name else ""
    before = tokens[one.first - 1] if one.first and tokens[one.first - 1].sentence == token.sentence else None
    if before is not None and before.text.rstrip(".").lower() in words["title"] and before.text[0].isupper():
        return False
    if token.pos in ("VERB", "AUX", "ADV", "PRON", "DET") or not any(tokens[k].pos == "PROPN" for k in range(one.first, one.last)):
        return False
    single = one.last - one.first == 1
    plain = single and _common(token, gazetteer)
    person = single and fold(token.text) in persons
    if label in PLACE_LABELS:
        return (one.told >= STRICT or (label == "GPE" and not plain)) if plain or person else True
    return not plain and _unlabelled(parse, one, label, person, words)


def _unlabelled(parse: Parse, one: Named, label: str, person: bool, words: dict[str, frozenset[str]]) -> bool:
    """Whether a known name is a place although the recogniser does not say so."""
    name = one.name
    whole = name is None or (name.first <= one.first and name.last <= one.last and _begins(parse, name) == one.first)
    greatest = max((spot.population for spot in one.spots if spot.kind != DISTRICT), default=0)
    great = any(_is_great(spot) for spot in one.spots)
    country = any(spot.kind == COUNTRY for spot in one.spots)
    kind = one.last - one.first > 1 and parse.tokens[one.last - 1].lemma.lower() in words["kind"]
    if kind and whole and any(not spot.alias for spot in one.spots):
        return True
    if label in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return one.told == NAMED_KIND or _after_comma(parse, one.first)
    if not whole:
        return False
    if label == "PERSON":
        return not person and (one.told >= STRICT or (one.told == LOOSE and great))
    if label in ("ORG", "NORP"):
        seized = parse.tokens[one.first].rel in ("obj", "subjpass")
        return one.told >= STRICT or (one.told == LOOSE and (great or seized or label == "NORP")) or country or greatest > 1_000_000
    return one.told >= STRICT or (great and not person) or (one.told == LOOSE and not person and label in ("", "PRODUCT", "LANGUAGE")) or _after_comma(parse, one.first)


def _after_comma(parse: Parse, i: int) -> bool:
    """Whether the name follows another place as "Ohio" does in "Athens, Ohio"."""
    return i > 1 and parse.tokens[i - 1].text == "," and parse.tokens[i - 2].entity in PLACE_LABELS


def _place(parse: Parse, one: Candidate, span: Span, spot: Spot | None, because: str) -> Place:
    tokens = parse.tokens
    inside = range(one.first, one.last)
    head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), one.last - 1) if one.first >= 0 else -1
    text = " ".join(parse.text[span[0] : span[1]].split())
    if spot is None:
        return Place(span, one.first, one.last, head, text, None, None, None, None, None, None, because)
    if one.inside:
        return Place(span, one.first, one.last, head, text, None, None, spot.lat, spot.lon, spot.country, 3, because)
    kind = {COUNTRY: 1, REGION: 2, DISTRICT: 3, CITY: 4}.get(spot.kind, 3)
    return Place(span, one.first, one.last, head, text, spot.number or None, spot.name, spot.lat, spot.lon, spot.country, kind, because)

