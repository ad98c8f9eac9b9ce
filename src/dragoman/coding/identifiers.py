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


def sure(scene: Scene, entry: Known, named: Sequence[Mention]) -> bool:
    """Whether at least one mention names the entry itself and no longer name of which the entry's is a part.

    >>> "factories in northern India": not India; "India closed its border": India
    """
    if entry.kind == "person":
        return _person(scene, entry, named)
    if entry.kind == "state" and scene.sporting:
        return False
    return any(whole(scene, mention) for mention in named[:LOOKED_AT])


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
    if head.rel == "pobj" and above.text in scene.agents.words("of") and tokens[above.head].entity == "ORG" and tokens[above.head].tag in NAMES:
        return False
    below = [tokens[c] for c in scene.parse.children[mention.head]]
    return not _subunit(scene, below) and not any(_narrows(scene, mention, c) for c in below)


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
