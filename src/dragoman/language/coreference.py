"""Mentions and quotations come in; chains of mentions that stand for the same go out.

Names by key, surname, part or acronym; descriptions by noun; pronouns by number, gender, role and nearness; first and
second person inside a quotation are its speaker and his hearer.
"""

from collections.abc import Sequence

from dragoman.knowledge.agents import Agents
from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.spelling import fold, same_first
from dragoman.language.described import Described
from dragoman.language.discourse import Discourse, Referent
from dragoman.language.pronouns import Pronouns
from dragoman.model import Chains, Mention, MentionKind, Parse, Quotation


def link(parse: Parse, mentions: Sequence[Mention], quotations: Sequence[Quotation], names: NameIndex, agents: Agents) -> Chains:
    """Chains of mentions, in order of their first mention. Looks back a bounded way, so linear in the text.

    >>> "Xi Jinping met Putin. He praised Russia": (Xi Jinping, He), (Putin,), (Russia,)
    """
    discourse = Discourse(parse, mentions, names, agents)
    _Linker(discourse).run(Pronouns(discourse, quotations))
    chains = sorted(tuple(sorted(r.mentions)) for r in discourse.referents if r.mentions)
    return Chains(tuple(chains), discourse.sums, discourse.things)


class _Linker:
    """Reads the mentions of one article in order of their heads."""

    def __init__(self, discourse: Discourse) -> None:
        self.discourse, self.agents, self.names = discourse, discourse.agents, discourse.names
        self.parse, self.tokens, self.mentions = discourse.parse, discourse.tokens, discourse.mentions
        self.by_key: dict[str, Referent] = {}
        self.by_word: dict[str, Referent] = {}
        self.by_text: dict[str, Referent] = {}
        self.described = Described(discourse)

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
                self.described.link(i, mention)
        for i, pronoun in later:
            pronouns.spoken.in_quotation(i, pronoun)
        for i, following in pronouns.ahead:
            referent = self.discourse.of.get(following)
            if referent:
                self.discourse.join(i, referent)
            else:
                self.discourse.alone(i)

    def _name(self, i: int, mention: Mention) -> None:
        introduced = self.by_text.get(mention.text) if mention.text.isupper() and len(mention.text) > 2 else None
        if introduced and not introduced.keys:
            self.discourse.join(i, introduced)
            return
        referent = self._same_name(mention) or self.described.apposed(i, mention)
        person = mention.label == "PERSON"
        if referent is None:
            referent = self.discourse.new(i, self.described.kind_of_name(mention))
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
        first, last = mention.own, mention.last
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


def _canonical(key: str) -> str:
    """A state and its adjective are one; its people, capital and seats are referents of their own."""
    return key.removesuffix("/adjective")
