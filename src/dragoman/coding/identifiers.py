"""The mentions of somebody known come in; whether it is sure that they mean just this entry goes out. If not, no identifier is given.

Northern India, General Motors of Canada and the Republican Party of Kentucky count for their country, but are not the entry.
"""

from collections.abc import Sequence

from dragoman.coding.focus import PLACE
from dragoman.coding.scene import Scene
from dragoman.knowledge.names import PROMINENT, Known, rank
from dragoman.knowledge.spelling import fold, without_initials
from dragoman.model import Mention, Token

#: how many mentions are looked at
LOOKED_AT = 20
#: labels of the recogniser under which a longer name is another thing than its part
WHOLES = ("ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LOC", "LAW")
NAMES = ("NNP", "NNPS")
#: how many digits a year has, below which goals a score is one, how many hints of games a sentence has, and how much of it is read
YEAR, GOALS, HINTS, LONG = 4, 20, 2, 80


def sure(scene: Scene, entry: Known, named: Sequence[Mention]) -> bool:
    """Whether at least one mention names the entry itself and no longer name of which the entry's is a part.

    >>> "factories in northern India": not India; "India closed its border": India
    """
    if entry.kind == "person":
        return _person(scene, entry, named)
    if entry.kind == "state":
        return not scene.sporting and any(whole(scene, m) and not _plays(scene, m) and not _of_town(scene, entry, m) for m in named[:LOOKED_AT])
    return any(whole(scene, mention) for mention in named[:LOOKED_AT])


def _plays(scene: Scene, mention: Mention) -> bool:
    """Whether a state's name stands for its team or entry: beside a score (Spain 2, Chile 1), in a sentence with a word of games or with a score."""
    after = scene.tokens[mention.last : mention.last + 1]
    if after and after[0].tag == "CD" and after[0].text.isdigit() and len(after[0].text) < YEAR:
        return True
    sentence = scene.parse.sentences[scene.tokens[mention.head].sentence]
    tokens = scene.tokens[sentence.first : min(sentence.last, sentence.first + LONG)]
    hint, word = scene.agents.words("sport-hint"), scene.agents.words("sport-word")
    lemmas = {token.lemma.lower() for token in tokens}
    told = not lemmas.isdisjoint(hint) and len(lemmas & (hint | word)) >= HINTS
    return told or not lemmas.isdisjoint(scene.agents.words("sport")) or any(_score(tokens, k) for k in range(len(tokens)))


def _score(tokens: Sequence[Token], i: int) -> bool:
    """Whether a score begins at a token after a verb of winning or drawing: beat them 3-1."""
    text = tokens[i].text.replace("\u2013", "-")
    joined = "".join(t.text for t in tokens[i : i + 3]).replace("\u2013", "-") if text.isdigit() else text
    first, dash, second = joined.partition("-")
    return bool(dash) and first.isdigit() and second.isdigit() and max(len(first), len(second)) < YEAR and int(first) < GOALS


def _of_town(scene: Scene, entry: Known, mention: Mention) -> bool:
    """Whether a place of another country follows after a comma: Peru, Indiana."""
    tokens, i = scene.tokens, mention.last
    if i + 1 >= len(tokens) or tokens[i].text != "," or tokens[i + 1].rel != "appos" or tokens[i + 1].head != mention.head:
        return False
    return scene.place_codes.get(i + 1, entry.code) != entry.code


def whole(scene: Scene, mention: Mention) -> bool:
    """Whether a mention is no part of a longer name, nor a person's in that of an undertaking: the Bush campaign."""
    tokens = scene.tokens
    if mention.label == "PERSON":
        head = tokens[mention.head]
        return not (head.rel == "compound" and mention.last <= head.head < mention.last + 2 and tokens[head.head].tag in ("NN", "NNS"))
    head = tokens[mention.head]
    above = tokens[head.head]
    if head.rel in ("compound", "amod") and above.tag in NAMES and above.i >= mention.last and above.entity not in ("PERSON", "GPE"):
        return False
    if head.entity in WHOLES and _longer(scene, mention):
        return False
    if head.rel == "pobj" and above.text in scene.agents.words("of") and _heads_name(scene, above.head):
        return False
    below = [tokens[c] for c in scene.parse.children[mention.head]]
    return not _subunit(scene, below) and not any(_narrows(scene, mention, c) for c in below)


def _heads_name(scene: Scene, i: int) -> bool:
    """Whether "of" with a state makes a longer name after this word: Bank of China, Order of Malta; not President of Chile."""
    token = scene.tokens[i]
    return token.tag in NAMES and (token.entity == "ORG" or (token.entity not in ("PERSON", "GPE") and scene.agents.at(scene.tokens, i) is None))


def _narrows(scene: Scene, mention: Mention, word: Token) -> bool:
    """Whether a word before a state's name makes another name of it: northern India, Lloyds Bank Canada; not North Korea."""
    if word.rel not in ("amod", "compound") or fold(mention.text) in scene.names.forms:
        return False
    return word.lemma.lower() in scene.agents.words("direction") or (word.tag in NAMES and word.rel == "compound" and mention.label in ("ORG", "GPE", PLACE))


def _longer(scene: Scene, mention: Mention) -> bool:
    """Whether the recogniser's name goes on after the mention: Tehran University."""
    return mention.last < len(scene.tokens) and scene.tokens[mention.last].tag in NAMES and scene.tokens[mention.last].entity == scene.tokens[mention.head].entity


def _subunit(scene: Scene, below: Sequence[Token]) -> bool:
    """Whether "of" with a name follows: the Republican Party of Kentucky."""
    preps = [c for c in below if c.rel == "prep" and c.text in scene.agents.words("of")]
    return any(scene.tokens[g].tag in NAMES for c in preps for g in scene.parse.children[c.i])


def _by_title(scene: Scene, entry: Known, named: Sequence[Mention]) -> bool:
    """Whether a title before the name, or an agent noun of the article, names an office of his."""
    titles = frozenset(scene.tokens[i].lemma.lower() for m in named[:LOOKED_AT] for i in range(m.first, m.own))
    return any(titles & set(office.title.lower().split()) for office in entry.offices)


def _person(scene: Scene, entry: Known, named: Sequence[Mention]) -> bool:
    """Whether first name and surname are the entry's own, and of a little-known one also country or title; or the article speaks of the country of one who is known by an office."""
    words = max((without_initials(scene.own_name(m).split()) for m in named[:LOOKED_AT]), key=len)
    full = without_initials(fold(entry.name).split())
    if len(words) > 1 and (words[0], words[-1]) == (full[0], full[-1]):
        return bool(scene.common[entry.code]) or any(rank(office) < len(PROMINENT) for office in entry.offices) or _by_title(scene, entry, named)
    head = any(o.office in ("head_of_state", "head_of_government", "igo_head") for o in entry.offices)
    near = bool(scene.common[entry.code])
    return (head and (near or entry.code in scene.agents.words("leaders-by-surname"))) or (len(words) == 1 and near)
