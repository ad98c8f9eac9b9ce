"""What the tables of an archive hold: a schema a table, each column with its meaning. `docs/archive.md` is made from these.

Columns have plain types that DuckDB, pandas, polars, R and Spark read alike. Dates are days. Spans are `[start, end)` characters of `articles.text`.
"""

import pyarrow as pa

TEXT, FLAG, NUMBER, REAL, DAY = pa.string(), pa.bool_(), pa.int32(), pa.float64(), pa.date32()
TEXTS = pa.list_(TEXT)


def _field(name: str, kind: pa.DataType, meaning: str = "") -> pa.Field:
    """A column; its meaning goes into the table itself, as the comment of the field."""
    return pa.field(name, kind, metadata={"comment": meaning} if meaning else None)


def _struct(**fields: pa.DataType) -> pa.DataType:
    return pa.struct([pa.field(name, kind) for name, kind in fields.items()])


SPAN = _struct(start=NUMBER, end=NUMBER)
SPANS = pa.list_(SPAN)

PARTIES = pa.list_(
    _struct(
        code=TEXT, sector=TEXT, other_sectors=TEXTS, entity_text=TEXT, start=NUMBER, end=NUMBER, actor=TEXT, name=TEXT, key=TEXT,
        identifier_id=TEXT, identifier_text=TEXT, office=TEXT,
    )
)  # fmt: skip
DYADS = pa.list_(_struct(actor=TEXT, recipient=TEXT))
ACTORS = pa.list_(
    _struct(
        id=TEXT, name=TEXT, key=TEXT, kind=TEXT, code=TEXT, sector=TEXT, other_sectors=TEXTS, office=TEXT, identifier_id=TEXT,
        mentions=pa.list_(_struct(start=NUMBER, end=NUMBER, kind=TEXT)), because=TEXTS,
    )
)  # fmt: skip
CONDITIONS = pa.list_(_struct(text=TEXT, start=NUMBER, end=NUMBER, events=TEXTS))
BLOCKS = pa.list_(_struct(kind=TEXT, start=NUMBER, end=NUMBER))
SENTENCES = pa.list_(_struct(start=NUMBER, end=NUMBER, block=TEXT))
TIMES = pa.list_(_struct(start=NUMBER, end=NUMBER, text=TEXT, value=TEXT, resolution=TEXT, first_day=TEXT, last_day=TEXT))
PLACES = pa.list_(
    _struct(start=NUMBER, end=NUMBER, text=TEXT, geonameid=pa.int64(), name=TEXT, lat=REAL, lon=REAL, country_code=TEXT, resolution=NUMBER)
)

#: how the article that a row comes from is told in every table, so that nothing need be joined
OF_ARTICLE = [
    _field("article", TEXT, "`id` of the article"),
    _field("published", DAY, "day of publication of the article"),
    _field("source", TEXT, "who published the article"),
    _field("url", TEXT, "address of the article"),
    _field("title", TEXT, "headline of the article"),
]

#: what coded a row, at the end of every table
OF_CODING = [
    _field("coder", TEXT, "name and version of the coder, as `dragoman 0.1.0`"),
    _field("knowledge", TEXT, "hash of the knowledge that it used"),
    _field("batch", TEXT, "the batch that brought the row: the same in all tables"),
]

