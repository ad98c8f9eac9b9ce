"""Which place a name means: names with the places that bear them come in, one place a name and the reason go out."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import cos, exp, hypot, radians

from dragoman.knowledge.gazetteer import Gazetteer, Spot, weight
from dragoman.knowledge.place_tables import CITY, COUNTRY, DISTRICT, REGION
from dragoman.model import Parse

#: places of one name that are looked at, the likeliest first
MOST = 60

#: what evidence is worth, on the scale of powers of ten of inhabitants
SAME_COUNTRY, SAME_REGION, NEAR, TOLD, KIND, NEIGHBOUR = 2.8, 2.2, 1.6, 12.0, 3.0, 1.5

#: most that other names can do for a place, so that a hamlet never beats a capital by its neighbours alone
MOST_CONTEXT = 6.0

#: that the article names the province or the country itself
SAID_REGION, SAID_COUNTRY, TOLD_ELSEWHERE = 1.5, 0.5, 5.0

#: the vote of a province's name inside that of a body
HINT = 1.0

#: how much the likeliest reading of a name has of its vote, for countries and for provinces; votes for half of SAME_REGION
SHARP, FLAT, HALF = 1.7, 0.8, 1.0

Choice = tuple[Spot | None, str]


@dataclass(slots=True)
class Candidate:
    """A name in the text, tokens `first` to `last`, with the places it may mean; `inside` are those of a part of it; `within` what the
    dateline says it lies in. A dateline's name has no tokens: `first` is -1."""

    first: int
    last: int
    key: str
    spots: tuple[Spot, ...]
    label: str
    inside: tuple[Spot, ...] = ()
    within: tuple[Spot, ...] = ()


def resolve(parse: Parse, candidates: list[Candidate], gazetteer: Gazetteer, demonyms: list[str], hints: list[str]) -> list[Choice]:
    """For each name the place it most likely means, and why. A name means the same throughout an article unless the words beside it
    tell otherwise ("Athens, Georgia"; "the Donetsk region")."""
    links = gazetteer.words["containment"]
    told = _containment(parse, candidates, links)
    keys, scores = _scores(parse, candidates, gazetteer, told)
    best = _by_context(scores, demonyms, hints, gazetteer.neighbours)
    choices: list[Choice] = []
    lies = _said_again(candidates, _unknown_in(parse, candidates, links))
    for i, key in enumerate(keys):
        spot = best.get(keys[lies[i]] if i in lies else key)
        if i in lies:
            candidates[i].inside = candidates[lies[i]].spots or candidates[lies[i]].inside
        reason = "the text says where it lies" if i in told or i in lies else "likeliest place of that name in this article"
        choices.append((spot, reason if spot else "not in the table of places"))
    return choices


def _scores(parse: Parse, candidates: list[Candidate], gazetteer: Gazetteer, told: dict[int, list[Spot]]) -> tuple[list[str], dict[str, dict[Spot, float]]]:
    """A key for each name, the same for names that mean the same, and for each key the places with their scores."""
    keys: list[str] = []
    scores: dict[str, dict[Spot, float]] = {}
    for i, one in enumerate(candidates):
        kind = _kind_told(parse, one, gazetteer)
        wider = told.get(i, ())
        key = "\t".join((one.key, kind, *sorted({spot.region for spot in wider})))
        keys.append(key)
        if key in scores:
            continue
        here = scores[key] = {spot: weight(spot) for spot in _likeliest(one.spots or one.inside)}
        for spot in here:
            here[spot] += (TOLD if spot in wider else 0.0) + (_kind_bonus(spot, kind) if kind else 0.0)
    for i, wider in told.items():
        here = scores.get(candidates[i].key + "\t", {})
        for spot in wider:
            if spot in here:
                here[spot] += TOLD_ELSEWHERE
    return keys, scores


def _likeliest(spots: tuple[Spot, ...]) -> list[Spot]:
    return sorted(spots, key=lambda spot: (-weight(spot), spot.number))[:MOST]


def _containment(parse: Parse, candidates: list[Candidate], links: frozenset[str]) -> dict[int, list[Spot]]:
    """Places that a following name contains: "Athens, Georgia", "Springfield in Illinois", "Goma (Congo)"."""
    tokens, found = parse.tokens, {}
    for i, (one, other) in enumerate(pairwise(candidates)):
        if one.first < 0:
            inside = [spot for spot in one.spots if any(_contains(w, spot) for w in one.within)]
            found.update({i: inside} if inside else {})
            continue
        between = other.first - one.last
        if not 0 <= between <= 2 or tokens[one.first].sentence != tokens[other.first].sentence:
            continue
        if any(tokens[k].text not in links for k in range(one.last, other.first)):
            continue
        wider = [spot for spot in other.spots if spot.kind in (COUNTRY, REGION)]
        inside = [spot for spot in one.spots or one.inside if any(_contains(w, spot) for w in wider)]
        if inside:
            if _coordinate(one, other):
                continue
            found[i] = inside
            best = {w for w in wider if any(_contains(w, spot) for spot in inside)}
            found[i + 1] = sorted(best | set(found.get(i + 1, [])))
    return found


