"""Knowledge folders come in, the code book goes out as lines of text: categories with modes, contexts, CAMEO codes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.knowledge.compiled import entries_of
from dragoman.knowledge.schema import CameoCode, Category
from dragoman.knowledge.shapes_contexts import ContextWords


def codebook(roots: Sequence[Path]) -> Iterator[str]:
    """Each category with quad code, score and modes, then contexts, then CAMEO codes with the category of each."""
    for category in entries_of(roots, "plover.yaml", Category):
        yield f"{category.name}  quad {category.value.quad}, score {category.value.score}: {category.value.definition}"
        for mode, meaning in category.value.modes.items():
            yield f"    {mode}: {meaning}"
    yield ""
    for context in entries_of(roots, "contexts.yaml", ContextWords):
        yield f"context {context.name}: {context.value.definition}"
    yield ""
    for code in entries_of(roots, "cameo.yaml", CameoCode):
        yield f"CAMEO {code.name:4}  {code.value.plover:9}  {code.value.name}"
