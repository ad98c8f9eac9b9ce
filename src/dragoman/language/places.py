"""A parse and the table of places come in, the place names of the text go out with the place that each most likely means.

Names that the table does not know are kept if the recogniser of names calls them places. Demonyms and persons are no places.
"""

import re

from dragoman.knowledge.gazetteer import SHORT, Gazetteer, Spot
from dragoman.knowledge.place_tables import CITY, COUNTRY, DISTRICT, REGION, fold, solid
from dragoman.language.place_names import (
    LONGEST,
    PLACE_LABELS,
    Named,
    begins,
    common,
    evidence,
    is_great,
    is_place,
    known,
    may_begin,
    unknown_is_place,
)
from dragoman.language.whereabouts import Candidate, resolve
from dragoman.model import Article, BlockKind, Name, Parse, Place, Span, Token

#: inhabitants from which the bare name of a place is thought to lend its position to a site
LENDING = 20_000

#: inhabitants from which a province in the name of a body tells where the article's other names are
HINTING = 1_000_000

#: what ends the place in a dateline: brackets, a dash, a date
_END_OF_DATELINE = re.compile(r"[(:\u2013\u2014]|\s-|--|\d")


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
        token = tokens[i]
        if (token.pos == "PROPN" or token.text[0].isupper()) and may_begin(parse, gazetteer, token):
            one = _candidate(parse, gazetteer, i, labels, persons, candidates[-1].last if candidates else -1)
        if one is None:
            i += 1
            continue
        candidates.append(one)
        spans.append((tokens[one.first].start, tokens[one.last - 1].end))
        i = one.last
    chosen = resolve(parse, candidates, gazetteer, _demonyms(parse, gazetteer), _hints(parse, gazetteer, candidates))
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


def _hints(parse: Parse, gazetteer: Gazetteer, candidates: list[Candidate]) -> list[str]:
    """Provinces that names of bodies hold, "the Ohio Senate", and the country whose words the text speaks, "aldermen": no places, but they tell where
    the other names are."""
    taken = {i for one in candidates for i in range(max(one.first, 0), one.last)}
    american = gazetteer.words["american"]
    found = ["US"] if any(token.lemma in american for token in parse.tokens) else []
    for name in parse.names:
        if name.label == "ORG":
            for i in range(name.first, name.last):
                if i not in taken and parse.tokens[i].pos == "PROPN":
                    found += [spot.region for spot in gazetteer.find(fold(parse.tokens[i].text)) if spot.kind == REGION and not spot.alias and spot.population > HINTING]
    return found


def _candidate(parse: Parse, gazetteer: Gazetteer, i: int, labels: dict[int, Name], persons: frozenset[str], beside: int) -> Candidate | None:
    """The longest known name that begins at token `i` and is a place here, else an unknown one that the recogniser or the grammar calls a place."""
    tokens, name = parse.tokens, labels.get(i)
    inside: tuple[Spot, ...] = ()
    key = ""
    listed = known(parse, gazetteer, i)
    if listed is not None and not _only_opens(parse, gazetteer, i, listed[0]):
        last, spots = listed
        key = fold(parse.text[tokens[i].start : tokens[last - 1].end])
        whole = labels.get(last - 1)
        if whole is not None and whole.last > last and whole.label in PLACE_LABELS and _goes_on(parse, last, whole.last):
            bears = _bears(parse, gazetteer, i, last, whole.last)
            if bears or (last - i == 1 and not any(is_great(spot) for spot in spots)):
                return _unknown(parse, gazetteer, i, whole.last, spots if bears else (), key)
        if is_place(parse, gazetteer, Named(i, last, spots, name, evidence(parse, gazetteer.words, i, last, beside)), persons):
            return Candidate(i, last, key, spots, name.label if name else "")
        if name is None or name.last <= last or not _is_site(tokens[name.last - 1], gazetteer):
            return None
        inside = _lends(spots, last - i)
    if tokens[i].pos != "PROPN" or (name is not None and begins(parse, name) != i):
        return None
    last = name.last if name is not None else _run(parse, i)
    if last - i == 1 and common(tokens[i], gazetteer):
        return None
    if name is not None and name.label in PLACE_LABELS:
        return None if last - i == 1 and fold(tokens[i].text) in persons else _unknown(parse, gazetteer, i, last, inside, key)
    if unknown_is_place(parse, Named(i, last, (), name, evidence(parse, gazetteer.words, i, last, beside)), gazetteer, persons):
        return _unknown(parse, gazetteer, i, last, inside, key)
    return None


