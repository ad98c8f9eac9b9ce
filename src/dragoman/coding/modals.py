"""A clause comes in, the modal words that make another event of it go out: "will not leave" refuses, "must leave" demands."""

from dataclasses import dataclass

from dragoman import tree
from dragoman.knowledge.shapes_grammar import Grammar
from dragoman.model import Clause, Parse, Token


@dataclass(frozen=True, slots=True)
class Modal:
    """`word` is the key of a family's `auxiliaries` ("will not", "must", "have to"), `words` its tokens. "Have to" is weaker than "must".

    `above` is the verb for which the clause is a condition ("unless").
    """

    word: str
    words: tuple[int, ...]
    is_weak: bool = False
    above: int | None = None


def modal(parse: Parse, clause: Clause, grammar: Grammar) -> Modal | None:
    """The modal of a verb's clause: its auxiliary with "not", or the verb it is an infinitive of ("has to leave"); none that asks or opens a condition ("Should it leave")."""
    if clause.kind != "verb":
        return None
    verb = parse.tokens[_first_of_conjuncts(parse, clause.head)]
    condition = _condition(parse, verb, grammar)
    if condition is not None:
        return condition
    auxiliary = next((parse.tokens[c] for c in tree.children(parse, verb.i, "aux") if parse.tokens[c].tag == "MD"), None)
    if auxiliary is None:
        return _infinitive(parse, verb, grammar)
    subject = tree.child(parse, verb.i, "subj", "subjpass")
    if subject is not None and auxiliary.i < subject:
        return None
    return _with_not(parse, verb, auxiliary, _word(auxiliary, grammar), grammar)


def _condition(parse: Parse, verb: Token, grammar: Grammar) -> Modal | None:
    """The word that makes a clause a condition for what another does: "won't leave *until* Chad pays", "will leave *unless* Chad pays"."""
    mark = tree.child(parse, verb.i, "mark")
    if verb.rel != "advcl" or mark is None or tree.child(parse, verb.i, "subj", "subjpass") is None:
        return None
    word = parse.tokens[mark].lemma.lower()
    denied = word in grammar.denied_condition_marks and tree.child(parse, verb.head, "neg") is not None
    above = verb.head if parse.tokens[verb.head].rel != "xcomp" else parse.tokens[verb.head].head
    return Modal(word, (mark,), above=above) if denied or word in grammar.condition_marks else None


def speaker_verb(parse: Parse, head: int, grammar: Grammar) -> int | None:
    """The verb of saying whose words the clause at `head` is: *said* in "Iran said that Iraq must leave"."""
    token = parse.tokens[head]
    if token.rel == "pred" or (token.pos == "NOUN" and token.rel in ("subj", "subjpass")):
        token = parse.tokens[token.head]
    token = parse.tokens[_told_with(parse, token.i)]
    above = parse.tokens[token.head]
    for _ in range(2):
        if token.rel in ("xcomp", "oprd") and above.lemma.lower() in grammar.necessity_verbs:
            token, above = above, parse.tokens[above.head]
    return above.i if token.rel == "ccomp" and above.lemma.lower() in grammar.speaking_verbs else None


def _word(token: Token, grammar: Grammar) -> str:
    """The modal in its full form: "wo" and "'ll" are will, "'d" is would."""
    lemma = token.lemma.lower()
    for word, forms in (("will", grammar.mood_future), ("would", grammar.mood_would)):
        if lemma in forms or token.text.lower() in forms:
            return word
    return lemma


def _first_of_conjuncts(parse: Parse, i: int) -> int:
    """The verb that bears the auxiliaries of the coordinated one at `i`: *will* in "will not meet or talk"."""
    token = parse.tokens[i]
    for _ in range(4):
        if token.rel != "conj" or tree.child(parse, token.i, "subj", "subjpass", "aux") is not None:
            break
        token = parse.tokens[token.head]
    return token.i


def _told_with(parse: Parse, i: int) -> int:
    """The first of the clauses that are told together with the one at `i`: "said *there is* no law and Kenya is cheating"; one after a comma stands alone."""
    token = parse.tokens[i]
    for _ in range(4):
        own = tree.child(parse, token.i, "subj", "subjpass", "aux") is not None
        joint = next((c for c in parse.children[token.head] if c < token.i and parse.tokens[c].rel == "cc"), token.i)
        if token.rel != "conj" or (own and joint > 0 and parse.tokens[joint - 1].pos == "PUNCT"):
            break
        token = parse.tokens[token.head]
    return token.i


def _with_not(parse: Parse, verb: Token, auxiliary: Token, word: str, grammar: Grammar) -> Modal:
    denial = tree.child(parse, verb.i, "neg")
    if denial is not None:
        return Modal(f"{word} not", (auxiliary.i, denial))
    longer = next((c for c in tree.children(parse, verb.i, "advmod") if f"{parse.tokens[c - 1].lemma} {parse.tokens[c].lemma}" in grammar.no_longer), None)
    return Modal(word, (auxiliary.i,)) if longer is None else Modal(f"{word} not", (auxiliary.i, longer - 1, longer))


def _infinitive(parse: Parse, verb: Token, grammar: Grammar) -> Modal | None:
    above = parse.tokens[verb.head]
    if verb.rel not in ("xcomp", "oprd") or above.lemma.lower() not in grammar.necessity_verbs:
        return None
    found = _with_not(parse, above, above, f"{above.lemma.lower()} to", grammar)
    return Modal(found.word, found.words, True)
