"""A parse and the cast come in, the issues that the text names go out: mediation, talks, plans, each with whose it is.

"China's peace proposal", "the Chinese plan", "it": a plan, an offer or a pronoun without words of its own takes up what was named before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman import tree
from dragoman.knowledge.shapes_positions import Phrase, Positions
from dragoman.model import Cast, Clause, Parse

#: how many sentences back a pronoun reaches, and how many tokens before a noun its phrase is looked for
BACK, NEAR = 1, 6
#: how many tokens after a clause of a carrier its issue may stand: "a pact that is to pave the way for *talks*"
FURTHER = 12
#: how many issues back "the plan" or "the offer" reaches
RECENT = 40


@dataclass(frozen=True, slots=True)
class Named:
    """An issue named at token `head`: its kind, codes of whose it is, whether it is an act (a verb), and whether a noun carries it ("offer")."""

    head: int
    kind: str
    by: tuple[str, ...]
    act: bool = False
    carried: bool = False
    words: tuple[int, ...] = ()


def find(parse: Parse, clauses: tuple[Clause, ...], cast: Cast, positions: Positions, in_conflict: bool) -> tuple[Named, ...]:
    """Issues in text order, one a token. Only where parties are in conflict (`in_conflict`) is a plan of somebody a plan for peace."""
    return _Finder(parse, clauses, cast, positions, in_conflict).all()


@dataclass(slots=True)
class _Seen:
    """What was named before: in order, by token, the last by its noun, and by kind all whose it was."""

    order: list[Named] = field(default_factory=list)
    by_head: dict[int, Named] = field(default_factory=dict)
    by_noun: dict[str, Named] = field(default_factory=dict)
    makers: dict[str, dict[tuple[str, ...], None]] = field(default_factory=dict)

    def add(self, named: Named) -> None:
        self.order.append(named)
        self.by_head[named.head] = named
        if named.by:
            makers = self.makers.setdefault(named.kind, {})
            makers.pop(named.by, None)
            makers[named.by] = None


#: parts of speech that carry an issue or take it up again
REFERRING = frozenset(("NOUN", "PROPN", "PRON", "DET"))


class _Finder:
    def __init__(self, parse: Parse, clauses: tuple[Clause, ...], cast: Cast, positions: Positions, in_conflict: bool) -> None:
        self.parse, self.tokens, self.below = parse, parse.tokens, parse.children
        self.cast, self.positions, self.words = cast, positions, positions.words
        self.code = {actor.id: actor.code for actor in cast.actors}
        self.clause = {clause.head: clause for clause in clauses}
        self.in_conflict = in_conflict
        self.taken: set[int] = set()
        self.plain: dict[int, Named] = {}

    def all(self) -> tuple[Named, ...]:
        acts, nouns = self.positions.acts, self.positions.nouns
        lemmas = [token.lemma.lower() for token in self.tokens]
        for i, lemma in enumerate(lemmas):
            if lemma in acts and self.tokens[i].pos == "VERB":
                self._act(i, acts[lemma])
        for i, lemma in enumerate(lemmas):
            if lemma in nouns and i not in self.taken and self.tokens[i].pos in ("NOUN", "PROPN", "ADJ"):
                self._noun(i, nouns[lemma])
        if not self.plain:
            return ()
        seen = _Seen()
        for i, lemma in enumerate(lemmas):
            if i not in self.plain and self.tokens[i].pos not in REFERRING:
                continue
            named = self.plain.get(i) or self._carried(i, lemma, seen) or self._again(i, lemma, seen)
            if named is not None:
                named = self._whose(named, seen)
                seen.add(named)
                if not named.act and self.tokens[i].pos != "PRON":
                    seen.by_noun[lemma] = named
        return tuple(seen.order)

    # --- named by words of their own -------------------------------------------------------------------------------

    def _act(self, i: int, phrases: Iterable[tuple[Phrase, str]]) -> None:
        """A verb that does what the issue is: *mediate*, *release* prisoners. What it does it to is no issue beside it."""
        clause = self.clause.get(i)
        if clause is None or self.tokens[i].rel == "amod":
            return
        objects = [j for o in clause.roles.get("object", ()) for j in (o, *self.below[o])]
        particles = [c for c in self.below[i] if self.tokens[c].rel in ("prt", "prep", "advmod")]
        held = {self.tokens[j].lemma.lower(): j for j in (*particles, *(p for c in particles for p in self.below[c]), *objects)}
        for words, kind in phrases:
            whom = clause.roles.get("object", ())
            if all(word in held or (word == "actor" and any(o in self.cast.at for o in whom)) or (word == "none" and not whom) for word in words):
                found = tuple(held[word] for word in words if word in held)
                self.taken.update(found)
                whose = self._codes(s for s in clause.roles.get("subject", ()))
                self.plain[i] = Named(i, kind, whose if self.positions.kinds[kind].whose else (), True, False, (i, *found))
                return

    def _noun(self, i: int, phrases: Iterable[tuple[Phrase, str]]) -> None:
        before = range(max(0, i - NEAR), i)
        held = {self.tokens[j].lemma.lower(): j for j in before if self.tokens[j].head == i or self.tokens[self.tokens[j].head].head == i}
        if any(len(words) > 0 for words, _ in phrases):
            for c in self.below[i]:
                if c > i and self.tokens[c].rel == "prep":
                    held.setdefault(self.tokens[c].lemma.lower(), c)
                    held.update((self.tokens[p].lemma.lower(), p) for o in self.below[c] for p in (o, *self.below[o]))
                    held.update(("actor", o) for o in self.below[c] if o in self.cast.at)
        for words, kind in phrases:
            if all(word in held for word in words):
                whose = self.positions.kinds[kind].whose
                found = tuple(held[word] for word in words)
                for j in found:
                    self.plain.pop(j, None)
                if self.tokens[i].rel == "compound" and not self._modifies(i):
                    return
                self.plain[i] = Named(i, kind, self._codes(self.owners(i)) if whose else (), False, False, (i, *found))
                return

    def _modifies(self, i: int) -> bool:
        """Whether the noun that the issue stands before may carry it: "ceasefire call", not "aid worker"."""
        head = self.tokens[self.tokens[i].head].lemma.lower()
        return head in self.words.carriers or head in self.words.passing or head in self.positions.nouns or head in self.positions.heads

    # --- carried by another noun, or taken up again -------------------------------------------------------------------

    def _carried(self, i: int, lemma: str, seen: _Seen) -> Named | None:
        """The issue of an offer, a plan, a call: what it is of, else what was named before, else a plan of its maker."""
        token = self.tokens[i]
        if lemma not in self.words.carriers or token.pos not in ("NOUN", "PROPN") or token.rel == "compound":
            return None
        inside = self._inside(i)
        makers = self._codes(self.owners(i))
        if inside is not None:
            return Named(i, inside.kind, makers or inside.by, False, True, (i, *inside.words))
        if not makers and not self._definite(i):
            return None
        before = [n for n in reversed(seen.order[-RECENT:]) if not makers or set(n.by) & set(makers)]
        own = seen.by_noun.get(lemma)
        if own is not None and (not makers or set(own.by) & set(makers)):
            return Named(i, own.kind, makers or own.by, False, True, (i,))
        if before and (makers or lemma not in self.words.plans or before[0].carried):
            offered = lemma in self.words.plans or lemma in self.words.offers
            first = next((n for n in before if self.positions.kinds[n.kind].whose or n.carried), before[0]) if offered else before[0]
            return Named(i, first.kind, makers or first.by, False, True, (i,))
        plan = next(iter(self.words.plan_kind & self.positions.kinds.keys()), None)
        return Named(i, plan, makers, False, True, (i,)) if plan and makers and self.in_conflict and lemma in self.words.plans else None

    def _inside(self, i: int) -> Named | None:
        """The issue that the phrase of a carrier holds: "offer of *mediation*", "*ceasefire* call", "proposal to revive the *deal*"."""
        behind = (i + 1,) if i + 1 < len(self.tokens) and self.tokens[i + 1].rel == "prep" and self.tokens[i + 1].lemma.lower() in self.words.contents else ()
        for c in dict.fromkeys((*self.below[i], *behind)):
            rel = self.tokens[c].rel
            if rel in ("compound", "amod", "nmod") and c in self.plain:
                return self.plain[c]
            if rel == "prep":
                found = next((self.plain[o] for p in self.below[c] for o in self._two(p) if o in self.plain), None)
            elif rel in ("acl", "relcl", "xcomp", "ccomp"):
                found = next((self.plain[o] for o in (*self._two(c), *range(c + 1, c + FURTHER)) if o in self.plain and self._below(o, c)), None)
            else:
                continue
            if found is not None:
                return found
        return None

    def _below(self, o: int, c: int) -> bool:
        """Whether token `o` stands in the clause headed by `c`."""
        for _ in range(FURTHER):
            if o == c:
                return True
            o = self.tokens[o].head
        return False

    def _two(self, i: int) -> Iterator[int]:
        """Token `i` and what hangs from it, two steps down."""
        yield i
        for c in self.below[i]:
            if self.tokens[c].rel in ("obj", "pobj", "prep", "xcomp", "pred"):
                yield c
                yield from (o for o in self.below[c] if self.tokens[o].rel in ("pobj", "obj"))

    def _again(self, i: int, lemma: str, seen: _Seen) -> Named | None:
        """An issue taken up by its bare noun ("the exchange") or by a pronoun that stands for no actor."""
        token = self.tokens[i]
        if token.pos == "NOUN" and token.rel != "compound":
            own = seen.by_noun.get(lemma)
            made = token.rel == "obj" and self.tokens[token.head].lemma.lower() in self.words.creation
            return Named(i, own.kind, () if made else own.by, False, own.carried, (i,)) if own is not None and (made or self._definite(i)) else None
        if token.pos not in ("PRON", "DET") or token.rel not in ("obj", "pobj", "subjpass", "subj") or self._somebody(i) or not seen.order:
            return None
        if token.tag not in ("PRP", "DT") or self.below[i]:
            return None
        meant = self.cast.things.get(i)
        found = seen.by_head.get(meant) if meant is not None else None
        last = found or seen.order[-1]
        if found is None and (last.act or token.rel == "subj" or self.tokens[last.head].sentence < token.sentence - BACK):
            return None
        return Named(i, last.kind, last.by, False, True, (i,))

    def _somebody(self, i: int) -> bool:
        """Whether a pronoun stands for an actor; not for who does it in the same clause: the cabinet that accepts *it* accepts something else."""
        actors = set(self.cast.at.get(i, ()))
        token = self.tokens[i]
        verb = token.head if token.rel != "pobj" else self.tokens[token.head].head
        clause = self.clause.get(verb)
        subjects = clause.roles.get("subject", ()) if clause is not None and token.rel in ("obj", "pobj") else ()
        return bool(actors) and not any(actors & set(self.cast.at.get(s, ())) for s in subjects)

    def _whose(self, named: Named, seen: _Seen) -> Named:
        """The issue with those whose it is, if they were told before and nothing says that it is another one."""
        if named.by or named.act or not self.positions.kinds[named.kind].whose:
            return named
        if any(self.tokens[c].lemma.lower() in self.words.new for c in self.below[named.head]):
            return named
        told = seen.makers.get(named.kind, {})
        if len(told) == 1 or (told and self._definite(named.head)):
            return Named(named.head, named.kind, next(reversed(told)), named.act, named.carried, named.words)
        return named

    # --- whose it is ----------------------------------------------------------------------------------------------------

    def _definite(self, i: int) -> bool:
        return any(self.tokens[c].rel == "poss" or (self.tokens[c].rel == "det" and self.tokens[c].lemma.lower() in self.words.definite) for c in self.below[i])

    def owners(self, i: int) -> tuple[int, ...]:
        """Tokens of the actors who made, own or do the thing at `i`."""
        groups: list[list[int]] = [self._after(i), [], [], [], [], []]
        for c in self.below[i]:
            token = self.tokens[c]
            if token.rel in ("prep", "agent"):
                place = {"by": 0, "of": 4, "from": 5}.get(token.lemma.lower())
                if place is not None:
                    groups[place] += [x for o in self.below[c] for x in tree.conjuncts(self.parse, o)]
            elif token.rel == "poss":
                groups[1] += self._possessor(c, i)
            elif token.rel in ("acl", "relcl") and c in self.clause and token.lemma.lower() in self.words.creation:
                groups[2] += self.clause[c].roles.get("subject", ())
            elif token.rel in ("compound", "amod", "nmod"):
                groups[3] += [c, *self.below[c]]
        clause = self.clause.get(self.tokens[i].head) if self.tokens[i].rel == "obj" else None
        if clause is not None and self.tokens[clause.head].lemma.lower() in self.words.creation:
            groups.append(list(clause.roles.get("subject", ())))
        return next((tuple(t for t in group if t in self.cast.at) for group in groups if any(t in self.cast.at for t in group)), ())

    def _after(self, i: int) -> list[int]:
        """Who stands after *by* right behind the noun, whatever the parser hung it on: "turned down mediation by *the Union*"."""
        by = i + 1
        if by >= len(self.tokens) or self.tokens[by].lemma.lower() != "by" or self.tokens[by].pos != "ADP":
            return []
        return [x for o in self.below[by] for x in tree.conjuncts(self.parse, o)]

    def _possessor(self, c: int, i: int) -> list[int]:
        """Who owns: of "asked the United States to lift *its* sanctions" the one who lifts."""
        clause = self.clause.get(self.tokens[i].head)
        if self.tokens[c].pos == "PRON" and clause is not None and self.tokens[clause.head].rel in ("xcomp", "ccomp") and self.tokens[i].rel == "obj":
            subjects = [x for x in clause.roles.get("subject", ()) if x in self.cast.at]
            if subjects:
                return subjects
        return list(tree.conjuncts(self.parse, c))

    def _codes(self, tokens: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for t in tokens for actor in self.cast.at.get(t, ()) if (code := self.code[actor])))
