"""Web pages: main text, and title, authors and day as the page prints or declares them."""

import gzip
import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.knowledge.shapes_reading import reading_words
from dragoman.model import Article, Fault
from dragoman.reading import read
from dragoman.reading.html import LONGEST, article_of_page
from tests.reading.pages import STORY, page
from tests.timing import stays_below

WORDS = reading_words()

#: what makes pages odd
BITS = [
    "<", ">", '"', "</p>", "<p>", "<table>", "<!--", "-->", "<script>", "&#0;", "&#1;", "&#xD800;", "&#x110000;", "<svg>", "<h1>", "<title>", "<li>", "<br/>", "\x1b", "\ufffe",
    '<a href="http://[x">', '<link rel=canonical href="http://[">', '<time datetime="99999999999999999999">', '<meta name="date" content="0000-00-00">', "<noscript>", "</html>",
]  # fmt: skip


def article(markup: str | bytes, **options: str) -> Article:
    data = markup.encode() if isinstance(markup, str) else markup
    found = article_of_page(data, "page.html", options.pop("published", None), WORDS, **options)
    assert isinstance(found, Article), found
    return found


def fault(data: bytes) -> Fault:
    found = article_of_page(data, "page.html", None, WORDS)
    assert isinstance(found, Fault), found
    return found


def test_the_story_and_nothing_but_it() -> None:
    found = article(page(after="<p>Amina Diallo in Lome contributed to this report.</p><p>Read more: <a href='/3'>The dam in numbers</a></p>"))
    assert found.text == "\n\n".join(STORY)
    assert [str(block.kind) for block in found.blocks] == ["dateline", "body", "body", "body", "body"]
    assert found.text[slice(*found.blocks[0].span)] == "ACCRA, May 3 (GNA) -"
    assert (found.title, found.source, found.language, found.notes) == ("Ghana Rejects the Offer", "The Volta Courier", "en", ())


def test_spans_of_blocks_are_those_of_the_text() -> None:
    found = article(page(after="<h2>What comes next</h2><p>" + STORY[1] + " The deputies agreed.</p>"))
    assert [found.text[slice(*block.span)] for block in found.blocks][-2:] == ["What comes next", STORY[1] + " The deputies agreed."]
    assert str(found.blocks[-2].kind) == "note"


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        (page("Ghana Rejects the Offer", heading="Ghana rejects Togo’s offer"), "Ghana rejects Togo’s offer"),
        (page(heading="The Volta Courier"), "Ghana Rejects the Offer"),
        (page(above="<h1>Africa</h1>"), "Ghana Rejects the Offer"),
        (page(head='<meta property="og:title" content="Offer Rejected &amp;amp; Returned - The Volta Courier">', heading="Volta"), "Offer Rejected & Returned"),
        (page('Talks - a Chance Missed', heading="Volta"), "Talks - a Chance Missed"),
    ],
)
def test_titles(markup: str, title: str) -> None:
    assert article(markup).title == title


DECLARED = '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Ghana Rejects the Offer", %s}]}</script>'
META = '<meta property="article:published_time" content="2023-05-01T22:00:00Z">'


@pytest.mark.parametrize(
    ("head", "before", "day"),
    [
        (META, "", "2023-05-01"),
        (DECLARED % '"datePublished": "2023-05-02T01:00:00+02:00"', "", "2023-05-02"),
        (META + DECLARED % '"datePublished": "2023-05-02T01:00:00+02:00"', "", "2023-05-02"),
        (META, "<p>By Amina Diallo</p><time>May 2, 2023 12:10 am CEST</time>", "2023-05-02"),
        (META, "<p>Updated <time>2 May 2023</time> | Published <time>1 May 2023, 22:00 GMT</time></p>", "2023-05-01"),
        (META, "<div><span>Updated</span> <span>2 May 2023</span></div>", "2023-05-02"),
        (META, "<p>14 March 2022</p>", "2023-05-01"),
        ("", "<p>Monday 1 May 2023 17:23, UK</p>", "2023-05-01"),
        (DECLARED % '"datePublished": "0001-01-01T00:00:00"', "", None),
        ("", "", None),
    ],
    ids=["meta", "json", "json-before-meta", "printed-in-another-zone", "published-before-updated", "updated-only", "printed-of-something-else", "printed-only", "year-1", "none"],
)
def test_days(head: str, before: str, day: str | None) -> None:
    found = article(page(head=head, before=before))
    assert found.published == day
    assert found.text == "\n\n".join(STORY)


def test_the_day_stands_in_the_address() -> None:
    assert article(page(), url="https://courier.example/2023/05/02/offer").published == "2023-05-02"
    assert article(page(), published="2023-06-01").published == "2023-06-01"


