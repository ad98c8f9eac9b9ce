"""The grammar of an article, the dictionary of names and the agent nouns come in; every phrase that may name somebody goes out, in text order.

Names are looked up in the dictionary first, what the recogniser marked comes second; then agent nouns and pronouns.
"""

from bisect import bisect_left, bisect_right

from dragoman.knowledge.agents import Agents, AgentSense
from dragoman.knowledge.names import NameIndex, fold
from dragoman.model import Mention, MentionKind, Parse, Token

#: labels of the recogniser that may be somebody
LABELS = ("PERSON", "ORG", "GPE", "NORP", "FAC", "LOC")
#: labels of longer names that are nobody's: Mexico in Gulf of Mexico, France in Tour de France
NOBODY = ("LOC", "EVENT", "WORK_OF_ART")
PLACE = "PLACE"

_PREMODIFIERS = ("compound", "amod")
_NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")


def find(parse: Parse, names: NameIndex, agents: Agents) -> tuple[Mention, ...]:
    """All mentions of the article, sorted by first token, the longer first. Linear in the text.

    >>> "Iraqi police chief Ali Hassan met the Russians": Iraqi (NORP), Iraqi police chief Ali Hassan, the Russians
    """
    search = _Search(parse, names, agents)
    search.dictionary()
    search.recognised()
    search.words()
    return tuple(sorted(search.found, key=lambda m: (m.first, -m.last, m.head)))


