"""One process of `kg.building.workers`: documents come in as lines on standard input, what they gave goes out as lines on standard output."""
from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import IO

from kg.codec import as_read, decode_document, encode
from kg.collector import pass_over_loaded
from kg.errors import KgError
from kg.knowledge.ontology import load
from kg.nlp import load as load_pipeline
from kg.statements.extract import Extractor


def work() -> None:
    """Answer until there is nothing more to read."""
    with os.fdopen(os.dup(1), "w", encoding="ascii") as answers:
        os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
        setup = sys.stdin.readline()
        try:
            extractor = _extractor(setup)
            pass_over_loaded()
            for line in sys.stdin:
                _answer(answers, {"gathered": encode(extractor.gather(as_read(decode_document(line))))})
        except BrokenPipeError:
            os._exit(0)  # nobody is there to read it
        except KgError as error:
            _answer(answers, {"error": str(error)})
        except Exception as error:  # noqa: BLE001 - whatever it is, the build must tell it, with the document's name
            traceback.print_exc()
            _answer(answers, {"error": f"{type(error).__name__}: {error}. This is a fault of kg: please report it with what is printed above"})


def _extractor(setup: str) -> Extractor:
    told = json.loads(setup)
    ontology = load(Path(told["ontology"]) if told["ontology"] else None)
    if ontology.digest != told["digest"]:
        raise KgError("the ontology's files were changed during the build; run the command again")
    return Extractor(ontology, load_pipeline(told["pipeline"]).parse)


def _answer(answers: IO[str], content: dict[str, str]) -> None:
    answers.write(json.dumps(content) + "\n")
    answers.flush()
