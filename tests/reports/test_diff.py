"""What changed between two builds, told as a person would."""
from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph.keep import Keep
from kg.graph.recorder import records
from kg.model import Entity, Knowledge, Modality, Resolution
from kg.records import Output
from kg.reports.diff import Change, Difference, Evidence, Joined, difference
from kg.reports.diff_words import lines
from tests.helpers import Sketch, follow_up_sketch, knowledge, protest_sketch, report_sketch, sample

BEFORE = records(sample())


def told_of(*sketches: Sketch) -> Output:
    """The records of these documents, resolved as the sample is."""
    return records(knowledge(*sketches, hale_care_ltd="https://companies.example/1"))


def edited(sketch: Sketch, **changes: str) -> Sketch:
    for name, value in changes.items():
        setattr(sketch, name, value)
    return sketch


def resolved(told: Knowledge, into: dict[str, str]) -> Output:
    """The records where some entities are others: from the id of one to that of the other, by referents or as a whole."""
    of = {referent: into.get(referent, into.get(entity, entity)) for referent, entity in told.resolution.of.items()}
    entities: dict[str, Entity] = {}
    for key in sorted(set(of.values())):
        old = told.resolution.entities.get(key)
        members = tuple(sorted(r for r, entity in of.items() if entity == key))
        entities[key] = replace(old, referents=members) if old else Entity(id=key, label=key.title(), cls="Company", referents=members)
    return records(replace(told, resolution=Resolution(entities=entities, of=of)))


def only(found: Difference, *parts: str) -> Difference:
    """The difference, once it is sure that it has these parts alone."""
    assert {p for p in Difference.__slots__ if getattr(found, p)} == set(parts)
    return found


def test_the_same_build_twice_is_no_difference() -> None:
    found = difference(BEFORE, records(sample()))
    assert not found
    assert list(lines(found)) == []


def test_a_withdrawn_document_takes_its_edges_with_it() -> None:
    after = told_of(report_sketch(), protest_sketch())
    found = difference(BEFORE, after)
    assert found.documents_removed == ("later/2022-03.txt",)
    assert [e.edge for e in found.edges_went] == ["Tom Vale member of Parents United", "Care Inspectorate praised Marrow Borough Council"]
    assert {e.path for e in (*found.edges_went, *found.evidence_went)} == {"later/2022-03.txt"}
    back = difference(after, BEFORE)
    assert (back.edges_came, back.evidence_came) == (found.edges_went, found.evidence_went)
    assert back.documents_added == found.documents_removed
    assert "- later/2022-03.txt" in "\n".join(lines(found))


def test_an_edge_that_keeps_other_words_stays() -> None:
    found = difference(BEFORE, told_of(report_sketch(), protest_sketch()))
    assert Evidence("Parents United criticised Hale Care Ltd", "asserted", "later/2022-03.txt",
                    "Parents United hit out at Hale Care Ltd in 2021/2022.") in found.evidence_went


def test_a_moved_document_changes_its_path_alone() -> None:
    after = told_of(edited(report_sketch(), path="moved.md"), protest_sketch(), follow_up_sketch())
    found = only(difference(BEFORE, after), "documents_changed")
    assert found.documents_changed == (Change("moved.md", "path", "2021-02-marrow.md", "moved.md"),)


def test_what_is_known_of_a_document_may_change() -> None:
    after = told_of(report_sketch(), edited(protest_sketch(), date="2021-05-09"), follow_up_sketch())
    found = only(difference(BEFORE, after), "documents_changed")
    assert found.documents_changed == (Change("2021-05-protest.html", "date", "2021-05-02", "2021-05-09"),)


