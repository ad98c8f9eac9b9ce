"""Whether a name in the text is a place name: the words around it, the recogniser's label and the table of places come in, yes or no goes out."""

from typing import NamedTuple

from dragoman.knowledge.gazetteer import SHORT, Gazetteer, Spot
from dragoman.knowledge.place_tables import COUNTRY, DISTRICT, REGION, fold, solid
from dragoman.model import Name, Parse, Token

#: longest place name in words
LONGEST = 5

PLACE_LABELS = ("GPE", "LOC", "FAC")

#: how much the words around a name say that it is a place
NAMED_KIND, STRICT, LOOSE = 3, 2, 1

#: parts of speech of words that begin names without the recogniser's label
NOMINAL = ("PROPN", "NOUN", "ADJ", "X")

#: small words inside names ("Bab al-Hawa", "Rio de Janeiro", "Cox's Bazar")
PARTS = ("PROPN", "ADP", "DET", "PART", "PUNCT", "X", "NOUN", "ADJ", "NUM")


class Named(NamedTuple):
    """A name of the table as it stands in the text: tokens, places of that name, the recogniser's name there, `evidence`."""

    first: int
    last: int
    spots: tuple[Spot, ...]
    name: Name | None
    told: int


def may_begin(parse: Parse, gazetteer: Gazetteer, token: Token) -> bool:
    """Whether a name may begin here: a capital letter, also where all is in capitals and the parser was given small ones; "al-Zarura"."""
    if token.pos == "PROPN" and token.entity and token.lemma in gazetteer.words["opener"]:
        return True
    if not token.text[0].isupper() and not (token.pos == "PROPN" and parse.text[token.start].isupper()):
        return False
    return bool(token.entity) or token.pos in NOMINAL


def known(parse: Parse, gazetteer: Gazetteer, i: int) -> tuple[int, tuple[Spot, ...]] | None:
    """End and places of the longest run of words from `i` that is in the table."""
    tokens = parse.tokens
    short = _short(parse, gazetteer, i)
    if short is not None:
        return short
    ends = [i + 1]
    j = i + 1
    most = min(parse.sentences[tokens[i].sentence].last, i + LONGEST * 2)
    while j < most:
        token = tokens[j]
        if parse.text[token.start].isupper() or token.text[0].isdigit():
            ends.append(j + 1)
        elif token.lemma in gazetteer.words["kind"]:
            ends.append(j + 1)
            break
        elif token.pos not in PARTS or (token.pos == "PUNCT" and token.text not in "-–'’") or len(token.text) > 8 or j - ends[-1] > 2:
            break
        j += 1
    for end in reversed(ends[:LONGEST]):
        found = gazetteer.find(fold(parse.text[tokens[i].start : tokens[end - 1].end]))
        if not found:
            continue
        if end == i + 1 and len(tokens[i].text) < 4 and parse.text[tokens[i].start : tokens[i].end].isupper():
            found = tuple(spot for spot in found if spot.kind == COUNTRY)
        if tokens[end - 1].lemma.lower() in gazetteer.words["water"]:
            found = tuple(spot for spot in found if not (spot.alias and spot.kind == DISTRICT))
        if end > i + 1 and all(_is_common_part(tokens[k], gazetteer) for k in range(i, end)):
            found = tuple(spot for spot in found if not spot.alias)
        if found:
            return end, found
    return None


