"""Clauses and the text's places come in, the place where each clause happened goes out, None rather than a wrong one.

A place belongs to the clause that governs it: by a preposition that tells where, as what is visited or captured, or from the
clause above. The dateline comes last.
"""

from dragoman.coding.ties import Governor, clauses_at, governors, top_down
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model import Article, Clause, Parse, Place, Token

Words = dict[str, frozenset[str]]

#: relations inside a noun phrase by which a place's name is part of a longer one: "Goma airport", "the town of Goma"
INSIDE = ("compound", "appos", "conj", "amod", "nmod")

SHARED = frozenset(("xcomp", "conj", "advcl", "obj", "pobj", "prep", "pcomp", "subj", "subjpass", "pred", "oprd", "agent", "dep", "ccomp", "relcl", "acl", "prt"))


def locate(
    parse: Parse, clauses: tuple[Clause, ...], places: tuple[Place, ...], article: Article, gazetteer: Gazetteer
) -> tuple[Place | None, ...]:
    """Where each clause happened, parallel to `clauses`.

    In "Troops from Chad entered Maiduguri" the place of entering is Maiduguri, not Chad.
    """
    locator = _Locator(parse, clauses, places, gazetteer.words)
    locator.tie()
    locator.share()
    return tuple(place for _, place in locator.found)


