"""A clause comes in as one family sees it, its roles go out with those of a support verb's noun, or of an event noun by owner and prepositions."""

import msgspec

from dragoman.coding.things import Roles, Things
from dragoman.knowledge.frames import Frame
from dragoman.model import Clause, Mention

#: mark of the keys of capitals: a capital before an event noun tells where it was ("the Kabul bombing"), not who did it
CAPITAL = "/capital:"


class View(msgspec.Struct, frozen=True, gc=False):
    """A clause as one family sees it: `word` is the family's verb or noun, `noun` the event noun of a support verb."""

    clause: Clause
    form: str
    word: str
    roles: Roles
    complements: Roles
    words: tuple[int, ...]
    noun: int | None


class Views:
    """Makes views over one article."""

    def __init__(self, things: Things, heads: dict[int, Mention]) -> None:
        self.things, self.heads = things, heads
        self.cast, self.actors, self.tokens = things.cast, things.actors, things.tokens

    def supported(self, verb: Clause, noun: Clause, subject: str, through: str) -> View:
        """A support verb and its noun as one: roles of both, the verb's subject as the noun's actor or recipient.

        A noun with an owner of its own has its actor: "Cameron won *the lawmakers'* backing".
        """
        roles = {**noun.roles}
        for name, fillers in verb.roles.items():
            if name not in ("subject", "object", through):
                roles[name] = roles.get(name, ()) + tuple(f for f in fillers if f not in roles.get(name, ()))
        owned = self._is_owned(verb, noun)
        if through != "subject" and "subject" in verb.roles:
            roles["subject" if subject == "actor" and not owned else "object"] = verb.roles["subject"]
        if subject == "recipient" and "from" in roles:
            roles = {"subject": roles["from"], "indirect": roles.get("object", ()), **roles}
        complements = {**verb.complements, **noun.complements}
        return View(verb, "noun", noun.lemma, roles, complements, tuple(sorted({*verb.words, *noun.words})), noun.head)

    def _is_owned(self, verb: Clause, noun: Clause) -> bool:
        """Whether the noun has a possessor who is somebody else than the verb's subject."""
        owners = {a for i in noun.roles.get("owner", ()) for a in self.cast.at.get(i, ())}
        return bool(owners) and owners.isdisjoint(a for i in verb.roles.get("subject", ()) for a in self.cast.at.get(i, ()))

    def noun_roles(self, view: View, frame: Frame) -> View:
        """Subject and object of an event noun from owner, `by`, `of`, `between` and the words before it, as the family reads them.

        A place name before nouns of some categories tells where or at whom ("the *Kuwait* invasion"), not who.
        """
        roles = dict(view.roles)
        owners, of = roles.get("owner", ()), roles.get("of", ())
        outward = any(name in roles for name in ("on", "against", "to", "with"))
        near = self._near(view, owners)
        sites = tuple(i for i in near if self.tokens[i].rel != "poss" and self._is_site(i, not outward and self._is_aimed(frame)))
        before = tuple(i for i in near if i not in sites) or self.things.leaders(roles.get("before", ()))
        if sites:
            roles["in"] = roles.get("in", ()) + sites
        subjects = [roles.get("subject", ()), roles.get("by", ()), roles.get("between", ()), self._source(roles, frame)]
        if frame.possessor == "object" and not of:
            roles.setdefault("object", owners or before)
        elif owners or before:
            subjects.insert(1, owners or before)
        if of and not any(subjects) and (outward or "complement" in view.complements) and any(i in self.cast.at for i in of):
            subjects.append(of)
        elif of:
            roles.setdefault("object", of)
        subject = next((s for s in subjects if s), ()) or self._supporter(view, frame)
        if subject:
            roles["subject"] = subject
        aim = self._foreign(before, subject) or self._foreign(tuple(i for i in sites if not self._is_capital(i)), subject, unknown=True)
        if "object" not in roles and aim and not outward:
            roles["object"] = aim
        return msgspec.structs.replace(view, roles=roles)

    def _source(self, roles: Roles, frame: Frame) -> tuple[int, ...]:
        """Whom words or help come from: Chad of "criticism *from Chad*"; not of "withdrawal from Chad"."""
        relevance = self.things.frames.relevance
        if relevance is None or not frame.categories <= relevance.source_categories:
            return ()
        return tuple(i for i in roles.get("from", ()) if i in self.cast.at)

    def _near(self, view: View, owners: tuple[int, ...]) -> tuple[int, ...]:
        """Actors before an event noun, else those that it had when it was told before: "Xi's visit ... *the visit* ended"; one that a support verb carries is told here."""
        near = tuple(i for i in view.roles.get("before", ()) if i in self.cast.at and not self.things.takes_side(i))
        if near or owners or view.noun is not None or "by" in view.roles or "between" in view.roles:
            return near
        return self.things.owners_before(view.clause.head)

    def _is_site(self, i: int, aimed: bool) -> bool:
        """Whether a name before an event noun is where it happened: a capital, or the full name of a place where these tell the aim."""
        token = self.tokens[i]
        if i not in self.heads or self._is_capital(i):
            return i in self.heads
        return aimed and token.pos == "PROPN" and token.entity in ("GPE", "LOC") and not token.text.isupper() and "." not in token.text

    def _is_capital(self, i: int) -> bool:
        mention = self.heads.get(i)
        return mention is not None and bool(mention.keys) and CAPITAL in mention.keys[0]

    def _foreign(self, tokens: tuple[int, ...], parties: tuple[int, ...], *, unknown: bool = False) -> tuple[int, ...]:
        """Those of the words before a noun that name another country than its parties: whom it is aimed at in "Israel's *Gaza* offensive".

        `unknown`: also where no party is known.
        """
        own = {self.actors[a].code for i in parties for a in self.cast.at.get(i, ())}
        if (not own and not unknown) or any(i in parties for i in tokens):
            return ()
        return tuple(i for i in tokens if i in self.cast.at and {self.actors[a].code for a in self.cast.at[i]}.isdisjoint(own | {None}))

    def _is_aimed(self, frame: Frame) -> bool:
        relevance = self.things.frames.relevance
        return relevance is not None and not relevance.aimed_categories.isdisjoint(frame.categories)

    def _supporter(self, view: View, frame: Frame) -> tuple[int, ...]:
        """The subject of the support verb whose object the noun is: of *condemnation* in "voiced rejection and condemnation of" too."""
        verb = self.things.object_of.get(view.clause.head) if view.noun is None else None
        support = self.things.frames.support.get(verb.lemma) if verb is not None else None
        named = verb is not None and "predicate" in verb.roles
        if verb is None or named or support is None or support.subject != "actor" or not support.carries(frame):
            return ()
        return verb.roles.get("subject", ())
