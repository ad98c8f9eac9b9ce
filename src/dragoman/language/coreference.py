"""Mentions and quotations come in; chains of mentions that stand for the same go out.

Names by key, surname, part or acronym; descriptions by noun; pronouns by number, gender, role and nearness; first and
second person inside a quotation are its speaker and his hearer.
"""

from collections.abc import Sequence

from dragoman.knowledge.agents import Agents, AgentSense
from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.spelling import fold, same_first
from dragoman.language.discourse import SUBJECTS, Discourse, Referent
from dragoman.language.pronouns import Pronouns
from dragoman.language.sums import Sums
from dragoman.model import Chains, Mention, MentionKind, Parse, Quotation


def link(parse: Parse, mentions: Sequence[Mention], quotations: Sequence[Quotation], names: NameIndex, agents: Agents) -> Chains:
    """Chains of mentions, in order of their first mention. Looks back a bounded way, so linear in the text.

    >>> "Xi Jinping met Putin. He praised Russia": (Xi Jinping, He), (Putin,), (Russia,)
    """
    discourse = Discourse(parse, mentions, names, agents)
    _Linker(discourse).run(Pronouns(discourse, quotations))
    chains = sorted(tuple(sorted(r.mentions)) for r in discourse.referents if r.mentions)
    return Chains(tuple(chains), discourse.sums, discourse.things)


#: offices of which a state has one holder, who is called by several words: king and monarch, prime minister and premier
RULERS = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister")


#: kinds of those that are called militant, extremist and the like
ARMED = ("armed_group", "party")


