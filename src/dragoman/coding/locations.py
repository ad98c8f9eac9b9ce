"""Clauses and the text's places come in, the place where each clause happened goes out, None rather than a wrong one.

A place belongs to the clause that governs it: by a preposition that tells where, as what is visited or captured, or by way of a noun
or a clause below. Every step on the way up the tree has its price; the cheapest place wins, the most exact of two alike.
"""

from dragoman.coding.ties import Governor, clauses_at, governors, side_by_side, top_down
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model import Article, BlockKind, Clause, Parse, Place, Token

Words = dict[str, frozenset[str]]

#: relations inside a noun phrase by which a name is part of a longer one: "Goma airport", "Beni and Goma"
INSIDE = ("compound", "appos", "conj", "amod", "nummod")

#: price of a step up the tree by the relation of the lower word; a relation that is not here can't be passed
STEPS = {
    "obj": 1, "subjpass": 1, "iobj": 2, "subj": 2, "conj": 1, "appos": 1, "compound": 3, "poss": 4, "pred": 1, "oprd": 1, "acl": 2, "relcl": 2, "pcomp": 1, "xcomp": 0,
    "csubj": 2, "npadvmod": 1, "advmod": 0, "nummod": 1, "dep": 2, "agent": 1, "prt": 0, "amod": 2,
}  # fmt: skip

#: prices: passing a preposition of the class `passing` or `aimed` (others can't be passed), being owned, a clause of the same scene, of another
PREPOSITION, AIMED, OWNER, SAME_SCENE, OTHER_SCENE = 1, 4, 2, 1, 5

#: price above which a place tells nothing of a clause, and longest way in words
TOO_DEAR, FAR = 5, 16


def locate(
    parse: Parse, clauses: tuple[Clause, ...], places: tuple[Place, ...], article: Article, gazetteer: Gazetteer
) -> tuple[Place | None, ...]:
    """Where each clause happened, parallel to `clauses`.

    In "Troops from Chad entered Maiduguri" the place of entering is Maiduguri, not Chad.
    """
    locator = _Locator(parse, clauses, gazetteer.words)
    for place in places:
        if place.head >= 0:
            locator.climb(place)
    locator.hand_down()
    dateline = next((place for place in places if place.head < 0), None)
    if dateline is not None:
        locator.open_with(dateline, places)
    return tuple(place for _, place in locator.found)


