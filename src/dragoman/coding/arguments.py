"""A clause and the cast come in, who and what stands at a place of it goes out. Serves the frame stage.

Places are those of docs/frames.md: subject, object, prepositions, `owner of PLACE`, `subject of PLACE`, `speaker`, `inner actor`, `place`.
"""

from bisect import bisect_right
from collections.abc import Iterator

from dragoman import tree
from dragoman.coding.modals import speaker_verb
from dragoman.coding.things import Roles, Things
from dragoman.coding.views import View, Views
from dragoman.knowledge.frames import Frames
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Act, Cast, Clause, MentionKind, Parse, Quotation

Parties = tuple[tuple[str, int], ...]

#: roles that hold no event that the verb takes up, or were looked at before
NOT_INNER = frozenset(("complement", "object", "predicate", "subject", "indirect", "owner", "before", "purpose"))
#: roles that a clause tells itself; nothing is looked for in its nouns
PLAIN = frozenset(("subject", "object", "indirect", "predicate"))
#: places that are no thing to which something is done
SIDES = frozenset(("subject", "owner", "speaker", "place", "before", "between", "by"))
#: how many pieces of quotations before a clause are looked at for the one that holds it
NEAR = 40


class Arguments:
    """Looks up places of clauses in one article; results are kept, nothing is changed."""

    def __init__(
        self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], cast: Cast, frames: Frames, grammar: Grammar, said: tuple[Quotation, ...]
    ) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.number = clauses, number
        self.cast, self.grammar = cast, grammar
        self.things = Things(parse, clauses, number, cast, frames, grammar)
        self.actors = self.things.actors
        self.heads = {mention.head: mention for mention in cast.mentions}
        self.views = Views(self.things, self.heads)
        #: common words inside names are no events: the cooperation of an "Organization of Islamic Cooperation"
        self.in_names = {i for m in cast.mentions if m.kind is MentionKind.NAME for i in range(m.first, m.last) if m.last - m.first > 1}
        self._contents = sorted((a, b, q.source_head) for q in said if q.source_head is not None and q.tells and self._is_spoken(q) for a, b in q.content)

    # --- places -------------------------------------------------------------------------------------------------

    def at(self, view: View, place: str) -> tuple[int, ...]:
        """Head tokens of what stands at a place."""
        if place == "subject" and not view.roles.get(place):
            return self._agent_below(view)
        if place in PLAIN:
            return view.roles.get(place, ())
        if place.startswith("owner of "):
            inner = place.removeprefix("owner of ")
            return tuple(o for f in self.at(view, inner) or view.clause.roles.get(inner, ()) for o in self.things.owners(f))
        if place == "owner":
            head = view.noun if view.noun is not None else view.clause.head
            return self.things.owners(head)
        if place == "speaker":
            return self.speaker(view.clause.head)
        if place.startswith("subject of "):
            inner = place.removeprefix("subject of ")
            above = (self.tokens[view.clause.head].head,) if inner == "governor" else ()
            heads = (*above, *view.complements.get(inner, ()), *self.at(view, inner))
            return tuple(s for i in heads if i in self.number for s in self.clauses[self.number[i]].roles.get("subject", ()))
        if place == "place":
            return self._where(view.roles) or self._where_near(view)
        found = view.roles.get(place, ())
        for i in view.roles.get("object", ()):
            hung = self.things.prepositions(i).get(place)
            if hung:
                found += tuple(f for f in hung if f not in found)
        if not found and place in self.grammar.party_prepositions:
            found = self._parties_of_things(view, place)
        return found

    def _agent_below(self, view: View) -> tuple[int, ...]:
        """Who does what a passive tells, hung by the parser from its gerund: "was accused of stealing *by officials*"."""
        if not view.clause.passive:
            return ()
        below = (self.clauses[self.number[c]] for heads in view.complements.values() for c in heads if c in self.number and self.tokens[c].rel == "pcomp")
        return next((by for clause in below if not clause.passive and (by := clause.roles.get("by", ()))), ())

    def _raised(self, view: View) -> tuple[int, ...]:
        """The subject of the verb further up for a verb coordinated with one of a thing: "*Chad* blamed Togo for a drone that crashed and summoned its envoy"."""
        token = self.tokens[view.clause.head]
        first = self.tokens[token.head]
        if token.rel != "conj" or first.rel not in ("relcl", "ccomp") or token.tag not in ("VBD", "VBZ"):
            return ()
        above = next((a for a in tree.ancestors(self.parse, first.i) if self.tokens[a].pos == "VERB"), None)
        if above is None or above not in self.number or self.tokens[above].tag != token.tag:
            return ()
        return self.clauses[self.number[above]].roles.get("subject", ())

    def speaker(self, head: int) -> tuple[int, ...]:
        """Who says the clause at token `head`: the subject of the verb of saying, else the source of the innermost quotation around it."""
        verb = speaker_verb(self.parse, head, self.grammar)
        if verb is not None and verb in self.number:
            return self.clauses[self.number[verb]].roles.get("subject", ())
        start = self.tokens[head].start
        at = bisect_right(self._contents, (start, len(self.parse.text), 0))
        return next(((source,) for a, b, source in reversed(self._contents[max(0, at - NEAR) : at]) if a <= start < b and source is not None), ())

    def _is_spoken(self, quotation: Quotation) -> bool:
        """Whether a quotation's own words are the source's: a direct one, or one without a verb of saying ("according to the minister")."""
        return quotation.kind != "indirect" or quotation.cue_head is None or self.tokens[quotation.cue_head].pos != "VERB"

    def is_reported(self, head: int) -> bool:
        """Whether a verb of saying governs the clause at token `head`."""
        return speaker_verb(self.parse, head, self.grammar) is not None

    def is_speaker(self, i: int, view: View) -> bool:
        """Whether token `i` names who says the clause: the minister of "the minister said *he* must go"."""
        said = {a for s in self.speaker(view.clause.head) for a in self.cast.at.get(s, ())}
        return not said.isdisjoint(self.cast.at.get(i, ()))

    def _parties_of_things(self, view: View, place: str) -> tuple[int, ...]:
        """Actors after a preposition that hangs from a thing: Peru of "withdrew from a pact *with* Peru", "discussed the price of gas *with* Peru"."""
        things = [i for name, fillers in view.roles.items() if name not in ("subject", "object", "owner", "before") for i in fillers if i not in self.cast.at]
        for i in view.roles.get("object", ()):
            if i not in self.cast.at:
                inside = self.things.prepositions(i)
                things += [f for name in self.grammar.content_prepositions if name in inside for f in inside[name] if f not in self.cast.at]
        return tuple(f for i in things for f in self.things.prepositions(i).get(place, ()) if f in self.cast.at)

    def _where(self, roles: Roles) -> tuple[int, ...]:
        """Fillers of the prepositions of place, and of those that hang from the object or another thing: "left a base *in Iraq*"."""
        own = tuple(f for name in self.grammar.locative_prepositions for f in roles.get(name, ()))
        things = [i for name, fillers in roles.items() if name not in ("subject", "owner", "before") for i in fillers if name == "object" or i not in self.cast.at]
        hung = tuple(f for i in things for name in self.grammar.locative_prepositions for f in self.things.prepositions(i).get(name, ()))
        return (*own, *hung)

    def _where_near(self, view: View) -> tuple[int, ...]:
        """The place that a clause of the object or the clause above tells: "hit a bus that carried clerks *in Kabul*", "died in Kabul after a bomb hit", "clashes in Kabul left three dead"."""
        below = [c for i in view.roles.get("object", ()) for c in tree.children(self.parse, i, "acl", "relcl")]
        head = self.tokens[view.clause.head]
        near = [*below, head.head] if head.rel in ("advcl", "acl", "relcl", "conj") else below
        near = [*near, *(i for i in view.roles.get("subject", ()) if i in self.number and self.clauses[self.number[i]].kind == "noun")]
        return next((where for c in near if c in self.number and (where := self._where(self.clauses[self.number[c]].roles))), ())

    def inner(self, view: View) -> Iterator[int]:
        """Heads that may be the event inside an operator: complement, object (also through a noun's clause), prepositions."""
        for i in view.complements.get("complement", ()):
            yield from self._event_heads(i)
        for name in ("object", "predicate"):
            for i in view.roles.get(name, ()):
                yield from self._event_heads(i)
        subject = min(view.roles.get("subject", ()), default=-1)
        for complements in (view.complements, view.roles):
            for name, fillers in complements.items():
                if name not in NOT_INNER and name not in self.grammar.adjunct_prepositions:
                    for i in fillers:
                        if i > subject or i > view.clause.head:
                            yield from self._event_heads(i)
        for i in view.roles.get("object", ()):
            for fillers in self.things.prepositions(i).values():
                for f in fillers:
                    yield from self._event_heads(f)

    def governed(self, i: int) -> tuple[int, ...]:
        """Heads of the clauses that a preposition hangs on token `i`: "no choice but *to leave*"."""
        prepositions = tree.children(self.parse, i, "prep")
        return tuple(c for p in prepositions for c in tree.children(self.parse, p, "pcomp") if c in self.number)

    def _event_heads(self, i: int) -> Iterator[int]:
        """The clause at token `i`, or the one that a noun without an event carries: "the plan *to attack*", "the claim that he *attacked*"."""
        if i in self.number:
            yield i
        if i in self.number and self.clauses[self.number[i]].kind != "noun":
            return
        for c in tree.children(self.parse, i, "acl", "ccomp", "xcomp"):
            told = tree.child(self.parse, c, "mark") is not None and self.tokens[c].rel in ("acl", "ccomp")
            if c in self.number and (self.tokens[c].tag == "VB" or told):
                yield c
        yield from self.governed(i)

    # --- what stands there --------------------------------------------------------------------------------------

    def is_kind(self, i: int, kind: str) -> bool:
        """Whether token `i` names an actor of this kind (`actor`: any)."""
        kinds = {self.actors[a].kind for a in self.cast.at.get(i, ())}
        if kind == "actor":
            return bool(kinds)
        if kind == "group":
            return bool(kinds - {"state", "person"})
        return kind in kinds

    def has_sector(self, i: int, sector: str) -> bool:
        """Whether token `i` names an actor of this sector; organisations of states and others are told by their kind too."""
        actors = (self.actors[a] for a in self.cast.at.get(i, ()))
        return any(sector == a.sector or sector in a.other_sectors or a.kind == sector.lower() for a in actors)

    # --- parties ------------------------------------------------------------------------------------------------

    def parties(self, view: View, places: tuple[str, ...], inside: Act | None, besides: Parties = ()) -> Parties | None:
        """Actors at the first of `places` that names one who is not among `besides`. None if a subject stands there that can't act."""
        taken = {actor for actor, _ in besides}
        for place in places:
            if place == "nobody":
                return ()
            if place in ("inner actor", "inner recipient"):
                found = (inside.actors if place == "inner actor" else inside.recipients) if inside else ()
            else:
                tokens = self.at(view, place)
                found = self._named(tokens)
                if place == "subject" and tokens and not found:
                    found = self._through(tokens)
                    gerund = self.tokens[view.clause.head].rel == "pcomp"
                    found = found or self._named(self._raised(view))
                    if not found and not gerund and not any(self._may_act(t) for t in tokens) and view.clause.kind != "noun":
                        return None
            found = tuple(party for party in found if party[0] not in taken)
            if found:
                return found
        return ()

    def owners_aimed_at(self, view: View, places: tuple[str, ...], actors: Parties) -> Parties:
        """Of a thing at one of `places` its owner, a country only if it is another: Turkey of "a raid on a camp in *Turkey's* mountains", "opposes *Turkey's* plan"."""
        own = {self.actors[actor].code for actor, _ in actors}
        taken = {actor for actor, _ in actors}
        for place in places:
            if place == "nobody":
                return ()
            if place in SIDES or " " in place:
                continue
            things = tuple(i for i in self.at(view, place) if i not in self.cast.at)
            owners = self._named(tuple(o for i in things for o in self._inside(i))) or self._named(tuple(o for i in things for o in self.things.owners(i)))
            found = tuple(party for party in owners if party[0] not in taken and (self.actors[party[0]].code not in own or self.actors[party[0]].kind == "person"))
            if found:
                return found
        return ()

    def _inside(self, i: int) -> tuple[int, ...]:
        """Who is in a thing: the officers of "a helicopter *carrying officers*"."""
        below = (c for c in tree.children(self.parse, i, "acl", "relcl") if c in self.number and self.tokens[c].lemma in self.grammar.carrying_verbs)
        return tuple(o for c in below for o in self.clauses[self.number[c]].roles.get("object", ()) if o != i)

    def abroad(self, actors: Parties, recipients: Parties, reciprocal: bool = False) -> bool:
        """Whether the two sides are of different countries, both known; of a reciprocal act without recipient, its actors."""
        if reciprocal and not recipients:
            return len({self.actors[a].code for a, _ in actors} - {None}) > 1
        codes = [{self.actors[a].code for a, _ in side} - {None} for side in (actors, recipients)]
        return bool(codes[0]) and bool(codes[1]) and not codes[0] & codes[1]

    def named(self, tokens: tuple[int, ...], besides: Parties) -> Parties:
        """Actors at the tokens who are not among `besides`."""
        taken = {actor for actor, _ in besides}
        return tuple(party for party in self._named(tokens) if party[0] not in taken)

    def _named(self, tokens: tuple[int, ...]) -> Parties:
        found: dict[str, int] = {}
        for token in tokens:
            for actor in self.cast.at.get(token, ()):
                found.setdefault(actor, token)
        return tuple(found.items())

    def _through(self, tokens: tuple[int, ...]) -> Parties:
        """Owners of instruments: in "Israeli missiles hit" Israel acts, in "Chad issued a report accusing Sudan" Chad accuses."""
        return self._named(tuple(o for t in tokens if "instrument" in self.things.classes(t) for o in self.things.makers(t)))

    def _may_act(self, i: int) -> bool:
        """A pronoun for a person, and thousands of nobody told, may be an actor who is not known."""
        mention, relevance = self.heads.get(i), self.things.frames.relevance
        if relevance is not None and self.tokens[i].lemma.lower() in relevance.many_words:
            return True
        return mention is not None and mention.kind is MentionKind.PRONOUN and mention.gender != "n"

    def topic(self, view: View, about: int | None) -> tuple[int, ...]:
        """Tokens of what the event is about: the event inside or the thing that the row asks for, else the object if it is a thing."""
        head = about if about is not None else next((i for i in view.roles.get("object", ()) if i not in self.cast.at), None)
        return tuple(tree.subtree(self.parse, head)) if head is not None and head not in view.words else ()

    def makers(self, about: int | None) -> tuple[int, ...]:
        """Tokens of those who made or own what the event is about."""
        if about is None:
            return ()
        if about in self.number:
            subjects = self.clauses[self.number[about]].roles.get("subject", ())
            named = tuple(s for s in subjects if s in self.cast.at)
            if named:
                return named
        return self.things.owners(about)
