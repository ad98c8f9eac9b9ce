"""A name's entries in the dictionary come in; the one that is meant on the date, and who that is then, goes out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from dragoman.coding.focus import PLACE
from dragoman.coding.scene import Identity, Said, Scene
from dragoman.knowledge.names import PROMINENT, Known, NameIndex, Office, rank
from dragoman.knowledge.spelling import fold, without_initials
from dragoman.model import Mention

ELITE = "ELI"
CIVILIAN = "CVL"
#: letters of words like "of" and "the", which are in many titles
SMALL = 3
OPPOSITION = "OPP"
#: how many years heads of states are still named by surname alone, how many others may bear it, and the offices that count
YEARS, FEW, HEADS = 12, 4, 2
#: how many years before they head a state people are named so: candidates
SOON = 2
#: of offices, those of heads of states, governments and international bodies; and letters of surnames that are too short to mean one man
AT_THE_TOP, SHORT = 3, 4


@dataclass(frozen=True, slots=True)
class Holding:
    """What the dictionary says of one who bears a name: entry, office on the date if any, and what that rests on."""

    entry: Known
    office: Office | None
    because: str


def who(names: NameIndex, name: str, on: str | None = None) -> list[Holding]:
    """Everybody the dictionary knows by `name`, the likeliest first, with the office held on the ISO date `on`."""
    found = [Holding(names[key], *office_on(names[key], on, frozenset())) for key in names.named(name)]
    return sorted(found, key=lambda h: (h.office is None, rank(h.office), h.entry.key))


def office_on(entry: Known, on: str | None, titles: frozenset[str]) -> tuple[Office | None, str]:
    """The office somebody held on the date, the one that `titles` name or the most prominent; and the reason. None if none."""
    held = [office for office in entry.offices if on is None or office.covers(on)]
    if not held:
        return None, ""
    best = min(held, key=lambda office: (not titled(office, titles), rank(office), office.code != entry.code, [-ord(c) for c in office.start]))
    if on is None:
        return best, "no date of publication: taken as in office"
    if not best.end and best.as_of and best.as_of < on[: len(best.as_of)]:
        return best, f"{best.title}: in office when last confirmed, {best.as_of}"
    return best, f"{best.title} on {on}"


def titled(office: Office, titles: frozenset[str]) -> bool:
    """Whether the words of a title in the text name this office."""
    return any(len(word) > SMALL and word in titles for word in office.title.lower().split())


def choose(scene: Scene, named: Sequence[Mention], described: Sequence[Mention]) -> tuple[Known | None, frozenset[str]]:
    """The entry that is meant, by date, title and country, among those that bear the name; and the words of title."""
    titles = frozenset(word for m in (*named[:6], *described[:6]) if (noun := scene.noun(m)) for word in noun[0].noun.lower().split())
    full = sorted((m for m in named[:20] if m.keys), key=lambda m: (scene.names[m.keys[0]].form == "adjective", -len(m.text)))
    if any(m.label == "PERSON" and not m.keys and len(scene.own_words(m)) > 1 for m in named[:20]):
        full = [m for m in full if len(scene.own_words(m)) > 1]
    full = [m for m in full if not _own_acronym(scene, m, named)]
    for mention in full[:3]:
        scored = [(score, key) for key in mention.keys if (score := _suits(scene, scene.names[key], mention, titles)) is not None]
        if not scored:
            continue
        best = scene.names[max(scored, key=lambda s: s[0])[1]]
        rivals = {scene.names[key].code for key in mention.keys}
        if len(rivals) > 1 and best.kind not in ("person", "state") and not _supported(scene, best):
            return msgspec.structs.replace(best, code="", wikidata="", key=f"{best.kind} of this name"), titles
        return best, titles
    return None, titles


def _own_acronym(scene: Scene, mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a short form stands for a longer name that this article gives and the dictionary has not: FSA for Financial Services Agency."""
    if not mention.text.isupper() or len(mention.text) < 3:
        return False
    longer = (m for m in named[:20] if not m.keys and len(m.text) > len(mention.text) + 3)
    return any(mention.text in "".join(word[0] for word in scene.own_words(m) if word[:1].isupper()) for m in longer)


def _supported(scene: Scene, entry: Known) -> bool:
    """Whether one of several bodies of the same name may be meant without more ado: its country is spoken of, or much in the news; of parties, only of few."""
    told = bool(scene.common[entry.code] or scene.land.signs[entry.code])
    return told or entry.code in scene.agents.words("party-by-plain-name" if entry.kind == "party" else "leaders-by-surname")


