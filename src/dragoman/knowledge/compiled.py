"""Knowledge folders come in, one `Knowledge` goes out: every section checked and compiled, kept in a cache file until a source file changes."""

import contextlib
import hashlib
import os
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dragoman.knowledge.agents import Agents, read_agents
from dragoman.knowledge.frames import Frames, compile_frames
from dragoman.knowledge.gazetteer import Gazetteer, compile_gazetteer
from dragoman.knowledge.gazetteer import WordList as PlaceWords
from dragoman.knowledge.load import Entry, KnowledgeError, read_entries
from dragoman.knowledge.names import NameIndex
from dragoman.knowledge.read_names import read_names
from dragoman.knowledge.schema import Category, Family, NounClass, Support
from dragoman.knowledge.shapes_confidence import Confidence, Share, compile_confidence
from dragoman.knowledge.shapes_contexts import Contexts, ContextWords, compile_contexts
from dragoman.knowledge.shapes_dates import Dates, Expression, WordClass, compile_dates
from dragoman.knowledge.shapes_grammar import Grammar, WordList, compile_grammar
from dragoman.knowledge.shapes_positions import ConflictShape, IssueKind, Positions, StanceFamily, compile_positions
from dragoman.knowledge.shapes_reading import ReadingWords, Words, compile_reading
from dragoman.knowledge.shapes_sizes import Sizes, SizeWords, compile_sizes
from dragoman.knowledge.shapes_speech import Saying, Speech, compile_speech
from dragoman.knowledge.shapes_status import StatusCue, StatusRules, compile_status

#: the knowledge that comes with dragoman
DATA = Path(__file__).parent / "data"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything dragoman knows. `hash` names its content: the same files, the same hash."""

    hash: str
    grammar: Grammar
    frames: Frames
    names: NameIndex
    agents: Agents
    dates: Dates
    speech: Speech
    status: StatusRules
    reading: ReadingWords
    contexts: Contexts
    sizes: Sizes
    positions: Positions
    gazetteer: Gazetteer
    confidence: Confidence

    @property
    def event_nouns(self) -> frozenset[str]:
        """Nouns that are predicates: they tell an event."""
        return self.frames.event_nouns


def load_knowledge(folders: Sequence[Path] = ()) -> Knowledge:
    """Our knowledge and that of `folders`, whose entries add to or replace ours by file and name. Raises KnowledgeError."""
    for folder in folders:
        if not folder.is_dir():
            raise KnowledgeError(f"{folder}: no such folder of knowledge")
    roots = [DATA, *folders]
    digest = _digest(roots)
    cache = _cache_file(digest)
    held = _read_cache(cache)
    if held is None:
        held = _compile(roots, digest[:16])
        _write_cache(cache, held)
    return held


def entries_of(roots: Sequence[Path], pattern: str, shape: type[T]) -> list[Entry[T]]:
    """Entries of all files that fit `pattern`, in the order of folders and names; a later one replaces one of the same key."""
    found: dict[str, Entry[T]] = {}
    for root in roots:
        for path in sorted(root.glob(pattern)):
            found.update((entry.key, entry) for entry in read_entries(root, path, shape))
    return list(found.values())


def _compile(roots: Sequence[Path], name: str) -> Knowledge:
    classes = entries_of(roots, "nouns/classes/*.yaml", NounClass)
    frames = compile_frames(
        entries_of(roots, "frames/*.yaml", Family),
        classes,
        entries_of(roots, "support.yaml", Support),
        entries_of(roots, "plover.yaml", Category),
        entries_of(roots, "relevance.yaml", WordList),
    )
    agents = read_agents(*roots)
    return Knowledge(
        name,
        compile_grammar(entries_of(roots, "grammar.yaml", WordList)),
        frames,
        read_names(*roots, surname_first=agents.words("surname-first")),
        agents,
        compile_dates(entries_of(roots, "dates.yaml", WordClass), entries_of(roots, "expressions.yaml", Expression)),
        compile_speech(entries_of(roots, "speech.yaml", Saying)),
        compile_status(entries_of(roots, "status.yaml", StatusCue)),
        compile_reading(entries_of(roots, "reading.yaml", Words)),
        compile_contexts(entries_of(roots, "contexts.yaml", ContextWords)),
        compile_sizes(entries_of(roots, "sizes.yaml", SizeWords)),
        compile_positions(
            entries_of(roots, "issues.yaml", IssueKind),
            entries_of(roots, "positions.yaml", StanceFamily),
            entries_of(roots, "conflicts.yaml", ConflictShape),
            entries_of(roots, "stance_words.yaml", WordList),
            frames,
        ),
        compile_gazetteer(DATA / "places", entries_of(roots, "places.yaml", PlaceWords)),
        compile_confidence(entries_of(roots, "confidence.yaml", Share)),
    )


def _digest(roots: Sequence[Path]) -> str:
    """Hash of all knowledge files and of the code that compiles them."""
    digest = hashlib.sha256()
    for root in roots:
        for path in _files(root):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.suffix in (".yaml", ".tsv") and path.is_file())


def _cache_file(digest: str) -> Path:
    code = hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dragoman"
    return folder / f"knowledge-{digest[:24]}-{code[:12]}.pickle"


def _read_cache(path: Path) -> Knowledge | None:
    """The compiled knowledge, if the file is there and whole. Only this user's own cache folder is read."""
    try:
        held = pickle.loads(path.read_bytes())
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, IndexError):
        return None
    return held if isinstance(held, Knowledge) else None


def _write_cache(path: Path, knowledge: Knowledge) -> None:
    """Write aside and rename, so that a reader never sees half a file; a folder that can't be written costs only time."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(knowledge, protocol=5))
        os.replace(file.name, path)
