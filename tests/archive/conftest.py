"""An archive of the example reports and of a few more, made once."""

import shutil
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import copies, happenings, search
from dragoman.archive.ingest import ingest
from dragoman.archive.store import make_archive
from dragoman.coder import Coder
from dragoman.reading import article_of, read

ROOT = Path(__file__).parents[2]

#: id, day, source, text: one happening told by several, and one like it elsewhere
MORE = (
    ("tel-aviv-1", "2019-10-02", "Courier", "Israeli police fired tear gas at protesters in Tel Aviv on Tuesday.\n\nA tram was stopped for two hours."),
    ("tel-aviv-2", "2019-10-02", "Gazette", "Israeli police fired tear gas at protesters in Tel Aviv on Tuesday, witnesses said."),
    ("holon", "2019-10-02", "Observer", "Israeli police fired tear gas at a crowd of protesters in Holon on Tuesday."),
    ("jerusalem", "2019-10-02", "Harbour Post", "Israeli police fired tear gas at protesters in Jerusalem on Tuesday."),
    ("norway-1", "2021-05-06", "Courier", "Norway criticised Myanmar for the arrests of two reporters."),
    ("norway-2", "2021-05-07", "Gazette", "Norway has criticised Myanmar over the arrests of reporters."),
)


@pytest.fixture(scope="session")
def asked_archive(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive; tests that write to it use `own_archive`."""
    folder = tmp_path_factory.mktemp("asked") / "news"
    articles = [*read([str(ROOT / "examples")], None, coder.knowledge.reading)]
    articles += [msgspec.structs.replace(article_of(text, id=name, published=day), source=source) for name, day, source, text in MORE]
    ingest(make_archive(folder), articles, coder)
    copies.update(folder)
    happenings.update(folder)
    search.update(folder)
    return folder


@pytest.fixture
def own_archive(asked_archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive that a test may change."""
    return Path(shutil.copytree(asked_archive, tmp_path / "news"))
