"""Copies are found whatever an editor did to them, and texts that only share what all share are none."""

import random
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from dragoman.archive import copies, shingles
from dragoman.archive.contents import digest
from dragoman.archive.groups import Edge, Member, grouped
from dragoman.archive.likeness import Settings, alike, in_order, text_of
from dragoman.archive.store import make_archive, open_archive
from dragoman.archive.tables import ARTICLES

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in ("an", "or", "il", "um", "ek", "ot") for c in ("ta", "ros", "dem", "lik", "vun", "per", "gas")]
#: what many reports have, and no copy is made by
STANDING = "The dispute over the strait began many years ago when two fishing boats did not come back to their harbour and nobody could say why."


def story(seed: int, length: int = 160) -> str:
    """A text of made-up words, unlike that of any other seed."""
    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(length)]
    return " ".join(words[:60]) + ".\n\n" + STANDING + "\n\n" + " ".join(words[60:]) + "."


def edited(text: str, edit: str, other: str) -> str:
    words = text.split(" ")
    third = len(words) // 3
    return {
        "ending cut": " ".join(words[: 2 * third + 1]),
        "lead changed": " ".join(other.split(" ")[:third] + words[third:]),
        "headline and agency": f"{' '.join(other.split(' ')[:9])}\n\nHARBOUR (Courier) — {text}",
        "spelling": text.replace("o", "ou").replace("s", "z").replace("t", "tt").upper(),
        "every seventh word": " ".join(word if at % 7 else "surely" for at, word in enumerate(words)),
        "the same": text,
    }[edit]


EDITS = ("ending cut", "lead changed", "headline and agency", "spelling", "every seventh word", "the same")


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_text_is_a_copy(edit: str) -> None:
    nothing = np.zeros(0, np.uint64)
    one, other = story(1), edited(story(1), edit, story(2))
    assert alike(text_of(one, nothing), text_of(other, nothing), Settings()) is not None
    bands = shingles.sketches([shingles.shingles(one), shingles.shingles(other)])
    assert (bands[0] == bands[1]).sum() >= copies.MEETINGS


def test_what_all_share_makes_no_copy() -> None:
    short = [text_of(f"{' '.join(story(seed).split()[:25])} {STANDING}", common) for common in [np.unique(shingles.shingles(STANDING))] for seed in (1, 2)]
    assert alike(short[0], short[1], Settings()) is None
    assert alike(short[0], short[0], Settings()) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Organised", "organized"), ("Kyiv", "Kiev"), ("centre", "center"), ("labour", "labor"), ("defence", "defense"), ("Zelenskyy", "Zelensky"), ("São", "Sao")],
)
def test_spellings_are_one_word(one: str, other: str) -> None:
    assert shingles.bare(one) == shingles.bare(other)
    assert shingles.bare(one) != shingles.bare(one + "man")


def test_words_in_order() -> None:
    assert in_order([1, 2, 3, 4, 5], [1, 9, 3, 5, 4]) == 3
    assert in_order([1, 1, 2], [1, 2, 1]) == 2
    assert in_order([], [1]) == 0


def rows(folder: Path) -> dict[str, dict[str, object]]:
    return {row["article"]: row for row in open_archive(folder).snapshot().dataset("copies").to_table().to_pylist()}


def add(folder: Path, texts: dict[str, tuple[str, int]]) -> None:
    """Articles with text and day of January go in as `ingest` writes them."""
    made = [
        dict.fromkeys(ARTICLES.names) | {"id": name, "text": text, "digest": digest(text), "published": date(2020, 1, day), "blocks": []}
        for name, (text, day) in texts.items()
    ]
    with make_archive(folder).writing() as step:
        step.append("articles", pa.Table.from_pylist(made, schema=ARTICLES))


