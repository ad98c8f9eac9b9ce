"""Articles with what tells equal texts, and pairs of texts that are copies, come in; the rows of each group of copies go out.

A group hangs together by the strongest pairs (a maximum spanning tree), seen from its original: the article published first; of one day the longest.
The tree does not depend on the order of the pairs, and the trees of two parts with the pairs between them give the tree of the whole: so a group can grow.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

Row = dict[str, Any]


class Member(NamedTuple):
    """An article: `whole` is the same for equal texts, `words` their length."""

    article: str
    whole: int
    words: int
    published: date | None
    source: str | None


class Edge(NamedTuple):
    """Two texts (their `whole`) that are copies of each other, and how much they share."""

    one: int
    other: int
    share: float


def grouped(members: Iterable[Member], edges: Iterable[Edge]) -> Iterator[list[Row]]:
    """The rows of `copies`, one list a group, groups and rows in the order of their originals and of their age."""
    texts: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        texts[member.whole].append(member)
    for same in texts.values():
        same.sort(key=_age)
    tree = _strongest(edge for edge in edges if edge.one in texts and edge.other in texts)
    for part in sorted(_parts(texts, tree), key=lambda part: _age(texts[part[0]][0])):
        if sum(len(texts[whole]) for whole in part) > 1:
            yield _rows(texts, tree, part)


def _age(member: Member) -> tuple[bool, date, int, str]:
    """What is the original sorts first."""
    return (member.published is None, member.published or date.min, -member.words, member.article)


def _strongest(edges: Iterable[Edge]) -> dict[int, dict[int, float]]:
    """The maximum spanning forest as neighbours with shares (Kruskal)."""
    above: dict[int, int] = {}

    def top(text: int) -> int:
        while above.setdefault(text, text) != text:
            above[text] = text = above[above[text]]
        return text

    tree: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, share in sorted(edges, key=lambda edge: (-edge.share, min(edge[:2]), max(edge[:2]))):
        if top(one) != top(other):
            above[top(one)] = top(other)
            tree[one][other] = tree[other][one] = share
    return tree


def _parts(texts: dict[int, list[Member]], tree: dict[int, dict[int, float]]) -> Iterator[list[int]]:
    """The texts of each group, the oldest first."""
    seen: set[int] = set()
    for first in texts:
        if first not in seen:
            part = [first]
            seen.add(first)
            for text in part:
                fresh = [near for near in tree.get(text, ()) if near not in seen]
                seen.update(fresh)
                part += fresh
            yield sorted(part, key=lambda text: _age(texts[text][0]))


def _rows(texts: dict[int, list[Member]], tree: dict[int, dict[int, float]], part: list[int]) -> list[Row]:
    """Rows of one group: each text hangs on its neighbour on the way to the original, each equal text on the first of its kind."""
    toward: dict[int, int | None] = {part[0]: None}
    for text in (queue := [part[0]]):
        fresh = [near for near in sorted(tree.get(text, ()), key=lambda near: _age(texts[near][0])) if near not in toward]
        toward.update(dict.fromkeys(fresh, text))
        queue += fresh
    original = texts[part[0]][0].article
    rows = []
    for member in sorted((member for text in part for member in texts[text]), key=_age):
        head, nearer = texts[member.whole][0], toward[member.whole]
        if member is not head:
            like, share, same = head.article, 1.0, True
        elif nearer is not None:
            like, share, same = texts[nearer][0].article, tree[member.whole][nearer], False
        else:
            like, share, same = None, 1.0, False
        rows.append(
            {
                "article": member.article, "group": original, "original": like is None, "like": like, "share": share, "same_text": same,
                "published": member.published, "source": member.source,
            }
        )  # fmt: skip
    return rows