@pytest.mark.parametrize(
    ("head", "before", "byline"),
    [
        ("", "<p>By Amina Diallo and Jan Novak</p>", "Amina Diallo and Jan Novak"),
        (DECLARED % '"author": [{"@type": "Person", "name": "Amina Diallo"}, {"@type": "Organization", "name": "GNA"}]', "", "Amina Diallo"),
        (DECLARED % '"author": {"@type": "Organization", "name": "The Volta Courier"}', "<p>By Amina Diallo</p>", "Amina Diallo"),
        ('<meta name="author" content="Jan Novak">', "", "Jan Novak"),
        ("", "", None),
    ],
)
def test_authors(head: str, before: str, byline: str | None) -> None:
    assert article(page(head=head, before=before)).byline == byline


def test_a_page_in_another_language_is_noted() -> None:
    found = article(page().replace('lang="en"', 'lang="fr-CI"'))
    assert found.language == "fr-CI"
    assert "'fr-CI'" in found.notes[0]


def test_a_short_page_gives_its_paragraphs() -> None:
    assert article("<html><body><h1>Talks Fail</h1><p>Ghana left the talks.</p></body></html>").text == "Ghana left the talks."


@pytest.mark.parametrize(
    ("encoding", "declared", "served"),
    [("utf-8", "", None), ("cp1252", '<meta charset="windows-1252">', None), ("cp1252", '<meta charset="iso-8859-1">', None), ("cp1251", "", "windows-1251"), ("utf-16", "", None)],
)
def test_encodings(encoding: str, declared: str, served: str | None) -> None:
    last = "“No,” said the café’s owner in the square — he had heard of no such plan." if encoding != "cp1251" else "Президент встретился с министром и обсудил план."
    data = page(story=[*STORY, last], head=declared).encode(encoding)
    found = article_of_page(data, "x", None, WORDS, charset=served)
    assert isinstance(found, Article)
    assert found.text.endswith(last)
    assert found.notes == ()


def test_a_packed_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(page().encode()))
    (found,) = read([tmp_path])
    assert isinstance(found, Article)
    assert found.id == str(path)
    assert found.text == "\n\n".join(STORY)


def test_pages_that_are_none(caplog: pytest.LogCaptureFixture) -> None:
    assert fault(b" \n").reason == "is empty"
    assert fault(b"\x89PNG\r\n\x1a\n\0\0").reason == "is binary, not text"
    with caplog.at_level(logging.CRITICAL):
        assert fault(b"<html><body><nav><a href=x>Home</a></nav></body></html>").reason == "has no text of an article"
    assert fault(b"<!-- nothing -->").hint


@pytest.mark.parametrize(
    "body",
    [
        b"<article>" + b"<p>Ghana left the talks in Accra on Monday.</p>" * 100_000,
        b"<div>" * 60_000 + b"<p>Ghana left.</p>",
        b"<p " + b"a=1 " * 500_000 + b">Ghana left.</p>",
        b'<script type="application/ld+json">' + b"[" * 500_000 + b"</script><p>Ghana left.</p>",
        b"<meta " * 200_000,
    ],
    ids=["elements", "nested", "attributes", "json", "open"],
)
def test_pages_made_to_take_long(body: bytes) -> None:
    assert stays_below(10, lambda: article_of_page(b"<html><body>" + body, "x", None, WORDS))
    found = article_of_page(b"<html><body>" + body, "x", None, WORDS)
    if isinstance(found, Fault):
        assert "elements" in found.reason or "no text" in found.reason


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 2000), st.sampled_from(BITS)), max_size=40))
def test_no_page_stops_the_run(changes: list[tuple[int, str]]) -> None:
    markup = page(head=META, before="<p>By Amina Diallo</p>")
    for place, bit in changes:
        markup = markup[:place] + bit + markup[place:]
    found = article_of_page(markup.encode("utf-8", "surrogatepass"), "x", None, WORDS)
    if isinstance(found, Article):
        assert [found.text[slice(*block.span)] for block in found.blocks if block.span[0] < block.span[1]]
        found.text.encode()


def test_a_page_at_which_the_library_fails_gives_its_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ValueError("All strings must be XML compatible")

    monkeypatch.setattr("trafilatura.bare_extraction", failing)
    monkeypatch.setattr("trafilatura.metadata.extract_metadata", failing)
    assert article(page()).text == "\n\n".join(STORY)


def test_a_page_of_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_bytes(b"<html><body>" + b"<p>Ghana left the talks in Accra on Monday.</p>" * 1_200_000)
    assert path.stat().st_size > 50_000_000
    assert stays_below(4, lambda: list(read([path])))
    (found,) = read([path])
    assert isinstance(found, Fault)
    assert found.where == str(path)
    assert found.reason == f"is longer than {LONGEST // 1_000_000} MB"


def test_the_heading_is_known_by_the_title_without_the_site(tmp_path: Path) -> None:
    head = "<title>Ghana recalls envoy - The Lakeside Post</title>"
    body = f"<article><h1>Ghana recalls envoy from Accra</h1><p>By Amina Diallo</p>{'<p>Ghana recalled its envoy on Friday after the vote of the assembly, a deputy said.</p>' * 3}</article>"
    (tmp_path / "a.html").write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    (article,) = read([tmp_path / "a.html"])
    assert isinstance(article, Article)
    assert (article.title, article.byline) == ("Ghana recalls envoy from Accra", "Amina Diallo")
