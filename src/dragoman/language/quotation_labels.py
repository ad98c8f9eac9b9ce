"""Words under a speaker's name and a colon: transcripts ("HOST: Will you go?") and headlines ("Minister: No talks planned", "No talks planned: minister").

The parse and the paragraphs come in; speaker, colon and content as token ranges go out. Part of the quotations stage.
"""

from bisect import bisect_left

import msgspec

from dragoman.knowledge.shapes_speech import Speech
from dragoman.language.quotation_grammar import Range, is_mark
from dragoman.model import Article, BlockKind, Parse, Token, Word

#: how many tokens a speaker's name may have
LONGEST = 6
#: form of content in the knowledge of speech for nouns that can head such a name ("Poll: …")
COLON = ":"
#: labels of names that speak for themselves; before a colon a country is mostly a topic ("Syria: …")
SPEAKERS = ("PERSON", "ORG", "")


class Labelled(Word, frozen=True):
    """Speaker, colon and words as ranges; `head` is the token that names the speaker, `speech` tells a transcript from a headline."""

    source: Range
    head: int
    colon: int
    content: Range
    speech: bool = False


def find_labelled(parse: Parse, article: Article, speech: Speech) -> list[Labelled]:
    """Paragraphs that open (headlines: or close) with a speaker's name and a colon, in text order."""
    starts = [token.start for token in parse.tokens]
    found = []
    blocks = [block for block in article.blocks if block.kind in (BlockKind.HEADLINE, BlockKind.BODY)]
    for n, block in enumerate(blocks):
        first, end = bisect_left(starts, block.span[0]), bisect_left(starts, block.span[1])
        while first < end and is_mark(parse.tokens[first]):
            first += 1
        tokens = parse.tokens[first:end]
        one = _transcript(tokens)
        if one is None and (n == 0 or block.kind is BlockKind.HEADLINE):
            one = _headline(tokens, speech)
        if one is not None:
            found.append(one)
    return found


def _colon(tokens: tuple[Token, ...]) -> int | None:
    return next((n for n, token in enumerate(tokens) if token.text == ":"), None)


def _transcript(tokens: tuple[Token, ...]) -> Labelled | None:
    """"HOST: Will you go?": a name in capitals, which the words after it are not."""
    at = _colon(tokens[: LONGEST + 1])
    if not at or at + 2 >= len(tokens):
        return None
    name, words = tokens[:at], tokens[at + 1 :]
    if not all(token.text.isupper() or is_mark(token) for token in name) or not any(len(token.text) > 2 for token in name):
        return None
    if all(token.text.isupper() or not token.text.isalpha() for token in words[:8]):
        return None
    return msgspec.structs.replace(_labelled(name, tokens[at].i, words), speech=True)


def _headline(tokens: tuple[Token, ...], speech: Speech) -> Labelled | None:
    at = _colon(tokens)
    if not at or at + 1 >= len(tokens):
        return None
    left, right = tokens[:at], tokens[at + 1 :]
    if _names(left, speech) and len(right) > 3:
        return _labelled(left, tokens[at].i, right)
    right = right[:-1] if is_mark(right[-1]) else right
    if right and _names(right, speech) and _tells(left):
        return _labelled(right, tokens[at].i, left)
    return None


def _names(tokens: tuple[Token, ...], speech: Speech) -> bool:
    """True of a few words that name a speaker."""
    if len(tokens) > LONGEST or any(token.pos in ("VERB", "AUX", "NUM") for token in tokens):
        return False
    ways = speech.nouns.get(tokens[-1].lemma.lower(), ())
    return (tokens[-1].pos == "PROPN" and tokens[-1].entity in SPEAKERS) or any(COLON in way.content for way in ways)


def _tells(tokens: tuple[Token, ...]) -> bool:
    return len(tokens) > 2 and any(token.pos in ("VERB", "AUX") for token in tokens)


def _labelled(name: tuple[Token, ...], colon: int, words: tuple[Token, ...]) -> Labelled:
    head = name[-1].i
    return Labelled((name[0].i, name[-1].i), head, colon, (words[0].i, words[-1].i))
