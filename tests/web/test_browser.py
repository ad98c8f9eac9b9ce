"""The pages in a real browser: what readers do, at two widths, in light and dark; nothing from elsewhere, no error, no overflow."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.conftest import HOSTILE, TOKEN

PAGES = (
    "/", "/events", "/events?status=negated", "/article?id=mediation.md", "/actor?key={actor}", "/dyad?a=ARM&b=IRN", "/network", "/map", "/positions",
    "/search?q=talks", "/marks", "/api/docs", "/nothing",
)  # fmt: skip

#: a key that the examples have
ACTOR = "ARM"


class Visit:
    """A page of the browser that remembers what went wrong on it."""

    def __init__(self, page: Any, home: str) -> None:
        self.page, self.home = page, home
        self.wrong: list[str] = []
        page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((home, "data:")) else self.wrong.append(f"request to {request.url}"))
        page.on("dialog", lambda dialog: (self.wrong.append("a dialog"), dialog.dismiss()))

    def open(self, path: str) -> Any:
        answer = self.page.goto(self.home + path)
        self.page.wait_for_load_state("networkidle")
        return answer

    def overflow(self) -> int:
        """Pixels by which the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=["wide-light", "narrow-dark"])
def visit(request: pytest.FixtureRequest, chromium: Any, served: str) -> Iterator[Visit]:
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    made = Visit(context.new_page(), served)
    made.open(f"/?token={TOKEN}")
    assert "token" not in made.page.url
    yield made
    context.close()


def test_every_page_is_whole(visit: Visit) -> None:
    for path in PAGES:
        answer = visit.open(path.format(actor=ACTOR))
        missing = path == "/nothing"
        assert answer.status == (404 if missing else 200), path
        visit.wrong = [one for one in visit.wrong if not (missing and "404" in one)]
        assert visit.wrong == [], path
        assert visit.overflow() <= 0, path
        assert visit.page.locator("h1").count() >= 1, path
        assert visit.page.locator("figure[data-chart]").count() == visit.page.locator("figure.drawn, figure.empty").count(), path


def test_a_negated_row_is_found_read_and_marked_wrong(visit: Visit) -> None:
    page = visit.page
    visit.open("/events?status=negated")
    row = page.locator("table.rows tbody tr").first
    assert row.locator(".flag.negated").inner_text() == "did not happen"
    row.locator("a[href*='/article']").click()
    page.wait_for_load_state("networkidle")
    chosen = page.locator("[data-text] .chosen").first
    assert chosen.is_visible()
    card = page.locator("li.card.chosen").first
    assert card.locator(".flag.negated").count() == 1
    name = card.get_attribute("data-row")
    card.get_by_text("Right or wrong?").click()
    card.get_by_role("button", name="Wrong").click()
    page.locator(f"li[data-row='{name}'] .verdict.wrong").wait_for()
    visit.open("/marks")
    assert page.locator("td .verdict.wrong").count() == 1
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as gold").click()
    assert '"judged"' in download.value.path().read_text(encoding="utf-8")
    assert visit.wrong == []


def test_a_row_and_its_words_find_each_other(visit: Visit) -> None:
    visit.open("/article?id=mediation.md")
    page = visit.page
    row = page.locator("aside li[data-row]").first
    row.locator("a[data-show]").first.focus()
    assert page.locator("[data-text] .lit").count() >= 1
    row.locator("a[data-show]").first.press("Enter")
    assert page.locator("[data-text] .chosen").first.is_visible()
    page.locator("[data-text] span[data-of]").first.focus()
    assert page.locator("aside .lit").count() >= 1


def test_filters_change_rows_and_address(visit: Visit) -> None:
    visit.open("/events")
    page = visit.page
    page.get_by_label("Category").select_option("REJECT")
    page.wait_for_url("**category=REJECT**")
    page.wait_for_load_state("networkidle")
    codes = page.locator("table.rows .code").all_inner_texts()
    assert codes
    assert all(code.startswith("REJECT") for code in codes)
    page.locator("figure.drawn").wait_for()
    assert visit.wrong == []


def test_a_bar_of_the_dyad_leads_to_its_rows(visit: Visit) -> None:
    visit.open("/dyad?a=ARM&b=IRN")
    page = visit.page
    page.locator("figure.drawn svg a").first.dispatch_event("click")
    page.wait_for_url("**/events?**")
    assert page.locator("table.rows tbody tr").count() >= 1


def test_hostile_reports_do_nothing(visit: Visit) -> None:
    visit.open("/events?source=source")
    links = visit.page.locator("a[href*='/article']").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert {parse_qs(urlsplit(link).query)["id"][0] for link in links} == set(HOSTILE)
    for link in dict.fromkeys(link.split("#")[0] for link in links):
        answer = visit.open(link)
        assert answer.status == 200
        assert visit.page.title() != "hurt"
        assert visit.page.locator("[data-text] script, [data-text] img, [data-text] b").count() == 0
        assert visit.page.locator("a[href^='javascript']").count() == 0
    assert visit.wrong == []


def test_reading_works_without_script(chromium: Any, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "/events?category=REJECT")
    page.locator("table.rows a[href*='/article']").first.click()
    assert page.locator("[data-text] .mark.event").count() >= 1
    assert page.url.split("#")[1].startswith("words-")
    assert page.locator("[data-text] :target").count() == 1
    context.close()
