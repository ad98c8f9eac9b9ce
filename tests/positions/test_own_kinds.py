"""A user's own folder adds a kind of issue, a conflict and words of stance, without code; what is wrong in it is told."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.evaluate.examples import run
from dragoman.knowledge.compiled import DATA, Knowledge, entries_of
from dragoman.knowledge.load import KnowledgeError
from dragoman.knowledge.shapes_grammar import WordList
from dragoman.knowledge.shapes_positions import ConflictShape, IssueKind, Positions, StanceFamily, compile_positions
from dragoman.language.parse import Parser

ISSUES = """
fishing:
  nouns: [fishing right, fishing quota, fishing accord]
  acts: [share catch]
  whose: yes
  examples:
    Iceland rejected the Norwegian fishing quota.: ISL REJECTS fishing NOR
    Iceland rejected the Norwegian cheese.: nothing
"""
CONFLICTS = """
ISL-NOR:
  parties: [ISL, NOR]
  words: [Svalbard]
"""
STANCES = """
warm to:
  verbs: [warm to]
  stance: open
  examples:
    Iceland has warmed to talks with Norway.: ISL OPEN talks
    Iceland has warmed to rain.: nothing
"""




def own(folder: Path, knowledge: Knowledge, **files: str) -> Positions:
    """Our tables of positions with the files of a folder on top, as `--knowledge` reads them."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)
    roots = [DATA, folder]
    return compile_positions(
        entries_of(roots, "issues.yaml", IssueKind),
        entries_of(roots, "positions.yaml", StanceFamily),
        entries_of(roots, "conflicts.yaml", ConflictShape),
        entries_of(roots, "stance_words.yaml", WordList),
        knowledge.frames,
    )


def test_kinds_conflicts_and_words_of_ones_own(tmp_path: Path, parser: Parser, knowledge: Knowledge) -> None:
    coder = Coder(replace(knowledge, positions=own(tmp_path, knowledge, issues=ISSUES, conflicts=CONFLICTS, positions=STANCES)), parser)
    report = coder.code("Norway refused to share its catch off Svalbard with Iceland. Iceland has warmed to the Norwegian fishing accord.", published="2023-04-06")
    assert [(p.side, p.stance, p.issue.key) for p in report.positions] == [("NOR", "rejects", "fishing:NOR:ISL-NOR"), ("ISL", "open", "fishing:NOR:ISL-NOR")]
    for only in ("issues.yaml#fishing", "positions.yaml#warm"):
        outcome = run(coder, [tmp_path], only)
        assert (outcome.run, outcome.problems) == (2, ())


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("positions", "hum:\n  verbs: [hum]\n  stance: suports\n", "no stance `suports`; nearest is `supports`"),
        ("positions", "hum:\n  verbs: [reject]\n  stance: rejects\n", "verb `reject` stands in"),
        ("positions", "hum:\n  verbs: [hum]\n  stance: open\n  only: [talk]\n", "no kind of issue `talk`"),
        ("positions", "hum:\n  verbs: [hum]\n  stance: open\n  party: owner\n", "party is"),
        ("issues", "fish:\n  nouns: [fish]\n  events: {REJEKT: rejects}\n", "no category `REJEKT`"),
        ("issues", "fish:\n  classes: [fishes]\n", "no class of nouns `fishes`"),
        ("issues", "fish:\n  noun: [fish]\n", "noun"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, knowledge: Knowledge, file: str, text: str, told: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(told)) as error:
        own(tmp_path, knowledge, **{file: text})
    assert f"{file}.yaml:" in str(error.value)