def _suits(scene: Scene, entry: Known, mention: Mention, titles: frozenset[str]) -> float | None:
    """How well an entry of this name fits date, title and the countries of the article. None: not at all."""
    score = min(scene.common[entry.code], 3) * 0.3 + (0.2 if scene.land.signs[entry.code] else 0.0)
    if entry.kind != "person":
        on = scene.on
        over = on is not None and ((entry.end and entry.end < on[: len(entry.end)]) or (entry.start and entry.start > on))
        much = entry.code in scene.agents.words("leaders-by-surname")
        long = min(len(entry.name), 90) * 0.001
        told = 3.0 if entry.kind == "media" and len(mention.keys) > 1 and scene.told(mention) else 0.0
        if not scene.common[entry.code] and _only_if_spoken_of(scene, entry, mention):
            return None
        return score + told - (2.0 if over else 0.0) - long + (0.1 if much else 0.0) + (1.0 if entry.kind == "state" else 0.0)
    office, _ = office_on(entry, scene.on, titles)
    if entry.key not in scene.names.forms.get(scene.own_name(mention), ()) and not _by_surname(scene, entry, office, mention, titles):
        return None
    if office:
        score += 2 + (2 if titled(office, titles) else 0)
    return score + (len(PROMINENT) - rank(office)) * 0.1 + min(len(entry.offices), 5) * 0.01


def _only_if_spoken_of(scene: Scene, entry: Known, mention: Mention) -> bool:
    """Whether a short name means the entry only where its country is spoken of: the Centre, Congress the party of India."""
    words = scene.agents.words("only-if-spoken-of")
    return mention.text in words or (entry.name in words and mention.text != entry.name)


def _by_surname(scene: Scene, entry: Known, office: Office | None, mention: Mention, titles: frozenset[str]) -> bool:
    """Whether part of a name can mean the entry: first name and surname, or the surname alone if his title or country stands in the article, or all the world names him so."""
    words = without_initials(scene.own_name(mention).split())
    if len(words) > 1:
        full = fold(entry.name).split()
        if full[0] == words[0] and set(words) <= set(full):
            return words == without_initials(full) or bool(scene.common[entry.code]) or (office is not None and rank(office) < 2)
        family = words[0].lower() in scene.agents.words("name-particle") and bool(scene.common[entry.code])
        return office is not None and (rank(office) < HEADS or family)
    if _lately(scene, entry, words[-1]) and not titles & scene.agents.words("other-posts"):
        return True
    if office is None or (titles & scene.agents.words("other-posts") and not titled(office, titles)):
        return False
    if titled(office, titles) or (scene.common[office.code] and rank(office) < 4):
        return True
    known = office.code in scene.agents.words("leaders-by-surname")
    return rank(office) < (HEADS if known else AT_THE_TOP) and (known or _only(scene, entry, words[-1]))


def _only(scene: Scene, entry: Known, surname: str) -> bool:
    """Whether hardly anybody else bears a surname, and nobody else who headed something: Buhari, Guterres; not Banda, nor Christian."""
    keys = scene.names.surnames.get(surname, ())
    if len(surname) <= SHORT or len(keys) > FEW or surname in scene.agents.given:
        return False
    if not any(rank(o) < AT_THE_TOP and o.code in scene.agents.words("leaders-with-rare-names") for o in entry.offices):
        return False
    others = (scene.names[key] for key in keys if key != entry.key)
    return not any(rank(o) < AT_THE_TOP and (scene.on is None or o.covers(scene.on)) for one in others for o in one.offices)


def _lately(scene: Scene, entry: Known, surname: str) -> bool:
    """Whether a surname alone means one who headed a state some years ago, or was to head it soon, and hardly anybody else: Merkel, Obama, Buhari."""
    if scene.on is None or sum(1 for key in scene.names.surnames.get(surname, ()) if scene.names[key].offices) > FEW:
        return False
    year = int(scene.on[:4])
    since, until = str(year - YEARS), str(year + SOON) + scene.on[4:]
    heads = [o for o in entry.offices if rank(o) < HEADS]
    ended = [o for o in heads if (o.end and since <= o.end < scene.on) or scene.on < o.start < until]
    return any(o.code in scene.agents.words("leaders-by-surname") for o in ended) or (bool(ended) and _only(scene, entry, surname))