class _Locator:
    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], places: tuple[Place, ...], words: Words) -> None:
        self.parse, self.tokens, self.clauses, self.places, self.words = parse, parse.tokens, clauses, places, words
        self.at = clauses_at(clauses)
        self.above: list[Governor] = governors(parse, clauses, self.at)
        self.found: list[tuple[int, Place | None]] = [(99, None)] * len(clauses)

    def tie(self) -> None:
        """Give each clause the place that hangs from it most closely; of two alike the more exact one."""
        for place in self.places:
            if place.first < place.last:
                for number, cost in self._ties(place):
                    best, other = self.found[number]
                    if cost < best or (cost == best and other is not None and (place.resolution or 3) > (other.resolution or 3)):
                        self.found[number] = cost, place

    def _ties(self, place: Place) -> list[tuple[int, int]]:
        """Clauses that the place hangs from, each with how loosely (0 is closest)."""
        i, steps = self._phrase(place.head)
        token = self.tokens[i]
        if token.rel in ("pobj", "pcomp"):
            return self._by_preposition(self.tokens[token.head], steps)
        if token.rel in ("obj", "subjpass", "root", "relcl"):
            return self._as_object(token)
        if token.rel in ("npadvmod", "advmod"):
            number = self.at.get(token.head)
            return [(number, 1)] if number is not None else []
        if token.rel == "poss":
            return self._as_owner(token)
        return []

    def _phrase(self, i: int) -> tuple[int, int]:
        """From a name up to the head of the phrase it is part of: "Goma" in "the town of Goma", "north of Goma", "Goma airport"."""
        tokens, words = self.tokens, self.words
        for steps in range(8):
            token = tokens[i]
            head = tokens[token.head]
            if token.rel in INSIDE and head.pos in ("NOUN", "PROPN", "ADV", "ADJ", "NUM"):
                if token.rel == "compound" and not self._is_site(head) and head.pos != "PROPN":
                    return i, steps
                i = head.i
            elif token.rel == "pobj" and head.lemma in ("of", "in", "from") and tokens[head.head].lemma.lower() in self._wide(head.lemma):
                i = head.head
            elif token.rel == "poss" and self._is_site(head):
                i = head.i
            else:
                return i, steps
        return i, 8

    def _wide(self, preposition: str) -> frozenset[str]:
        words = self.words
        if preposition == "of":
            return words["city"] | words["region"] | words["direction"] | words["site"] | words["part"]
        return words["city"] | words["region"] | words["site"] if preposition == "in" else words["distance"]

    def _is_site(self, token: Token) -> bool:
        words = self.words
        lemma = token.lemma.lower()
        return lemma in words["site"] or lemma in words["city"] or lemma in words["region"] or lemma in words["part"]

    def _by_preposition(self, prep: Token, steps: int) -> list[tuple[int, int]]:
        """The clause that a preposition hangs from, directly or by a noun of the clause."""
        lemma, tokens = prep.lemma.lower(), self.tokens
        if lemma not in self.words["happens"] and lemma not in ("of", "for"):
            return []
        i, cost = prep.head, 0
        path = ["prep"]
        found = []
        for _ in range(10):
            number = self.at.get(i)
            token = tokens[i]
            if number is not None and (lemma in self.words["happens"] or (token.pos == "NOUN" and lemma == "of")) and self._fits(number, lemma, cost, path):
                found.append((number, cost))
            if token.pos in ("VERB", "AUX") and number is not None:
                break
            if token.head == i or (cost == 0 and token.pos in ("NOUN", "PROPN") and lemma not in self.words["whereabouts"]):
                if number is None:
                    break
            if token.head == i or token.rel in ("relcl", "acl", "poss", "compound"):
                break
            path.append(token.rel)
            i = token.head
            cost += 2 if token.rel in ("subj", "agent", "appos") else 1
        return found

    def _fits(self, number: int, lemma: str, cost: int, path: list[str]) -> bool:
        """Whether a preposition tells where this clause happens: "to" and "from" only with verbs of motion, by a noun only "in" and its like."""
        clause, words = self.clauses[number], self.words
        if cost == 0:
            if lemma in ("to", "from", "toward", "towards", "for"):
                return clause.lemma.split()[0] in words["motion_verb"] or clause.kind == "noun"
            return True
        if lemma not in words["whereabouts"]:
            return False
        return not (clause.lemma in words["saying_verb"] and ("subj" in path or cost > 1))

    def _as_object(self, token: Token) -> list[tuple[int, int]]:
        """The place is what is visited, captured, bombed."""
        found = []
        for number in self._clauses_of_object(token.i):
            clause = self.clauses[number]
            if clause.kind == "verb" and clause.lemma.split()[0] in self.words["destination_verb"]:
                found.append((number, 0))
        return found

    def _clauses_of_object(self, i: int) -> list[int]:
        number = self.at.get(self.tokens[i].head)
        return [number] if number is not None and i in self.clauses[number].roles.get("object", ()) else [number] if number is not None and self.tokens[i].rel in ("obj", "subjpass") else []

    def _as_owner(self, token: Token) -> list[tuple[int, int]]:
        """ "Syria's war", "Mosul's fall": the place of an event noun."""
        number = self.at.get(token.head)
        return [(number, 3)] if number is not None and self.clauses[number].kind == "noun" and token.head in self.at and self._place_like(token) else []

    def _place_like(self, token: Token) -> bool:
        return any(place.head == token.i and (place.resolution or 0) in (3, 4) for place in self.places)

    def share(self) -> None:
        """Hand places down to clauses that hang from one with a place, and up from event nouns and second verbs."""
        order = top_down(self.above)
        for number in reversed(order):
            governor = self.above[number]
            if governor.clause is not None and self.found[governor.clause][1] is None and self.found[number][1] is not None and self._gives_up(number, governor):
                self.found[governor.clause] = self.found[number][0] + 2, self.found[number][1]
        for number in order:
            governor = self.above[number]
            if self.found[number][1] is None and governor.clause is not None and self._takes_from(number, governor):
                self.found[number] = self.found[governor.clause][0] + 2, self.found[governor.clause][1]

    def _takes_from(self, number: int, governor: Governor) -> bool:
        assert governor.clause is not None
        upper = self.clauses[governor.clause]
        if upper.lemma in self.words["saying_verb"]:
            return False
        return all(rel in SHARED for rel in governor.path)

    def _gives_up(self, number: int, governor: Governor) -> bool:
        assert governor.clause is not None
        upper, lower = self.clauses[governor.clause], self.clauses[number]
        if upper.lemma in self.words["saying_verb"]:
            return False
        if governor.path == ("conj",):
            return True
        return lower.kind == "noun" and governor.path[0] in ("obj", "subjpass", "pobj", "subj") and len(governor.path) <= 2