class _Locator:
    """The cheapest place of each clause so far."""

    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], words: Words) -> None:
        self.parse, self.tokens, self.clauses, self.words = parse, parse.tokens, clauses, words
        self.at = clauses_at(clauses)
        self.found: list[tuple[int, Place | None]] = [(TOO_DEAR + 1, None)] * len(clauses)

    def climb(self, place: Place) -> None:
        """Offer a place to all clauses above it, dearer with every step."""
        top, price = self._phrase(place.head)
        start = self._enter(top, place)
        if start is None:
            return
        i, cost = start[0], start[1] + price
        for _ in range(FAR):
            number = self.at.get(i)
            if number is not None:
                self._offer(number, cost, place)
            step = self._step(self.tokens[i])
            if step is None or cost + step[1] > TOO_DEAR:
                return
            i, cost = step[0], cost + step[1]

    def _offer(self, number: int, cost: int, place: Place) -> None:
        best, other = self.found[number]
        if cost < best or (cost == best and other is not None and _exactness(place) > _exactness(other)):
            self.found[number] = cost, place

    def _phrase(self, i: int) -> tuple[int, int]:
        """From a name up to the head of the phrase it is part of: "Goma" in "the town of Goma", "Goma airport"; dearer if only near it, "north of Goma"."""
        tokens, price = self.tokens, 0
        for _ in range(8):
            token = tokens[i]
            head = tokens[token.head]
            if head.lemma.lower() in self.words["person"] and token.rel in ("compound", "amod"):
                return i, price
            if token.rel in INSIDE and head.i != i and head.pos in ("NOUN", "PROPN", "ADV", "ADJ", "NUM"):
                if token.rel in ("compound", "amod") and (head.lemma.lower() in self.words["foreign_site"] or (head.pos != "PROPN" and not self._is_site(head))):
                    return i, price
                price += token.rel == "appos"
                i = head.i
            elif token.rel == "pobj" and self._names_one(head):
                i = head.head
            elif token.rel == "pobj" and head.lemma in self.words["part_of"] and self._is_site(tokens[head.head]):
                i = head.head
                price += tokens[i].lemma.lower() in self.words["direction"]
            elif token.rel == "poss" and self._is_site(head):
                i = head.i
            else:
                return i, price
        return i, price

    def _names_one(self, prep: Token) -> bool:
        """Whether what a preposition brings is one of the places above it, or what they lead to: "towns like X", "the entrance to X"."""
        words, above = self.words, self.tokens[prep.head]
        return (prep.lemma.lower() in words["such_as"] and self._is_site(above)) or (prep.lemma in words["ways"] and above.lemma in words["way"])

    def _is_site(self, token: Token) -> bool:
        words, lemma = self.words, token.lemma.lower()
        return any(lemma in words[name] for name in ("site", "city", "region", "part", "direction", "kind"))

    def _enter(self, i: int, place: Place) -> tuple[int, int] | None:
        """The first word above the place's phrase that the place tells something of, and the price; None if it tells of nothing."""
        token = self.tokens[i]
        head = self.tokens[token.head]
        if token.rel == "pobj":
            above = self.tokens[head.head]
            if head.lemma in self.words["part_of"] and token.i != place.head and token.pos == "NOUN" and above.pos == "NOUN":
                return above.i, OWNER
            return self._by_preposition(head)
        if token.rel in ("obj", "subjpass"):
            return (head.i, 0) if head.lemma in self.words["destination_verb"] else None
        if token.rel in ("npadvmod", "advmod"):
            return head.i, 1
        if token.rel in ("poss", "compound", "amod"):
            if head.lemma.lower() in self.words["person"] or head.lemma.lower() in self.words["foreign_site"] or (token.rel != "poss" and place.resolution == 1):
                return None
            return (head.i, OWNER) if head.i in self.at or self._lies_there(head) else None
        return None

    def _lies_there(self, noun: Token) -> bool:
        """Whether an owned thing is where something happens: "in Grozny's streets", "bombed Syria's airfields"."""
        head = self.tokens[noun.head]
        if noun.rel == "pobj":
            return head.lemma.lower() in self.words["happens"]
        return noun.rel in ("obj", "subjpass") and head.lemma in self.words["destination_verb"]

    def _by_preposition(self, prep: Token) -> tuple[int, int] | None:
        """Where a preposition leads: "in" to what it hangs from, "of" and "on" to event nouns, "to" and "from" to verbs of motion."""
        lemma, words = prep.lemma.lower(), self.words
        above = self.tokens[prep.head]
        event = above.i in self.at and above.pos not in ("VERB", "AUX")
        if lemma in words["of_event"] and above.pos not in ("VERB", "AUX"):
            site = lemma in words["happens"] and self._is_site(above)
            return (above.i, 0) if event or site else None
        if lemma in words["source"] and above.lemma in words["distance"]:
            return above.i, 0
        if lemma in words["motion"]:
            moves = above.lemma in words["motion_verb"] or (event and lemma not in words["source"])
            return (above.i, int(lemma in words["source"])) if moves else None
        if lemma not in words["happens"] and lemma not in words["direction"]:
            return None
        if above.rel == "prep" and above.lemma.lower() in words["motion"]:
            return self._by_preposition(above)
        return above.i, 0

    def _step(self, token: Token) -> tuple[int, int] | None:
        """The next word up that shares the place, and the price of getting there."""
        head = self.tokens[token.head]
        if head.i == token.i:
            return None
        rel = token.rel
        if rel == "pobj":
            lemma = head.lemma.lower()
            price = AIMED if lemma in self.words["aimed"] else PREPOSITION
            return (head.head, price) if lemma in self.words["passing"] or lemma in self.words["aimed"] else None
        if rel == "prep":
            return head.i, 0
        if rel == "pcomp":
            return (head.head, SAME_SCENE) if head.lemma.lower() in self.words["scene"] else (head.head, OTHER_SCENE)
        if rel == "advcl":
            return head.i, SAME_SCENE if self._same_scene(token) else OTHER_SCENE
        if rel == "conj" and head.pos in ("VERB", "AUX") and not self._one_scene(token, head):
            return None
        if head.lemma in self.words["saying_verb"] and head.pos == "VERB":
            return (head.i, STEPS["obj"]) if rel in ("obj", "conj") and self._event(token) else None
        if rel == "ccomp":
            return head.i, 2
        cost = STEPS.get(rel)
        return None if cost is None else (head.i, cost)

    def _one_scene(self, verb: Token, first: Token) -> bool:
        """Whether the place of a second verb is also the first's: "shot and killed a man in Yala", "killed six and wounded ten in Yala"."""
        if verb.lemma in self.words["motion_verb"]:
            return False
        harm = self.words["harm_verb"]
        return side_by_side(self.parse, verb) or (verb.lemma in harm and first.lemma in harm)

    def _event(self, token: Token) -> bool:
        return token.i in self.at

    def _same_scene(self, verb: Token) -> bool:
        """Whether an adverbial clause tells of the same scene: "when", "while", "as", or a participle."""
        openers = [self.tokens[c] for c in self.parse.children[verb.i] if self.tokens[c].rel in ("mark", "advmod") and self.tokens[c].i < verb.i and self.tokens[c].pos in ("SCONJ", "ADV")]
        openers = [token for token in openers if token.tag in ("WRB", "IN")]
        return all(token.lemma.lower() in self.words["scene"] for token in openers)

    def hand_down(self) -> None:
        """Give clauses the place of the one above them where it is nearer than their own."""
        above = governors(self.parse, self.clauses, self.at)
        for number in top_down(above):
            governor = above[number]
            if governor.clause is None:
                continue
            cost, place = self.found[governor.clause]
            price = self._price_down(governor)
            if place is not None and price is not None and cost + price < self.found[number][0]:
                self.found[number] = cost + price, place

    def open_with(self, dateline: Place, places: tuple[Place, ...]) -> None:
        """Give the dateline's place to what the first sentence of the body tells as past, if it names no other place but its country."""
        sentence = next((one for one in self.parse.sentences if one.block is BlockKind.BODY), None)
        if sentence is None or any(sentence.first <= place.head < sentence.last and not _same(place, dateline) for place in places):
            return
        for number, clause in enumerate(self.clauses):
            if self.found[number][1] is None and clause.sentence == sentence.index and clause.lemma not in self.words["saying_verb"] and self.tokens[clause.head].tag in ("VBD", "VBN"):
                self.found[number] = TOO_DEAR, dateline

    def _price_down(self, governor: Governor) -> int | None:
        assert governor.clause is not None
        upper = self.clauses[governor.clause]
        if upper.lemma in self.words["saying_verb"] and upper.kind == "verb":
            return None
        price = 1
        for rel in governor.path:
            if rel in ("pobj", "prep"):
                continue
            if rel == "ccomp":
                price += 1
            elif rel == "advcl":
                price += 2
            elif rel in STEPS:
                price += STEPS[rel]
            else:
                return None
        return price


def _same(place: Place, dateline: Place) -> bool:
    """Whether a place is that of the dateline or its country."""
    if place.country_code is None or place.country_code != dateline.country_code:
        return False
    return place.resolution == 1 or place.name == dateline.name


def _exactness(place: Place) -> int:
    """Sites and unknown names tell more than towns, towns more than provinces, provinces more than countries."""
    return 4 if place.name is None else {1: 0, 2: 1, 3: 2}.get(place.resolution or 4, 3)