def test_words_that_only_stand_elsewhere_in_a_changed_text_are_no_difference() -> None:
    later = edited(Sketch("later/2022-03.txt", "New. " + follow_up_sketch().text, date="2022-03"))
    first = follow_up_sketch()
    for r in first.referents.values():
        later.who(r.name, r.cls)
    for s in first.statements:
        names = {r.id: r.name for r in first.referents.values()}
        later.say(s.type, names[s.subject.referent], names[s.object.referent] if s.object else None, s.evidence.text, confidence=s.confidence,
                  **dict(s.qualifiers))
    found = only(difference(BEFORE, told_of(report_sketch(), protest_sketch(), later)), "documents_changed")
    assert found.documents_changed == (Change("later/2022-03.txt", "text", "", ""),)


@pytest.mark.parametrize(("changes", "expected"), [
    ({"modality": Modality.ALLEGED}, ("modality", "asserted", "alleged")), ({"confidence": 0.7}, ("confidence", "0.9", "0.7")),
    ({"qualifiers": (("date", "2022"),)}, ("date", "nothing", "2022"))])
def test_the_same_words_put_otherwise(changes: dict[str, object], expected: tuple[str, str, str]) -> None:
    told = sample()
    first = told.extractions[2]
    at = next(n for n, s in enumerate(first.statements) if s.type == "member_of")
    statements = tuple(replace(s, **changes) if n == at else s for n, s in enumerate(first.statements))  # type: ignore[arg-type]
    after = records(replace(told, extractions=(*told.extractions[:2], replace(first, statements=statements))))
    found = only(difference(BEFORE, after), "restated")
    assert found.restated == (Change("Tom Vale member of Parents United", *expected),)
    assert f"{expected[0]} is {expected[2]}, was {expected[1]}" in "\n".join(lines(found))


def test_a_renamed_entity_changes_no_edge() -> None:
    found = only(difference(BEFORE, resolved(sample(), {"hale-care-ltd": "hale"})), "renamed", "regarded")
    assert found.renamed == (Change("Hale", "label", "Hale Care Ltd", "Hale"),)
    assert "~ Hale: was called Hale Care Ltd" in "\n".join(lines(found))


def test_merged_entities_change_no_edge_and_splitting_is_the_way_back() -> None:
    merged = resolved(sample(), {"hale-care-ltd": "tom-vale"})
    found = difference(BEFORE, merged)
    assert found.merged == (Joined(("Hale Care Ltd", "Tom Vale"), ("Tom Vale",)),)
    assert (found.edges_came, found.edges_went, found.entities_went, found.renamed) == ((), (), (), ())
    back = difference(merged, BEFORE)
    assert back.split == (Joined(("Tom Vale",), ("Tom Vale", "Hale Care Ltd")),)
    assert (back.edges_came, back.edges_went, back.entities_came, back.restated) == ((), (), (), ())
    assert "is now one, was Hale Care Ltd and Tom Vale" in "\n".join(lines(found))


def test_words_that_are_now_of_somebody_else_are_told() -> None:
    told = sample()
    member = next(s for e in told.extractions for s in e.statements if s.type == "member_of")
    found = difference(BEFORE, resolved(told, {member.subject.referent: "ann-reed"}))
    assert Change("Ann Reed member of Parents United", "subject", "Tom Vale", "Ann Reed") in found.restated
    assert (found.merged, found.split) == ((), ())


def test_private_allegations_are_counted_and_not_shown_unless_asked_for() -> None:
    told = sample()
    private = frozenset(s.id for e in told.extractions for s in e.statements if s.type == "accused")
    marked = records(replace(told, private=private))
    less = records(replace(told, private=private, extractions=(told.extractions[0], replace(
        told.extractions[1], statements=tuple(s for s in told.extractions[1].statements if s.id not in private)), told.extractions[2])))
    found = difference(marked, less)
    assert (found.withheld, found.edges_went) == (1, ())
    assert not any("hiding" in line for line in lines(found))
    shown = difference(marked, less, Keep(private=True))
    assert [e.words for e in shown.edges_went] == ["Parents United accused Marrow Borough Council of hiding reports, said Tom Vale."]
    assert shown.withheld == 0