def _unknown_in(parse: Parse, candidates: list[Candidate], links: frozenset[str]) -> dict[int, int]:
    """Names without a place of their own, with the number of the name beside them in which they lie: "Hampton Avenue in St. Louis", "Seoul's Jamsil Stadium"."""
    tokens, found = parse.tokens, {}
    for i, (one, other) in enumerate(pairwise(candidates)):
        if one.first < 0 or other.first - one.last != 1:
            continue
        link = tokens[one.last]
        if link.sentence != tokens[other.first].sentence:
            continue
        if link.rel == "case" and not _is_unknown(one) and (_is_unknown(other) or _is_elsewhere(one, other)):
            found[i + 1] = i
        elif _is_unknown(one) and other.spots and link.text in links and (link.pos == "ADP" or tokens[other.first].rel in ("appos", "npadvmod")):
            found[i] = i + 1
    return found


def _said_again(candidates: list[Candidate], lies: dict[int, int]) -> dict[int, int]:
    """The same with all other mentions of these names: what lies in St. Louis once lies there throughout."""
    first: dict[str, int] = {}
    for i, other in sorted(lies.items()):
        first.setdefault(candidates[i].key, other)
    return {i: lies.get(i, first[one.key]) for i, one in enumerate(candidates) if i in lies or (one.key in first and _is_unknown(one))}


def _is_elsewhere(owner: Candidate, other: Candidate) -> bool:
    """Whether all places of the second name lie in other countries than the town or province that owns what it names: "Mogadishu's Dahab district"."""
    if any(spot.kind == COUNTRY for spot in owner.spots):
        return False
    return {spot.region[:2] for spot in owner.spots or owner.inside}.isdisjoint({spot.region[:2] for spot in other.spots or other.inside})


def _is_unknown(one: Candidate) -> bool:
    return not one.spots and not one.inside


def _coordinate(one: Candidate, other: Candidate) -> bool:
    """Whether two names are rather of one rank ("Mexico, United States"; "Georgia, Texas") than one inside the other."""
    kinds = [max(c.spots, key=weight).kind if c.spots else CITY for c in (one, other)]
    return kinds[0] == kinds[1] and kinds[0] in (COUNTRY, REGION)


def _contains(wider: Spot, spot: Spot) -> bool:
    if wider.kind == COUNTRY:
        return spot.kind != COUNTRY and spot.region[:2] == wider.region[:2] != ""
    return spot.kind in (CITY, DISTRICT) and spot.region == wider.region


def _kind_told(parse: Parse, one: Candidate, gazetteer: Gazetteer) -> str:
    """What the words beside the name say about its kind: "region" ("Donetsk region"), "city" ("the city of Luhansk") or ""."""
    tokens, words = parse.tokens, gazetteer.words
    if one.first < 0:
        return ""
    after = tokens[one.last].lemma.lower() if one.last < len(tokens) else ""
    before = tokens[one.first - 2].lemma.lower() if one.first > 1 and tokens[one.first - 1].text in words["between"] else tokens[one.first - 1].lemma.lower() if one.first else ""
    if after in words["region"] or before in words["region"] or before in words["governs"]:
        return "region"
    return "city" if after in words["city"] or before in words["city"] else ""


def _kind_bonus(spot: Spot, kind: str) -> float:
    """What the told kind is worth to a place; "region" is rather a province than a district."""
    if kind == "city":
        return KIND if spot.kind == CITY else 0.0
    return KIND if spot.kind == REGION else KIND - 1.0 if spot.kind == DISTRICT else 0.0


