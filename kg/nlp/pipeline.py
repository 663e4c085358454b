"""The English pipeline: a spaCy `Language` with a tokenizer and one component that fills the `Doc`.

Each text given is read by itself (a paragraph, a heading): its parse depends on no other. Labels are those of Universal Dependencies, with
spaCy's "ROOT" for the root; tags are Penn Treebank's; names are PERSON, ORG and LOC. `Doc.tensor` holds what the encoder made of each word.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from spacy import attrs
from spacy.lang.en import English as Blank
from spacy.language import Language
from spacy.symbols import IDS  # type: ignore[import-not-found]  # a Cython module without stubs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp.decode import TAGS, Parsed, name_tags, parse_windows
from kg.nlp.inflect import Inflections
from kg.nlp.mending import Mender, Tree
from kg.nlp.network import Network
from kg.nlp.sentences import sure_starts
from kg.nlp.tokenizer import WordTokenizer
from kg.nlp.windows import Reading
from kg.paths import weights_folder

NAMES = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
TOGETHER = 256  # texts in hand at once
_ATTRS = [attrs.POS, attrs.TAG, attrs.MORPH, attrs.LEMMA, attrs.DEP, attrs.HEAD, attrs.ENT_IOB, attrs.ENT_TYPE]


class Pipeline(Protocol):
    """What the rest of kg wants of a pipeline."""

    @property
    def vocab(self) -> Vocab: ...

    def parse(self, texts: Sequence[str]) -> list[Doc]: ...


def _hashes(values: list[int]) -> NDArray[np.uint64]:
    return np.asarray(values, dtype=np.uint64)


class Annotator:
    """The component: words in, annotated `Doc` out."""

    def __init__(self, vocab: Vocab, network: Network) -> None:
        self.network = network
        classes = network.classes
        strings: Any = vocab.strings
        morphology: Any = vocab.morphology
        add = strings.add
        self._pos = _hashes([IDS.get(c, 0) for c in classes["upos"]])
        self._tag = _hashes([add(c) for c in classes["xpos"]])
        self._morph = _hashes([morphology.add("" if c == "_" else c) for c in classes["feats"]])
        self._dep = _hashes([add("ROOT" if c == "root" else c) for c in classes["label"]])
        self._kinds = {k: add(v) for k, v in NAMES.items()}
        self._space = {attrs.POS: IDS["SPACE"], attrs.TAG: add("_SP"), attrs.DEP: add("dep")}
        self._lemma = lru_cache(maxsize=200_000)(self._lemma_hash)
        self._strings, self._inflections = strings, Inflections.read()
        self._auxiliary = classes["upos"].index("AUX")
        self._encode = network.vectorizer.encode
        self._mender = Mender(classes)

    def __call__(self, doc: Doc) -> Doc:
        self.annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = TOGETHER) -> Iterator[Doc]:
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self.annotate(batch)
            yield from batch

    def annotate(self, docs: Sequence[Doc], starts: Sequence[NDArray[np.bool_]] | None = None) -> None:
        """Fill the docs. `starts` gives each doc's sentence starts, where they are known (white space left out)."""
        texts = [_Text(doc, self.network) for doc in docs]
        known = None if starts is None else list(starts)
        while pending := [i for i, t in enumerate(texts) if not t.reading.done]:
            spans = [texts[i].reading.window() for i in pending]
            windows = [self._encode(texts[i].words[a:b], texts[i].spaced[a:b]) for i, (a, b) in zip(pending, spans, strict=True)]
            forced = None if known is None else [known[i][a:b] for i, (a, b) in zip(pending, spans, strict=True)]
            sure = [texts[i].sure[a:b] for i, (a, b) in zip(pending, spans, strict=True)]
            for i, parsed in zip(pending, parse_windows(self.network, windows, forced, sure), strict=True):
                texts[i].add(parsed)
        for text in texts:
            self._fill(text)

    def _fill(self, text: _Text) -> None:
        rows = np.zeros((len(text.doc), len(_ATTRS)), dtype=np.uint64)
        if text.words:
            self._fill_words(text, rows)
        if len(text.words) < len(text.doc):
            self._fill_spaces(text, rows)
        text.doc.from_array(_ATTRS, rows)  # type: ignore[arg-type]  # its stub asks for more than it needs
        text.doc.tensor = text.states()  # type: ignore[assignment]  # its stub has doubles

    def _fill_words(self, text: _Text, rows: NDArray[np.uint64]) -> None:
        at = text.at
        tags, label, head, start, names = text.arrays()
        self._mender.mend(Tree(text.words, tags["upos"], tags["xpos"], head, label))
        iob, kind = name_tags(self.network.classes["names"], names, start, self._kinds)
        rows[at, 0], rows[at, 1], rows[at, 2] = self._pos[tags["upos"]], self._tag[tags["xpos"]], self._morph[tags["feats"]]
        keys = ((tags["lemma"] << 10) | (tags["xpos"] << 1) | (tags["upos"] == self._auxiliary)).tolist()
        rows[at, 3] = [self._lemma(w, k) for w, k in zip(text.words, keys, strict=True)]
        rows[at, 4], rows[at, 6], rows[at, 7] = self._dep[label], iob, kind
        rows[at, 5] = (at[head] - at).astype(np.int64).view(np.uint64)

    def _lemma_hash(self, word: str, key: int) -> int:
        tag, script = self.network.classes["xpos"][key >> 1 & 511], self.network.classes["lemma"][key >> 10]
        return int(self._strings.add(self._inflections.lemma(word, tag, bool(key & 1), script)))

    def _fill_spaces(self, text: _Text, rows: NDArray[np.uint64]) -> None:
        """White-space tokens hang on the word before them (at the beginning: after them)."""
        at = set(text.at.tolist())
        for i in range(len(rows)):
            if i not in at:
                to = next((j for j in range(i, -1, -1) if j in at), int(text.at[0]) if at else 0)
                rows[i, :3] = self._space[attrs.POS], self._space[attrs.TAG], 0
                rows[i, 3], rows[i, 4], rows[i, 6] = text.doc[i].orth, self._space[attrs.DEP], 2
                rows[i, 5] = np.asarray(to - i, dtype=np.int64).view(np.uint64)