ARTICLES = pa.schema(
    [
        _field("id", TEXT, "name of the article, as the input gave it: one row an id"),
        _field("published", DAY, "day of publication"),
        _field("source", TEXT, "who published it"),
        _field("url", TEXT, "its address"),
        _field("title", TEXT, "headline"),
        _field("byline", TEXT, "who wrote it"),
        _field("language", TEXT, "language of the text, `en`"),
        _field("text", TEXT, "the text as it was read; every span counts characters of it"),
        _field("digest", TEXT, "hash of `text` alone: word for word the same texts have the same"),
        _field("fingerprint", TEXT, "hash of `text` and of all that was read beside it; another one means that the article changed"),
        _field("blocks", BLOCKS, "parts of the text: headline, byline, dateline, caption, body, related, note"),
        _field("markup", SPANS, "spans of the text that are no words (link targets, asterisks)"),
        _field("sentences", SENTENCES, "sentences with the part they stand in"),
        _field("actors", ACTORS, "everybody the text names, with mentions and why they are who they are; `id` holds within the article"),
        _field("times", TIMES, "expressions of time with their TIMEX3 value"),
        _field("places", PLACES, "place names with their GeoNames entry"),
        _field("notes", TEXTS, "what a reader should know of how it was read"),
        _field("events", NUMBER, "how many events it tells"),
        _field("quotations", NUMBER, "how many quotations it has"),
        _field("positions", NUMBER, "how many positions it tells"),
        _field("input", TEXT, "file it was read from, if that is known"),
        *OF_CODING,
    ]
)

