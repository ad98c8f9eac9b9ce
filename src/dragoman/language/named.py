"""Names in an article: those of the dictionary first, those that only the recogniser marked second."""

from bisect import bisect_left, bisect_right

from dragoman.knowledge.spelling import fold, without_initials
from dragoman.language.phrases import LABELS, NOBODY, PLACE, PREMODIFIERS, Phrases
from dragoman.model import MentionKind

#: mark of tokens that only look like a name of the dictionary
TRAP = 2


class Named(Phrases):
    """Finds names; call `dictionary`, then `recognised`."""

    def dictionary(self) -> None:
        """Names that the dictionary knows."""
        for start, end, keys in self._matches():
            first = bisect_right(self.starts, start) - 1
            last = bisect_left(self.starts, end)
            if first < 0 or first >= last or self.tokens[first].end <= start:
                continue
            if not keys:
                self.taken[first:last] = bytes([TRAP]) * (last - first)
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
            plain = self.agents.words("plain-in-capitals")
            raised_text = text[shift : sentence.span[1]]
            upper = self.names.match(raised_text, capitals=True)
            kept += [(a + shift, b + shift, keys) for a, b, keys in upper if raised_text[a:b].lower() not in plain]
        return kept

    def _possible(self, first: int, last: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """The keys that may be meant here: common words, longer names of other people and pronouns are sorted out."""
        token = self.tokens[first]
        single = last - first == 1
        if single and token.text.lower() in self.agents.pronouns and token.tag.startswith("PRP"):
            return ()
        plain = token.tag in ("NN", "NNS") and (not self._opens(first) or (token.text.isupper() and len(token.text) > 2))
        if single and token.tag not in ("NNP", "NNPS", "JJ", "NNS") and not token.entity and not plain:
            return ()
        if single and token.text in self.agents.words("only-with-article") and not self._definite(first):
            return ()
        label, begin, end = self.entity_at.get(last - 1, ("", first, last))
        if label in NOBODY and end - begin > last - first and not first <= self._head(begin, end) < last:
            return ()
        if keys and begin < first and self._leaders(first, keys):
            return keys
        if label == "PERSON" and (begin < first or last < end) and not (begin < first and last == end and self._titled(begin, first)):
            return tuple(key for key in keys if self.names[key].kind == "person" and last == end)
        if single and last < len(self.tokens) and self.tokens[last].tag == "$":
            return ()
        if single and self._homonym(token.text):
            return ()
        if self._ends_name(first) and any(self.names[key].form in ("name", "capital") and self.names[key].kind == "state" for key in keys):
            return ()
        if single and token.text in self.people and self._as_person(first, label):
            return tuple(key for key in keys if self.names[key].kind == "person")
        return keys

    def _definite(self, i: int) -> bool:
        """Whether the word stands as a phrase of its own after an article: the House, not House Republicans or the White House."""
        before = self.tokens[i - 1] if i else None
        return before is not None and before.lemma.lower() in self.agents.words("definite") and self.tokens[i].rel not in PREMODIFIERS

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

    def _leaders(self, first: int, keys: tuple[str, ...]) -> bool:
        """Whether a seat of government stands after the surname of one who had it: the Obama White House."""
        before = fold(self.tokens[first - 1].text) if first else ""
        return self.names[keys[0]].form == "seat" and before in self.names.surnames

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
        if label == "PERSON" and entry.kind == "state":
            label = "GPE"
        if label in ("ORG", "FAC") and stop > last and not self.taken[last] and self._inside_body(first, last, stop):
            label = "NORP" if entry.form == "adjective" else "GPE"
        self.taken[first:last] = bytes([1]) * (last - first)
        person = entry.kind == "person"
        begin, head = self._with_title(first, head) if person or entry.form != "adjective" else (first, head)
        kind = MentionKind.METONYM if entry.form in ("capital", "seat") else MentionKind.NAME
        place = self._located(head, entry.form) if not person else False
        if entry.form == "adjective" or (entry.form == "people" and self.tokens[head].rel in PREMODIFIERS):
            label = "NORP"
        number = "one" if person else "many" if entry.form == "people" or self.tokens[head].tag in ("NNS",) else ""
        gender = entry.gender or (self._gender(begin, last) if person else "")
        name = first if person and begin < first else -1
        self._mention(begin, last, head, kind, keys, PLACE if place else label or self._default(entry.kind), number, gender, name)
        if name > begin:
            self._bodies(begin, name)

    def _by_use(self, head: int, keys: tuple[str, ...]) -> tuple[str, ...]:
        """A word that is adjective and people of a state: the people where it stands as a noun (a Russian, the Chinese), else the adjective."""
        if len(keys) < 2:
            return keys
        noun = self.tokens[head].rel not in PREMODIFIERS or self.tokens[head].tag in ("NNS", "NNPS")
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
        """The label of a name that the recogniser did not mark, by the kind of its entry."""
        return {"person": "PERSON", "state": "GPE"}.get(kind, "ORG")

    def recognised(self) -> None:
        """Names that the recogniser marked and the dictionary does not have."""
        for name in self.parse.names:
            if name.label not in LABELS or name.last <= name.first:
                continue
            first, last = self._trimmed(name.first, name.last)
            if first >= last or self._known(first, last, name.label) or not any(self.tokens[i].text[:1].isupper() for i in range(first, last)):
                continue
            if last - first == 1 and self.tokens[first].tag in ("PRP", "PRP$", "VB", "VBD", "VBZ", "RB", "IN", "UH"):
                continue
            if last - first == 1 and self._in_office(first):
                continue
            while self.taken[first] == 1:
                if name.label not in ("PERSON", "NORP"):
                    break
                first += 1
            again = last - first == 1 and self.tokens[first].text in self.people and not self._located(first, "name")
            self._add_unknown(first, last, "PERSON" if again else name.label)

    def _in_office(self, i: int) -> bool:
        """Whether a word is the last one of an office: State in Secretary of State."""
        token = self.tokens[i]
        above = self.tokens[token.head]
        if token.rel != "pobj" or not above.head < above.i < i < above.i + 3:
            return False
        office = self._agent(above.head)
        return office is not None and office[2] > i

    def _known(self, first: int, last: int, label: str) -> bool:
        """Whether a name is taken; what only looks like a state's name is free for the body (British Airways) or place (New Jersey) that it names."""
        ends = TRAP not in (self.taken[first - 1] if first else 0, self.taken[last] if last < len(self.taken) else 0)
        free = label == "ORG" or (label == "GPE" and ends)
        return bool(self.taken[last - 1]) and not (free and set(self.taken[first:last]) == {TRAP})

    def _add_unknown(self, first: int, last: int, label: str) -> None:
        while first < last - 1 and self.tokens[first].text.lower() in self.agents.words("honorific"):
            first += 1
        head = self._head(first, last)
        noun = self._agent(head)
        if noun and noun[1] <= first and label != "PERSON" and last - first <= 2 and self.tokens[head].tag in ("NN", "NNS"):
            return
        for i in range(first, last):
            self.taken[i] = 1
        begin, head = self._with_title(first, head)
        if label != "PERSON" and begin < first and (title := self._agent(first - 1)) and title[0].kind == "person" and last - first < 4:
            label = "PERSON"
        keys = self._persons(first, last) if label == "PERSON" or " " not in self.parse.text[self.tokens[first].start : self.tokens[last - 1].end] else ()
        place = label in ("GPE", "LOC", "FAC") and self._located(head, "name")
        number = "one" if label == "PERSON" else "many" if self.tokens[head].tag == "NNPS" and label == "NORP" else ""
        gender = "" if label == "PERSON" else "n"
        name = first if label == "PERSON" and begin < first else -1
        self._mention(begin, last, head, MentionKind.NAME, keys, PLACE if place else label, number, self._gender(begin, last) or gender, name)
        if name > begin:
            self._bodies(begin, name)

    def _bodies(self, begin: int, name: int) -> None:
        """Bodies that nobody marked in the title before a person's name: Philips in "Philips chairman Cor Smit"."""
        first = name
        for i in range(begin, name):
            if noun := self._agent(i):
                if first < noun[1]:
                    self.taken[first : noun[1]] = bytes([1]) * (noun[1] - first)
                    self._mention(first, noun[1], noun[1] - 1, MentionKind.NAME, (), "ORG", "", "n")
                    self.bodies.add(self.tokens[noun[1] - 1].text)
                first = name
            elif self._nameless(i):
                first = name
            else:
                first = min(first, i)

    def _nameless(self, i: int) -> bool:
        """Whether a word of a title is no part of a name: taken by another, an honorific, in small letters."""
        token = self.tokens[i]
        lower = token.text.lower()
        return bool(self.taken[i]) or token.tag not in ("NNP", "NNPS") or lower in self.agents.genders or lower in self.agents.words("honorific")

    def _persons(self, first: int, last: int) -> tuple[str, ...]:
        """Persons of the dictionary with this surname, of one word or more, or whose fuller name has all the words: Gloria Arroyo of Gloria Macapagal Arroyo."""
        spelt_here = fold(self.parse.text[self.tokens[first].start : self.tokens[last - 1].end]).replace("- ", "-")
        words = without_initials(spelt_here.replace(" .", " ").split())
        keys = self.names.surnames.get(words[-1], ()) if words else ()
        if len(words) == 1:
            return keys
        spelt = ((key, fold(self.names[key].name).split()) for key in keys)
        family = [words[0].lower(), *words[1:]]
        return tuple(key for key, full in spelt if (full[0] == words[0] and set(words) <= set(full)) or full[-len(words) :] in (words, family))
