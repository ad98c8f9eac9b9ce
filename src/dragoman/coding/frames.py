"""Clauses and actors come in, acts go out: each clause read by the rows of its family, operators taking up the event inside.

"Serbia refused to meet Iranian envoys": *meet* alone would be CONSULT; *refuse* takes it up and makes REJECT meet of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from dragoman import tree
from dragoman.coding.arguments import Arguments, Parties
from dragoman.coding.aspects import Aspects
from dragoman.coding.conditions import Conditions, Held, Seen
from dragoman.coding.doers import Doers
from dragoman.coding.families import Families
from dragoman.coding.modals import modal, speaker_verb
from dragoman.coding.reasons import explained
from dragoman.coding.relevance import political
from dragoman.coding.sharing import Sharing
from dragoman.coding.untold import told
from dragoman.coding.views import View
from dragoman.knowledge.frame_rows import Row
from dragoman.knowledge.frames import Frame, Frames
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Act, Cast, Clause, Parse, Quotation

#: operators nest no deeper than this; deeper ones do not occur in prose, only in broken parses
DEEPEST = 8


def read(parse: Parse, clauses: tuple[Clause, ...], cast: Cast, frames: Frames, grammar: Grammar, said: tuple[Quotation, ...] = ()) -> tuple[Act, ...]:
    """Acts of the article in text order; events used up by an operator are inside it, those it keeps stand beside it.

    `said` are the quotations, which tell who speaks: in "Najib is cheating. It is illegal," Mahathir said, he speaks both sentences.
    """
    return tuple(_Reader(parse, clauses, cast, frames, grammar, said).acts())


@dataclass(slots=True)
class _Reading:
    """A view read by a row: the act it makes (None where the row says that it is no event), the clauses it uses up, the acts it keeps."""

    act: Act | None
    used: tuple[int, ...] = ()
    kept: tuple[Act, ...] = ()


class _Reader:
    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], cast: Cast, frames: Frames, grammar: Grammar, said: tuple[Quotation, ...]) -> None:
        self.parse, self.clauses, self.frames, self.grammar = parse, clauses, frames, grammar
        self.number = {clause.head: n for n, clause in enumerate(clauses)}
        self.arguments = Arguments(parse, clauses, self.number, cast, frames, grammar, said)
        self.aspects = Aspects(parse, clauses, self.number, frames, grammar)
        self.families = Families(parse, clauses, self.number, self.arguments, frames, grammar)
        self.conditions = Conditions(self.arguments, self.aspects, frames, self._inside)
        self.done: dict[int, Act | None] = {}
        self.sharing = Sharing(parse, clauses, self.number, self.arguments, frames.relevance, self.done)
        self.doers = Doers(parse, clauses, self.number, self.arguments, frames.relevance)
        self.used: set[int] = set()
        self.kept: list[Act] = []
        self.own: dict[int, Act] = {}
        self.depth = 0

    def acts(self) -> Iterator[Act]:
        found = [(clause.head, self.act(clause.head)) for clause in self.clauses]
        free = [self.sharing.completed(act) for head, act in found if act is not None and head not in self.used and not self.sharing.is_attribute(head, act)]
        asked = [act for head in sorted(self.used) if (act := self._answered(head)) is not None]
        whole, reasons = explained([*free, *(self.sharing.completed(act) for act in self.kept), *asked], self.clauses, self.parse, self.arguments, self.frames.relevance)
        whole = [self.doers.completed(act) for act in whole]
        whole = told(whole, self.clauses, self.parse, self.arguments, self.frames.relevance)
        given = political(whole, reasons, self.clauses, self.parse, self.arguments.cast, self.arguments.heads, self.frames.relevance)
        return iter(sorted(given, key=lambda act: (act.trigger[0], act.category)))

    def _answered(self, head: int) -> Act | None:
        """What an owner has asked or threatened, of another's answer to it: the request of "accepted *Chad's request* to send troops"."""
        act, relevance = self.done.get(head), self.frames.relevance
        if act is None or relevance is None or act.category not in relevance.pressing_categories or not act.actors:
            return None
        clause = self.clauses[act.clause]
        if clause.kind != "noun" or "owner" not in clause.roles or any(kept.clause == act.clause for kept in self.kept):
            return None
        above = next((i for i in tree.ancestors(self.parse, head) if i in self.number and i != head), None)
        answer = self.done.get(above) if above is not None and above not in self.used else None
        if answer is None or answer.category == act.category or not answer.actors or {a for a, _ in answer.actors} & {a for a, _ in act.actors}:
            return None
        return act if act.recipients else msgspec.structs.replace(act, recipients=answer.actors)

    def act(self, head: int) -> Act | None:
        """The act of the clause headed by token `head`, if it has one."""
        if head in self.done:
            return self.done[head]
        if head not in self.number or self.depth >= DEEPEST:
            return None
        self.done[head] = None
        self.depth += 1
        clause = self.clauses[self.number[head]]
        reading = self._modal(clause) or self._read(clause)
        self.done[head] = self._accept(reading) if reading else None
        self.depth -= 1
        return self.done[head]

    def _modal(self, clause: Clause) -> _Reading | None:
        """What a modal makes of the clause: who says that Iraq must leave asks for it, who will not leave refuses to."""
        found = modal(self.parse, clause, self.grammar)
        frame = self.frames.auxiliaries.get(found.word) if found else None
        if found is None or frame is None or (found.is_weak and not self.arguments.is_reported(clause.head)):
            return None
        if found.above is not None and not self._bargains(found.above):
            return None
        self.aspects.bare.add(clause.head)
        bare = self._read(clause)
        if bare is not None and bare.act is not None:
            self.own[clause.head] = bare.act
        view = View(clause, clause.kind, found.word, clause.roles, clause.complements, tuple(sorted({*clause.words, *found.words})), None)
        reading = self._apply(frame, view)
        self.aspects.bare.discard(clause.head)
        if reading is None or reading.act is None or not reading.act.actors:
            return None
        used = (*reading.used, *(bare.used if bare else ()))
        return _Reading(self._spoken(reading.act, clause), tuple(i for i in used if i != clause.head), bare.kept if bare else ())

    def _bargains(self, above: int) -> bool:
        """Whether the verb above a condition tells of one who will not act before it is met: "will not reopen the port until Chad pays"; a threat says it all."""
        act, relevance = self.act(above), self.frames.relevance
        return act is not None and relevance is not None and act.category in relevance.bargaining_categories and bool(act.actors)

    def _spoken(self, act: Act, clause: Clause) -> Act:
        """The act with the verb of saying as its clause if who speaks is who acts: what he asks for, he has asked for."""
        verb = speaker_verb(self.parse, clause.head, self.grammar)
        subject = self.clauses[self.number[clause.head]].roles.get("subject", ())
        if verb is None or verb not in self.number or any(token in subject for _, token in act.actors):
            return msgspec.structs.replace(act, changes=(*act.changes, "actual"))
        return msgspec.structs.replace(act, clause=self.number[verb], changes=(*act.changes, "actual"))

    def _read(self, clause: Clause) -> _Reading | None:
        """What the first family makes of the clause that finds parties; else what the first makes without, for an operator to take up."""
        without: _Reading | None = None
        for frame, view in self.families.candidates(clause):
            reading = self._apply(frame, view)
            if reading is None or (without is not None and reading.act is None and clause.kind == "noun"):
                continue
            if reading.act is None or reading.act.actors or reading.act.recipients:
                return reading
            without = without or reading
        return without

    def _accept(self, reading: _Reading) -> Act | None:
        """Note what a reading uses up and keeps; one that finds nobody leaves its nouns to tell who it was."""
        if reading.act is not None and not reading.act.actors and not reading.act.recipients:
            return reading.act
        self.used.update(reading.used)
        self.kept.extend(reading.kept)
        return reading.act

    # --- rows ---------------------------------------------------------------------------------------------------

    def _apply(self, frame: Frame, view: View) -> _Reading | None:
        """The first row of the family that fits; None if none does, or if it finds no parties: another family may.

        Nouns of a phrase are used up even if it is no event: who "took a shot at" the mayor in words has not shot.
        """
        rows = frame.readings(view.form, view.word)
        if not rows:
            return None
        view = self.arguments.views.noun_roles(view, frame) if view.form == "noun" else view
        seen = Seen({}, {})
        for row in rows:
            held = self.conditions.held(row, view, seen)
            if held is None:
                continue
            reading = _Reading(None) if row.category is None else self._act(row, view, held)
            if reading is None and row.abroad:
                continue
            nouns = self._phrase_nouns(view)
            return _Reading(None, nouns) if nouns and (reading is None or reading.act is None) else reading
        return None

    def _phrase_nouns(self, view: View) -> tuple[int, ...]:
        """Event nouns among the words of a verb's phrase."""
        if view.form != "verb":
            return ()
        return tuple(i for i in view.words if i != view.clause.head and i in self.number and self.clauses[self.number[i]].kind == "noun")

    def _inside(self, i: int, view: View) -> Act | None:
        """The act at token `i`; of a clause with a modal, its own act without the modal."""
        return self.act(i) if i != view.clause.head else self.own.get(i)

    # --- acts ---------------------------------------------------------------------------------------------------

    def _act(self, row: Row, view: View, held: Held) -> _Reading | None:
        """What a row makes of a view. None if the subject is nobody who acts, or both sides must be of different countries and are not."""
        inside = self._inside(held.inner[0], view) if held.inner else None
        if row.category == "inner":
            return self._passed_on(row, view, held.inner[0], inside) if inside else None
        actors = self.arguments.parties(view, row.actor, inside)
        if actors is None:
            return None
        recipients = self.arguments.parties(view, row.recipient, inside, besides=actors) or ()
        recipients = recipients or self.arguments.owners_aimed_at(view, row.recipient, actors)
        if not recipients and inside is None and len(actors) == 1 and self._of_himself(row, view, actors):
            return _Reading(None)
        if row.abroad and not self.arguments.abroad(actors, recipients, row.reciprocal):
            return None
        mutual = row.reciprocal or (bool(view.roles.get("object")) and view.roles.get("object") == view.roles.get("subject"))
        about = next(iter((*held.inner, *held.nouns)), None)
        act = Act(
            clause=self.number[view.clause.head],
            category=row.category or "",
            modes=row.modes,
            cameo=row.cameo,
            actors=actors,
            recipients=recipients,
            reciprocal=mutual and len({actor for actor, _ in actors}) > 1 and not recipients,
            trigger=tuple(sorted({*view.words, *self._denials(row, view), *(inside.trigger if inside else ())})),
            because=(row.key, *(inside.because if inside else ())),
            issue=row.issue,
            topic=self.arguments.topic(view, about),
            makers=tuple(actor for token in self.arguments.makers(about) for actor in self.arguments.cast.at[token]),
            contexts=row.context,
            changes=(*row.status, *self._settled(row, view)),
            inner=inside,
            mutual=mutual,
        )
        return _Reading(act, self._used_up(view, held), self._kept(row, act))

    def _settled(self, row: Row, view: View) -> Iterator[str]:
        """What a condition on the mood settles: who *will* meet has agreed now, who *may* attack threatens now; who hopes that they will meet leaves that open."""
        for key, tests in row.when:
            if key == "mood":
                head = view.clause.head
                told = self.parse.tokens[head].rel not in ("ccomp", "advcl") or speaker_verb(self.parse, head, self.grammar) is not None
                yield "actual" if told or any(test.value not in ("future", "actual") for test in tests) else "due"

    def _denials(self, row: Row, view: View) -> tuple[int, ...]:
        """A denial that the row asks for is a word of its phrase and denies nothing: "will *not* hesitate to attack"."""
        asked = {test.value for key, tests in row.when if key == "modifier" for test in tests if test.wanted}
        if not asked:
            return ()
        return tuple(c for c in self.parse.children[view.clause.head] if self.parse.tokens[c].lemma.lower() in asked and self.parse.tokens[c].rel in ("neg", "advmod"))

    def _of_himself(self, row: Row, view: View, actors: Parties) -> bool:
        """Whether words that are said of another are said of the speaker's own: who calls *her own vote* a mistake accuses nobody."""
        relevance = self.frames.relevance
        if relevance is None or row.category not in relevance.outward_categories or not actors:
            return False
        cast = self.arguments.cast.at
        owners = [c for i in view.roles.get("object", ()) for c in (i, *tree.children(self.parse, i, "poss")) if c in cast]
        own = {actor for c in owners for actor in cast[c]}
        return len(actors) == 1 and own == {actors[0][0]}

    def _used_up(self, view: View, held: Held) -> tuple[int, ...]:
        """Heads of what the act takes up, with what is coordinated with it ("agreed to share and cooperate") or modifies it ("a planned visit")."""
        noun = () if view.noun is None else (view.noun,)
        words = tuple(w for w in self.families.with_nouns(view.words) if w in self.number and self.clauses[self.number[w]].kind != "verb" and w != view.clause.head)
        complements = view.complements.get("complement", ())
        joined = complements if any(head in complements for head in held.inner) else ()
        inside = (*noun, *words, *held.inner, *held.nouns)
        modifiers = tuple(c for i in inside if i in self.number for c in tree.children(self.parse, i, "amod") if c in self.number and c < i)
        return (*inside, *joined, *modifiers)

    def _kept(self, row: Row, act: Act) -> tuple[Act, ...]:
        """The event inside as an event of its own, where the row keeps it: what somebody is accused of is claimed by the accuser."""
        keep = row.keep_inner or self._open(act)
        if act.inner is None or keep is None:
            return ()
        claimers = tuple(token for _, token in act.actors) if keep == "claimed" else ()
        return (msgspec.structs.replace(act.inner, changes=(*act.inner.changes, keep), claimers=claimers, because=(*act.inner.because, row.key)),)

    def _open(self, act: Act) -> str | None:
        """What is asked of another is an event of its own that has not come yet, if it would hit a third: "urged Togo to *bomb the rebels*"."""
        relevance, inner = self.frames.relevance, act.inner
        if relevance is None or inner is None or act.category not in relevance.asking_categories or inner.category not in relevance.asked_categories:
            return None
        clause = self.clauses[inner.clause]
        told = clause.kind == "verb" and self.parse.tokens[clause.head].rel != "pcomp" and bool(inner.recipients) and not {a for a, _ in act.actors} & {a for a, _ in inner.actors}
        return "hypothetical" if told else None

    def _passed_on(self, row: Row, view: View, head: int, inside: Act) -> _Reading:
        """The event inside, with parties that only the outer clause names: "announced sanctions on Iran"."""
        if head in view.roles.get("object", ()) and not (inside.actors and inside.recipients):
            inside = self._together(view, head) or inside
        actors = inside.actors or self.arguments.parties(view, row.actor, None) or ()
        recipients = inside.recipients or self.arguments.parties(view, row.recipient, None, besides=actors) or ()
        noun = self.clauses[self.number[head]].kind == "noun"
        act = msgspec.structs.replace(
            inside,
            clause=self.number[view.clause.head] if noun else inside.clause,
            actors=actors,
            recipients=recipients,
            reciprocal=inside.mutual and len({actor for actor, _ in actors}) > 1 and not recipients,
            trigger=tuple(sorted({*view.words, *inside.trigger})),
            because=(*inside.because, row.key),
            changes=(*inside.changes, *self._passing(row, view)),
        )
        words = tuple(w for w in view.words if w != view.clause.head and w in self.number and self.clauses[self.number[w]].kind != "verb")
        return _Reading(act, (head, *words) if view.noun is None else (head, *words, view.noun))

    def _passing(self, row: Row, view: View) -> tuple[str, ...]:
        """What a row makes of the event that it passes on; a negation that is itself denied makes nothing: "did *not fail* to condemn" condemns."""
        denied = tree.child(self.parse, view.clause.head, "neg") is not None
        return tuple(change for change in row.status if not (denied and change == "negated"))

    def _together(self, view: View, head: int) -> Act | None:
        """An event noun read with what hangs from its verb: "announced a deployment of troops *to Haiti*"."""
        number = self.number.get(head)
        if number is None or self.clauses[number].kind != "noun":
            return None
        merged = self.arguments.views.supported(view.clause, self.clauses[number], "actor", "object")
        for frame, one in self.families.noun_families(self.clauses[number], merged):
            reading = self._apply(frame, one)
            if reading is not None and reading.act is not None and reading.act.recipients:
                return reading.act
        return None
