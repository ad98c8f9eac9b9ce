"""Acts with their status come in, tellings go out: acts of a sentence that tell one happening are one, and who did it comes down to later tellings.

"Iraq invaded Kuwait ... *the invasion* drew protests": that invasion is Iraq's, of Kuwait.
"""

from collections.abc import Iterable, Mapping

import msgspec

from dragoman.coding.retold import is_known
from dragoman.coding.same import Same
from dragoman.knowledge.frames import Relevance
from dragoman.model import Act, Actor, Cast, Clause, Parse, Status

Parties = tuple[tuple[str, int], ...]

#: how many earlier acts are looked at for each act
NEAR = 40
#: how many sentences back the first telling of an event without parties may stand
BACK = 12
#: the same for a consultation, of which an article often tells to its end
BACK_TO_TALKS = 30


def tell(acts: tuple[Act, ...], parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast, relevance: Relevance | None) -> tuple[Act, ...]:
    """Acts in text order, each happening of a sentence once; those that name nobody have the parties of their first telling, or are left out."""
    teller = _Teller(parse, clauses, statuses, {actor.id: actor for actor in cast.actors}, relevance)
    return tuple(teller.completed(teller.joined(acts)))


def side_of(actor: Actor) -> str:
    """Who a party is for the happening: a state, its government and who speaks for it are one: Britain, "the British government", its prime minister."""
    governs = actor.kind == "state" or (actor.sector == "GOV" and not actor.other_sectors)
    return actor.code if actor.code and governs else actor.id


