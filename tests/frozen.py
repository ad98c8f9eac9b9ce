"""Frozen parses: sentences with the grammar that the parser gave them once, so that stages are tested apart from the model.

`python -m tests.frozen "A sentence." …` adds sentences to tests/parses/sentences.jsonl; a test asks for one by its text.
"""

import sys
from functools import cache
from pathlib import Path

import msgspec

from dragoman.model import Article, Block, BlockKind, Parse

FILE = Path(__file__).parent / "parses" / "sentences.jsonl"


def article(text: str) -> Article:
    """A text as an article of one body block."""
    return Article("frozen", text, (Block(BlockKind.BODY, (0, len(text))),))


@cache
def _held() -> dict[str, Parse]:
    lines = FILE.read_bytes().splitlines() if FILE.exists() else []
    return {parse.text: parse for parse in (msgspec.json.decode(line, type=Parse) for line in lines)}


def parse_of(text: str) -> Parse:
    """The frozen parse of a sentence. KeyError says how to add it."""
    try:
        return _held()[text]
    except KeyError:
        raise KeyError(f"no frozen parse of {text!r}; add it with: python -m tests.frozen {text!r}") from None


def main(texts: list[str]) -> None:
    from dragoman.language.parse import load_parser

    parser = load_parser()
    held = dict(_held())
    held.update((text, parser.parse(article(text))) for text in texts if text not in held)
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(b"".join(msgspec.json.encode(parse) + b"\n" for _, parse in sorted(held.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
