"""Feeds: each entry an article; entities are never expanded, and of a broken feed what can be read is read."""

from pathlib import Path

import pytest

from dragoman.model import Article, Fault
from dragoman.reading import read
from tests.reading.pages import rss
from tests.timing import stays_below


def split(path: Path, text: str) -> tuple[list[Article], list[Fault]]:
    path.write_text(text, encoding="utf-8")
    found = list(read([path]))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Fault)]


ITEM = """<item><title>Ghana &amp; Togo Talk</title><link>https://courier.example/1</link><guid isPermaLink="false">c-1</guid><pubDate>Mon, 01 May 2023 23:30:00 -0500</pubDate>
<author>Amina Diallo</author><description>&lt;p&gt;Ghana left the talks.&lt;/p&gt;&lt;p&gt;Togo stayed &lt;b&gt;away&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Read more: &lt;a href="x"&gt;here&lt;/a&gt;&lt;/p&gt;</description></item>"""


def test_an_entry_of_rss(tmp_path: Path) -> None:
    (one,), faults = split(tmp_path / "a.rss", rss(ITEM))
    assert faults == []
    assert (one.id, one.url, one.title, one.source) == ("c-1", "https://courier.example/1", "Ghana & Togo Talk", "The Volta Courier")
    assert (one.byline, one.published) == ("Amina Diallo", "2023-05-01")
    assert one.text == "Ghana left the talks.\n\nTogo stayed away."


def test_an_entry_of_atom_with_its_whole_text(tmp_path: Path) -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Courrier</title><entry><id>urn:1</id><title>Talks</title><link href="https://courier.example/1"/>
    <updated>2023-05-02T01:00:00+02:00</updated><summary>Short.</summary><content type="html">&lt;p&gt;LOME (AP) - Togo stayed away from the talks.&lt;/p&gt;</content></entry></feed>"""
    (one,), _ = split(tmp_path / "a.atom", feed)
    assert (one.id, one.text, one.published, one.language) == ("urn:1", "LOME (AP) - Togo stayed away from the talks.", "2023-05-02", "fr")
    assert [str(block.kind) for block in one.blocks] == ["dateline", "body"]


def test_a_title_is_the_text_where_there_is_no_other(tmp_path: Path) -> None:
    (one,), (fault,) = split(tmp_path / "a.xml", rss("<item><title>Ghana left the talks</title><link>u</link></item><item><link>v</link></item>"))
    assert (one.text, one.title) == ("Ghana left the talks", "Ghana left the talks")
    assert (fault.id, fault.reason) == ("v", "the entry has no text")
    assert fault.where.endswith("a.xml#2")


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 12))
    feed = rss("<item><title>&lol11;</title></item>").replace("<rss", f'<!DOCTYPE rss [<!ENTITY lol0 "lol">\n{laughs}]>\n<rss', 1)
    assert stays_below(2, lambda: split(tmp_path / "a.xml", feed))
    articles, (fault,) = split(tmp_path / "a.xml", feed)
    assert articles == []
    assert fault.where == f"{tmp_path / 'a.xml'}:2"
    assert "entities" in fault.reason
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    articles, (fault,) = split(tmp_path / "b.xml", rss("<item><title>x &e;</title></item>").replace("<rss", f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file://{secret}">]><rss', 1))
    assert (articles, "entities" in fault.reason) == ([], True)


def test_of_a_broken_feed_what_can_be_read(tmp_path: Path) -> None:
    articles, (fault,) = split(tmp_path / "a.xml", rss(ITEM + "<item><title>Benin came</title><description>Cut in the mid").removesuffix("</channel></rss>"))
    assert articles[0].id == "c-1"
    assert "broken feed" in fault.reason
    assert fault.where == str(tmp_path / "a.xml")


def test_characters_that_no_text_has(tmp_path: Path) -> None:
    articles, (fault,) = split(tmp_path / "a.xml", rss(ITEM + "<item><title>Half &#xD800; a character</title>"))
    assert (articles, "broken feed" in fault.reason) == ([], True)


@pytest.mark.parametrize("text", ["<html><body>hello</body></html>", "<urlset><url>x</url></urlset>", "no feed at all", "", '{"a": 1}'])
def test_what_is_no_feed(tmp_path: Path, text: str) -> None:
    articles, (fault,) = split(tmp_path / "a.xml", text)
    assert articles == []
    assert fault.reason.startswith("is no feed")
    assert fault.hint
