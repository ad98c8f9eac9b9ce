"""Write docs/dictionary.md: the words of dragoman, read from model.py. `python tools/make_dictionary.py`; a test holds that it is up to date."""

import inspect
import re
from enum import StrEnum
from pathlib import Path

import msgspec

from dragoman import model

TARGET = Path(__file__).parents[1] / "docs" / "dictionary.md"

HEAD = """# Dictionary of words

What passes between the stages, read from `model.py`: every value is immutable, spans are `[start, end)` characters of the article's text, and token
numbers are positions in `Parse.tokens`. What the commands give out is told in [records.md](records.md).

This page is written by `python tools/make_dictionary.py`.
"""


def dictionary() -> str:
    """The page."""
    words = [value for value in vars(model).values() if inspect.isclass(value) and value.__module__ == model.__name__ and value is not model.Word]
    return HEAD + "".join(map(_entry, words))


def _entry(word: type) -> str:
    told = inspect.cleandoc(word.__doc__ or "") if word.__doc__ and not word.__doc__.startswith(word.__name__ + "(") else ""
    lines = ["", f"## {word.__name__}", "", *([told, ""] if told else [])]
    if issubclass(word, StrEnum):
        lines.append("One of " + ", ".join(f"`{member.value}`" for member in word) + ".")
    elif issubclass(word, msgspec.Struct):
        lines += ["| field | type | unless given |", "| --- | --- | --- |"]
        lines += [f"| `{field.name}` | {_type(word, field.name)} | {_default(field)} |" for field in msgspec.structs.fields(word)]
    return "\n".join(lines) + "\n"


def _type(word: type, name: str) -> str:
    """The type as the source writes it."""
    for base in word.__mro__:
        found = re.search(rf"^    {name}: (.+?)(?: = .*)?$", inspect.getsource(base), re.MULTILINE) if base.__module__ == model.__name__ else None
        if found:
            return "`" + found.group(1).replace("|", "\\|") + "`"
    return ""


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.default is not msgspec.NODEFAULT:
        return f"`{field.default!r}`" if field.default not in ((), None) else ("none" if field.default is None else "empty")
    return "" if field.default_factory is msgspec.NODEFAULT else "empty"


if __name__ == "__main__":
    TARGET.write_text(dictionary(), encoding="utf-8")
