"""An archive of the example reports and a few hostile ones, the pages over it, and a browser."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from msgspec.structs import replace

from dragoman.archive.ingest import ingest
from dragoman.archive.store import make_archive
from dragoman.coder import Coder
from dragoman.model import Article
from dragoman.reading import article_of, read
from dragoman.web.app import application

TOKEN = "a-token-for-tests-only"
EXAMPLES = Path(__file__).parents[2] / "examples"

#: what may stand in a text or a name to hurt a page
HOSTILE = {
    "script": 'Serbia <script>document.title="hurt"</script> rejected the plan. "<img src=x onerror=alert(1)>", said France.',
    "quote": "Kenya\" onmouseover=\"alert(1) rejected the plan of Somalia' autofocus='.",
    "turned": "Serbia \u202erejected\u202c the plan \u2066of France\u2069. \x01\x02\x7f\u200f",
    "template": "Serbia rejected {{ 7 * 7 }} and {% raw %} of France. ${7*7}",
    "</title><b>id & ? # %2e%2e/../x": "Serbia rejected the plan of France.",
}


def hostile() -> list[Article]:
    """Articles that mean harm; all their fields do."""
    return [
        replace(
            article_of(f"{text} Serbia rejected the plan of France.", id=name, published="2023-04-06", title=f"{name} <b>bold</b> {text[:40]}"),
            url="javascript:alert(1)", source="<i>source</i>", byline="\u202ebyline",
        )
        for name, text in HOSTILE.items()
    ]  # fmt: skip


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Path:
    folder = tmp_path_factory.mktemp("web") / "news"
    made = make_archive(folder)
    ingest(made, [*(replace(one, id=Path(one.id).name) for one in read([EXAMPLES])), *hostile()], coder)
    return folder


@pytest.fixture
def own(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive that a test may write to."""
    return Path(shutil.copytree(archive, tmp_path / "news"))


@pytest.fixture(scope="session")
def app(archive: Path) -> FastAPI:
    return application(archive, TOKEN)


@pytest.fixture(scope="session")
def pages(app: FastAPI) -> TestClient:
    return TestClient(app)


@pytest.fixture
def writer(own: Path) -> TestClient:
    """Pages over an archive of its own, read by one who has the token."""
    client = TestClient(application(own, TOKEN))
    client.get("/", params={"token": TOKEN})
    return client


@pytest.fixture
def served(own: Path) -> Iterator[str]:
    """The address at which a copy of the archive is served."""
    server = uvicorn.Server(uvicorn.Config(application(own, TOKEN), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser; without one these tests are skipped, but not where all must run."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and os.environ.get("DRAGOMAN_ALL") != "1":
        pytest.skip("no Chromium on this machine: tools/find_browser installs one where it can")
    assert found is not None, "no Chromium on this machine, and DRAGOMAN_ALL=1 says that no test may be skipped"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()
