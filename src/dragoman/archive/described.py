"""The schemas of the tables come in, the section of docs/archive.md that describes them goes out: `python -m dragoman.archive.described`."""

import pyarrow as pa

from dragoman.archive.tables import MEANINGS, SCHEMAS

PLAIN = {pa.string(): "text", pa.bool_(): "yes or no", pa.int32(): "integer", pa.int64(): "integer", pa.float64(): "number", pa.date32(): "day"}


def described() -> str:
    """A heading and a list of columns a table, as Markdown."""
    return "\n".join(_table(name, schema) for name, schema in SCHEMAS.items())


def _table(name: str, schema: pa.Schema) -> str:
    rows = [f"| `{field.name}` | {_kind(field.type)} | {(field.metadata or {}).get(b'comment', b'').decode()} |" for field in schema]
    return "\n".join([f"### {name}", "", f"{MEANINGS[name][0].upper()}{MEANINGS[name][1:]}.", "", "| column | type | meaning |", "| --- | --- | --- |", *rows, ""])


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_kind(kind.value_type)}"
    if pa.types.is_struct(kind):
        return f"({', '.join(field.name for field in kind)})"
    return PLAIN[kind]


if __name__ == "__main__":
    print(described(), end="")