def person(scene: Scene, entry: Known, titles: frozenset[str], said: Said) -> Identity:
    """A known person: the office on the date, else what the text says, else formerly in office."""
    one = Identity(entry.name, "person", entry.code or None, key=entry.key, wikidata=entry.wikidata or None, because=[entry.source])
    office, because = office_on(entry, scene.on, titles)
    if office and not said.former and said.sector != OPPOSITION:
        others = (o.sector for o in entry.offices if scene.on is not None and o.covers(scene.on) and o.sector and o.sector != office.sector)
        one = replace(one, code=office.code or one.code, sector=office.sector or None, office=office.title)
        return replace(one, others=tuple(dict.fromkeys(others)), because=[entry.source, because])
    if said.sector and not said.former:
        return replace(one, code=said.code or one.code, sector=said.sector, others=said.others, office=said.office, because=[entry.source, *said.because])
    ended = [o for o in entry.offices if said.former or (o.end and scene.on and o.end < scene.on)]
    if ended:
        last = max(ended, key=lambda o: o.end)
        reason = "called former" if said.former else f"{last.title} until {last.end}"
        return replace(one, code=one.code or last.code, sector=ELITE, because=[entry.source, reason])
    if entry.offices:
        one.because.append(f"not in office on {scene.on}")
    return replace(one, code=one.code or said.code, sector=said.sector)


def body(scene: Scene, entry: Known, named: Sequence[Mention], said: Said) -> Identity:
    """A state, a government by its seat or capital, or an organisation; a Senate is of the state that is named beside it, or spoken of."""
    one = Identity(entry.name, entry.kind, entry.code or None, entry.sector or None, entry.other_sectors, None, entry.key, entry.wikidata or None, [entry.source])
    if entry.form == "people":
        return _people(scene, one, named)
    if entry.form == "adjective":
        one.key = entry.key.removesuffix("/adjective")
    elif entry.form in ("capital", "seat") and all(m.label == PLACE for m in named):
        return replace(one, sector=None, because=[entry.source, "a place here"])
    elif entry.form in ("capital", "seat"):
        one.because.append(f"{entry.form} for government")
    elif entry.kind == "party":
        one = _in_power(entry, one, scene.on)
    elif entry.kind == "institution" and scene.agents.at(scene.tokens, named[0].head):
        focus = scene.focus(named[0].head) if scene.shared(named[0]) else None
        code = said.code or (focus if scene.common[focus or ""] > scene.common[entry.code] else None)
        if code and code != entry.code:
            return replace(one, name=f"{entry.name} ({code})", code=code, key=None, wikidata=None, because=[entry.source, "of the country named beside it or in focus"])
    if scene.on and entry.end and entry.end < scene.on[: len(entry.end)]:
        one.because.append(f"ended {entry.end}")
    return one


def _in_power(entry: Known, one: Identity, on: str | None) -> Identity:
    """A party that was in government on the date, or was at another time and is now in opposition; others stay what they are."""
    if on is None or not entry.offices:
        return one
    term = next((o for o in entry.offices if o.covers(on)), None)
    if term is None:
        return replace(one, others=tuple(dict.fromkeys((*one.others, OPPOSITION))), because=[*one.because, f"not in government on {on}"])
    last = "" if term.end or on[: len(term.as_of)] <= term.as_of else f" when last confirmed, {term.as_of}"
    return replace(one, others=tuple(dict.fromkeys((*one.others, term.sector))), because=[*one.because, f"in government on {on}{last}"])


def _people(scene: Scene, one: Identity, named: Sequence[Mention]) -> Identity:
    """Russians: private persons unless "the Russians", which may be anybody; ethnic Russians live elsewhere."""
    first = named[0]
    around = [scene.tokens[c] for c in scene.parse.children[first.head]] + list(scene.tokens[first.first : first.head])
    if any(t.lemma.lower() in scene.agents.words("ethnic") for t in around):
        code = scene.focus(first.head, but={one.code})
        return replace(one, code=code or one.code, sector=CIVILIAN, because=[*one.because, "ethnic: country in focus" if code else "ethnic"])
    if any(t.rel == "det" and t.lemma.lower() in scene.agents.words("definite") for t in around):
        return one
    return replace(one, sector=CIVILIAN, because=[*one.because, "people of the country"])

