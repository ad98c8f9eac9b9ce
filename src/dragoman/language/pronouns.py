"""Pronouns of the third person: by number, gender, role and nearness."""

from collections.abc import Iterable, Sequence

from dragoman.knowledge.agents import Pronoun
from dragoman.language.discourse import BODIES, SUBJECTS, Discourse, Referent
from dragoman.language.salience import Salience
from dragoman.language.spoken import Spoken
from dragoman.model import Mention, MentionKind, Quotation

#: how far back a thing ("it": the proposal) is looked for, in tokens
THINGS = 60
#: how many coordinated words are looked at
NEAR = 30
#: how many words up a phrase before the subject is followed
CLIMB = 8
_NEVER = -99.0
#: sectors of those who use force for a state, and kinds of bodies that have none such
FORCES, UNARMED = ("MIL", "COP"), ("ngo", "company", "media")


class Pronouns:
    """Links the pronouns of one article into its discourse."""

    def __init__(self, discourse: Discourse, quotations: Sequence[Quotation]) -> None:
        self.discourse = discourse
        self.parse, self.tokens, self.mentions, self.agents = discourse.parse, discourse.tokens, discourse.mentions, discourse.agents
        self.spoken = Spoken(discourse, quotations)
        self.ahead: list[tuple[int, int]] = []
        self.cues = {q.cue_head for q in quotations if q.cue_head is not None}
        self.salience = Salience(discourse, self.cues)

    def third(self, i: int, mention: Mention, pronoun: Pronoun) -> None:
        """He, she, it, they and their forms."""
        text = self.tokens[mention.head].text.lower()
        if text in self.agents.words("reflexive"):
            subject = self._subject_of(self.tokens[mention.head].head)
            if subject is not None:
                self.discourse.join(i, subject)
                return
        following = self._following(mention, pronoun)
        if following is not None:
            self.ahead.append((i, following))
            return
        if pronoun.number == "many" and self._together(i, mention):
            return
        referent = self._struck(mention, pronoun) or self._best(mention, pronoun)
        if referent:
            self.discourse.join(i, referent)
        else:
            self.discourse.alone(i)

    def _following(self, mention: Mention, pronoun: Pronoun) -> int | None:
        """The subject that an owner in a phrase before it stands for: "As part of their inquiry, detectives", "In his speech, Putin"."""
        here = mention.head
        if self.tokens[here].rel != "poss":
            return None
        for _ in range(CLIMB):
            token = self.tokens[here]
            if token.rel not in ("poss", "pobj", "prep", "pcomp"):
                return None
            here = token.head
            if token.rel == "prep" and self.tokens[here].tag.startswith("VB"):
                break
        subjects = (c for c in self.parse.children[here] if c > mention.head and self.tokens[c].rel in SUBJECTS)
        found = next((self.discourse.at_head[c] for c in subjects if c in self.discourse.at_head), None)
        return found if here > mention.head and found is not None and self._agrees(self.mentions[found], pronoun) else None

    def _struck(self, mention: Mention, pronoun: Pronoun) -> Referent | None:
        """Whose things are struck in the second of two joined acts: he whom the first is against, "imposed sanctions on Chad and froze its assets"."""
        verb = self.tokens[self.salience.verb(mention.head)]
        own = mention.head + 1 < len(self.tokens) and self.tokens[mention.head + 1].lemma.lower() in self.agents.words("own")
        if self.tokens[mention.head].rel != "poss" or own or verb.rel != "conj" or verb.lemma.lower() not in self.agents.words("against-what-is-his"):
            return None
        if any(self.tokens[c].rel in SUBJECTS for c in self.parse.children[verb.i]):
            return None
        for c in self._against(verb.head):
            referent = self.discourse.at(c) if c < verb.i else None
            if referent and self._fits(referent, self.mentions[self.discourse.at_head[c]], pronoun):
                return referent
        return None

    def _against(self, verb: int) -> list[int]:
        """Objects of a verb, and what follows on, against, at after it or them: Chad in "put sanctions on Chad"."""
        found, todo, words = [], [verb], self.agents.words("against-preposition")
        for one in todo:
            for c in self.parse.children[one]:
                token = self.tokens[c]
                if token.rel in ("obj", "pobj"):
                    found.append(c)
                if (token.rel == "obj" or (token.rel == "prep" and token.lemma.lower() in words)) and len(todo) < CLIMB:
                    todo.append(c)
        return found

    def _agrees(self, mention: Mention, pronoun: Pronoun) -> bool:
        """Whether a mention further on, of which no more is known than its words, may be what a pronoun means."""
        noun = self.agents.at(self.tokens, mention.head)
        person = mention.label == "PERSON" or (noun is not None and noun[0].kind == "person" and mention.number == "one")
        if pronoun.gender in ("m", "f"):
            return person and mention.number != "many" and mention.gender in ("", pronoun.gender) and mention.kind is not MentionKind.PRONOUN
        if pronoun.gender == "n":
            return not person and mention.number != "many" and mention.kind is not MentionKind.PRONOUN
        return mention.number == "many"

    def _best(self, mention: Mention, pronoun: Pronoun) -> Referent | None:
        head = mention.head
        barred = self._barred(head)
        called = self._called(barred.values()) if pronoun.number == "many" else set()
        speaker, unarmed = self.spoken.speaker(mention), UNARMED if self._of_forces(head) else ()
        best, score = None, _NEVER
        for j, referent in self.discourse.window(head):
            if not self._fits(referent, self.mentions[j], pronoun) or referent is speaker or id(referent) in barred or (referent.nouns & called) or referent.kind in unarmed:
                continue
            one = self.salience.of(j, referent, head)
            if one > score:
                best, score = referent, one
        if pronoun.gender == "n" and (thing := self._thing(head, score if best else _NEVER)) is not None:
            self.discourse.things[head] = thing
            return None
        return best

    def _of_forces(self, head: int) -> bool:
        """Whether a pronoun owns soldiers or police, whom only states have, and their like: "sued Kenya, saying *its police* had killed"."""
        noun = self.agents.at(self.tokens, self.tokens[head].head) if self.tokens[head].rel == "poss" else None
        return noun is not None and noun[0].sector in FORCES

    def _fits(self, referent: Referent, mention: Mention, pronoun: Pronoun) -> bool:
        if pronoun.gender in ("m", "f"):
            human = referent.kind == "person" or (referent.kind == "group" and not referent.keys and referent.number == "one")
            return human and referent.gender in ("", "n", pronoun.gender) and referent.number != "many"
        if pronoun.gender == "n":
            return referent.kind in ("state", "institution", "body", *BODIES) and referent.number != "many"
        if referent.kind in ("person", "state"):
            return referent.number == "many"
        return mention.label not in ("PLACE", "NORP") or referent.kind == "people"

    def _thing(self, head: int, score: float) -> int | None:
        """The thing that "it" rather means than the best actor with `score`: the proposal, the deal."""
        token = self.tokens[head]
        subject = token.rel in SUBJECTS
        above = self.tokens[token.head]
        if subject and (token.head in self.cues or (above.rel == "ccomp" and score > 0)):
            return None
        described = subject and any(self.tokens[c].rel == "pred" for c in self.parse.children[token.head])
        passive = not subject and token.rel != "poss"
        first = self.parse.sentences[max(token.sentence - 1, 0)].first
        best = None
        for k in range(head - 1, max(first, head - THINGS) - 1, -1):
            other = self.tokens[k]
            if other.tag not in ("NN", "NNP") or k in self.discourse.at_head or other.entity or other.rel not in (*SUBJECTS, "obj", "pred", "pobj", "conj"):
                continue
            own = {"obj": 1.2, "pred": 0.5, "pobj": 0.3, "conj": 0.5}.get(other.rel, 2.2)
            own -= 1.5 * (token.sentence - other.sentence) + (1.0 if token.rel == "poss" else 0.0)
            own += 2.2 if passive else 1.8 if described else 0.0
            if own >= score:
                best, score = k, own + 0.01
        return best

    def _barred(self, head: int) -> dict[int, Referent]:
        """Referents that stand beside the pronoun in the same clause: "Putin met him" is not Putin."""
        token = self.tokens[head]
        if token.rel == "poss":
            return {}
        verb = token.head
        while self.tokens[verb].rel in ("prep", "pobj") and self.tokens[verb].head != verb:
            verb = self.tokens[verb].head
        found: dict[int, Referent] = {}
        places = [verb]
        if self.tokens[verb].rel == "conj" and not any(self.tokens[c].rel in SUBJECTS for c in self.parse.children[verb]):
            places.append(self.tokens[verb].head)
        for place in places:
            for c in self.parse.children[place]:
                if c != head and self.tokens[c].rel in (*SUBJECTS, "obj", "iobj"):
                    found.update((id(referent), referent) for k in self._joined(c) if (referent := self.discourse.at(k)))
        return found

    @staticmethod
    def _called(barred: Iterable[Referent]) -> set[str]:
        """The nouns of groups that stand beside the pronoun: in "police detained them" no other police are meant."""
        return {noun for referent in barred if referent.kind not in ("person", "state") for noun in referent.nouns}

    def _joined(self, i: int) -> list[int]:
        """A token and what is coordinated with it."""
        found = [i]
        for one in found:
            if len(found) < NEAR:
                found.extend(c for c in self.parse.children[one] if self.tokens[c].rel == "conj")
        return found

    def _together(self, i: int, mention: Mention) -> bool:
        """They after "Macron and Scholz met": those who were the subject together, if they are the nearest subject."""
        if (before := self._again(mention)) is not None:
            self.discourse.sums[i] = before
            return True
        for j, _ in self.discourse.window(mention.head):
            token = self.tokens[self.mentions[j].head]
            if mention.number == "many" and self.mentions[j].number == "many":
                return False
            top = token
            for _ in range(NEAR):
                top = self.tokens[top.head] if top.rel == "conj" else top
            if top.rel not in SUBJECTS or self.tokens[mention.head].sentence - top.sentence > 1:
                continue
            group = [self.discourse.at_head[k] for k in self._joined(top.i) if self.discourse.at(k)]
            if len(group) > 1 and top.head != self.tokens[mention.head].head:
                self.discourse.sums[i] = tuple(group)
                return True
            return False
        return False

    def _again(self, mention: Mention) -> tuple[int, ...] | None:
        """Those whom the last plural stood for together, if no other plural and no other subject of a main clause came between."""
        last = next(reversed(self.discourse.sums), None)
        if last is None or self.tokens[mention.head].sentence - self.tokens[self.mentions[last].head].sentence > 1:
            return None
        since = [m for m in self.mentions[last + 1 : last + 1 + NEAR] if m.head < mention.head and m.kind is not MentionKind.PRONOUN]
        other = any(m.number == "many" or self.tokens[m.head].rel in SUBJECTS for m in since)
        return None if other else self.discourse.sums[last]

    def _subject_of(self, verb: int) -> Referent | None:
        """Who is subject of a verb, or of the verb above it."""
        for _ in range(4):
            for c in self.parse.children[verb]:
                if self.tokens[c].rel in SUBJECTS and (referent := self.discourse.at(c)):
                    return referent
            verb = self.tokens[verb].head
        return None