class _Search:
    """One pass over one article: what is found so far, and which tokens names have taken."""

    def __init__(self, parse: Parse, names: NameIndex, agents: Agents) -> None:
        self.parse, self.names, self.agents = parse, names, agents
        self.tokens = parse.tokens
        self.found: list[Mention] = []
        self.taken = bytearray(len(parse.tokens))
        self.people: set[str] = set()
        self.texts: frozenset[str] | None = None
        self.entity_at: dict[int, tuple[str, int, int]] = {}
        self.starts = [token.start for token in parse.tokens]
        self.places = agents.words("place-preposition")
        for name in parse.names:
            if name.label in LABELS or name.label in NOBODY:
                first, last = self._trimmed(name.first, name.last)
                self.entity_at.update(dict.fromkeys(range(first, last), (name.label, first, last)))
                if name.label == "PERSON" and last - first > 1:
                    self.people.add(self.tokens[last - 1].text)

    # --- names of the dictionary

    def dictionary(self) -> None:
        """Names that the dictionary knows."""
        for start, end, keys in self._matches():
            first = bisect_right(self.starts, start) - 1
            last = bisect_left(self.starts, end)
            if first < 0 or first >= last or self.tokens[first].end <= start:
                continue
            if not keys:
                self.taken[first:last] = bytes([1]) * (last - first)
            keys = self._possible(first, last, keys)
            if keys:
                self._add_name(first, last, keys)

    def _matches(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """Matches in the text; sentences all in capitals are matched in capitals."""
        text = self.parse.text
        found = self.names.match(text)
        raised = [s for s in self.parse.sentences if text[s.span[0] : s.span[1]].isupper() and s.last - s.first > 3]
        if not raised:
            return found
        begins = [s.span[0] for s in raised]
        kept = [m for m in found if (at := bisect_right(begins, m[0]) - 1) < 0 or m[0] >= raised[at].span[1]]
        for sentence in raised:
            shift = sentence.span[0]
            kept += [(a + shift, b + shift, keys) for a, b, keys in self.names.match(text[shift : sentence.span[1]], capitals=True)]
        return kept

    def _possible(self, first: int, last: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The keys that may be meant here: common words, longer names of other people and pronouns are sorted out."""
        token = self.tokens[first]
        single = last - first == 1
        if single and token.text.lower() in self.agents.pronouns and token.tag.startswith("PRP"):
            return ()
        if single and token.tag not in ("NNP", "NNPS", "JJ", "NNS") and not token.entity and not (token.tag == "NN" and not self._opens(first)):
            return ()
        label, begin, end = self.entity_at.get(last - 1, ("", first, last))
        if label in NOBODY and end - begin > last - first and not first <= self._head(begin, end) < last:
            return ()
        if label == "PERSON" and (begin < first or last < end) and not (begin < first and last == end and self._titled(begin, first)):
            return tuple(key for key in keys if self.names[key].kind == "person" and last == end)
        if single and self._homonym(token.text):
            return ()
        if self._ends_name(first) and any(self.names[key].form in ("name", "capital") and self.names[key].kind == "state" for key in keys):
            return ()
        if single and token.text in self.people and self._as_person(first, label):
            return tuple(key for key in keys if self.names[key].kind == "person")
        return keys

    def _homonym(self, text: str) -> bool:
        """Whether the words of the article say that another bearer of the name is meant: Georgia with Atlanta."""
        found = self.agents.homonyms.get(text)
        if found is None:
            return False
        if self.texts is None:
            self.texts = frozenset(token.text for token in self.tokens)
        return not found[1].isdisjoint(self.texts)

    def _ends_name(self, i: int) -> bool:
        """Whether a capitalised word before makes a longer name of it: Investment Canada, Marin Ireland, but not Northern Ireland."""
        if i == 0 or self.taken[i - 1]:
            return False
        token = self.tokens[i - 1]
        lower = token.text.lower()
        plain = lower in self.agents.words("direction") or lower in self.agents.nouns or lower in self.agents.genders
        return token.tag == "NNP" and token.rel == "compound" and token.head == i and not plain and token.text.isalpha()

    def _opens(self, i: int) -> bool:
        return i == self.parse.sentences[self.tokens[i].sentence].first

    def _titled(self, begin: int, first: int) -> bool:
        """Whether the words before the name inside the recogniser's span are titles: "President Putin"."""
        return all(self.tokens[i].text.lower() in self.agents.nouns or self.tokens[i].text.lower() in self.agents.genders or self.taken[i] for i in range(begin, first))

    def _as_person(self, i: int, label: str) -> bool:
        """A word that is also the surname of somebody in this article: Jordan after Michael Jordan, unless the grammar says place."""
        token = self.tokens[i]
        return label != "GPE" and not (token.rel == "pobj" and self.tokens[token.head].lemma.lower() in self.places)

    def _add_name(self, first: int, last: int, keys: tuple[str, ...]) -> None:
        head = self._head(first, last)
        keys = self._by_use(head, keys)
        entry = self.names[keys[0]]
        label, _, stop = self.entity_at.get(head, ("", first, last))
        if label in ("ORG", "FAC") and stop > last and not self.taken[last] and self._inside_body(first, last, stop):
            label = "NORP" if entry.form == "adjective" else "GPE"
        self.taken[first:last] = bytes([1]) * (last - first)
        person = entry.kind == "person"
        begin, head = self._with_title(first, head) if person or entry.form != "adjective" else (first, head)
        kind = MentionKind.METONYM if entry.form in ("capital", "seat") else MentionKind.NAME
        place = self._located(head, entry.form) if not person else False
        if entry.form == "adjective" or (entry.form == "people" and self.tokens[head].rel in _PREMODIFIERS):
            label = "NORP"
        number = "one" if person else "many" if entry.form == "people" or self.tokens[head].tag in ("NNS",) else ""
        gender = entry.gender or (self._gender(begin, last) if person else "")
        self._mention(begin, last, head, kind, keys, PLACE if place else label or self._default(entry.kind), number, gender)

    def _by_use(self, head: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """A word that is adjective and people of a state: the people where it stands as a noun (a Russian, the Chinese), else the adjective."""
        if len(keys) < 2:
            return keys
        noun = self.tokens[head].rel not in _PREMODIFIERS or self.tokens[head].tag in ("NNS", "NNPS")
        order = {"people": 0 if noun else 2, "adjective": 1}
        forms = {key: self.names[key].form for key in keys}
        if not any(form in order for form in forms.values()) or "name" in forms.values():
            return keys
        return tuple(sorted(keys, key=lambda key: order.get(forms[key], 3)))

    def _inside_body(self, first: int, last: int, stop: int) -> bool:
        """Whether the name is the beginning of a longer name of a body: Tehran in Tehran University."""
        return all(self.tokens[i].tag in ("NNP", "NNPS") for i in range(last, stop))

    @staticmethod
    def _default(kind: str) -> str:
        return {"person": "PERSON", "state": "GPE"}.get(kind, "ORG")

    def _located(self, head: int, form: str) -> bool:
        """Whether a preposition of place governs the name; bodies (UN, Hamas) are no places."""
        if form not in ("name", "capital", "seat"):
            return False
        token = self.tokens[head]
        while token.rel in ("conj", "appos") and token.head != token.i:
            token = self.tokens[token.head]
        return token.rel == "pobj" and self.tokens[token.head].lemma.lower() in self.places

    # --- names that only the recogniser knows

    def recognised(self) -> None:
        """Names that the recogniser marked and the dictionary does not have."""
        for name in self.parse.names:
            if name.label not in LABELS or name.last <= name.first:
                continue
            first, last = self._trimmed(name.first, name.last)
            if first >= last or self.taken[last - 1] or not any(self.tokens[i].text[:1].isupper() for i in range(first, last)):
                continue
            if last - first == 1 and self.tokens[first].tag in ("PRP", "PRP$", "VB", "VBD", "VBZ", "RB", "IN", "UH"):
                continue
            while self.taken[first]:
                if name.label not in ("PERSON", "NORP"):
                    break
                first += 1
            self._add_unknown(first, last, name.label)

    def _add_unknown(self, first: int, last: int, label: str) -> None:
        head = self._head(first, last)
        noun = self._agent(head)
        if noun and noun[1] <= first and label != "PERSON" and last - first <= 2 and self.tokens[head].tag in ("NN", "NNS"):
            return
        for i in range(first, last):
            self.taken[i] = self.taken[i] or 1
        begin, head = self._with_title(first, head)
        if label != "PERSON" and begin < first and (title := self._agent(first - 1)) and title[0].kind == "person" and last - first < 4:
            label = "PERSON"
        keys = self._persons(first, last) if label == "PERSON" or last - first == 1 else ()
        place = label in ("GPE", "LOC", "FAC") and self._located(head, "name")
        number = "one" if label == "PERSON" else "many" if self.tokens[head].tag == "NNPS" and label == "NORP" else ""
        gender = "" if label == "PERSON" else "n"
        self._mention(begin, last, head, MentionKind.NAME, keys, PLACE if place else label, number, self._gender(begin, last) or gender)

    def _persons(self, first: int, last: int) -> tuple[str, ...]:
        """Persons of the dictionary with this surname, and whose fuller name has all the words: Gloria Arroyo of Gloria Macapagal Arroyo."""
        words = [fold(self.tokens[i].text) for i in range(first, last)]
        keys = self.names.surnames.get(words[-1], ())
        return keys if len(words) == 1 else tuple(key for key in keys if (full := fold(self.names[key].name).split())[0] == words[0] and set(words) <= set(full))

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """A recogniser's span without article, possessive sign and punctuation at its ends."""
        while first < last and (self.tokens[first].rel in ("det", "punct") or self.tokens[first].tag in ("DT", "POS")):
            first += 1
        while last > first and (self.tokens[last - 1].tag == "POS" or self.tokens[last - 1].rel in ("case", "punct")):
            last -= 1
        return first, last

    # --- agent nouns, surnames, pronouns

    def words(self) -> None:
        """Phrases headed by agent nouns or words of reference, surnames that nobody marked, pronouns."""
        agents, taken = self.agents, self.taken
        pronouns, nouns = agents.pronouns, agents.nouns
        anaphors = agents.words("country-noun") | agents.words("group-noun") | agents.words("counterpart") | agents.words("sum-noun")
        surnames, groups = self.names.surnames, agents.words("group-noun")
        for token in self.tokens:
            tag = token.tag
            if tag in _NOUN_TAGS or (tag == "JJ" and token.rel in ("subj", "obj", "pobj", "subjpass")):
                if taken[token.i]:
                    continue
                lemma, lower = token.lemma.lower(), token.text.lower()
                if (lower in nouns or lemma in nouns) and (noun := self._agent(token.i)):
                    self._description(token, noun)
                elif lemma in anaphors:
                    self._anaphor(token, lemma, lemma in groups)
                elif tag == "NNP" and (token.text in surnames or self._acting(token)) and token.rel not in _PREMODIFIERS and token.entity in ("", *LABELS):
                    self._add_unknown(token.i, token.i + 1, "PERSON")
            elif tag in ("PRP", "PRP$"):
                pronoun = pronouns.get(token.text.lower())
                if pronoun and not (token.rel == "expl" or (pronoun.gender == "n" and self._empty(token))):
                    self._mention(token.i, token.i + 1, token.i, MentionKind.PRONOUN, (), "", pronoun.number, pronoun.gender)

    def _acting(self, token: Token) -> bool:
        """A capitalised word that nobody knows, as subject or object: somebody's name."""
        return token.rel in ("subj", "subjpass", "obj") and not token.entity and token.text.isalpha() and not self._opens(token.i)

    def _description(self, token: Token, noun: tuple[AgentSense, int, int]) -> None:
        """A phrase headed by an agent noun that no name has taken: "Iraqi police chief", "protesters"."""
        if self._within(token):
            return
        sense, first, last = noun
        kind = MentionKind.TITLE if sense.office else MentionKind.DESCRIPTION
        number = "many" if token.tag in ("NNS", "NNPS") or sense.number == "many" else "" if sense.kind != "person" else "one"
        gender = sense.gender or ("n" if sense.kind in ("institution", "group") else "")
        place = sense.kind == "institution" and self._located(token.i, "name")
        self._mention(self._left(first, token.i), last, token.i, kind, (), PLACE if place else "", number, gender)

    def _within(self, token: Token) -> bool:
        """A modifier of another agent noun or of a name is part of that phrase: police in police chief, president in President Moi."""
        if token.rel not in _PREMODIFIERS:
            return False
        above = self.tokens[token.head]
        near = above.tag in _NOUN_TAGS and token.i < above.i < token.i + 8
        return near and (bool(self.taken[above.i]) or self._agent(above.i) is not None)

    def _anaphor(self, token: Token, lemma: str, group: bool) -> None:
        """A phrase that points back: "the country", "both sides", "his counterpart"; or names a body of some kind: "aid groups"."""
        definite = self.agents.words("definite")
        if token.rel in _PREMODIFIERS:
            return
        below = [self.tokens[c] for c in self.parse.children[token.i]]
        pointing = any(c.lemma.lower() in definite or c.rel == "poss" or c.lemma.lower() in self.agents.words("sum-word") for c in below)
        agents = self.agents
        kind = group and any(c.rel in _PREMODIFIERS for c in below) and not any(c.text in agents.words("of") for c in below)
        if pointing or kind:
            number = "many" if token.tag in ("NNS", "NNPS") else "one"
            self._mention(self._left(token.i, token.i), token.i + 1, token.i, MentionKind.DESCRIPTION, (), "", number, "")

    def _empty(self, token: Token) -> bool:
        """It in "it is clear that", "it seems"."""
        above = self.tokens[token.head]
        if token.rel not in ("subj", "subjpass"):
            return False
        rels = [self.tokens[c].rel for c in self.parse.children[above.i]]
        return ("pred" in rels or token.rel == "subjpass") and ("ccomp" in rels or "xcomp" in rels or "advcl" in rels) and above.tag != "VB"

    # --- parts

    def _agent(self, i: int) -> tuple[AgentSense, int, int] | None:
        return self.agents.at(self.tokens, i)

    def _head(self, first: int, last: int) -> int:
        """The token by which the words hang in the tree; the last one if several do."""
        for i in range(last - 1, first - 1, -1):
            token = self.tokens[i]
            if (not first <= token.head < last or token.head == i) and token.rel not in ("punct", "case", "det") and token.tag != "POS":
                return i
        return last - 1

    def _with_title(self, first: int, head: int) -> tuple[int, int]:
        """First token and head of a name with its title; the parser may hang the name on the title: "police chief Ali Hassan"."""
        title = self.tokens[head].head
        if first > 0 and title == first - 1 and self.tokens[head].rel == "appos" and self._agent(title):
            self.taken[title] = 1
            return self._stretch(title, title), title
        return self._stretch(first, head), head

    def _stretch(self, first: int, head: int) -> int:
        """The first token of the title or description before a name: "Iraqi police chief" before "Ali Hassan"."""
        begin = first
        while begin > 0:
            token = self.tokens[begin - 1]
            hyphened = token.rel == "npadvmod" and self.tokens[begin].tag == "HYPH"
            if token.rel not in _PREMODIFIERS and token.tag != "HYPH" and not hyphened:
                break
            if not begin <= token.head <= head or token.tag in ("DT", "PRP$", "POS", ","):
                break
            begin -= 1
        return begin + 1 if self.tokens[begin].tag == "HYPH" else begin

    def _left(self, first: int, head: int) -> int:
        """The first premodifier of an agent noun, articles and owners left out."""
        return self._stretch(first, head)

    def _gender(self, first: int, last: int) -> str:
        """Gender by title (Mrs), by noun (spokeswoman), else by given name."""
        words = [self.tokens[i].text for i in range(first, last)]
        titles = (self.agents.genders.get(word.lower()) for word in words)
        nouns = (noun[0].gender for i in range(first, last) if (noun := self._agent(i)))
        given = (self.agents.given.get(word) for word in words[:-1])
        return next((gender for gender in (*titles, *nouns, *given) if gender), "")

    def _mention(self, first: int, last: int, head: int, kind: MentionKind, keys: tuple[str, ...], label: str, number: str, gender: str) -> None:
        span = (self.tokens[first].start, self.tokens[last - 1].end)
        text = " ".join(self.parse.text[span[0] : span[1]].split())
        self.found.append(Mention(span, first, last, head, kind, text, keys, label, number, gender))