class _Linker:
    """Reads the mentions of one article in order of their heads."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.agents, self.names = discourse, discourse.agents, discourse.names
        self.parse, self.tokens, self.mentions = discourse.parse, discourse.tokens, discourse.mentions
        self.by_key: dict[str, Referent] = {}
        self.by_word: dict[str, Referent] = {}
        self.by_text: dict[str, Referent] = {}
        self.definite = self.agents.words("definite")
        self.sums = Sums(discourse)

    def run(self, pronouns: Pronouns) -> None:
        """Link all mentions; first and second persons last, when all sources are known."""
        later = []
        for i in sorted(range(len(self.mentions)), key=lambda i: (self.mentions[i].head, self.mentions[i].first)):
            mention = self.mentions[i]
            if mention.kind is MentionKind.PRONOUN:
                pronoun = self.agents.pronouns[self.tokens[mention.head].text.lower()]
                if pronoun.person == "3":
                    pronouns.third(i, mention, pronoun)
                else:
                    later.append((i, pronoun))
            elif mention.kind in (MentionKind.NAME, MentionKind.METONYM):
                self._name(i, mention)
            else:
                self._description(i, mention)
        for i, pronoun in later:
            pronouns.in_quotation(i, pronoun)
        for i, following in pronouns.ahead:
            referent = self.discourse.of.get(following)
            if referent:
                self.discourse.join(i, referent)
            else:
                self.discourse.alone(i)

    # --- names

    def _name(self, i: int, mention: Mention) -> None:
        introduced = self.by_text.get(mention.text) if mention.text.isupper() and len(mention.text) > 2 else None
        if introduced and not introduced.keys:
            self.discourse.join(i, introduced)
            return
        referent = self._same_name(mention) or self._apposed(i, mention)
        person = mention.label == "PERSON"
        if referent is None:
            referent = self.discourse.new(i, self._kind_of_name(mention))
        else:
            self.discourse.join(i, referent)
            if person:
                referent.kind = "person"
        referent.keys.update(mention.keys)
        for key in self._meant(mention):
            self.by_key.setdefault(_canonical(key), referent)
        words = self._name_words(mention)
        self.by_text[" ".join(words)] = referent
        if referent.kind == "person":
            for word in (words[-1], words[0]) if len(words) > 1 else words:
                self.by_word[word] = referent
        elif len(words) > 1:
            referent.nouns.add(words[-1].lower())
            for short in self._acronyms(mention, words):
                self.by_text[short] = referent
        for sense in self._senses(mention):
            referent.nouns.add(sense)

    def _kind_of_name(self, mention: Mention) -> str:
        if mention.keys and (mention.label != "PERSON" or self.names[mention.keys[0]].kind == "person"):
            kind = self.names[mention.keys[0]].kind
            return "people" if self.names[mention.keys[0]].form == "people" else kind
        return {"PERSON": "person", "GPE": "place", "PLACE": "place", "LOC": "place", "FAC": "place", "NORP": "people"}.get(mention.label, "body")

    def _same_name(self, mention: Mention) -> Referent | None:
        words = self._name_words(mention)
        text = " ".join(words)
        person = mention.label == "PERSON" or any(self.names[key].kind == "person" for key in mention.keys)
        if person:
            found = self.by_text.get(text) or self.by_word.get(words[-1]) if len(words) == 1 else self.by_text.get(text)
            if found is None and len(words) > 1:
                found = next((r for w in (words[-1],) if (r := self.by_word.get(w)) and self._compatible(r, words)), None)
            if found and not (found.gender and mention.gender and found.gender != mention.gender):
                return found
        for key in self._meant(mention):
            referent = self.by_key.get(_canonical(key))
            if referent:
                return referent
        return None if mention.keys else self.by_text.get(text)

    def _meant(self, mention: Mention) -> tuple[str, ...]:
        """The keys by which a name may be joined to others: of a state that or its people, by the use of the word, not both."""
        keys = mention.keys
        return keys[:1] if keys and self.names[keys[0]].form in ("adjective", "people") else keys

    def _compatible(self, referent: Referent, words: list[str]) -> bool:
        """Whether a fuller name can be the one known by surname only: no earlier mention has another first name."""
        named = (self.mentions[j] for j in referent.mentions[:6] if self.mentions[j].kind is MentionKind.NAME)
        known = [self._name_words(mention) for mention in named]
        return all(len(one) == 1 or same_first(one[0], words[0]) for one in known)

    def _name_words(self, mention: Mention) -> list[str]:
        """The words of the name without title and description."""
        tokens = self.tokens
        first, last = mention.first, mention.last
        while first < last - 1 and (not tokens[first].text[:1].isupper() or self._title_word(first, last)):
            first += 1
        return [fold(tokens[k].text) for k in range(first, last) if tokens[k].tag not in ("POS", "HYPH", "DT")] or [mention.text]

    def _title_word(self, i: int, last: int) -> bool:
        """Whether a capitalised word before the end of a person's name is a title: President, Mr."""
        token = self.tokens[i]
        lower = token.text.lower()
        if lower in self.agents.genders or lower in self.agents.words("honorific"):
            return True
        mention = self.discourse.at_head.get(last - 1)
        person = mention is not None and self.mentions[mention].label == "PERSON"
        titled = person and any(self.tokens[k].text.lower() in self.agents.nouns for k in range(i, last - 1))
        return titled or (i in self.discourse.at_head and self.mentions[self.discourse.at_head[i]].label == "NORP")

    def _acronyms(self, mention: Mention, words: list[str]) -> list[str]:
        """Short forms of a body's name: its initials, and what stands in brackets after it."""
        initials = "".join(word[0] for word in words if word[:1].isupper())
        shorts = [initials] if len(initials) > 1 else []
        if len(initials) > 3 and any(self.names[key].form == "adjective" for key in self.names.forms.get(words[0], ())):
            shorts.append(initials[1:])
        tokens, last = self.tokens, mention.last
        if last + 2 < len(tokens) and tokens[last].text == "(" and tokens[last + 2].text == ")" and tokens[last + 1].text.isupper():
            shorts.append(tokens[last + 1].text)
        return shorts

    def _senses(self, mention: Mention) -> list[str]:
        """Agent nouns inside the mention, by lemma and in full: minister, foreign minister."""
        found: list[str] = []
        if mention.keys and self.names[mention.keys[0]].kind == "state":
            return found
        for i in range(mention.first, mention.last - 1 if mention.label == "PERSON" else mention.last):
            noun = self.agents.at(self.tokens, i)
            if noun:
                found += [self.tokens[i].lemma.lower(), noun[0].noun, noun[0].key]
        return found

    # --- descriptions

    def _description(self, i: int, mention: Mention) -> None:
        head = self.tokens[mention.head]
        lemma = head.lemma.lower()
        if self.sums.stands(i, mention, lemma):
            return
        noun = self.agents.at(self.tokens, mention.head)
        referent = self._apposed(i, mention) or self._predicated(i, mention) or self._called(mention, lemma) or self._other_state(mention, lemma)
        referent = referent or self._pointed(mention, lemma, noun[0] if noun else None)
        if referent is None:
            kind = noun[0].kind if noun else "state" if lemma in self.agents.words("country-noun") else "body"
            referent = self.discourse.new(i, kind)
        else:
            self.discourse.join(i, referent)
        referent.nouns.add(lemma)
        if noun:
            referent.nouns.update((noun[0].noun, noun[0].key))

    def _apposed(self, i: int, mention: Mention) -> Referent | None:
        """"Hassan, a spokesman": what stands in apposition is the same, if it can be."""
        head = self.tokens[mention.head]
        if head.rel == "appos" and head.head != head.i:
            above = self.discourse.at(head.head)
            if above and self._can_be(above, mention):
                return above
        return None

    def _predicated(self, i: int, mention: Mention) -> Referent | None:
        """"Hassan is the minister"."""
        head = self.tokens[mention.head]
        if head.rel != "pred" or self.tokens[head.head].pos != "AUX" or mention.number == "many":
            return None
        below = self.parse.children[head.head]
        if any(self.tokens[c].rel == "neg" for c in below):
            return None
        referent = next((found for c in below if self.tokens[c].rel == "subj" and (found := self.discourse.at(c))), None)
        return referent if referent and referent.kind == "person" and self._can_be(referent, mention) else None

    def _called(self, mention: Mention, lemma: str) -> Referent | None:
        """"The Hezbollah group": the name before a word for bodies of its kind is the body itself."""
        kinds = self.agents.kinds.get(lemma, ())
        before = [c for c in self.parse.children[mention.head] if c < mention.head and self.tokens[c].rel == "compound"]
        found = (self.discourse.at(c) for c in before) if kinds and mention.number != "many" else ()
        return next((referent for referent in found if referent and referent.keys and referent.kind in kinds), None)

    def _other_state(self, mention: Mention, lemma: str) -> Referent | None:
        """"Chad told Sudan that its neighbour must wait": the state of the same sentence that is not the owner."""
        if lemma not in self.agents.words("other-state") or mention.number == "many":
            return None
        owner = next((self.discourse.at(c) for c in self.parse.children[mention.head] if self.tokens[c].rel == "poss"), None)
        if owner is None or owner.kind != "state":
            return None
        sentence = self.tokens[mention.head].sentence
        near = (r for j, r in self.discourse.window(mention.head) if self.tokens[self.mentions[j].head].sentence == sentence and self.mentions[j].label != "PLACE")
        return next((referent for referent in near if referent.kind == "state" and referent is not owner), None)

    def _can_be(self, referent: Referent, mention: Mention) -> bool:
        noun = self.agents.at(self.tokens, mention.head) if not mention.keys else None
        kind = noun[0].kind if noun else self._kind_of_name(mention)
        persons = ("person",)
        if referent.kind in persons or kind in persons:
            kinds = ("person", "group") if noun or not referent.keys else persons
            return referent.kind in kinds and kind in kinds and referent.number != "many" and mention.number != "many"
        town = mention.label in ("PLACE", "GPE", "LOC") or referent.kind == "place"
        return not (referent.keys and mention.keys) and not (town and "state" in (kind, referent.kind))

    def _pointed(self, mention: Mention, lemma: str, sense: AgentSense | None) -> Referent | None:
        """"The minister", "the group", "the country": the last one spoken of that can be called so."""
        below = [self.tokens[c] for c in self.parse.children[mention.head]]
        if not any(c.lemma.lower() in self.definite for c in below) or any(c.rel in ("poss", "relcl", "nummod") for c in below):
            bare = sense is not None and mention.number == "many" and not any(c.rel in ("poss", "amod", "compound", "nummod", "relcl", "acl") for c in below)
            if not bare:
                return None
        country, group = lemma in self.agents.words("country-noun"), lemma in self.agents.words("group-noun")
        kinds = self.agents.kinds.get(lemma) or (self.agents.kinds.get(sense.noun, ()) if sense and mention.number == "one" else ())
        group = group or bool(kinds)
        modifiers = {c.text for c in below if c.rel in ("amod", "compound")} | self._governed(mention.head)
        if group:
            kinds = ARMED if modifiers & self.agents.words("kind-of-armed-group") else kinds
            modifiers -= self.agents.words("kind-of-group")
        if country and not modifiers:
            return self._state(mention, lemma)
        for _, referent in self.discourse.window(mention.head):
            if referent.number and mention.number and referent.number != mention.number:
                continue
            if group and referent.kind in kinds and not modifiers:
                return referent
            if (sense.noun if sense and " " in sense.noun else lemma) in referent.nouns and self._agrees(referent, modifiers):
                return referent
            if sense and sense.office in RULERS and sense.key in referent.nouns and not modifiers:
                return referent
            if sense and referent.kind == "person" == sense.kind and lemma in self.agents.words("anaphoric-person") and not modifiers and mention.number == "one":
                return referent
        return None

    def _state(self, mention: Mention, lemma: str) -> Referent | None:
        """The state that "the country" means: of those in the nearest sentence that names one, the subject; "the sultanate" only one that is called so."""
        called = self.agents.words(f"called-{lemma}")
        near: tuple[int, Referent] | None = None
        for j, referent in self.discourse.window(mention.head):
            token = self.tokens[self.mentions[j].head]
            if referent.kind != "state" or self.mentions[j].label == "NORP":
                continue
            if called and not any(self.names[key].code in called for key in referent.keys):
                continue
            if near and self.tokens[self.mentions[near[0]].head].sentence != token.sentence:
                break
            if near is None or token.rel in SUBJECTS:
                near = j, referent
        return near[1] if near else None

    def _governed(self, head: int) -> set[str]:
        """Words after a preposition of belonging: Kenya in "the president of Kenya"."""
        found: set[str] = set()
        for c in self.parse.children[head]:
            if self.tokens[c].rel == "prep":
                found.update(self.tokens[g].text for g in self.parse.children[c] if self.tokens[g].rel == "pobj")
        return found

    def _agrees(self, referent: Referent, modifiers: set[str]) -> bool:
        """Whether the adjectives of a description all stood with the referent before: no other country, no other kind of minister."""
        if not modifiers:
            return True
        before: set[str] = set()
        for j in referent.mentions[-6:]:
            mention = self.mentions[j]
            before.update(t.text for t in self.tokens[mention.first : mention.last])
            before |= self._governed(mention.head)
            before.update(self.tokens[c].text for c in self.parse.children[mention.head])
        return modifiers <= before


def _canonical(key: str) -> str:
    """A state and its adjective are one; its people, capital and seats are referents of their own."""
    return key.removesuffix("/adjective")