class _Teller:
    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], actors: Mapping[str, Actor], relevance: Relevance | None) -> None:
        self.parse, self.tokens, self.clauses, self.statuses = parse, parse.tokens, clauses, statuses
        self.actors, self.relevance = actors, relevance
        self.same = Same(parse, clauses, statuses, actors, relevance)
        self.nouns = {clause.head: clause for clause in clauses if clause.kind == "noun"}

    # --- one happening ------------------------------------------------------------------------------------------

    def joined(self, acts: tuple[Act, ...]) -> list[Act]:
        """Acts of one sentence that tell one happening become one: "launched an attack, killing three"."""
        kept: dict[int, list[Act]] = {}
        for act in [self._done_by(act, acts) for act in acts]:
            held = kept.setdefault(self.clauses[act.clause].sentence, [])
            twin = next((n for n, other in enumerate(held[-NEAR:], max(0, len(held) - NEAR)) if self.same.one_happening(other, act)), None)
            if twin is None:
                held.append(act)
            else:
                held[twin] = self._union(held[twin], act)
        return [act for held in kept.values() for act in held]

    def _done_by(self, act: Act, acts: tuple[Act, ...]) -> Act:
        """A passive with those who act in the clause that tells how: in "two were killed when *rebels* attacked a bank" rebels kill."""
        clause = self.clauses[act.clause]
        captor = self._captor(act, clause, acts)
        if captor is not None:
            return msgspec.structs.replace(act, actors=captor.actors)
        if act.actors or not clause.passive or self.relevance is None or act.category not in self.relevance.company_categories:
            return act
        for other in acts:
            told = self.clauses[other.clause]
            if other.category == act.category and other.actors and told.sentence == clause.sentence and self.same.hangs(told, clause):
                return msgspec.structs.replace(act, actors=other.actors)
        return act

    def _captor(self, act: Act, clause: Clause, acts: tuple[Act, ...]) -> Act | None:
        """The act of who releases people of whom the sentence tells that they were taken: "rebels released soldiers *captured* in April"."""
        token = self.tokens[clause.head]
        if act.actors or self.relevance is None or self.relevance.captive_modes.isdisjoint(act.modes) or token.rel not in ("acl", "relcl"):
            return None
        freed = (other for other in acts if other.actors and "release" in other.modes and other.clause != act.clause)
        return next((other for other in freed if any(i == token.head for _, i in other.recipients)), None)

    def _union(self, first: Act, second: Act) -> Act:
        wide, other = (all(self.actors[actor].kind == "state" for actor, _ in side) for side in (first.recipients, second.recipients))
        told = {actor for actor, _ in first.recipients}
        both = first.recipients if other else (*first.recipients, *(party for party in second.recipients if party[0] not in told))
        return msgspec.structs.replace(
            first,
            modes=tuple(dict.fromkeys((*first.modes, *second.modes))),
            cameo=max(first.cameo, second.cameo, key=lambda code: len(code or "")),
            actors=first.actors or second.actors,
            recipients=(second.recipients or first.recipients) if wide else both,
            trigger=tuple(sorted({*first.trigger, *second.trigger})),
            because=(*first.because, *second.because),
            contexts=tuple(dict.fromkeys((*first.contexts, *second.contexts))),
        )

    # --- told again ---------------------------------------------------------------------------------------------

    def completed(self, acts: list[Act]) -> list[Act]:
        """Acts with the parties that an earlier telling names, without those for which nobody is named at all."""
        earlier: dict[str, list[Act]] = {}
        found: list[Act] = []
        for act in sorted(acts, key=lambda act: (act.trigger[0], act.category)):
            told = self._answered(self._retold_by_word(self._with_parties(act, earlier), found), found)
            if (told.actors or told.recipients) and (told is act or not self._is_double(told, earlier.get(act.category, []))):
                found.append(told)
                status = self.statuses[told.clause]
                if not (status.negated or status.hypothetical or "negated" in told.changes or "hypothetical" in told.changes):
                    for category in self._retellable(told):
                        earlier.setdefault(category, []).append(told)
        return found

    def _retellable(self, act: Act) -> Iterable[str]:
        """Categories under which a noun may tell an act again: talks that are agreed are talks; who mediates them is no party of them."""
        if self.relevance is None:
            return (act.category,)
        own = () if not self.relevance.mediating_modes.isdisjoint(act.modes) else (act.category,)
        return (*own, *sorted(self.relevance.mutual_categories)) if act.issue in self.relevance.mutual_issues else own

    def _is_double(self, act: Act, earlier: list[Act]) -> bool:
        """Whether the sentence has told the same of the same before: "the protests and demonstrations"."""
        sentence = self.clauses[act.clause].sentence
        same = (one for one in earlier if (one.actors, one.recipients) == (act.actors, act.recipients))
        return any(self.clauses[one.clause].sentence == sentence for one in same)

    def _with_parties(self, act: Act, earlier: Mapping[str, list[Act]]) -> Act:
        """The act with the parties of its first telling; who condemns *the attack* condemns those who attacked."""
        if self.relevance is None:
            return act
        if act.inner is not None and not act.recipients and act.category in self.relevance.outward_categories and self._lacks(act.inner, self.relevance):
            inner = self._retold(act.inner, earlier.get(act.inner.category, []))
            blamed = tuple(party for party in inner.actors if party[0] not in {actor for actor, _ in act.actors})
            return msgspec.structs.replace(act, recipients=blamed, inner=inner)
        return self._retold(act, earlier.get(act.category, [])) if self._lacks(act, self.relevance) else act

    def _retold_by_word(self, act: Act, earlier: list[Act]) -> Act:
        """Who condemns what a noun tells again, in the word of its verb, condemns those who did it: "launched a rocket ... condemned Friday's *launch*"."""
        if self.relevance is None or act.recipients or act.inner is not None or not act.actors or act.category not in self.relevance.blaming_categories:
            return act
        own = {actor for actor, _ in act.actors}
        for i in self.clauses[act.clause].roles.get("object", ()):
            token = self.tokens[i]
            if token.pos != "NOUN" or not is_known(i, self.parse, self.relevance):
                continue
            for other in reversed(earlier[-NEAR:]):
                near = token.sentence - self.clauses[other.clause].sentence <= BACK
                doers = tuple(party for party in other.actors if party[0] not in own)
                if near and doers and self._is_word_of(token.lemma, other, self.relevance):
                    return msgspec.structs.replace(act, recipients=doers)
        return act

    def _is_same_kind(self, noun: Clause, other: Act, relevance: Relevance) -> bool:
        """Whether a broad noun can be of an act: by its word, or as a consultation of parties who have met: "held talks ... *the meeting*"."""
        met = not relevance.mutual_categories.isdisjoint(self._retellable(other)) and relevance.travel_modes.isdisjoint(other.modes)
        return self._is_word_of(noun.lemma, other, relevance) or (met and noun.lemma in relevance.meeting_nouns)

    def _is_word_of(self, noun: str, act: Act, relevance: Relevance) -> bool:
        """Whether a noun is the word that tells an act, or is made of its verb: *the launch* of "launched", *the meeting* of "met"."""
        words = (self.tokens[i].lemma.lower() for i in act.trigger)
        return any(noun.lower() == word or noun.lower().removeprefix(word.removesuffix("e")) in relevance.noun_endings for word in words)

    def _answered(self, act: Act, earlier: list[Act]) -> Act:
        """Who demands an explanation without saying of whom demands it of those whom he blamed or asked right before."""
        if self.relevance is None or act.recipients or act.inner is not None or not act.actors or act.category not in self.relevance.aimed_words:
            return act
        clause, own = self.clauses[act.clause], {actor for actor, _ in act.actors}
        if not any(self.tokens[i].lemma in self.relevance.answer_words for i in clause.roles.get("object", ())):
            return act
        for other in reversed(earlier[-NEAR:]):
            if clause.sentence - self.clauses[other.clause].sentence > 1:
                break
            if other.category in self.relevance.aimed_words and other.recipients and {actor for actor, _ in other.actors} == own:
                return msgspec.structs.replace(act, recipients=other.recipients)
        return act

    def _lacks(self, act: Act, relevance: Relevance) -> bool:
        """Whether an act of a kind that is told again lacks a side."""
        return not (act.actors and act.recipients) and not act.reciprocal and act.inner is None and act.category in relevance.retold_categories

    def _retold(self, act: Act, earlier: list[Act]) -> Act:
        """The act with the parties of the nearest earlier telling that it can be of."""
        clause = self.clauses[act.clause]
        back = BACK_TO_TALKS if self.relevance is not None and act.category in self.relevance.mutual_categories else BACK
        for other in reversed(earlier[-NEAR:]):
            if clause.sentence - self.clauses[other.clause].sentence > back:
                break
            if self._can_be(act, other, clause):
                return msgspec.structs.replace(
                    act,
                    actors=act.actors or other.actors,
                    recipients=act.recipients or other.recipients,
                    reciprocal=other.reciprocal and not act.recipients,
                    because=(*act.because, *other.because[:1]),
                )
        return act

    def _can_be(self, act: Act, other: Act, clause: Clause) -> bool:
        """Whether an act without a side can be the telling of an earlier one: modes, words and the side that is told agree."""
        if not other.actors or self._differ(act, other):
            return False
        noun = next((self.nouns[i] for i in act.trigger if i in self.nouns), None)
        if noun is None:
            return self._is_passive_of(act, other, clause)
        if self.relevance is not None and noun.lemma in self.relevance.broad_nouns and not self._is_same_kind(noun, other, self.relevance):
            return False
        if not (act.actors or act.recipients):
            return True
        status = self.statuses[act.clause]
        if status.negated or status.hypothetical or status.future or not self._is_bare(noun, act):
            return False
        side, whole = (act.actors, other.actors) if act.actors else (act.recipients, other.recipients)
        wide = not act.actors and any(self.actors[actor].kind == "state" for actor, _ in side)
        if wide and self.relevance is not None and self.tokens[noun.head - 1].lemma not in self.relevance.definite_words:
            return False
        return bool(other.recipients) and self._same(side, whole)

    def _differ(self, act: Act, other: Act) -> bool:
        """Whether the modes of two acts say that they are not one; a protest that became a riot is told again as *the protest*."""
        if not act.modes or not other.modes or (self.relevance is not None and act.category in self.relevance.popular_categories):
            return False
        return set(act.modes).isdisjoint(other.modes)

    def _is_bare(self, noun: Clause, act: Act) -> bool:
        """Whether the noun's phrase leaves the side out that is looked for: not in "their attack *on a bank*"."""
        if self.relevance is None:
            return False
        return "by" not in noun.roles if not act.actors else not noun.roles.keys() - self.relevance.adjunct_roles - self.relevance.doer_roles

    def _is_passive_of(self, act: Act, other: Act, clause: Clause) -> bool:
        """Whether a passive tells again what was done to the same person: "seized by rebels ... *he was seized* in May"."""
        if clause.kind != "verb" or not clause.passive or act.actors or not act.recipients:
            return False
        same = {actor for actor, _ in act.recipients} == {actor for actor, _ in other.recipients}
        alike = self.clauses[other.clause].lemma == clause.lemma or not set(act.modes).isdisjoint(other.modes)
        return same and alike and all(self.actors[actor].kind != "state" for actor, _ in act.recipients)

    def _same(self, side: Parties, whole: Parties) -> bool:
        """Whether all of a side stand on the whole one too; a state stands for its government and its army."""
        held = [self.actors[actor] for actor, _ in whole]
        names = {side_of(actor) for actor in held}
        codes = {actor.code for actor in held}
        return all(side_of(self.actors[a]) in names or (self.actors[a].kind == "state" and self.actors[a].code in codes) for a, _ in side)
