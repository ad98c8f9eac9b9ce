"""Knowledge files, read strictly. A YAML or TSV file and the shape of its entries come in; checked entries with their place in the file go out.

Every YAML scalar is text (`no` and `08` are words), no key may stand twice, no key may be unknown; what is wrong is told
with file, line, entry and the nearest right word.
"""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
import yaml

T = TypeVar("T")

Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class KnowledgeError(Exception):
    """A knowledge file that can't be used; the message says file, line, entry and what to do."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """One entry of a knowledge file: `key` names it in reasons (`frames/reject.yaml#reject`)."""

    key: str
    name: str
    path: Path
    line: int
    value: T


def read_entries(root: Path, path: Path, shape: type[T]) -> list[Entry[T]]:
    """Entries of the YAML file `path` (below the knowledge folder `root`), each converted to `shape`.

    Raises KnowledgeError.
    """
    try:
        return _entries(root, path, shape)
    except RecursionError:
        raise KnowledgeError(f"{path}: nested far too deep; an entry has four levels at most") from None


def _entries(root: Path, path: Path, shape: type[T]) -> list[Entry[T]]:
    node = _compose(path)
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise KnowledgeError(f"{path}:1: expected entries, `name:` each with its fields below it")
    inside = path.relative_to(root).as_posix()
    entries = []
    seen: set[int] = set()
    for name, value in _pairs(path, node, ""):
        where = f"{path}:{name.start_mark.line + 1}: {name.value}"
        data = _plain(path, value, name.value, seen)
        entries.append(Entry(f"{inside}#{name.value}", name.value, path, name.start_mark.line + 1, convert(data, shape, where)))
    return entries


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows of a TSV file with a header line. Lines that open with # are comments. Raises KnowledgeError."""
    header: list[str] = []
    number = 0
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, line in enumerate(lines, 1):
                row = line.rstrip("\r\n").split("\t")
                if line.startswith("#"):
                    continue
                if not header:
                    header = _header(path, row, columns)
                elif len(row) != len(header):
                    raise KnowledgeError(f"{path}:{number}: {len(row)} fields where the header has {len(header)}")
                else:
                    yield dict(zip(header, row, strict=True))
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path}:{number + 1}: not UTF-8 here or somewhat below: {error.reason}; write the table as UTF-8") from None
    if not header:
        _header(path, [], columns)


def _header(path: Path, names: list[str], columns: tuple[str, ...]) -> list[str]:
    """The names of the columns. Raises KnowledgeError if one of `columns` is not there."""
    missing = [name for name in columns if name not in names]
    if missing:
        raise KnowledgeError(f"{path}:1: column {missing[0]} is missing; the columns are {', '.join(columns)}")
    return names


def convert(data: Any, shape: type[T], where: str) -> T:
    """`data` (texts, lists, mappings) as `shape`; errors begin with `where` and name the nearest right field."""
    try:
        return msgspec.convert(data, shape, strict=False)
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{where}: {_explain(str(error), shape)}") from None


def nearest(word: str, words: Iterator[str] | list[str]) -> str:
    """`; nearest is …` for an error message, or nothing."""
    near = difflib.get_close_matches(word, list(words), n=1)
    return f"; nearest is `{near[0]}`" if near else ""


def _explain(message: str, shape: type) -> str:
    unknown = re.search(r"unknown field `(.+?)`", message)
    if not unknown:
        return message
    fields = sorted(_fields(shape))
    return f"{message}{nearest(unknown[1], fields)}; fields are {', '.join(fields)}"


def _fields(shape: Any) -> set[str]:
    """Names of the fields of a struct and of the structs inside it."""
    found: set[str] = set()
    info = msgspec.inspect.type_info(shape)
    todo: list[Any] = [info]
    while todo:
        one = todo.pop()
        if isinstance(one, msgspec.inspect.StructType):
            new = {field.encode_name for field in one.fields} - found
            found |= new
            todo += [field.type for field in one.fields if field.encode_name in new]
        else:
            todo += [part for name in ("item_type", "key_type", "value_type") if (part := getattr(one, name, None)) is not None]
            todo += list(getattr(one, "types", ()))
    return found


def _compose(path: Path) -> Any:
    """The node of a file, None if it is empty. Raises KnowledgeError."""
    try:
        return yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise KnowledgeError(f"{path}{line}: not YAML: {getattr(error, 'problem', None) or error}") from None
    except OSError as error:
        raise KnowledgeError(f"{path}: {error.strerror}") from None


def _pairs(path: Path, node: Any, where: str) -> Iterator[tuple[Any, Any]]:
    seen: dict[str, int] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            raise KnowledgeError(f"{path}:{name.start_mark.line + 1}: {where}: a key must be text")
        if name.value in seen:
            raise KnowledgeError(f"{path}:{name.start_mark.line + 1}: {where}: `{name.value}` stands twice, first on line {seen[name.value]}; join or rename them")
        seen[name.value] = name.start_mark.line + 1
        yield name, value


def _plain(path: Path, node: Any, where: str, seen: set[int]) -> Any:
    """Texts, lists and mappings of a node. A list or mapping that stands in two places by `*name` could grow without end: it is told as wrong, at its first place."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if id(node) in seen:
        raise KnowledgeError(f"{path}:{node.start_mark.line + 1}: {where}: what stands here is used again elsewhere by `*`; write it out there")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(path, part, where, seen) for part in node.value]
    return {name.value: _plain(path, value, f"{where}.{name.value}", seen) for name, value in _pairs(path, node, where)}
