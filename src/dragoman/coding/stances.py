"""Issues of a text come in, what is said of them goes out: who proposes, supports, doubts or rejects each, by the words above it in the tree.

"Kyiv refused to rule out talks": *rule out* takes up the talks, *refuse* takes up the ruling out; Kyiv is open to talks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.coding.issues import Named
from dragoman.coding.stance_families import Words
from dragoman.coding.stance_ground import Ground, Stage
from dragoman.coding.stance_holders import Holders
from dragoman.coding.stance_moods import Moods
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.knowledge.shapes_positions import Family, Positions
from dragoman.model import Cast, Clause, Parse, Status

#: words above an issue are followed no further than this
DEEPEST = 8
AGAINST = frozenset(("rejects", "doubts"))
FOR = frozenset(("proposes", "supports", "accepts", "open", "demands"))
#: what a stance taken on a stance against the issue comes to
TURNED = {"doubts": "noncommittal"}
#: the reason of a stance that a modal alone tells: its subject's, or the speaker's
MODAL = {False: "stance_words.yaml#will", True: "stance_words.yaml#must"}
#: places through which words that tell no stance pass on what is below them
PASSING = frozenset(("object", "complement", "to", "on", "for", "into", "at", "predicate", "purpose"))


@dataclass(frozen=True, slots=True)
class Said:
    """One stance on one issue: who takes it, where its words stand.

    `head` and `words` are tokens; `parties`, `toward`, `partners` (of talks), `speakers` and `hearers` are actor ids; `both` says that both sides
    of the conflict are asked; `conditions` are the tokens of each.
    """

    named: Named
    stance: str
    head: int
    words: tuple[int, ...]
    parties: tuple[str, ...]
    toward: tuple[str, ...]
    both: bool
    partners: tuple[str, ...]
    speakers: tuple[str, ...]
    hearers: tuple[str, ...]
    conditions: tuple[tuple[int, ...], ...]
    because: tuple[str, ...]


def read(
    parse: Parse, clauses: tuple[Clause, ...], statuses: tuple[Status, ...], cast: Cast, issues: tuple[Named, ...], positions: Positions, grammar: Grammar
) -> tuple[Said, ...]:
    """Stances of an article, issue by issue. `statuses` are those of `clauses`."""
    alone = [clause for clause in clauses if clause.lemma.split(" ", 1)[0] in positions.bare]
    if not issues and not alone:
        return ()
    reader = _Reader(Ground(parse, clauses, statuses, cast, issues, positions, grammar))
    return (*(said for named in issues for said in reader.of(named)), *(said for clause in alone for said in reader.alone(clause)))


class _Reader:
    def __init__(self, ground: Ground) -> None:
        self.ground, self.tokens = ground, ground.tokens
        self.moods = Moods(ground)
        self.holders = Holders(ground, self.moods)
        self.words = Words(ground)

    def of(self, named: Named) -> Iterator[Said]:
        """The stances taken on one issue."""
        own = self._modal_stance(named.head, "", named.words, own=True) if named.act else ""
        words = named.words if own else (named.head,) if named.act else ()
        start = Stage(named.head, "", None, own, words, own == "demands", (named.head,))
        for stage in self._climb(named.head, start, named, 0):
            said = self._said(named, stage)
            if said is not None:
                yield said

    def _modal_stance(self, head: int, stance: str, words: tuple[int, ...], own: bool = False) -> str:
        """The stance of an act by its modal: who *will not negotiate* rejects talks, who says that another *must withdraw* demands it."""
        denied, modal = self.moods.denied(head, words), self.moods.modal(head)
        if modal == "must":
            return "rejects" if denied != (stance in AGAINST) else "demands"
        if not modal:
            return stance
        if denied:
            return "rejects"
        if self.moods.conditional(head):
            return "rejects" if stance in AGAINST else "open"
        return "accepts" if own and modal == "will" else stance

    # --- words above ----------------------------------------------------------------------------------------------------

    def _climb(self, i: int, stage: Stage, named: Named, depth: int) -> Iterator[Stage]:
        """The last stage of each way up from token `i`. A noun that carries the issue further ("the *offer* of talks") has its owner's stance alone."""
        went = False
        for head, place in dict.fromkeys(self.words.governors(i)) if depth < DEEPEST else ():
            if head in stage.chain:
                continue
            above = self._stage(head, place, stage, named)
            carrier = self.ground.named.get(head)
            if carrier is not None and not carrier.act:
                if above is not None and above.stance and above.family is not None and self.ground.owners(head, None) and not self.ground.in_headline(head):
                    went = True
                    yield above
            elif above is not None:
                went = True
                yield from self._climb(head, above, named, depth + 1)
        if not went and stage.stance:
            yield stage

    def _stage(self, head: int, place: str, below: Stage, named: Named) -> Stage | None:
        """What the word at `head` makes of the issue at `place`; None if the way ends before it."""
        if place == "complement" and self.tokens[below.chain[-1]].rel == "ccomp" and self.ground.in_headline(head):
            return None
        found = self.words.family(head, place, named.kind)
        if found is not None and not self.words.only_says(head, place, below.chain[-1]):
            family, words = found
            stance, speaks = self._taken(family, head, words, below, named.kind)
            return Stage(head, place, family, stance, (*below.words, *words), speaks, (*below.chain, head)) if stance else None
        if not self._passes(head, place, below):
            return None
        if self.tokens[head].pos in ("VERB", "AUX"):
            stance = self._modal_stance(head, below.stance, ())
            if stance != below.stance:
                return Stage(head, place, below.family, stance, (*below.words, head), stance == "demands", (*below.chain, head))
        return Stage(head, place, below.family, below.stance, below.words, below.speaks, (*below.chain, head))

    def _passes(self, head: int, place: str, below: Stage) -> bool:
        """Whether a word of no stance passes on what is below it: an auxiliary, a verb that only voices it, a noun such as *resumption*."""
        token = self.tokens[head]
        lemma = token.lemma.lower()
        if below.stance and below.family is not None and token.pos != "AUX" and lemma not in self.ground.words.supporting:
            return False
        if lemma in self.ground.grammar.speaking_verbs:
            return False
        if token.pos in ("NOUN", "PROPN") and lemma not in self.ground.words.passing:
            return place == "object"
        reported = place == "subject" and token.rel in ("ccomp", "xcomp") and not below.stance
        return place in PASSING or reported or (token.pos in ("NOUN", "PROPN") and place in ("of", "in", "compound"))

    def _taken(self, family: Family, head: int, words: tuple[int, ...], below: Stage | None, kind: str) -> tuple[str, bool]:
        """The stance that a family makes of what is below it, and whether it is the speaker's: "Iran *must* accept it"."""
        inner = below.stance if below else ""
        denied, modal = self.moods.denied(head, words) != self._none(below), self.moods.modal(head)
        positive = family.kinds.get(kind, family.stance) if family.stance else ""
        if modal == "must" and positive not in AGAINST:
            return ("rejects" if denied != (inner in AGAINST) else "demands"), True
        if modal == "must" and not denied:
            return "rejects", True
        stance = self._denied(family, positive, modal, kind) if denied else self._held(positive, modal, head)
        if inner in AGAINST and stance:
            turned = below.family.against if below and below.family else "supports"
            stance = "rejects" if stance in FOR else turned if stance == "rejects" else TURNED.get(stance, stance)
        return stance, False

    def _none(self, below: Stage | None) -> bool:
        """Whether the issue itself is denied: "accepts *no* mediation"."""
        first = below is not None and below.family is None and not below.stance
        return first and below is not None and any(self.tokens[c].lemma.lower() == "no" for c in self.ground.below[below.chain[-1]])

    def _denied(self, family: Family, positive: str, modal: str, kind: str) -> str:
        """What a family tells when it is denied: who *will not* accept rejects, who *has not* accepted may only be silent."""
        if modal in ("will", "may") and positive in FOR:
            return "rejects"
        if modal == "will" and positive in AGAINST:
            return family.against
        return family.negated if family.stance else family.kinds.get(kind, family.negated)

    def _held(self, positive: str, modal: str, head: int) -> str:
        """What a family tells under a modal: who *could* accept, or *would if*, is open to it; who *may* reject tells nothing yet."""
        if modal == "may":
            return positive if positive == "demands" else "open" if positive in FOR else ""
        asking = positive in ("demands", "proposes")
        return "open" if modal == "will" and positive in FOR and not asking and self.moods.conditional(head) else positive

    # --- what is said ---------------------------------------------------------------------------------------------------

    def _said(self, named: Named, stage: Stage) -> Said | None:
        allowed = self.ground.positions.kinds[named.kind].stances
        if (allowed and stage.stance not in allowed) or not self.moods.asserted(stage.head):
            return None
        speakers = self.holders.speakers(stage.head)
        parties = speakers if stage.speaks else self.holders.parties(stage, named)
        if not parties or not any(self.ground.known(actor) for actor in (*parties, *speakers)):
            return None
        return Said(
            named=named,
            stance=stage.stance,
            head=stage.head,
            words=tuple(sorted({*stage.words, named.head})),
            parties=parties,
            toward=self.holders.toward(stage, parties),
            both=self.holders.both(stage),
            partners=self.holders.with_whom(stage),
            speakers=speakers,
            hearers=self.holders.hearers(stage.head),
            conditions=tuple(self.moods.conditions((*stage.chain, self.ground.verb_of(stage.head)), stage.stance in AGAINST)),
            because=(stage.family.key,) if stage.family else (MODAL[stage.speaks],),
        )

    def alone(self, clause: Clause) -> Iterator[Said]:
        """The stance of a family that needs no issue beside it: who takes no side is neutral in the war."""
        if any(i in self.ground.named for fillers in clause.roles.values() for i in fillers):
            return
        for place in (*clause.roles, ""):
            found = self.words.family(clause.head, place, "")
            if found is not None and found[0].bare:
                family, words = found
                stance, _ = self._taken(family, clause.head, words, None, family.bare)
                named = Named(clause.head, family.bare, ())
                said = self._said(named, Stage(clause.head, "", family, stance, words, False, (clause.head,))) if stance else None
                if said is not None:
                    yield said
                return