EVENTS = pa.schema(
    [
        _field("id", TEXT, "name of the event, made from its content: stable, and single in the archive"),
        *OF_ARTICLE,
        _field("date", DAY, "first day of the event"),
        _field("enddate", DAY, "last day, if it is another"),
        _field("date_resolution", TEXT, "how exact the date is: day, week, month, year ..."),
        _field("date_because", TEXT, "words or rule that tell the date"),
        _field("event", TEXT, "PLOVER category, such as `REJECT`"),
        _field("mode", TEXTS, "PLOVER modes, such as `meet`"),
        _field("context", TEXTS, "PLOVER contexts, such as `diplomatic`"),
        _field("cameo", TEXT, "most specific CAMEO code that fits"),
        _field("quad_code", NUMBER, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; 0 neither"),
        _field("event_scale", REAL, "PLOVER's score from conflict (-10) to cooperation (+10)"),
        _field("reciprocal", FLAG, "whether all parties stand in `actor` and act on each other"),
        _field("actor_code", TEXT, "country of the first actor"),
        _field("actor_sector", TEXT, "sector of the first actor"),
        _field("actor_name", TEXT, "name of the first actor"),
        _field("recipient_code", TEXT, "country of the first recipient; of a reciprocal event that of the second party"),
        _field("recipient_sector", TEXT, "sector of the same"),
        _field("recipient_name", TEXT, "name of the same"),
        _field("actor_codes", TEXTS, "countries of all in `actor`, in their order; null where unknown"),
        _field("actor_sectors", TEXTS, "sectors of the same"),
        _field("recipient_codes", TEXTS, "countries of all in `recipient`, in their order; null where unknown"),
        _field("recipient_sectors", TEXTS, "sectors of the same"),
        _field("dyads", DYADS, "each pair of countries once, actor and recipient; a reciprocal event has both directions"),
        _field("actor", PARTIES, "who did it, with the words that name them"),
        _field("recipient", PARTIES, "whom it was done to"),
        _field("topic_kind", TEXT, "what it is about: `mediation`, `sanctions` ..."),
        _field("topic", TEXT, "words that tell what it is about"),
        _field("topic_by", TEXTS, "whose proposal that is, as codes"),
        _field("topic_about", TEXT, "country or place it concerns, as a code"),
        _field("topic_span", SPAN, "where those words stand"),
        _field("place", TEXT, "where it happened: the gazetteer's name, else the words"),
        _field("extracted_place", TEXT, "words that name the place"),
        _field("resolved_place", TEXT, "the gazetteer's name"),
        _field("geonameid", pa.int64(), "the place in GeoNames"),
        _field("lat", REAL, "degrees north"),
        _field("lon", REAL, "degrees east"),
        _field("country_code", TEXT, "country of the place"),
        _field("place_resolution", NUMBER, "1 country, 2 region, 3 district or physical feature, 4 city"),
        _field("place_span", SPAN, "where the words stand that name it"),
        _field("dead", pa.int64(), "how many were killed"),
        _field("injured", pa.int64(), "how many were hurt"),
        _field("arrested", pa.int64(), "how many were arrested"),
        _field("negated", FLAG, "told as not so"),
        _field("future", FLAG, "still to come"),
        _field("hypothetical", FLAG, "only possible"),
        _field("historical", FLAG, "long past"),
        _field("claimed", FLAG, "whether somebody claims it, and the report itself does not"),
        _field("claimed_by", TEXTS, "ids of the claimers in `articles.actors`"),
        _field("claimed_by_codes", TEXTS, "their countries; null where unknown"),
        _field("claimed_by_names", TEXTS, "their names; null where unknown"),
        _field("status_spans", SPANS, "words that tell the status"),
        _field("reported_in", TEXT, "`id` of the quotation that tells it"),
        _field("event_text", TEXTS, "words that tell the event"),
        _field("trigger", SPANS, "where they stand"),
        _field("text", TEXT, "the sentence"),
        _field("sentence", NUMBER, "its number in `articles.sentences`"),
        _field("start", NUMBER, "where it begins"),
        _field("end", NUMBER, "where it ends"),
        _field("same_as", TEXTS, "ids of events of the same article that tell the same happening"),
        _field("confidence", REAL, "how often events coded like this one were right on gold data, 0 to 1"),
        _field("because", TEXTS, "entries of the knowledge that gave it"),
        *OF_CODING,
    ]
)

QUOTATIONS = pa.schema(
    [
        _field("id", TEXT, "name of the quotation, single in the archive"),
        *OF_ARTICLE,
        _field("kind", TEXT, "direct, indirect or mixed"),
        _field("attitude", TEXT, "what the source does with it: saying, thinking, showing, denying, asking, wanting, judging, naming"),
        _field("speaker", TEXT, "id of the speaker in `articles.actors`"),
        _field("speaker_name", TEXT, "name of the speaker"),
        _field("speaker_code", TEXT, "country of the speaker"),
        _field("speaker_sector", TEXT, "sector of the speaker"),
        _field("speaker_office", TEXT, "office of the speaker"),
        _field("source_text", TEXT, "words that name the source"),
        _field("cue_text", TEXT, "words that tell that it was said"),
        _field("content_text", TEXT, "what was said; parts are joined by ` … `"),
        _field("source_spans", SPANS, "where the words of the source stand"),
        _field("cue_spans", SPANS, "where the cue stands"),
        _field("content_spans", SPANS, "where the content stands"),
        _field("because", TEXTS, "entries of the knowledge that gave it"),
        *OF_CODING,
    ]
)

POSITIONS = pa.schema(
    [
        _field("id", TEXT, "name of the position, single in the archive"),
        *OF_ARTICLE,
        _field("party", TEXT, "id of the party in `articles.actors`"),
        _field("party_name", TEXT, "name of the party"),
        _field("side", TEXT, "the party across articles: `RUS` for its government, else who it is, as `hamas`"),
        _field("code", TEXT, "country of the party"),
        _field("sector", TEXT, "sector of the party"),
        _field("issue_key", TEXT, "what it is about, the same across articles: `mediation:CHN:UKR`"),
        _field("issue_kind", TEXT, "mediation, talks, ceasefire ..."),
        _field("issue_by", TEXTS, "whose proposal it is, as codes"),
        _field("issue_parties", TEXTS, "between whom, as codes"),
        _field("issue_conflict", TEXT, "the conflict or dispute it belongs to: `UKR`, `ARM-AZE`"),
        _field("issue_text", TEXT, "words that tell what it is about"),
        _field("stance", TEXT, "proposes, supports, accepts, open, neutral, noncommittal, doubts, rejects, demands"),
        _field("toward", TEXTS, "whose proposal or act it answers, as codes"),
        _field("hearers", TEXTS, "to whom it was said, as codes"),
        _field("date", DAY, "since when"),
        _field("speaker", TEXT, "id of who says so in `articles.actors`"),
        _field("speaker_name", TEXT, "name of the same"),
        _field("events", TEXTS, "ids of the events that show it"),
        _field("quotation", TEXT, "id of the quotation that shows it"),
        _field("conditions", CONDITIONS, "what the party makes it depend on, with the ids of events among it"),
        _field("text", TEXT, "the sentence"),
        _field("words", TEXT, "words that show it; parts are joined by ` … `"),
        _field("spans", SPANS, "where they stand"),
        _field("because", TEXTS, "entries of the knowledge that gave it"),
        *OF_CODING,
    ]
)

ERRORS = pa.schema(
    [
        _field("id", TEXT, "name of the error, made from its content: the same error is one row however often it is met"),
        _field("article", TEXT, "`id` of the article, or the file if it has none"),
        _field("file", TEXT, "file that was read"),
        _field("place", TEXT, "where in it: `news.jsonl:12` is line 12"),
        _field("reason", TEXT, "what is wrong"),
        _field("hint", TEXT, "what to try"),
        *OF_CODING,
    ]
)

COPIES = pa.schema(
    [
        _field("article", TEXT, "`id` of an article that is in a group of two or more"),
        _field("group", TEXT, "`id` of the article that the others of the group are copies of"),
        _field("original", FLAG, "whether it is that article itself"),
        _field("like", TEXT, "`id` of the article of the group it is most like, on the way to the original; none for the original"),
        _field("share", REAL, "how much of the shorter of the two texts the other has too, 0 to 1"),
        _field("same_text", FLAG, "whether it has the same words, spelling apart"),
        _field("published", DAY, "day of publication of the article"),
        _field("source", TEXT, "who published the article"),
    ]
)

HAPPENINGS = pa.schema(
    [
        _field("event", TEXT, "`id` of an event that other articles tell too"),
        _field("article", TEXT, "`id` of its article"),
        _field("happening", TEXT, "`id` of the event that tells it best and first: the same for all that tell this happening"),
        _field("reports", NUMBER, "how many articles tell the happening"),
        _field("sources", NUMBER, "how many different sources they have"),
        _field("texts", NUMBER, "how many independent texts they are: copies of one text count once"),
        _field("because", TEXT, "why the event was linked"),
    ]
)

SKETCHES = pa.schema(
    [
        _field("number", pa.int64(), "counts the articles that were sketched"),
        _field("article", TEXT, "`id` of the article"),
        _field("digest", TEXT, "`digest` of its text when it was sketched"),
        _field("whole", pa.int64(), "the same for texts of the same words"),
        _field("words", NUMBER, "runs of three words in the text"),
        _field("bands", pa.list_(NUMBER), "numbers that similar texts have in common"),
    ]
)

MADE_WITH = pa.schema(
    [
        _field("table", TEXT, "a table made from the others"),
        _field("name", TEXT, "a setting it was made with, or what of the others it was made from"),
        _field("value", TEXT, "its value"),
    ]
)

#: tables that `ingest` fills; articles come last: they tell that a batch is whole
CODED = {"events": EVENTS, "quotations": QUOTATIONS, "positions": POSITIONS, "errors": ERRORS, "articles": ARTICLES}

#: tables made from the others beside `copies`
MADE = {"happenings": HAPPENINGS, "sketches": SKETCHES, "made_with": MADE_WITH}

#: all tables of an archive with a schema of their own here, in the order of the documentation
SCHEMAS = {"articles": ARTICLES, "events": EVENTS, "quotations": QUOTATIONS, "positions": POSITIONS, "copies": COPIES, "errors": ERRORS} | MADE

#: what the tables are for
MEANINGS = {
    "articles": "one row an article: its text and everything needed to mark it",
    "events": "one row an event: who did what to whom, when, where, and whether it happened",
    "quotations": "one row a quotation: who said, thought or wanted what",
    "positions": "one row a position: where a party stands on an issue",
    "copies": "one row an article that has copies: what it is a copy of. Made from the other tables, may be deleted",
    "happenings": "one row an event that several articles tell: which happening it is. Made from the other tables, may be deleted",
    "sketches": "one row an article: numbers by which its copies are found. Made from the other tables, may be deleted",
    "made_with": "what the tables that are made from others were made with",
    "errors": "one row a file, line or article that could not be read or coded",
}