def _is_common_part(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a word of a longer name says only a direction or a kind: "West Side" is no town's name."""
    word, words = token.lemma.lower(), gazetteer.words
    return word in words["direction"] or word in words["part"] or word in words["city"]


def _short(parse: Parse, gazetteer: Gazetteer, i: int) -> tuple[int, tuple[Spot, ...]] | None:
    """End and places of a short form with dots ("Ga.", "W. Va.") that begins at token `i`."""
    tokens = parse.tokens
    if len(tokens[i].text) > 6:
        return None
    for end in (i + 2, i + 1):
        if end <= len(tokens) and tokens[end - 1].sentence == tokens[i].sentence:
            text = parse.text[tokens[i].start : tokens[end - 1].end]
            if "." in text and (found := gazetteer.find(SHORT + solid(text))):
                return end, found
    return None


def evidence(parse: Parse, words: dict[str, frozenset[str]], i: int, last: int, beside: int) -> int:
    """What the words around a name say: `NAMED_KIND` ("town of X", "X district"), `STRICT` ("near X"), `LOOSE` ("to X", "northern X"), 0.

    `beside` is where the place named last ends: in "Goma and X" X is one too.
    """
    tokens = parse.tokens
    sentence = tokens[i].sentence
    ends = tokens[last - 1].lemma.lower()
    own = ends in words["kind"] or ends in words["site"]
    if tokens[i].rel in ("poss", "compound") and _owns_a_site(parse, words, i, last):
        return STRICT
    start = i
    while start > 0 and tokens[start - 1].pos in (("DET", "ADJ") if own else ("ADJ",)) and tokens[start - 1].sentence == sentence and tokens[start - 1].lemma not in words["direction"]:
        start -= 1
    before = tokens[start - 1] if start and tokens[start - 1].sentence == sentence else None
    after = tokens[last] if last < len(tokens) and tokens[last].sentence == sentence else None
    if after is not None and after.pos == "NOUN" and after.lemma in words["kind"]:
        return NAMED_KIND
    if before is None:
        return 0
    if before.lemma in words["part_of"] and start > 1 and tokens[start - 2].lemma.lower() in words["kind"]:
        return NAMED_KIND
    word = before.lemma.lower()
    top = tokens[last - 1]
    if beside in _linked(parse, i) and top.rel in ("conj", "appos"):
        return STRICT
    if (word in words["whereabouts"] and before.pos in ("ADP", "SCONJ")) or _described(parse, words, i, top, before):
        return STRICT
    if word in words["direction"]:
        return STRICT if start > 1 and tokens[start - 2].pos == "ADP" and tokens[start - 2].lemma.lower() in words["whereabouts"] else LOOSE
    if before.pos in ("ADP", "SCONJ") and word in words["locative"]:
        return LOOSE
    if top.rel in ("obj", "subjpass"):
        verb = tokens[top.head].lemma
        return STRICT if verb in words["ground_verb"] else LOOSE if verb in words["destination_verb"] else 0
    return 0


def _linked(parse: Parse, i: int) -> tuple[int, ...]:
    """Where a place must end so that the name at `i` stands in a row with it: "Goma, X", "Goma and X", "Goma, and X"."""
    tokens = parse.tokens
    if not i or not (tokens[i - 1].text == "," or tokens[i - 1].pos == "CCONJ"):
        return ()
    return (i - 1, i - 2) if i > 1 and tokens[i - 1].pos == "CCONJ" and tokens[i - 2].text == "," else (i - 1,)


def _described(parse: Parse, words: dict[str, frozenset[str]], i: int, top: Token, before: Token) -> bool:
    """Whether the words before a name say that it is a place: "the mayor of X", "the capital, X", "rebel-held X"."""
    tokens, word = parse.tokens, before.lemma.lower()
    if word in words["part_of"]:
        return i > 1 and tokens[i - 2].lemma.lower() in words["of_place"]
    if before.text == "," and top.rel == "appos":
        return tokens[top.head].pos == "NOUN" and tokens[top.head].lemma in words["city"]
    return (before.pos == "NOUN" and word in words["city"] and top.rel in ("appos", "pobj")) or before.text.lower() in words["holding"]


def _owns_a_site(parse: Parse, words: dict[str, frozenset[str]], i: int, last: int) -> bool:
    """Whether a name stands before a part of a place: "X's streets", "his X home"."""
    tokens = parse.tokens
    head = tokens[tokens[i].head]
    word = head.lemma.lower()
    if head.i < last or head.pos not in ("NOUN", "PROPN"):
        return False
    if tokens[i].rel == "poss":
        return word in words["part"] or word in words["kind"]
    return head.pos == "NOUN" and head.lemma in words["dwelling"] and i > 0 and tokens[i - 1].tag == "PRP$"


def is_place(parse: Parse, gazetteer: Gazetteer, one: Named, persons: frozenset[str]) -> bool:
    """Whether a known name stands for a place here, by the recogniser's label, the words around it and how great the place is."""
    tokens, words = parse.tokens, gazetteer.words
    token, label = tokens[one.first], one.name.label if one.name else ""
    before = tokens[one.first - 1] if one.first and tokens[one.first - 1].sentence == token.sentence else None
    if before is not None and before.text.rstrip(".").lower() in words["title"] and before.text[0].isupper():
        return False
    if token.pos in ("VERB", "AUX", "ADV", "PRON", "DET"):
        return False
    if not any(tokens[k].pos == "PROPN" for k in range(one.first, one.last)) and not _governs(parse, words, one):
        return False
    single = one.last - one.first == 1
    plain = single and common(token, gazetteer)
    person = single and fold(token.text) in persons
    if label in PLACE_LABELS:
        sure = label == "GPE" and not plain and (not person or any(is_great(spot) for spot in one.spots))
        return one.told >= STRICT or sure if plain or person else True
    return not plain and _unlabelled(parse, one, label, person, words)


def _governs(parse: Parse, words: dict[str, frozenset[str]], one: Named) -> bool:
    """Whether a name that the tagger takes for an adjective stands before a body of a great place: "Punjab police", "the West Bengal government"."""
    top = parse.tokens[one.last - 1]
    return top.pos == "ADJ" and top.text[0].isupper() and parse.tokens[top.head].lemma in words["person"] and any(is_great(spot) and not spot.alias for spot in one.spots)


def _unlabelled(parse: Parse, one: Named, label: str, person: bool, words: dict[str, frozenset[str]]) -> bool:
    """Whether a known name is a place although the recogniser does not say so."""
    name = one.name
    whole = name is None or (name.first <= one.first and name.last <= one.last and begins(parse, name) == one.first)
    greatest = max((spot.population for spot in one.spots if spot.kind != DISTRICT), default=0)
    great = any(is_great(spot) for spot in one.spots)
    country = any(spot.kind == COUNTRY for spot in one.spots)
    kind = one.last - one.first > 1 and parse.tokens[one.last - 1].lemma.lower() in words["kind"]
    if kind and whole and any(not spot.alias for spot in one.spots):
        return True
    if label in ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"):
        return one.told == NAMED_KIND or _after_comma(parse, one.first)
    if label != "PERSON" and name is not None and begins(parse, name) == one.first and (one.told == NAMED_KIND or (great and parse.tokens[one.last - 1].rel == "poss")):
        return True
    if not whole:
        return False
    if label == "PERSON":
        return not person and (one.told >= STRICT or (one.told == LOOSE and great))
    if label in ("ORG", "NORP"):
        seized = parse.tokens[one.first].rel in ("obj", "subjpass")
        return one.told >= STRICT or (one.told == LOOSE and (great or seized or label == "NORP")) or country or greatest > 1_000_000
    return one.told >= STRICT or (great and not person) or (one.told == LOOSE and not person and label in ("", "PRODUCT", "LANGUAGE")) or _after_comma(parse, one.first)


def unknown_is_place(parse: Parse, one: Named, gazetteer: Gazetteer, persons: frozenset[str]) -> bool:
    """Whether the grammar alone makes a place of a name that is in no table: "the town of Sheykler", "fighting near Kissufim"."""
    tokens, words = parse.tokens, gazetteer.words
    label, first, last = one.name.label if one.name else "", tokens[one.first], tokens[one.last - 1]
    if label in ("DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "CARDINAL", "MONEY") or (first.text.isupper() and len(first.text) < 6):
        return False
    if (one.last - one.first == 1 and fold(first.text) in persons) or (label == "PERSON" and _is_of_person(parse, words, one)):
        return False
    if one.told == NAMED_KIND:
        after = tokens[one.last].lemma if one.last < len(tokens) else ""
        return label != "ORG" or tokens[one.first - 1].lemma in words["part_of"] or one.last - one.first == 1 or after in words["city"] or after in words["region"]
    ends = last.lemma.lower()
    if one.told >= LOOSE and one.last - one.first > 1 and (ends in words["kind"] or (ends in words["site"] and one.told >= STRICT)):
        return True
    least = LOOSE if first.lemma.lower() in words["terrain"] else STRICT
    if one.told >= least and one.last - one.first > 1 and first.lemma.lower() in words["opener"]:
        return label != "ORG" or least == LOOSE
    solid = " " not in parse.text[first.start : last.end]
    if label == "ORG" and solid and last.rel in ("obj", "subjpass") and tokens[last.head].lemma in words["seize_verb"]:
        return True
    if one.told < STRICT:
        return False
    before = tokens[one.first - 1]
    if tokens[before.head].lemma in words["trust"]:
        return False
    return label != "ORG"


def _is_of_person(parse: Parse, words: dict[str, frozenset[str]], one: Named) -> bool:
    """Whether what the recogniser calls a person has a title before it or owns something: "in President X's office"."""
    token = parse.tokens[one.first]
    before = parse.tokens[one.first - 1].text.rstrip(".").lower() if one.first else ""
    return token.lemma.lower() in words["title"] or before in words["title"] or parse.tokens[one.last - 1].rel == "poss"


def _after_comma(parse: Parse, i: int) -> bool:
    """Whether the name follows another place as "Ohio" does in "Athens, Ohio"."""
    return i > 1 and parse.tokens[i - 1].text == "," and parse.tokens[i - 2].entity in PLACE_LABELS


def common(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether a capitalised word is mostly no place by itself: "West", "March", "Kenyan"."""
    word = token.lemma.lower()
    return any(word in gazetteer.words[name] for name in ("stop", "direction", "kind", "site")) or fold(token.text) in gazetteer.demonyms


def is_great(spot: Spot) -> bool:
    """Whether a place is known so widely that its bare name is enough."""
    return spot.kind in (COUNTRY, REGION) or (spot.population >= 200_000 and spot.kind != DISTRICT)


def begins(parse: Parse, name: Name) -> int:
    """First token of a name without its article."""
    return name.first + 1 if parse.tokens[name.first].pos == "DET" else name.first
