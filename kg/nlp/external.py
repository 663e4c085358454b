"""Any installed spaCy pipeline with a parser in place of our own (`--pipeline NAME`), its output in the form that the rest expects."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import spacy
from spacy import attrs
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.errors import UsageError
from kg.nlp.tokenizer import as_spaces
from kg.nlp.universal import CLEAR, to_universal

NAMES = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


class External:
    """A pipeline by name; the same methods as `English`."""

    def __init__(self, name: str | Language) -> None:
        self.nlp = _installed(name) if isinstance(name, str) else name
        parsers = [n for n in self.nlp.pipe_names if "token.dep" in self.nlp.get_pipe_meta(n).assigns]
        self._clear = any(CLEAR & set(self.nlp.pipe_labels.get(n, ())) for n in parsers)
        if not parsers:
            raise UsageError(f"{name}: this spaCy pipeline has no parser, which kg needs; choose one that has, or leave out --pipeline")

    @property
    def vocab(self) -> Vocab:
        return self.nlp.vocab

    def __call__(self, text: str) -> Doc:
        return self.parse([text])[0]

    def parse(self, texts: Sequence[str]) -> list[Doc]:
        """One `Doc` for each text, in Universal Dependencies."""
        return list(self.pipe(texts))

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        return (normalised(doc, clear=self._clear) for doc in self.nlp.pipe(as_spaces(text) for text in texts))


def _installed(name: str) -> Language:
    try:
        return spacy.load(name)
    except OSError as error:
        have = ", ".join(spacy.util.get_installed_models()) or "none"
        raise UsageError(f"{name}: no spaCy pipeline of this name is installed (installed: {have}); `python -m spacy download {name}` fetches "
                         "spaCy's own, or leave out --pipeline") from error
    except (ImportError, ValueError) as error:
        raise UsageError(f"{name}: this spaCy pipeline cannot be loaded ({str(error).splitlines()[0]})") from error


def normalised(doc: Doc, *, clear: bool) -> Doc:
    """The doc with UD labels (made from ClearNLP's if `clear`) and names of three kinds."""
    doc.ents = tuple(Span(doc, e.start, e.end, NAMES[e.label_]) for e in doc.ents if e.label_ in NAMES)
    if clear:
        arcs = to_universal(doc)
        rows = np.zeros((len(doc), 2), dtype=np.uint64)
        rows[:, 0] = np.asarray([head - i for i, (head, _) in enumerate(arcs)], dtype=np.int64).view(np.uint64)
        rows[:, 1] = [doc.vocab.strings.add(dep) for _, dep in arcs]
        doc.from_array([attrs.HEAD, attrs.DEP], rows)  # type: ignore[arg-type]  # its stub asks for more than it needs
    else:
        for token in doc:
            if token.dep_ == "root":
                token.dep_ = "ROOT"
    return doc
