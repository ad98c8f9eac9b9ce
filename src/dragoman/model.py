"""The words of dragoman: every value that passes between stages.

All are immutable. Spans are `[start, end)` character offsets into `Article.text`; token numbers are positions in
`Parse.tokens`. What `dragoman code` gives out is laid down in docs/records.md and made from these by `records.py`.
"""

from enum import StrEnum

import msgspec

Span = tuple[int, int]


class Word(msgspec.Struct, frozen=True, gc=False):
    """Base of all values: immutable, compared by content."""


# --- what is read ----------------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    BODY = "body"
    RELATED = "related"
    NOTE = "note"


class Block(Word, frozen=True):
    """A paragraph or part of the text with one purpose. Headline and body are parsed, the others are not."""

    kind: BlockKind
    span: Span


class Article(Word, frozen=True):
    """One report. `text` stands as it was read; `markup` are spans of it that are no words (link targets, asterisks).

    `published` is an ISO date (`2023-04-06`) or None; `input` is the file it was read from, if that is known.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    markup: tuple[Span, ...] = ()
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    language: str = "en"
    notes: tuple[str, ...] = ()
    #: the file that it was read from, if there is one
    input: str | None = None


class Fault(Word, frozen=True):
    """Something that could not be read or coded: where, what, and what to try."""

    id: str
    where: str
    reason: str
    hint: str = ""
    #: the file in which it is, if there is one
    input: str | None = None


# --- what is said ----------------------------------------------------------------------------------------------------


class Token(Word, frozen=True):
    """One word. `rel` is its grammatical relation to `head` (see `language/parse.py`); a root is its own head.

    `pos` is the universal part of speech, `tag` the Penn tag, `entity` the recogniser's label or "".
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    head: int
    rel: str
    start: int
    end: int
    entity: str
    sentence: int


class Sentence(Word, frozen=True):
    """Tokens `first` to `last` (exclusive) and the characters they cover."""

    index: int
    span: Span
    first: int
    last: int
    block: BlockKind


class Name(Word, frozen=True):
    """A span that the recogniser of names marked: its label (PERSON, ORG, GPE, NORP, LOC, FAC, EVENT ...) and tokens."""

    label: str
    first: int
    last: int


