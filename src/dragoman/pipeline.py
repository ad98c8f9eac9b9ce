"""An article comes in, its report goes out: every stage by name, in order. Stages do not know each other; each gets here what it needs."""

import msgspec

from dragoman import __version__
from dragoman.coding import (
    actors,
    adversaries,
    ages,
    assemble,
    carried,
    confidence,
    contexts,
    dates,
    frames,
    locations,
    opposites,
    positions,
    sizes,
    status,
    tellings,
)
from dragoman.knowledge.compiled import Knowledge
from dragoman.language import clauses, coreference, mentions, places, quotations, times
from dragoman.language.parse import Parser
from dragoman.model import Article, Cast, Quotation, Report


def code(article: Article, knowledge: Knowledge, parser: Parser) -> Report:
    """Everything that the article tells. The same article and knowledge give the same report."""
    k = knowledge
    parse = parser.parse(article, k.names.capitals)
    where = places.find(parse, k.gazetteer, article)
    said = quotations.find(parse, article, k.speech)
    named = mentions.find(parse, k.names, k.agents)
    chains = coreference.link(parse, named, said, k.names, k.agents)
    cast = actors.resolve(parse, named, chains, k.names, k.agents, article.published, where)
    said = tuple(_spoken(quotation, cast) for quotation in said)
    when = times.find(parse, article.published, k.dates)
    predicates = clauses.find(parse, k.event_nouns, k.grammar)
    statuses = status.assess(parse, predicates, said, when, article.published, k.status)
    dated = dates.date(parse, predicates, statuses, when, article.published, k.dates)
    statuses = ages.age(statuses, parse, predicates, dated, article.published, k.status)
    located = locations.locate(parse, predicates, where, article, k.gazetteer)
    acts = frames.read(parse, predicates, cast, k.frames, k.grammar, said)
    acts = tellings.tell(acts, parse, predicates, statuses, cast, k.frames.relevance)
    acts = opposites.oppose(acts, parse, predicates, cast, k.agents)
    acts = adversaries.oppose(acts, parse, predicates, statuses, cast, k.agents)
    found = assemble.Findings(article, parse, cast, predicates, statuses, dated, located, said)
    events = assemble.assemble(
        acts,
        found,
        k.frames.categories,
        contexts=lambda sentence: contexts.shown(parse, sentence, k.contexts),
        size=lambda act: sizes.size(parse, predicates, act, k.sizes),
        confidence=lambda act: confidence.confidence(act, predicates[act.clause], k.confidence),
    )
    events = carried.carry(events, where)
    held = positions.derive(events, found, k.positions, k.grammar)
    layers = tuple(zip(predicates, statuses, dated, strict=True))
    spans = tuple((parse.tokens[clause.head].start, parse.tokens[clause.head].end) for clause in predicates)
    return Report(article, parse.sentences, cast, events, said, held, when, where, layers, f"dragoman {__version__}", k.hash, clause_spans=spans)


def _spoken(quotation: Quotation, cast: Cast) -> Quotation:
    """The quotation with its speaker, if the source phrase names one actor."""
    speakers = cast.at.get(quotation.source_head, ()) if quotation.source_head is not None else ()
    return msgspec.structs.replace(quotation, speaker=speakers[0]) if speakers else quotation
