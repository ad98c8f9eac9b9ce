"""Bytes come in, articles go out: files, folders, patterns and standard input, one file a format."""

from dragoman.reading.plain import article
from dragoman.reading.read import read

__all__ = ["article", "read"]