class Parse(Word, frozen=True):
    """The grammar of one article."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    children: tuple[tuple[int, ...], ...]
    names: tuple[Name, ...]


class MentionKind(StrEnum):
    NAME = "name"
    TITLE = "title"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    METONYM = "metonym"


class Mention(Word, frozen=True):
    """A noun phrase or part of one that may name somebody.

    `head` is the token by which the phrase hangs in the tree; `first`/`last` its tokens, of which those before `name` (-1: none)
    are title or description, that `span` and `text` leave out: Ali Hassan of "police chief Ali Hassan"; `keys` are the dictionary
    entries it may stand for, best first (empty for pronouns, descriptions and unknown names); `label` is the
    recogniser's label; `number` is "one", "many" or ""; `gender` "m", "f", "n" or "".
    """

    span: Span
    first: int
    last: int
    head: int
    kind: MentionKind
    text: str
    keys: tuple[str, ...] = ()
    label: str = ""
    number: str = ""
    gender: str = ""
    name: int = -1

    @property
    def own(self) -> int:
        """The first token of the name itself, without title and description before it."""
        return self.first if self.name < 0 else self.name


class Chains(Word, frozen=True):
    """Which mentions stand for the same: each chain is the numbers of the mentions of one referent, in text order, single ones included.

    `sums` maps a plural mention ("both sides") to one mention of each of those it stands for; it is in no chain.
    `things` maps the token of a pronoun that stands for no actor to the noun it stands for: "it" to "proposal".
    """

    chains: tuple[tuple[int, ...], ...]
    sums: dict[int, tuple[int, ...]]
    things: dict[int, int] = {}


class Quotation(Word, frozen=True):
    """Words or thoughts that the report puts into somebody's mouth.

    `source_head` is the token that heads the source phrase (None if nobody is named); `speaker` its actor. `attitude` is what
    the source does with the content: saying, thinking, showing or denying it (then it is their claim), asking, wanting or judging it,
    or only naming a thing ("mentioned *the raid*": no claim that it happened).
    """

    id: str
    kind: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_head: int | None = None
    cue_head: int | None = None
    speaker: str | None = None
    because: tuple[str, ...] = ()
    attitude: str = "saying"

    @property
    def tells(self) -> bool:
        """Whether the source says that the content is so: false of what is asked for, wanted, judged or only named."""
        return self.attitude not in ("asking", "wanting", "judging", "naming")


class TimeExpression(Word, frozen=True):
    """`value` is a TIMEX3 value; `start` and `end` are ISO dates or None; `first`/`last` tokens, `head` the one by which it hangs."""

    span: Span
    first: int
    last: int
    head: int
    text: str
    value: str | None
    resolution: str
    start: str | None
    end: str | None
    kind: str = "date"


class Place(Word, frozen=True):
    """A place name with its gazetteer entry. `resolution` is 1 country, 2 region, 3 district or physical feature, 4 city."""

    span: Span
    first: int
    last: int
    head: int
    text: str
    geonameid: int | None
    name: str | None
    lat: float | None
    lon: float | None
    country_code: str | None
    resolution: int | None
    because: str = ""


class Clause(Word, frozen=True):
    """A predicate with its arguments by role, made alike whatever the form of the sentence.

    `kind` is verb, noun or adjective; `lemma` has the particle ("rule out"). `roles` maps the role ("subject",
    "object", "indirect", "predicate", "owner", or a preposition such as "with") to the head tokens of its fillers, conjuncts
    included. `complements` maps a role ("complement", or a preposition that governs a clause) to the head tokens of subordinate clauses.
    `words` are the tokens of the predicate itself (verb, particle).
    """

    head: int
    kind: str
    lemma: str
    sentence: int
    passive: bool
    roles: dict[str, tuple[int, ...]]
    complements: dict[str, tuple[int, ...]]
    words: tuple[int, ...]


class Status(Word, frozen=True):
    """Whether it happened. `claimed_by` holds tokens (heads of the phrases that name the claimers), `cues` spans of the words that say so.

    `alleged`: it stands on the word of somebody who is not named ("is suspected of").
    """

    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    historical: bool = False
    claimed_by: tuple[int, ...] = ()
    cues: tuple[Span, ...] = ()
    because: tuple[str, ...] = ()
    alleged: bool = False


# --- what happened ---------------------------------------------------------------------------------------------------


class Actor(Word, frozen=True):
    """Who somebody is on the date of the report."""

    id: str
    name: str
    key: str | None
    kind: str
    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    identifier_id: str | None = None
    mentions: tuple[int, ...] = ()
    because: tuple[str, ...] = ()


class Cast(Word, frozen=True):
    """All actors of an article. `mentions` are its mentions; `at` maps a token (head of a mention) to the ids of the
    actors it stands for, several for "both sides" or "the two leaders". `things` maps the token of a pronoun that stands
    for no actor to the noun it stands for: in "China made a proposal, but Iran dismissed it", "it" to "proposal"."""

    mentions: tuple[Mention, ...]
    actors: tuple[Actor, ...]
    at: dict[int, tuple[str, ...]]
    things: dict[int, int] = {}


class When(Word, frozen=True):
    """The date of an event: first and last day (ISO), how exact, and the words or tense that say so."""

    date: str | None
    enddate: str | None
    resolution: str | None
    because: str


class Topic(Word, frozen=True):
    """What an event is about, if it is about another event or proposal."""

    kind: str
    text: str
    span: Span
    by: tuple[str, ...] = ()
    about: str | None = None


class Act(Word, frozen=True):
    """A candidate event: a clause read by a row of a frame.

    `actors` and `recipients` are pairs of (actor id, token that names it here). `changes` are statuses that the
    operator itself gives ("future", "negated", "hypothetical", "claimed"). `makers` are ids of the actors whose plan,
    offer or act the `topic` (tokens) is. `inner` is the act inside an operator. `mutual` acts are reciprocal if two do them.
    """

    clause: int
    category: str
    modes: tuple[str, ...]
    cameo: str | None
    actors: tuple[tuple[str, int], ...]
    recipients: tuple[tuple[str, int], ...]
    reciprocal: bool
    trigger: tuple[int, ...]
    because: tuple[str, ...]
    issue: str | None = None
    topic: tuple[int, ...] = ()
    makers: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    claimers: tuple[int, ...] = ()
    inner: "Act | None" = None
    mutual: bool = False


class Party(Word, frozen=True):
    """An actor in its part in one event. Field names are PLOVER's."""

    code: str | None
    sector: str | None
    other_sectors: tuple[str, ...]
    entity_text: str
    span: Span
    actor: str
    identifier_id: str | None
    identifier_text: str | None
    office: str | None


