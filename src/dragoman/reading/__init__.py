"""Bytes come in, articles go out: files, folders, patterns and standard input, one file a format."""

from dragoman.reading.read import read
from dragoman.reading.record import article_of

__all__ = ["article_of", "read"]
