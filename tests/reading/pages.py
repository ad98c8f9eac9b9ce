"""Web pages, feeds and archives of pages made for tests."""

import io
from collections.abc import Iterable

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

STORY = (
    "ACCRA, May 3 (GNA) - Ghana on Monday rejected the offer of Togo to mediate in the quarrel over the dam, and said that it would wait.",
    "The foreign minister told deputies that no plan could stand which left the northern districts without water in the dry months.",
    "Togo had offered in April to bring both sides to one table, and its president had travelled to three capitals of the region since.",
    "Farmers in the valley said that they had heard of the offer on the radio, and that they did not expect an answer before the rains.",
)


def page(
    title: str = "Ghana Rejects the Offer", story: Iterable[str] = STORY, head: str = "", before: str = "", after: str = "", above: str = "", heading: str | None = None
) -> str:
    """A page with menu, heading, story, links and footer; `above` stands over the heading, `before` under it, `after` behind the story."""
    paragraphs = "".join(f"<p>{one}</p>" for one in story)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} | The Volta Courier</title><meta property="og:site_name" content="The Volta Courier">{head}</head>'
        f'<body><nav><ul><li><a href="/">Home</a></li><li><a href="/africa">Africa</a></li></ul></nav>{above}'
        f"<article><h1>{heading or title}</h1>{before}{paragraphs}{after}</article>"
        '<aside><h2>Most read</h2><ul><li><a href="/1">Prices of cocoa rise again</a></li><li><a href="/2">A bridge for Keta</a></li></ul></aside>'
        "<footer><p>Copyright 2023 The Volta Courier. All rights reserved.</p></footer></body></html>"
    )


def warc(pages: Iterable[tuple[str, str, str]], packed: bool = True) -> bytes:
    """An archive of pages: address, kind of content, body."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for address, kind, body in pages:
        headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(address, "response", payload=io.BytesIO(body.encode()), http_headers=headers))
    return stream.getvalue()


def rss(items: str, title: str = "The Volta Courier") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{title}</title><link>https://courier.example/</link>{items}</channel></rss>'
