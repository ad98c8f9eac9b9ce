"""Bytes of a file come in, its text and a note on how it was read go out.

UTF-8 first, then what a byte order mark says, then the likeliest encoding, which is noted since it is a guess.
"""

import codecs

from charset_normalizer import from_bytes

#: bytes looked at to tell binary files and guess encodings
SAMPLE = 65536

_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x0b\x1b")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotText(Exception):
    """These bytes are no text; the message says why."""


def mark_of(data: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning of `data` tells."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decode(data: bytes) -> tuple[str, str | None]:
    """Text of `data` and a note if the encoding had to be guessed. Raises NotText for binary files.

    The note reads, for example, "read as cp1252, a guess: it is not UTF-8".
    """
    marked = mark_of(data)
    if marked:
        try:
            return data.decode(marked), None
        except UnicodeDecodeError as error:
            raise NotText(f"begins with the mark of {marked} but is not: {error.reason} at byte {error.start}") from None
    if is_binary(data[:SAMPLE]):
        raise NotText("is binary, not text")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        return _guess(data, error)


def is_binary(sample: bytes) -> bool:
    """Whether `sample` has a zero byte or many control characters, as pictures, PDFs and archives do."""
    if b"\0" in sample:
        return True
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 50


def _guess(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    """What one wrong byte, Windows in the West, or a detected encoding gives."""
    wrong = data[max(0, error.start - SAMPLE // 2) : error.start + SAMPLE // 2]
    found = from_bytes(wrong).best()
    name = found.encoding if found else "cp1252"
    if name.startswith(("utf", "ascii")) or _is_western(wrong):
        name = "cp1252"
    text = data.decode(name, errors="replace")
    return text, f"read as {name}, a guess: it is not UTF-8 ({error.reason} at byte {error.start})"


def _is_western(sample: bytes) -> bool:
    """Whether non-ASCII bytes are rare and most are quotes, dashes or accented letters: English text saved by Windows."""
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) > max(2, len(sample) // 20):
        return False
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    return not undefined & set(high)
