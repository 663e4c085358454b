"""The five articles that the project began with. Their text is their publishers', so it is not here; only what each stretch is."""
from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Document
from kg.read import read
from tests.read.samples import kinds_of

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not on this machine (their publishers hold the copyright)")
LETTERS = {"title": "T", "heading": "H", "paragraph": "P", "item": "I", "caption": "C", "byline": "Y", "boilerplate": "-"}
SHAPES = ["TP---PPPC--PPPPPPPPP", "TYYPC-PPPPPPPPPPPPPP--------------", "T-Y--HHPPPPPPPPP--IPY---", "YPPPPPPP", "PPPPPPPPP"]
ORIGINS = [(True, None, None), (True, "Nicole Weinstein", "2022-09-05"), (True, "Save the Woman", "2022-05-03"), (False, "Charlotte Webster", None),
           (False, None, None)]


def test_what_each_stretch_is() -> None:
    documents = [entry for entry in read([str(SEEDS)]) if isinstance(entry, Document)]
    assert ["".join(LETTERS[kind] for kind in kinds_of(document)) for document in documents] == SHAPES
    assert [(document.title is not None, document.author and document.author.value, document.date and document.date.value)
            for document in documents] == ORIGINS
