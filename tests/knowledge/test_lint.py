"""The checks of knowledge find classes that rows would mistake for words."""

from pathlib import Path

from dragoman.knowledge.lint import lint

CLASSES = """
boat:
  words: [dinghy, raft]
ship:
  words: [ship, frigate]
thing:
  words: [boat]
  includes: [ship]
"""


def test_a_class_with_the_name_of_another_word(tmp_path: Path) -> None:
    folder = tmp_path / "nouns" / "classes"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(CLASSES, encoding="utf-8")
    found = [problem for problem in lint([tmp_path]) if "takes the word too" in problem]
    assert len(found) == 1
    assert "class boat" in found[0]