def many() -> dict[str, tuple[str, int]]:
    found = {f"original-{seed}": (story(seed), 2) for seed in range(60)}
    for seed in range(0, 60, 4):
        edit = EDITS[seed // 4 % len(EDITS)]
        found[f"copy-{seed}"] = (edited(story(seed), edit, story(seed + 100)), 3)
        found[f"copy-of-copy-{seed}"] = ("HARBOUR — " + found[f"copy-{seed}"][0], 4)
    return found


def test_groups_of_an_archive(tmp_path: Path) -> None:
    add(tmp_path, many())
    outcome = copies.update(tmp_path)
    found = rows(tmp_path)
    assert (outcome.articles, outcome.compared, outcome.groups, outcome.copies) == (90, 90, 15, 45)
    for seed in range(0, 60, 4):
        names = (f"original-{seed}", f"copy-{seed}", f"copy-of-copy-{seed}")
        assert {found[name]["group"] for name in names} == {names[0]}
        assert found[names[0]]["original"]
        assert found[names[0]]["like"] is None
        assert found[names[1]]["like"] in names
        assert 0.45 <= float(str(found[names[1]]["share"])) <= 1


def test_copies_added_later_give_the_same_groups(tmp_path: Path) -> None:
    everything = many()
    late = {name: one for at, (name, one) in enumerate(everything.items()) if at % 3 == 0}
    add(tmp_path / "twice", {name: one for name, one in everything.items() if name not in late})
    copies.update(tmp_path / "twice")
    add(tmp_path / "twice", late)
    assert copies.update(tmp_path / "twice").compared == len(late)
    assert copies.update(tmp_path / "twice").compared == 0
    add(tmp_path / "once", everything)
    copies.update(tmp_path / "once")
    assert {name: row["group"] for name, row in rows(tmp_path / "twice").items()} == {name: row["group"] for name, row in rows(tmp_path / "once").items()}


def test_settings_are_applied_anew_and_taken_back(tmp_path: Path) -> None:
    add(tmp_path, many())
    copies.update(tmp_path)
    before = rows(tmp_path)
    assert copies.update(tmp_path, Settings(share=1.0, share_of_longer=1.0, in_order=1.0)).groups < 15
    copies.update(tmp_path)
    assert rows(tmp_path) == before


def test_a_changed_text_leaves_its_group(tmp_path: Path) -> None:
    add(tmp_path, {"one": (story(1), 1), "two": (story(1), 2), "three": (story(1) + " More.", 3)})
    copies.update(tmp_path)
    assert rows(tmp_path)["two"]["same_text"]
    assert rows(tmp_path)["three"]["group"] == "one"
    with open_archive(tmp_path).writing() as step:
        changed = dict.fromkeys(ARTICLES.names) | {"id": "one", "text": story(9), "digest": digest(story(9)), "published": date(2020, 1, 1), "blocks": []}
        step.replace("articles", pa.Table.from_pylist([changed], schema=ARTICLES), "id", ["one"])
    copies.update(tmp_path)
    assert {name: row["group"] for name, row in rows(tmp_path).items()} == {"two": "two", "three": "two"}


def test_a_group_hangs_together_by_its_strongest_pairs() -> None:
    members = [Member(name, at, 100, date(2020, 1, at + 1), None) for at, name in enumerate("abcd")]
    edges = [Edge(0, 1, 0.9), Edge(1, 2, 0.8), Edge(0, 2, 0.5), Edge(2, 3, 0.6)]
    (found,) = grouped(members, reversed(edges))
    assert [(row["article"], row["like"], row["share"]) for row in found] == [("a", None, 1.0), ("b", "a", 0.9), ("c", "b", 0.8), ("d", "c", 0.6)]
    assert {row["group"] for row in found} == {"a"}


def test_the_original_is_the_first_and_of_one_day_the_longest() -> None:
    members = [Member("later", 1, 300, date(2020, 1, 2), None), Member("short", 2, 100, date(2020, 1, 1), None), Member("long", 3, 200, date(2020, 1, 1), None)]
    (found,) = grouped([*members, Member("undated", 3, 900, None, None)], [Edge(1, 2, 0.9), Edge(2, 3, 0.9)])
    assert [row["article"] for row in found] == ["long", "short", "later", "undated"]
    assert found[3]["same_text"]
