"""A clause and the cast come in, who and what stands at a place of it goes out. Serves the frame stage.

Places are those of docs/frames.md: subject, object, prepositions, `owner of PLACE`, `inner actor`, `place`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman import tree
from dragoman.coding.modals import speaker_verb
from dragoman.knowledge.frames import Frames
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Act, Actor, Cast, Clause, MentionKind, Parse

Roles = dict[str, tuple[int, ...]]
Parties = tuple[tuple[str, int], ...]

#: roles that hold no event that the verb takes up, or were looked at before
NOT_INNER = frozenset(("complement", "object", "predicate", "subject", "indirect", "owner", "before", "purpose"))

#: mark of the keys of capitals: a capital before an event noun tells where it was ("the Kabul bombing"), not who did it
CAPITAL = "/capital:"
#: places that are no thing to which something is done
SIDES = frozenset(("subject", "owner", "speaker", "place", "before", "between", "by"))
#: how far back, in tokens, the noun that "it" stands for is looked for
REACH = 60


@dataclass(frozen=True, slots=True)
class View:
    """A clause as one family sees it: `word` is the family's verb or noun, `noun` the event noun of a support verb."""

    clause: Clause
    form: str
    word: str
    roles: Roles
    complements: Roles
    words: tuple[int, ...]
    noun: int | None