class _Text:
    """A doc on its way through the network: its words (white space left out) and the windows parsed so far."""

    def __init__(self, doc: Doc, network: Network) -> None:
        self.doc = doc
        table = doc.to_array([attrs.IS_SPACE, attrs.SPACY]).reshape(len(doc), 2) if len(doc) else np.zeros((0, 2), dtype=np.uint64)
        space = table[:, 0] == 1
        self.at = np.flatnonzero(~space)
        gap = np.concatenate([[True], (table[:-1, 1] == 1) | space[:-1]]) if len(doc) else np.zeros(0, dtype=bool)
        words = [t.text for t in doc]
        self.words = words if len(self.at) == len(words) else [words[i] for i in self.at]
        self.spaced: list[bool] = gap[self.at].tolist()
        self.sure = sure_starts(self.words, self.spaced)
        pieces = network.vectorizer.pieces
        self.reading = Reading(np.asarray([len(pieces(w)) for w in self.words], dtype=np.int64))
        self._parsed: list[tuple[int, int, Parsed]] = []

    def add(self, parsed: Parsed) -> None:
        first = self.reading.at
        if kept := self.reading.keep(parsed.start):
            self._parsed.append((first, kept, parsed))

    def arrays(self) -> tuple[dict[str, NDArray[Any]], NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Classes of each tag, label, head (word number), sentence starts and names, over the whole text."""
        tags = {t: np.concatenate([p.tags[t][:n] for _, n, p in self._parsed]) for t in TAGS}
        label, start, names = (np.concatenate([getattr(p, a)[:n] for _, n, p in self._parsed]) for a in ("label", "start", "names"))
        return tags, label, np.concatenate([p.head[:n] + first for first, n, p in self._parsed]), start, names


    def states(self) -> NDArray[np.float32]:
        """What the encoder made of each token, zeros for white space (tokens, hidden)."""
        if not self._parsed:
            return np.zeros((len(self.doc), 0), dtype=np.float32)
        found = np.concatenate([p.states[:n] for _, n, p in self._parsed])
        if len(found) == len(self.doc):
            return found
        out = np.zeros((len(self.doc), found.shape[1]), dtype=np.float32)
        out[self.at] = found
        return out


class English:
    """The pipeline of the project. `nlp` is the spaCy object, should one want it."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.nlp: Language = Blank(create_tokenizer=WordTokenizer)  # `spacy.blank` would make spaCy's own tokenizer first
        self.nlp.max_length = 1 << 40
        self.annotator = Annotator(self.nlp.vocab, Network(folder, threads=threads))
        Language.component("kg_annotator", func=self.annotator)
        self.nlp.add_pipe("kg_annotator")

    @property
    def vocab(self) -> Vocab:
        return self.nlp.vocab

    def __call__(self, text: str) -> Doc:
        return self.parse([text])[0]

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """One `Doc` for each text. Offsets in a `Doc` are offsets in its text; other white space stands in it as spaces."""
        return list(self.pipe(texts))

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        return self.annotator.pipe(self.nlp.tokenizer(text) for text in texts)

    def parse_words(self, words: Sequence[str], spaces: Sequence[bool], starts: Sequence[bool] | None = None) -> Doc:
        """A `Doc` of words given (and, if given, sentence starts): for treebanks."""
        doc = Doc(self.vocab, words=list(words), spaces=list(spaces))
        self.annotator.annotate([doc], None if starts is None else [np.asarray(starts, dtype=bool)])
        return doc


def load(name: str | None = None, *, threads: int = 1) -> Pipeline:
    """The project's English pipeline, or an installed spaCy pipeline by name, its labels turned into Universal Dependencies."""
    if name is None:
        return English(weights_folder(), threads=threads)
    from kg.nlp.external import External

    return External(name)
