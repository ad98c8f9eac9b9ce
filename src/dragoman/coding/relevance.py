"""The acts of an article come in, those that are events to give go out. Serves the frame stage.

An event has somebody political in it, or stands in political company. What is said has a speaker, and what takes two has two.
"""

from collections.abc import Mapping

from dragoman.coding.retold import may_tell_again
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Actor, Cast, Clause, Mention, Parse, Token

#: how many sentences around a political event are its company
NEAR = 4
#: letters of a number of hundreds and more
HUNDREDS = 3


def political(
    acts: list[Act], reasons: set[int], clauses: tuple[Clause, ...], parse: Parse, cast: Cast, heads: Mapping[int, Mention], relevance: Relevance | None
) -> list[Act]:
    """Acts that are political events, by themselves or by their company: "civilians were killed when the army attacked", not "a man was killed".

    `reasons` are the numbers of acts that others tell as their reason: "recalled its envoy after *an attack on tourists*".
    """
    tokens = parse.tokens
    actors = {actor.id: actor for actor in cast.actors}
    answered = {id(acts[n]) for n in reasons if acts[n].actors or acts[n].recipients}
    unnamed = [act for act in acts if relevance is not None and may_tell_again(act, clauses[act.clause], parse, relevance)]
    acts = [act for act in acts if not lone(act, actors, heads, relevance)]
    public = [act for act in acts if relevant(act, clauses[act.clause], actors, relevance)]
    if relevance is None or len(public) == len(acts):
        return public + unnamed
    company = [act for act in public if act.category in relevance.company_categories]
    strong = [act for act in company if _by_itself(act, relevance) or _of_force(act, actors, relevance)]
    sentences = {clauses[act.clause].sentence for act in company}
    sentences.update(clauses[act.clause].sentence + n for act in strong for n in range(-NEAR, NEAR + 1))
    sentences.update(clauses[act.clause].sentence for act in acts if _by_itself(act, relevance))
    sentences.update(token.sentence for token in tokens if token.lemma.lower() in relevance.war_words)
    known = {actor for act in strong for actor, _ in act.recipients}
    held = {id(act) for act in public} | answered
    held.update(id(act) for act in acts if act.category in relevance.harm_categories and any(_is_linked(parse, i, cast, actors, relevance) for _, i in act.recipients))
    return unnamed + [act for act in acts if id(act) in held or _in_company(act, clauses[act.clause], sentences, known, parse, actors, relevance)]


def _of_force(act: Act, actors: Mapping[str, Actor], relevance: Relevance) -> bool:
    """Whether armies, rebels or states have part in the act, not the police alone."""
    parties = (actors[actor] for actor, _ in act.actors + act.recipients)
    return any(a.kind in relevance.forceful_kinds or a.sector in relevance.forceful_sectors for a in parties)


def _in_company(
    act: Act, clause: Clause, sentences: set[int], known: set[str], parse: Parse, actors: Mapping[str, Actor], relevance: Relevance
) -> bool:
    """Whether what is done to private people is political by who they are, by what else the sentence tells, or by what was told of them before."""
    tokens = parse.tokens
    if act.category in relevance.national_categories and any(tokens[i].tag == "NNPS" and actors[a].kind in relevance.national_kinds for a, i in act.actors):
        return True
    if act.category in relevance.spoken_categories and any(tokens[i].lemma.lower() in relevance.public_people and actors[a].code for a, i in act.actors):
        return True
    if act.category not in relevance.harm_categories or not act.recipients:
        return False
    if clause.lemma in relevance.public_words or any(_are_many(parse, i, relevance) for _, i in act.recipients):
        return True
    if clause.sentence in sentences or any(actor in known for actor, _ in act.recipients):
        return True
    if any(_is_public(tokens[i], actors[actor], relevance) for actor, i in act.recipients):
        return True
    sides = [{actors[actor].code for actor, i in side if tokens[i].tag in ("NNS", "NNPS")} - {None} for side in (act.actors, act.recipients)]
    return bool(sides[0]) and bool(sides[1]) and not sides[0] & sides[1]