class Arguments:
    """Looks up places of clauses in one article; results are kept, nothing is changed."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], number: dict[int, int], cast: Cast, frames: Frames, grammar: Grammar) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.clauses, self.number = clauses, number
        self.cast, self.frames, self.grammar = cast, frames, grammar
        self.actors: dict[str, Actor] = {actor.id: actor for actor in cast.actors}
        self.heads = {mention.head: mention for mention in cast.mentions}
        #: heads of clauses that are read as if they had no modal: what must be done is asked for, whatever it is
        self._classes: dict[int, frozenset[str]] = {}
        #: common words inside names are no events: the cooperation of an "Organization of Islamic Cooperation"
        self.in_names = {i for m in cast.mentions if m.kind is MentionKind.NAME for i in range(m.first, m.last) if m.last - m.first > 1}
        self._prepositions: dict[int, Roles] = {}
        self._object_of = {f: clause for clause in clauses for f in clause.roles.get("object", ())}

    # --- views --------------------------------------------------------------------------------------------------

    def supported(self, verb: Clause, noun: Clause, subject: str, through: str) -> View:
        """A support verb and its noun as one: roles of both, the verb's subject as the noun's actor or recipient."""
        roles = {**noun.roles}
        for name, fillers in verb.roles.items():
            if name not in ("subject", "object", through):
                roles[name] = roles.get(name, ()) + tuple(f for f in fillers if f not in roles.get(name, ()))
        if through != "subject" and "subject" in verb.roles:
            roles["subject" if subject == "actor" else "object"] = verb.roles["subject"]
        if subject == "recipient" and "from" in roles:
            roles = {"subject": roles["from"], "indirect": roles.get("object", ()), **roles}
        complements = {**verb.complements, **noun.complements}
        return View(verb, "noun", noun.lemma, roles, complements, tuple(sorted({*verb.words, *noun.words})), noun.head)

    def noun_roles(self, view: View, possessor: str) -> View:
        """Subject and object of an event noun from owner, `by`, `of`, `between` and the words before it."""
        roles = dict(view.roles)
        owners, of = roles.get("owner", ()), roles.get("of", ())
        cities = tuple(i for i in roles.get("before", ()) if i in self.heads and CAPITAL in "".join(self.heads[i].keys[:1]))
        before = tuple(i for i in roles.get("before", ()) if i in self.cast.at and i not in cities) or self._leaders(roles.get("before", ()))
        if cities:
            roles["in"] = roles.get("in", ()) + cities
        outward = any(name in roles for name in ("on", "against", "to", "with"))
        subjects = [roles.get("subject", ()), roles.get("by", ()), roles.get("between", ())]
        if possessor == "object" and not of:
            roles.setdefault("object", owners or before)
        elif owners or before:
            subjects.insert(1, owners or before)
        if of and not any(subjects) and outward and any(i in self.cast.at for i in of):
            subjects.append(of)
        elif of:
            roles.setdefault("object", of)
        subject = next((s for s in subjects if s), ()) or self._supporter(view)
        if subject:
            roles["subject"] = subject
        if "object" not in roles and (aim := self._foreign(before, subject)) and not outward:
            roles["object"] = aim
        return replace(view, roles=roles)

    def _foreign(self, tokens: tuple[int, ...], parties: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the words before a noun that name another country than its parties: whom it is aimed at in "Israel's *Gaza* offensive"."""
        own = {self.actors[a].code for i in parties for a in self.cast.at.get(i, ())}
        if not own or any(i in parties for i in tokens):
            return ()
        return tuple(i for i in tokens if {self.actors[a].code for a in self.cast.at[i]}.isdisjoint(own | {None}))

    def _leaders(self, modifiers: Iterable[int]) -> tuple[int, ...]:
        """Who leads or made what a participle modifies: the Saudis of "a Saudi-led strike"."""
        led = (c for c in modifiers if self.tokens[c].lemma.lower() in self.grammar.agent_participles and c in self.number)
        return tuple(s for c in led for s in self.clauses[self.number[c]].roles.get("subject", ()) if s in self.cast.at)

    def _supporter(self, view: View) -> tuple[int, ...]:
        """The subject of the support verb whose object the noun is: of *condemnation* in "voiced rejection and condemnation of" too."""
        verb = self._object_of.get(view.clause.head) if view.noun is None else None
        support = self.frames.support.get(verb.lemma) if verb is not None else None
        return verb.roles.get("subject", ()) if verb is not None and support is not None and support.subject == "actor" else ()

    # --- places -------------------------------------------------------------------------------------------------

    def at(self, view: View, place: str) -> tuple[int, ...]:
        """Head tokens of what stands at a place."""
        if place.startswith("owner of "):
            inner = place.removeprefix("owner of ")
            return tuple(o for f in self.at(view, inner) or view.clause.roles.get(inner, ()) for o in self.owners(f))
        if place == "owner":
            head = view.noun if view.noun is not None else view.clause.head
            return self.owners(head)
        if place == "speaker":
            verb = speaker_verb(self.parse, view.clause.head, self.grammar)
            return self.clauses[self.number[verb]].roles.get("subject", ()) if verb in self.number else ()
        if place == "place":
            return self._where(view.roles) or self._where_near(view)
        found = view.roles.get(place, ())
        if place not in ("subject", "object", "indirect", "predicate"):
            for i in view.roles.get("object", ()):
                found += tuple(f for f in self.prepositions(i).get(place, ()) if f not in found)
            if not found and place in self.grammar.party_prepositions:
                found = self._parties_of_things(view, place)
        return found

    def _parties_of_things(self, view: View, place: str) -> tuple[int, ...]:
        """Actors after a preposition that hangs from a thing: Peru of "withdrew from a pact *with* Peru"."""
        things = (i for name, fillers in view.roles.items() if name not in ("subject", "object", "owner", "before") for i in fillers if i not in self.cast.at)
        return tuple(f for i in things for f in self.prepositions(i).get(place, ()) if f in self.cast.at)

    def _where(self, roles: Roles) -> tuple[int, ...]:
        """Fillers of the prepositions of place, and of those that hang from the object or another thing: "left a base *in Iraq*"."""
        own = tuple(f for name in self.grammar.locative_prepositions for f in roles.get(name, ()))
        things = [i for name, fillers in roles.items() if name not in ("subject", "owner", "before") for i in fillers if name == "object" or i not in self.cast.at]
        hung = tuple(f for i in things for name in self.grammar.locative_prepositions for f in self.prepositions(i).get(name, ()))
        return (*own, *hung)

    def _where_near(self, view: View) -> tuple[int, ...]:
        """The place that a clause of the object or the clause above tells: "hit a bus that carried clerks *in Kabul*", "died in Kabul after a bomb hit"."""
        below = [c for i in view.roles.get("object", ()) for c in tree.children(self.parse, i, "acl", "relcl")]
        head = self.tokens[view.clause.head]
        near = [*below, head.head] if head.rel in ("advcl", "acl", "relcl", "conj") else below
        return next((where for c in near if c in self.number and (where := self._where(self.clauses[self.number[c]].roles))), ())

    def prepositions(self, i: int) -> Roles:
        """Objects of the prepositions that hang from token `i`, with conjuncts."""
        found = self._prepositions.get(i)
        if found is None:
            found = self._prepositions[i] = {}
            for c in self.below[i]:
                if self.tokens[c].rel in ("prep", "agent", "iobj") and self.tokens[c].pos == "ADP":
                    fillers = tuple(x for o in tree.children(self.parse, c, "pobj") for x in tree.conjuncts(self.parse, o))
                    if fillers:
                        name = self.tokens[c].lemma.lower()
                        found[name] = found.get(name, ()) + fillers
        return found

    def owners(self, i: int) -> tuple[int, ...]:
        """Tokens of actors who made, own, or are the adjective of the thing at `i`; for "it", of what it stands for."""
        if self.tokens[i].pos == "PRON" and i not in self.cast.at:
            return next((makers for noun in self.antecedents(i) if (makers := self._makers(noun))), ())
        return self._owners(i)

    def _owners(self, i: int) -> tuple[int, ...]:
        prepositions = self.prepositions(i)
        groups: list[tuple[int, ...]] = [prepositions.get("by", ())]
        groups.append(tuple(x for c in tree.children(self.parse, i, "poss") for x in tree.conjuncts(self.parse, c)))
        for c in tree.children(self.parse, i, "acl", "relcl"):
            number = self.number.get(c)
            if number is not None and self._creates(self.clauses[number]) and i in self.clauses[number].roles.get("object", ()):
                groups.append(self.clauses[number].roles.get("subject", ()))
        groups.append(tuple(x for c in tree.children(self.parse, i, "compound", "amod") for x in tree.conjuncts(self.parse, c)))
        groups.append(self._leaders(tree.children(self.parse, i, "amod")))
        groups += [prepositions.get("of", ()), prepositions.get("from", ())]
        for group in groups:
            named = tuple(o for o in group if o in self.cast.at)
            if named:
                return named
        return ()

    def _creates(self, clause: Clause) -> bool:
        return clause.lemma in self.grammar.creation_verbs or clause.lemma.split(" ")[0] in self.grammar.creation_verbs

    def _makers(self, noun: int) -> tuple[int, ...]:
        owners = self._owners(noun)
        if owners:
            return owners
        clause = self._object_of.get(noun)
        if clause is not None and self._creates(clause):
            return tuple(s for s in clause.roles.get("subject", ()) if s in self.cast.at)
        return ()

    def antecedents(self, i: int) -> tuple[int, ...]:
        """Nouns that a pronoun for a thing may stand for: subjects and objects before it, nearest first."""
        if self.tokens[i].tag != "PRP" or self.tokens[i].pos != "PRON":
            return ()
        meant = self.cast.things.get(i)
        if meant is not None:
            return (meant,)
        near = self.tokens[i].sentence - 1
        back = range(i - 1, max(-1, i - REACH), -1)
        return tuple(j for j in back if self.tokens[j].sentence >= near and j not in self.cast.at and self._may_be_meant(j))

    def _may_be_meant(self, i: int) -> bool:
        """Whether a pronoun may stand for the noun: one of a class, subject or object, or governed by a preposition of the verb."""
        token = self.tokens[i]
        if token.pos != "NOUN" or not self.classes(i):
            return False
        if token.rel == "pobj":
            return self.tokens[self.tokens[token.head].head].pos == "VERB"
        return token.rel in ("obj", "subj", "subjpass", "conj")

    def inner(self, view: View) -> Iterator[int]:
        """Heads that may be the event inside an operator: complement, object (also through a noun's clause), prepositions."""
        for i in view.complements.get("complement", ()):
            yield from self._event_heads(i)
        for name in ("object", "predicate"):
            for i in view.roles.get(name, ()):
                yield from self._event_heads(i)
        for complements in (view.complements, view.roles):
            for name, fillers in complements.items():
                if name not in NOT_INNER and name not in self.grammar.adjunct_prepositions:
                    for i in fillers:
                        yield from self._event_heads(i)
        for i in view.roles.get("object", ()):
            for fillers in self.prepositions(i).values():
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

    def is_noun(self, i: int, value: str) -> bool:
        """Whether the noun at `i`, a noun before it, or what its pronoun stands for is of a class or is that lemma."""
        if value in self.classes(i) or self.tokens[i].lemma.lower() == value:
            return True
        return self.tokens[i].pos == "PRON" and any(value in self.classes(j) for j in self.antecedents(i))

    def classes(self, i: int) -> frozenset[str]:
        """Classes of the noun at `i` and of the nouns and adjectives that modify it; "proposal for peace" is a "peace proposal", "state of emergency" stands as it is."""
        found = self._classes.get(i)
        if found is None:
            lemma = self.tokens[i].lemma.lower()
            table = self.frames.classes
            names = set(table.get(lemma, ()))
            for c in tree.children(self.parse, i, "compound", "amod"):
                word = self.tokens[c].lemma.lower()
                names.update(table.get(f"{word} {lemma}", ()), table.get(word, ()) if self.tokens[c].pos != "ADJ" else ())
            for name, fillers in self.prepositions(i).items():
                if name in self.grammar.content_prepositions:
                    near = [self.tokens[f].lemma.lower() for f in fillers]
                    names.update(n for word in near for text in (f"{word} {lemma}", f"{lemma} {name} {word}") for n in table.get(text, ()))
            found = self._classes[i] = frozenset(names)
        return found

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
                    if not found and not any(self._may_act(t) for t in tokens) and view.clause.kind != "noun":
                        return None
            found = tuple(party for party in found if party[0] not in taken)
            if found:
                return found
        return ()

    def owners_aimed_at(self, view: View, places: tuple[str, ...], actors: Parties) -> Parties:
        """Of a thing at one of `places` its owner, if of another country: Turkey of "a raid on a camp in *Turkey's* mountains", "opposes *Turkey's* plan"."""
        own = {self.actors[actor].code for actor, _ in actors}
        for place in places:
            if place == "nobody":
                return ()
            if place in SIDES or " " in place:
                continue
            owners = self._named(tuple(o for i in self.at(view, place) if i not in self.cast.at for o in self.owners(i)))
            found = tuple(party for party in owners if self.actors[party[0]].code not in own)
            if found:
                return found
        return ()

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
        return self._named(tuple(o for t in tokens if "instrument" in self.classes(t) for o in self._makers(t)))

    def _may_act(self, i: int) -> bool:
        """A pronoun for a person may be an actor who is not known."""
        mention = self.heads.get(i)
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
        return self.owners(about)