def _lends(spots: tuple[Spot, ...], words: int) -> tuple[Spot, ...]:
    """Places that lend their position to what bears their name and more: "Douglas County Hospital"; a hamlet of one word lends none."""
    return tuple(spot for spot in spots if not spot.alias and (words > 1 or spot.population >= LENDING))


def _only_opens(parse: Parse, gazetteer: Gazetteer, first: int, last: int) -> bool:
    """Whether a known name is but the beginning of a longer one: "Tal" in "Tal Zarur", "Al" in "Al-Zarura"."""
    tokens = parse.tokens
    if last - first > 1 or tokens[first].lemma.lower() not in gazetteer.words["opener"]:
        return False
    after = last + 1 if last < len(tokens) and tokens[last].text == "-" else last
    return after < len(tokens) and tokens[after].pos == "PROPN" and tokens[after].sentence == tokens[first].sentence


def _is_site(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a name that ends so is that of a site or a region: "Bama Town", "the Nadir Cement Factory"."""
    word = token.lemma.lower()
    return word in gazetteer.words["site"] or word in gazetteer.words["kind"]


def _run(parse: Parse, i: int) -> int:
    """End of the run of proper nouns that begins at token `i`."""
    tokens = parse.tokens
    last = i + 1
    while last < len(tokens) and last < i + LONGEST and tokens[last].sentence == tokens[i].sentence and tokens[last].pos == "PROPN" and parse.text[tokens[last].start].isupper():
        last += 1
    return last


def _unknown(parse: Parse, gazetteer: Gazetteer, first: int, last: int, inside: tuple[Spot, ...], lent: str) -> Candidate | None:
    """A place that the table does not have; `inside` are the places whose name, `lent`, it bears ("Goma airport"). "East Tennessee" is in Tennessee."""
    tokens = parse.tokens
    while last > first + 1 and tokens[last - 1].rel in ("case", "punct"):
        last -= 1
    start, end = tokens[first].start, tokens[last - 1].end
    text = fold(parse.text[start:end])
    if text in gazetteer.demonyms:
        return None
    listed = known(parse, gazetteer, first + 1) if not inside and last - first > 1 else None
    if listed is not None and listed[0] == last and any(is_great(spot) for spot in listed[1]):
        inside, lent = listed[1], fold(parse.text[tokens[first + 1].start : end])
    elif " " not in lent and tokens[last - 1].lemma.lower().rstrip(".") in gazetteer.words["borne"]:
        inside = ()
    return Candidate(first, last, lent if inside and lent else text, (), "FAC", inside)


def _bears(parse: Parse, gazetteer: Gazetteer, first: int, last: int, end: int) -> bool:
    """Whether a longer name bears that of a place it lies in: "Goma International Airport", but not "East River", not "Tal Zarur"."""
    tokens, words = parse.tokens, gazetteer.words
    if last - first == 1 and common(tokens[first], gazetteer):
        return False
    rest = {tokens[k].lemma.lower() for k in range(last, end)}
    return rest.isdisjoint(words["water"]) and not (rest.isdisjoint(words["kind"]) and rest.isdisjoint(words["site"]))


def _goes_on(parse: Parse, first: int, last: int) -> bool:
    """Whether more of a name follows: "Goma | International Airport", not "Goma |'s"."""
    return any(parse.text[parse.tokens[i].start].isupper() and parse.tokens[i].pos in ("PROPN", "NOUN") for i in range(first, last)) and parse.tokens[first].pos != "PUNCT"


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
