"""The first bytes of standard input come in, the ending of a file that looks so goes out."""

from dragoman.reading.record import columns_of
from dragoman.reading.separated import columns_in

_FEEDS = (b"<rss", b"<feed", b"<rdf:rdf", b"<?xml")


def kind_of(head: bytes) -> str:
    """".jsonl" for what opens with a brace, ".html" for what opens with a tag, ".md" for what looks like nothing else."""
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if line.startswith(b"{"):
        return ".jsonl"
    if line.startswith((b"warc/", b"\x1f\x8b")):
        return ".warc"
    if line.startswith(b"par1"):
        return ".parquet"
    if line.startswith(_FEEDS):
        return ".html" if b"<html" in line else ".xml"
    if line.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return ".html"
    columns = columns_of(columns_in(line.partition(b"\n")[0].decode("utf-8", "replace"))[1])
    return ".csv" if {"id", "text"} <= set(columns) else ".md"
