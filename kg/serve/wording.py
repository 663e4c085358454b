"""How dates, numbers and sentences are put into words on the pages."""
from __future__ import annotations

import re

from kg.dates.calendar import MONTHS
from kg.serve.documents import Document
from kg.serve.told import Told
from kg.view.text import name, web_link

_ISO = re.compile(r"(?P<year>-|\d{4})(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?\Z", re.ASCII)


def dated(iso: str) -> str:
    """An ISO date as a person would write it, as vague as it is; what is no date stays as it is."""
    found = _ISO.match(iso)
    if found is None or (found["month"] and not 1 <= int(found["month"]) <= 12):
        return iso
    day = str(int(found["day"])) if found["day"] else ""
    words = " ".join(part for part in (day, MONTHS[int(found["month"]) - 1] if found["month"] else "", found["year"].strip("-")) if part)
    return f"{words}, year not known" if found["year"] == "-" else words


def when(statement: Told) -> str:
    """The date of what happened, or that of its source where it has none."""
    if statement.own:
        return dated(statement.own)
    return f"reported {dated(statement.published)}" if statement.published else "no date"


def sentence(statement: Told) -> str:
    """A statement as one line of words."""
    target = f" {name(statement.object.label)}" if statement.object else ""
    how = "" if statement.modality == "asserted" else f" ({statement.how})"
    return f"{name(statement.subject.label)} {statement.relation}{target}{how}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def citation(statement: Told, document: Document) -> str:
    """What to paste under a quotation: its words, whose they are, where they stand, and how they are to be taken."""
    words = statement.quotation.strip()
    quoted = words if words[:1] in "“\"" and words[-1:] in "”\"" else f"“{words}”"
    where = ", ".join(filter(None, (*(name(a.label) for a in document.authors), name(document.title), *(name(p.label) for p in document.publishers),
                                    dated(document.date))))
    source = f" {address}" if (address := web_link(document.source)) else ""
    said = f"Said by {name(statement.speaker.label)}." if statement.speaker else "Said by the source itself."
    about = f"{sentence(statement)}; {statement.how}; {when(statement)}; characters {statement.start} to {statement.end}"
    return f"{quoted} — {where}.{source} {said} [{about}; found by machine, {statement.sure} ({statement.confidence:.0%}); {statement.iri}]"
