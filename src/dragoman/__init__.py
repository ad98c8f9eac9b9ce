"""Reads news reports on politics and gives back data: who did or said what to whom, when, where, and who says so."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.coder import Coder as Coder
    from dragoman.coder import load as load

__version__ = "0.1.0"
__all__ = ["Coder", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """`Coder` and `load` are imported on first use: the parser takes a second."""
    if name in ("Coder", "load"):
        from dragoman import coder

        return getattr(coder, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