def _are_many(parse: Parse, i: int, relevance: Relevance) -> bool:
    """Whether people are told by the dozen: "hundreds of men were arrested", "over 5,000 people were arrested"."""
    token = parse.tokens[i]
    above = parse.tokens[parse.tokens[token.head].head]
    if token.lemma.lower() in relevance.many_words or (token.rel == "pobj" and above.lemma.lower() in relevance.many_words):
        return True
    numbers = (parse.tokens[c] for c in parse.children[i] if parse.tokens[c].rel == "nummod")
    return any(n.lemma.lower() in relevance.many_words or len(n.text) >= HUNDREDS for n in numbers if n.text[0].isdigit() or n.lemma.lower() in relevance.many_words)


def _is_linked(parse: Parse, i: int, cast: Cast, actors: Mapping[str, Actor], relevance: Relevance) -> bool:
    """Whether people are told by their ties to somebody political: "businessmen *linked to the president*"."""
    for c in parse.children[i]:
        if c > i and parse.tokens[c].lemma in relevance.linking_participles:
            tied = (actors[a] for p in parse.children[c] if parse.tokens[p].rel == "prep" for o in parse.children[p] for a in cast.at.get(o, ()))
            if any(a.kind in relevance.political_kinds or (a.sector is not None and a.sector not in relevance.private_sectors) for a in tied):
                return True
    return False


def _is_public(token: Token, actor: Actor, relevance: Relevance) -> bool:
    """Whether people are such to whom things are done for politics: protesters, civilians, or those of a nation as such (*Kurds*)."""
    return token.lemma.lower() in relevance.public_people or (token.tag == "NNPS" and actor.kind in relevance.national_kinds)


def relevant(act: Act, clause: Clause, actors: Mapping[str, Actor], relevance: Relevance | None) -> bool:
    """Whether the act is a political event: "Kenya met Chad", not "the baker met the thief". Without `relevance` all are."""
    if relevance is None:
        return True
    if not (act.actors or act.recipients):
        return False
    return _political(act, actors, relevance) and not _at_home(act, actors, relevance) and not _of_nobody(act, clause, relevance)


def lone(act: Act, actors: Mapping[str, Actor], heads: Mapping[int, Mention], relevance: Relevance | None) -> bool:
    """Whether one person or state does alone what takes two: "the minister *discussed* prices"; "talks *with Oman*" had another party."""
    if relevance is None or act.category not in relevance.mutual_categories or not relevance.one_sided_modes.isdisjoint(act.modes):
        return False
    if act.recipients or len(act.actors) != 1:
        return False
    actor, token = act.actors[0]
    mention = heads.get(token)
    one = mention is not None and mention.number == "one"
    return actors[actor].kind in relevance.single_kinds or (one and actors[actor].kind in relevance.described_kinds)


def _political(act: Act, actors: Mapping[str, Actor], relevance: Relevance) -> bool:
    """Whether a party is political, or the act or what it is about is public whoever does it: nurses who will not end a strike."""
    if _by_itself(act, relevance):
        return True
    inner = act.inner
    while inner is not None:
        if inner.category in relevance.public_categories:
            return True
        inner = inner.inner
    parties = (actors[actor] for actor, _ in act.actors + act.recipients)
    return any(a.kind in relevance.political_kinds or (a.sector is not None and a.sector not in relevance.private_sectors) for a in parties)


def _at_home(act: Act, actors: Mapping[str, Actor], relevance: Relevance) -> bool:
    """Whether somebody only travels in his own country: the Spanish king who visits Barcelona."""
    if act.category not in relevance.mutual_categories or relevance.travel_modes.isdisjoint(act.modes) or not act.recipients:
        return False
    codes = {actors[actor].code for actor, _ in (*act.actors, *act.recipients)}
    return len(codes) == 1 and None not in codes and all(actors[actor].kind == "state" or actors[actor].sector is None for actor, _ in act.recipients)


def _by_itself(act: Act, relevance: Relevance) -> bool:
    """Whether the act is public whoever does it: a protest, a bombing."""
    return act.category in relevance.public_categories or not relevance.public_modes.isdisjoint(act.modes)


def _of_nobody(act: Act, clause: Clause, relevance: Relevance) -> bool:
    """Whether words are said by nobody: "*scolding* allies is easy". A passive leaves its speaker out and still tells that there was one."""
    active = clause.kind == "verb" and not clause.passive and "subject" not in clause.roles
    return active and not act.actors and act.category in relevance.spoken_categories