def _by_context(scores: dict[str, dict[Spot, float]], demonyms: list[str], hints: list[str], neighbours: dict[str, tuple[str, ...]]) -> dict[str, Spot]:
    """The best place of each name given what the other names vote for: their country, their province, their neighbourhood."""
    tops = [_top(spots) for spots in scores.values() if spots]
    named = {spot.region for spot in tops if spot.kind == COUNTRY} | set(demonyms)
    provinces = {spot.region for spot in tops if spot.kind == REGION}
    for spots in scores.values():
        for spot in spots:
            if spot.kind == COUNTRY and spot.region in demonyms:
                spots[spot] += SAME_COUNTRY
            if spot.kind == COUNTRY and not named.isdisjoint(neighbours.get(spot.region, ())):
                spots[spot] += NEIGHBOUR
    countries, regions = _Votes(2), _Votes(None)
    for key, spots in scores.items():
        if spots:
            countries.count(key, _shares(spots, SHARP))
            regions.count(key, _shares({spot: score for spot, score in spots.items() if "." in spot.region}, FLAT))
    for code in sorted(set(demonyms)):
        countries.add(code, 1.0)
    for code in sorted(set(hints)):
        countries.add(code[:2], HINT)
        if "." in code:
            regions.add(code, HINT)
    support = {key: {spot: _support(key, spot, countries, regions) + _said(spot, named, provinces) for spot in spots} for key, spots in scores.items() if spots}
    cells = _cells({key: _top({spot: scores[key][spot] + min(bonus, MOST_CONTEXT) for spot, bonus in spots.items()}) for key, spots in support.items()})
    return {
        key: _top({spot: scores[key][spot] + min(bonus + _neighbours(key, spot, cells), MOST_CONTEXT) for spot, bonus in spots.items()})
        for key, spots in support.items()
    }


def _support(key: str, spot: Spot, countries: "_Votes", regions: "_Votes") -> float:
    """What the other names' votes for its country and its province are worth to a place."""
    country = countries.others(key, spot)
    bonus = SAME_COUNTRY * country / (country + 1)
    if "." in spot.region:
        region = regions.others(key, spot)
        bonus += SAME_REGION * region / (region + HALF)
    return bonus


def _said(spot: Spot, countries: set[str], provinces: set[str]) -> float:
    """What it is worth that the article names the province or the country in which a place lies."""
    if spot.kind == COUNTRY:
        return 0.0
    if spot.kind != REGION and spot.region in provinces:
        return SAID_REGION
    return SAID_COUNTRY if spot.region[:2] in countries else 0.0


class _Votes:
    """Votes of names for the countries (the first `length` letters of a province code) or provinces in which they may lie."""

    def __init__(self, length: int | None) -> None:
        self.length = length
        self.all: dict[str, float] = defaultdict(float)
        self.own: dict[tuple[str, str], float] = defaultdict(float)

    def add(self, code: str, share: float) -> None:
        self.all[code] += share

    def count(self, key: str, shares: dict[Spot, float]) -> None:
        for spot, share in shares.items():
            code = spot.region[: self.length]
            part = share * (0.6 if spot.kind == COUNTRY else 1.0)
            self.all[code] += part
            self.own[key, code] += part

    def others(self, key: str, spot: Spot) -> float:
        """Votes of all names but `key` for where `spot` lies."""
        code = spot.region[: self.length]
        return max(self.all[code] - self.own[key, code], 0.0)


def _shares(spots: dict[Spot, float], sharp: float) -> dict[Spot, float]:
    """Scores as shares of one vote; the sharper, the more the likeliest gets."""
    if not spots:
        return {}
    top = max(spots.values())
    parts = {spot: exp(sharp * (score - top)) for spot, score in spots.items()}
    whole = sum(parts.values())
    return {spot: part / whole for spot, part in parts.items()}


def _top(spots: dict[Spot, float]) -> Spot:
    return max(spots, key=lambda spot: (spots[spot], -spot.number))


def _cells(first: dict[str, Spot]) -> dict[tuple[int, int], list[tuple[str, Spot]]]:
    """Chosen towns and districts by the degree of the earth they lie in."""
    cells: dict[tuple[int, int], list[tuple[str, Spot]]] = defaultdict(list)
    for key, spot in first.items():
        if spot.lat is not None and spot.lon is not None and spot.kind in (CITY, DISTRICT):
            cells[int(spot.lat), int(spot.lon)].append((key, spot))
    return cells


def _neighbours(key: str, spot: Spot, cells: dict[tuple[int, int], list[tuple[str, Spot]]]) -> float:
    """What it is worth that another named town lies within some 60 kilometres."""
    if spot.lat is None or spot.lon is None or spot.kind not in (CITY, DISTRICT):
        return 0.0
    lat, lon = int(spot.lat), int(spot.lon)
    for y in (lat - 1, lat, lat + 1):
        for x in (lon - 1, lon, lon + 1):
            for other, there in cells.get((y, x), ()):
                if other != key and hypot(there.lat - spot.lat, (there.lon - spot.lon) * cos(radians(spot.lat))) < 0.55:  # type: ignore[operator]
                    return NEAR
    return 0.0
