"""The examples of speech.yaml against what the coder found: a text with its quotations comes in, differences go out.

A wanted quotation is `source | cue | content`; parts of a discontinuous content are joined by ` … `, and `-` is a source that nobody names. A list has
several, and `nothing` none at all.
"""

from dragoman.model import Quotation, Span


def differences(text: str, quotations: tuple[Quotation, ...], wanted: str | list[str]) -> list[str]:
    """What differs, a line each: "wanted Kenya | said | it had agreed"."""
    told = [described(text, one) for one in quotations]
    expected = [] if wanted == "nothing" else [wanted] if isinstance(wanted, str) else wanted
    return [f"wanted {one}" for one in expected if one not in told] + [f"got {one}" for one in told if one not in expected]


def described(text: str, quotation: Quotation) -> str:
    """A quotation in the words of the examples: "Kenya | said | it had agreed"."""
    return " | ".join((_words(text, quotation.source) or "-", _words(text, quotation.cue) or "-", _words(text, quotation.content)))


def _words(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(text[a:b] for a, b in spans)
