"""The parser's network comes in, the same network goes out, quicker: what it makes of a word by itself is made once and kept.

The small models of spaCy turn each word into a vector (hashed embeddings of its norm, prefix, suffix and shape, mixed by one
layer) before layers of convolution see its neighbours. The first step is the same wherever a word stands; the second is the same
arithmetic in fewer passes over the numbers. The answers differ from those of the model in the last digits only. Networks of
another form are left as they are.
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy
from numpy.typing import NDArray
from thinc.api import Model
from thinc.types import Ragged

Floats = NDArray[numpy.float32]

#: words that are embedded at once; always as many, so that a vector never depends on which other words were new
TOGETHER = 16

#: embeddings that one network keeps, some 600 bytes each; beyond it, it begins anew
MOST = 100_000

#: the parts of a convolution, by the names that thinc gives them
CONVOLUTION = ["expand_window", "maxout>>layernorm>>dropout"]


def hasten(nlp: Any) -> None:
    """Put quicker networks in the place of those of the pipeline that have the usual form: hashed embeddings, convolutions over a window of one."""
    for name in nlp.pipe_names:
        part = nlp.get_pipe(name)
        model: Any = getattr(part, "model", None)
        for node in list(model.walk()) if isinstance(model, Model) else ():
            quicker = _quicker(node)
            if quicker is None:
                continue
            if node is model:
                part.model = quicker
            else:
                model.replace_node(node, quicker)


def _quicker(node: Any) -> Any | None:
    """A network with the answers of `node`, or None if that is of another form."""
    if not (node.has_ref("embed") and node.has_ref("encode")):
        return None
    embed, encode = node.get_ref("embed"), node.get_ref("encode")
    layers = _convolutions(encode)
    if not layers or embed.layers[0].name != "extract_features":
        return None
    embedding, encoding = Embedding(embed), Encoding(layers, encode.attrs["pad"])

    def forward(_: Any, docs: Sequence[Any], is_train: bool) -> tuple[list[Floats], Callable[..., Any]]:
        if is_train:
            raise NotImplementedError("a parser that was made quicker can't be trained: load the model with spacy.load")
        return encoding.run([embedding.run(doc) for doc in docs]), list

    return Model(node.name, forward, dims={"nO": node.get_dim("nO")})


def _convolutions(encode: Any) -> list["Convolution"]:
    """The convolutions of an encoder in order; none if it has anything else."""
    found = [node for node in encode.walk() if len(node.layers) == 1 and node.name == f"residual({node.layers[0].name})"]
    if not found or encode.name != f"with_array({'>>'.join(node.name for node in found)})":
        return []
    parts = [node.layers[0].layers for node in found]
    if any([part.name for part in one] != CONVOLUTION or one[0].attrs["window_size"] != 1 for one in parts):
        return []
    return [Convolution(*one[1].layers[0].layers) for one in parts]


class Embedding:
    """Vectors of words by themselves, each made once. What a vector is depends on its word alone."""

    def __init__(self, embed: Any) -> None:
        features, _joined, *self._mix, _apart = embed.layers
        self._columns = features.attrs["columns"]
        self._width = embed.get_dim("nO") if embed.has_dim("nO") else self._mix[-1].get_dim("nO")
        self._kept: dict[bytes, Floats] = {}

    def run(self, doc: Any) -> Floats:
        """One row of numbers a word: (words, width)."""
        if not len(doc):
            return numpy.zeros((0, self._width), dtype="f")
        features = doc.to_array(self._columns).reshape(len(doc), -1)
        size, raw, kept = features.shape[1] * features.itemsize, features.tobytes(), self._kept
        keys = [raw[at : at + size] for at in range(0, len(raw), size)]
        new = {key: at for at, key in enumerate(keys) if key not in kept}
        if new:
            kept = self._embed(kept, keys, new, features)
        return numpy.concatenate([kept[key] for key in keys]).reshape(len(keys), self._width)

    def _embed(self, kept: dict[bytes, Floats], keys: list[bytes], new: dict[bytes, int], features: Any) -> dict[bytes, Floats]:
        """What is kept, with the words that are new."""
        if len(kept) + len(new) > MOST:
            kept = self._kept = {}
            new = {key: at for at, key in enumerate(keys)}
        words, rows = list(new), features[list(new.values())]
        for at in range(0, len(words), TOGETHER):
            some = words[at : at + TOGETHER]
            part = numpy.zeros((TOGETHER, features.shape[1]), dtype="uint64")
            part[: len(some)] = rows[at : at + TOGETHER]
            found: Any = Ragged(cast(Any, part), cast(Any, numpy.full(1, TOGETHER, dtype="int32")))
            for layer in self._mix:
                found = layer.predict(found)
            kept.update(zip(some, found.data, strict=False))
        return kept


class Convolution:
    """Of each word and its two neighbours the best of several products (maxout), brought to one size (layer normalization) and added to the word."""

    def __init__(self, maxout: Any, normalize: Any) -> None:
        weights = maxout.get_param("W")
        self.width, self._pieces, _ = weights.shape
        self._weights = weights.swapaxes(0, 1).reshape(self._pieces * self.width, -1).copy()
        self._bias = maxout.get_param("b").T.reshape(-1).copy()
        self._scale, self._shift = normalize.get_param("G"), normalize.get_param("b")
        self._multiply = maxout.ops.gemm

    def run(self, rows: Floats) -> None:
        """Change the rows, each of `width` numbers; beyond the first and the last there is nothing."""
        width = self.width
        window = numpy.zeros((len(rows), 3 * width), dtype="f")
        window[1:, :width] = rows[:-1]
        window[:, width : 2 * width] = rows
        window[:-1, 2 * width :] = rows[1:]
        products = self._multiply(window, self._weights, trans2=True)
        products += self._bias
        best = products[:, :width]
        for piece in range(1, self._pieces):
            numpy.maximum(best, products[:, piece * width : (piece + 1) * width], out=best)
        best = best - best.mean(axis=1, keepdims=True)
        variance = numpy.einsum("ij,ij->i", best, best) / width + 1e-8
        best *= (1 / numpy.sqrt(variance))[:, None]
        best *= self._scale
        best += self._shift
        rows += best


class Encoding:
    """All convolutions over the words of several texts, with `gap` rows of nothing around each, so that none sees another."""

    def __init__(self, layers: Sequence[Convolution], gap: int) -> None:
        self._layers, self._gap = layers, gap

    def run(self, texts: Sequence[Floats]) -> list[Floats]:
        """One array of (words, width) a text, in their order."""
        at, starts = self._gap, []
        for text in texts:
            starts.append(at)
            at += len(text) + self._gap
        rows = numpy.zeros((at, self._layers[0].width), dtype="f")
        for start, text in zip(starts, texts, strict=True):
            rows[start : start + len(text)] = text
        for layer in self._layers:
            layer.run(rows)
        return [rows[start : start + len(text)].copy() for start, text in zip(starts, texts, strict=True)]
