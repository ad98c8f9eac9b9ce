"""A text comes in; where the front matter that it opens with ends and what that tells of the report go out.

Front matter is what makers of sites and readers of pages write above an article: lines `title: ...`, `date: ...` between two lines `---`.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from dragoman.knowledge.load import Loader
from dragoman.knowledge.shapes_reading import ReadingWords

#: the longest front matter, in characters
LONGEST = 16_000

_RULE = "---"
_CLOSING = (_RULE, "...")


def front_matter(text: str, words: ReadingWords) -> tuple[int, dict[str, str]]:
    """The end of the front matter (0: there is none) and its values by field, empty ones left out.

    "---\\ntitle: Talks Fail\\ndate: 2023-04-06\\n---\\nMali left." has 41 characters of it and tells `title` and `published`.
    """
    inner, end = _between(text)
    if not end:
        return 0, {}
    told: dict[str, str] = {}
    for name, value in (_as_yaml(inner) or _line_by_line(inner)).items():
        told.setdefault(name.strip().lower(), value)
    found = {field: value for field, forms in words.front_matter.items() if (value := next((told[form] for form in forms if told.get(form)), ""))}
    return (end, found) if words.front_matter.keys() & found.keys() else (0, {})


def _between(text: str) -> tuple[str, int]:
    """What stands between the two rules and where the second one ends, or nothing and 0."""
    lines = text[:LONGEST].split("\n")
    if lines[0].rstrip() != _RULE:
        return "", 0
    last = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in _CLOSING), 0)
    return "\n".join(lines[1:last]), len("\n".join(lines[: last + 1])) if last else 0


def _as_yaml(inner: str) -> dict[str, str]:
    """The values as YAML has them; nothing if it is none."""
    try:
        held = yaml.load(inner, Loader=Loader)
    except yaml.YAMLError:
        return {}
    except RecursionError:
        return {}
    return {str(name): _told(value) for name, value in held.items()} if isinstance(held, Mapping) else {}


def _line_by_line(inner: str) -> dict[str, str]:
    """The values of lines that are no YAML, such as `title: Talks: no result`."""
    parts = [line.partition(":") for line in inner.split("\n")]
    return {name: value.strip().strip("\"'") for name, colon, value in parts if colon and name and not name[0].isspace()}


def _told(value: Any) -> str:
    """A value as text: several with commas, the name of what has one."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_told, value[:20]))) if all(isinstance(one, str | Mapping) for one in value) else ""
    if isinstance(value, Mapping):
        value = value.get("name")
    return " ".join(value.split()) if isinstance(value, str) and value != "null" else ""