class Location(Word, frozen=True):
    extracted_place: str
    resolved_place: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    country_code: str | None
    resolution: int | None
    span: Span


class Size(Word, frozen=True):
    dead: int | None = None
    injured: int | None = None
    arrested: int | None = None


class EventStatus(Word, frozen=True):
    """Status of an event with claimers as actor ids."""

    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    historical: bool = False
    claimed_by: tuple[str, ...] = ()
    cues: tuple[Span, ...] = ()


class TextInfo(Word, frozen=True):
    sequence: int
    start: int
    end: int


class Event(Word, frozen=True):
    """See docs/records.md; field names are PLOVER's where it has one."""

    id: str
    event: tuple[str, ...]
    mode: tuple[str, ...]
    context: tuple[str, ...]
    cameo: str | None
    quad_code: int
    event_scale: float
    reciprocal: bool
    date: str | None
    enddate: str | None
    date_resolution: str | None
    date_because: str
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    topic: Topic | None
    event_loc: Location | None
    size: Size
    status: EventStatus
    reported_in: str | None
    event_text: tuple[str, ...]
    trigger: tuple[Span, ...]
    text: str
    text_info: TextInfo
    same_as: tuple[str, ...]
    confidence: float
    because: tuple[str, ...]


class Issue(Word, frozen=True):
    """What a position is about. `by` are codes of those whose proposal or act it is, `parties` of those it is between.

    `conflict` is the key of the conflict or dispute it belongs to ("UKR", "ARM-AZE"; "" if none is told); `key`, made of kind, `by` and
    conflict, is the same across articles.
    """

    kind: str
    by: tuple[str, ...]
    parties: tuple[str, ...]
    text: str
    key: str
    conflict: str = ""


class Condition(Word, frozen=True):
    """What a party makes its stance depend on ("only if Russia withdraws"): its words, and the events among them by id."""

    text: str
    span: Span
    events: tuple[str, ...] = ()


class Position(Word, frozen=True):
    """Where a party stands on an issue at a date.

    `party` is an actor of the article; `side` names it across articles: a country's code for its government ("RUS"), else the key of
    who it is ("hamas"). `toward` are codes of those whose proposal or act it answers, `hearers` of those it was said to. `text` is the sentence.
    """

    id: str
    party: str
    code: str | None
    sector: str | None
    issue: Issue
    stance: str
    toward: tuple[str, ...]
    date: str | None
    speaker: str | None
    events: tuple[str, ...]
    quotation: str | None
    spans: tuple[Span, ...]
    because: tuple[str, ...]
    side: str = ""
    hearers: tuple[str, ...] = ()
    text: str = ""
    conditions: tuple[Condition, ...] = ()


class Report(Word, frozen=True):
    """Everything one article tells."""

    article: Article
    sentences: tuple[Sentence, ...]
    cast: Cast
    events: tuple[Event, ...]
    quotations: tuple[Quotation, ...]
    positions: tuple[Position, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[Place, ...]
    clauses: tuple[tuple[Clause, Status, When | None], ...]
    coder: str
    knowledge: str
    errors: tuple[Fault, ...] = ()
    #: characters of the head word of each clause, beside `clauses`
    clause_spans: tuple[Span, ...] = ()
