"""A parse with its times comes in, the cues that stand on words go out, by the word that each speaks of: "may", "no", "alleged", "in 1968"."""

from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.coding.status_state import Mark
from dragoman.knowledge.shapes_status import Rule, StatusRules
from dragoman.model import Parse, TimeExpression, Token

NOMINAL = ("NOUN", "PROPN", "PRON")
QUOTES = ("``", "''")
ARGUMENTS = ("subj", "subjpass", "obj", "iobj", "pred", "oprd")

Marks = dict[int, list[Mark]]


def marks_of(parse: Parse, times: tuple[TimeExpression, ...], published: str | None, rules: StatusRules) -> Marks:
    """Cues by the token that they speak of. Without a date of publication times say nothing.

    "No troops left": *no* speaks of *troops* and of *left*.
    """
    marks: Marks = {}
    words, tokens = rules.words, parse.tokens
    for token in tokens:
        found = words.get(token.lemma)
        if found is None:
            continue
        for rule in found:
            if token.rel in rule.roles and not _is_spoiled(tokens, token, rule):
                claimers = _named_below(parse, token) if rule.by == "object" else ()
                for host in _hosts(parse, rule, token, rules):
                    marks.setdefault(host, []).append(Mark(rule, token.i, claimers))
    if published:
        for time in times:
            _mark_time(parse, time, published[:10], rules, marks)
    return marks


def _is_spoiled(tokens: tuple[Token, ...], token: Token, rule: Rule) -> bool:
    """The word after the cue takes its force ("not only"), or a second word that the cue needs is not below it or above it ("no longer"), or a quotation mark parts the two ("'Not now,' he said")."""
    if token.rel in ("neg", "advmod") and any(t.tag in QUOTES for t in tokens[token.i + 1 : token.head]):
        return True
    after = token.i + 1
    if rule.unless and after < len(tokens) and tokens[after].lemma in rule.unless:
        return True
    if token.rel == "amod" and token.i > token.head:
        return True
    return bool(rule.beside) and not (after < len(tokens) and tokens[after].lemma == rule.beside)


def _hosts(parse: Parse, rule: Rule, token: Token, rules: StatusRules) -> Iterator[int]:
    """The words that a cue speaks of."""
    tokens = parse.tokens
    host = tokens[token.head]
    joins = token.rel == "cc"
    if rule.where == "during":
        yield from _happening_then(parse, token, rules)
        return
    if host.rel in ("advmod", "neg", "prep", "npadvmod") and host.pos in ("ADV", "PART"):
        while host.rel in ("advmod", "neg", "prep", "npadvmod") and host.pos in ("ADV", "PART") and host.head != host.i:
            host = tokens[host.head]
        yield host.i
    elif rule.where == "below" or (joins and host.pos in NOMINAL):
        yield from _argument_and_verb(parse, token, rule, rules)
    elif joins and token.i > host.i:
        yield from [c for c in parse.children[host.i] if c > token.i and tokens[c].rel == "conj"][:1]
    else:
        yield host.i


def _happening_then(parse: Parse, token: Token, rules: StatusRules) -> Iterator[int]:
    """The past verb that happens at the time a noun names: "fled during the civil *war*"."""
    noun = token if token.rel == "pobj" else parse.tokens[token.head]
    preposition = parse.tokens[noun.head]
    verb = parse.tokens[preposition.head]
    if noun.rel == "pobj" and preposition.lemma in rules.lists["during"] and verb.tag in ("VBD", "VBN", "VBG"):
        yield verb.i


def _named_below(parse: Parse, token: Token) -> tuple[int, ...]:
    """Who is named after a preposition below a cue: "according to *Kuwait*"."""
    return tuple(o for c in parse.children[token.i] for o in parse.children[c] if parse.tokens[o].rel == "pobj")


def _argument_and_verb(parse: Parse, token: Token, rule: Rule, rules: StatusRules) -> Iterator[int]:
    """The noun that "no" stands before and the verb whose argument it is; of "nobody" the verb."""
    tokens = parse.tokens
    if token.rel in ("det", "cc", "advmod", "neg", "amod"):
        token = tokens[token.head]
        yield token.i
    above = tokens[token.head]
    if token.rel in ARGUMENTS:
        yield above.i
    elif token.rel == "pobj" and (rule.beside or above.lemma in rules.lists["argument prepositions"]):
        yield above.head


def _mark_time(parse: Parse, time: TimeExpression, today: str, rules: StatusRules, marks: Marks) -> None:
    """Mark what a time expression says is long past or still to come, on the word that it hangs from."""
    if time.kind != "date" or time.start is None or time.end is None:
        return
    limit = (date.fromisoformat(today) - timedelta(days=rules.long_ago)).isoformat()
    form = "long ago" if time.end < limit else "to come" if time.start > today else ""
    rule = rules.forms.get(form)
    if rule is None:
        return
    host = parse.tokens[time.head]
    while host.head != host.i:
        host = parse.tokens[host.head]
        if host.lemma in rule.unless:
            return
        if host.pos not in ("ADP", "ADV", "NUM", "SCONJ"):
            break
    modal = any(parse.tokens[c].tag == "MD" for c in parse.children[host.i])
    fits = not modal and host.tag not in ("VBZ", "VBP") if form == "long ago" else modal or host.tag not in ("VBD", "VBN")
    if fits:
        marks.setdefault(host.i, []).append(Mark(rule, time.head))
