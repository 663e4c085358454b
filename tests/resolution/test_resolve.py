"""Resolution across documents: what becomes one entity, what stays apart, and what the entity is called."""
from __future__ import annotations

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.knowledge.domain import GazetteerEntry
from kg.model import Resolution
from kg.resolution.clusters import Clusters
from kg.resolution.decisions import Decision, Decisions, Side, load_decisions
from kg.resolution.profiles import Profiler, person_names_agree
from tests.corpora import CLASSES, WORDS, Paper, alone, resolved


def papers(count: int) -> list[Paper]:
    return [Paper(f"{number}.txt") for number in range(count)]


def together(resolution: Resolution, *keys: str) -> bool:
    return len({resolution.of[key] for key in keys}) == 1


@pytest.mark.parametrize(("left", "right", "one"), [
    (("Ofsted", "Regulator"), ("Ofsted", "Organization"), True),
    (("Luton Council", "LocalAuthority"), ("Luton Borough Council", "LocalAuthority"), True),
    (("Luton Council", "Organization"), ("The Luton Borough Council", "LocalAuthority"), True),
    (("Luton Metropolitan Borough Council", "LocalAuthority"), ("Luton Borough Council", "LocalAuthority"), True),
    (("Luton", "Place"), ("Luton Council", "LocalAuthority"), False),
    (("Luton", "Place"), ("Luton", "LocalAuthority"), False),
    (("Luton", "Place"), ("Luton", "Place"), True),
    (("Durham City Council", "LocalAuthority"), ("Durham County Council", "LocalAuthority"), False),
    (("Bedford Council", "LocalAuthority"), ("Central Bedford Council", "LocalAuthority"), False),
    (("Manchester City", "Organization"), ("Manchester", "Organization"), False),
    (("Luton Borough Council", "LocalAuthority"), ("Luton Borough Council", "Court"), False),
    (("Jordan", "Person"), ("Jordan", "Place"), False),
    (("Jane Doe", "Person"), ("Jane Doe", "Person"), False),
    (("Acme Ltd", "Company"), ("Acme", "Company"), True),
    (("Acme Ltd", "Company"), ("Acme plc", "Company"), False),
    (("Ofsted’s report", "Report"), ("Ofsted’s report", "Report"), False),
    (("Social Work Act 1999", "Document"), ("Social Work Act 1999", "Document"), True),
])
def test_by_name_alone(left: tuple[str, str], right: tuple[str, str], one: bool) -> None:
    assert (len(alone(left, right)) == 1) is one


def test_an_ambiguous_short_name_stays_apart_unless_its_document_tells() -> None:
    a, b, c, d = papers(4)
    city, county = a.add("Durham City Council", "LocalAuthority"), b.add("Durham County Council", "LocalAuthority")
    short = c.add("Durham Council", "LocalAuthority")
    result = resolved([a, b, c])
    assert len({result.of[key] for key in (city, county, short)}) == 3
    told, full = d.add("Durham Council", "LocalAuthority"), d.add("Durham County Council", "LocalAuthority")
    result = resolved([a, b, d])
    assert together(result, told, full, county)
    assert not together(result, told, city)


def test_a_short_name_that_one_document_gives_is_ambiguous_where_another_body_could_bear_it() -> None:
    a, b, c = papers(3)
    county = a.add("Durham County Council", "LocalAuthority", names=("Durham County Council", "Durham Council"))
    short, city = b.add("Durham Council", "LocalAuthority"), c.add("Durham City Council", "LocalAuthority")
    assert together(resolved([a, b]), county, short)
    result = resolved([a, b, c])
    assert len({result.of[key] for key in (county, short, city)}) == 3


def test_acronyms_are_learnt_from_the_document_that_introduces_them() -> None:
    a, b, c = papers(3)
    full = a.add("National Society for Public Kindness", "Charity", names=("National Society for Public Kindness", "NSPK"))
    short, other = b.add("NSPK", "Charity"), c.add("NSPK", "Place")
    result = resolved([a, b, c])
    assert together(result, full, short)
    assert not together(result, full, other)
    assert dict(result.entities[result.of[full]].merges).popitem()[1] == "The acronym of a name that one document gives beside it."


def test_an_acronym_of_two_bodies_joins_neither() -> None:
    a, b, c = papers(3)
    one = a.add("National Crime Agency", "PublicBody", names=("National Crime Agency", "NCA"))
    two = b.add("National Care Association", "PublicBody", names=("National Care Association", "NCA"))
    short = c.add("NCA", "PublicBody")
    result = resolved([a, b, c])
    assert len({result.of[key] for key in (one, two, short)}) == 3


def test_short_names() -> None:
    a, b, c, d = papers(4)
    party = a.add("Labour Party", "PoliticalParty", names=("Labour Party", "Labour"))
    short = b.add("Labour", "PoliticalParty")
    federation = c.add("Bedfordshire Police Federation", "PublicBody", names=("Bedfordshire Police Federation", "Bedfordshire Police"))
    police = d.add("Bedfordshire Police", "PublicBody")
    result = resolved([a, b, c, d])
    assert together(result, party, short)
    assert not together(result, federation, police)


def test_a_unit_is_known_by_its_owner_or_its_place() -> None:
    a, b, c, d, e = papers(5)
    council_a = a.add("Luton Borough Council", "LocalAuthority")
    its = a.add("its children's services", "Service", named=False, owner=council_a)
    council_b = b.add("Luton Council", "LocalAuthority")
    the_councils = b.add("Children’s Services", "Service", owner=council_b)
    placed = c.add("Luton Children Services", "Service")
    c.add("Luton", "Place")
    in_place = d.add("Children's services in Luton", "Service", place="Luton")
    other = e.add("Leeds Children's Services", "Service", place="Leeds")
    result = resolved([a, b, c, d, e])
    assert together(result, its, the_councils, placed, in_place)
    assert not together(result, its, other)
    assert not together(result, its, council_a)
    assert result.entities[result.of[its]].label == "Children's services in Luton"


def test_units_of_two_owners_stay_apart_and_take_their_names() -> None:
    a, b = papers(2)
    keys = []
    for paper, council in ((a, "Luton Council"), (b, "Leeds Council")):
        owner = paper.add(council, "LocalAuthority")
        keys.append(paper.add("its children's services", "Service", named=False, owner=owner))
    result = resolved([a, b])
    assert [result.entities[result.of[key]].label for key in keys] == ["children's services (Luton Council)", "children's services (Leeds Council)"]


def test_a_named_unit_finds_its_owner_in_its_document() -> None:
    a, b, c = papers(3)
    owned = a.add("Social Work Academy", "Service", owner=a.add("Luton Council", "LocalAuthority"))
    b.add("Luton Borough Council", "LocalAuthority")
    told, untold = b.add("Social Work Academy", "Service"), c.add("Social Work Academy", "Service")
    result = resolved([a, b, c])
    assert together(result, owned, told)
    assert not together(result, owned, untold)


def test_descriptions_and_documents_never_merge() -> None:
    assert len(alone(("a damning report", "Report"), ("a damning report", "Report"), named=False)) == 2
    assert len(alone(("Council sorry", "Article"), ("Council sorry", "Article"), self_document=True)) == 2
    a, b = papers(2)
    for paper in (a, b):
        paper.add("its spokesman", "Person", named=False, owner=paper.add("Ofsted", "Regulator"))
    assert len(resolved([a, b]).entities) == 3


def test_people_of_one_name_need_evidence() -> None:
    a, b, c, d = papers(4)
    first = a.add("Councillor Jane Doe", "Person", owner=a.add("Luton Council", "LocalAuthority"))
    same = b.add("Jane Doe", "Person", owner=b.add("Luton Borough Council", "LocalAuthority"))
    apart = c.add("Jane Doe", "Person", owner=c.add("Acme Ltd", "Company"))
    company = d.add("Jane Doe", "Person")
    d.add("Acme Ltd", "Company")
    result = resolved([a, b, c, d])
    assert together(result, first, same)
    assert together(result, apart, company)
    assert not together(result, first, apart)
    assert result.entities[result.of[first]].label == "Jane Doe"
    assert result.of[first] != result.of[apart]
    assert {key.rpartition("-")[0] for key in (result.of[first], result.of[apart])} == {"jane-doe"}


def test_people_by_role_and_by_family_name() -> None:
    a, b, c, d = papers(4)
    full = a.add("Jane Doe", "Person", roles=("portfolio holder",))
    same = b.add("Jane Doe", "Person", roles=("portfolio holder",))
    family = c.add("Cllr Doe", "Person", roles=("Portfolio Holder",))
    stranger = d.add("Cllr Doe", "Person", roles=("mayor",))
    result = resolved([a, b, c, d])
    assert together(result, full, same, family)
    assert not together(result, full, stranger)


def test_an_initial_of_two_people_joins_neither() -> None:
    a, b, c = papers(3)
    people = ((a, "Jane Doe"), (b, "John Doe"), (c, "J Doe"))
    keys = [paper.add(name, "Person", owner=paper.add("Ofsted", "Regulator")) for paper, name in people]
    result = resolved([a, b, c])
    assert len({result.of[key] for key in keys}) == 3


def test_what_everyone_names_is_no_company() -> None:
    many = papers(40)
    for paper in many:
        paper.add("Ofsted", "Regulator")
    does = [paper.add("Jane Doe", "Person") for paper in many[:2]]
    assert not together(resolved(many), *does)


def test_a_general_class_does_not_join_two_special_ones() -> None:
    entities = alone(("Acme", "Court"), ("Acme", "Charity"), ("Acme", "Charity"), ("Acme", "Organization"))
    assert sorted((entity.id, len(entity.referents)) for entity in entities) == [("acme-charity", 3), ("acme-court", 1)]


def test_labels_ids_and_aliases() -> None:
    a, b, c = papers(3)
    a.add("Luton Council", "Organization", aliases=("Luton Council", "the council"))
    b.add("Luton Borough Council", "LocalAuthority")
    c.add("Luton Council", "LocalAuthority")
    entity, = resolved([a, b, c]).entities.values()
    assert (entity.id, entity.label, entity.cls) == ("luton-council", "Luton Council", "LocalAuthority")
    assert entity.aliases == ("Luton Borough Council", "the council")
    assert [key for key, _ in entity.merges] == list(entity.referents[1:])
    assert all(reason for _, reason in entity.merges)


@pytest.mark.parametrize("name", ["", "???", "東京都", "a" * 300, "the", "Its", "\ud800"])
def test_odd_names_have_ids(name: str) -> None:
    entity, = alone((name, "Organization"))
    assert entity.id
    assert len(entity.id) < 90


def test_nameless_things_have_ids_of_their_document() -> None:
    entities = alone(("a damning report", "Report"), named=False)
    assert [(e.id, e.label) for e in entities] == [(f"damning-report-{Paper('0.txt').id[:6]}", "damning report")]


def test_gazetteer() -> None:
    entry = GazetteerEntry(label="Luton Borough Council", cls="LocalAuthority", aliases=("Luton Council", "LBC"), same_as=("https://example.org/luton",))
    a, b, c = papers(3)
    keys = [a.add("LBC", "Organization"), b.add("Luton Council", "LocalAuthority")]
    radio = c.add("LBC", "Charity")
    result = resolved([a, b, c], gazetteer=[entry])
    entity = result.entities[result.of[keys[0]]]
    assert together(result, *keys)
    assert not together(result, keys[0], radio)
    assert (entity.label, entity.same_as) == ("Luton Borough Council", ("https://example.org/luton",))


def test_decisions_come_first() -> None:
    a, b, c = papers(3)
    keys = [a.add("Acme", "Company"), b.add("The Firm", "Company"), c.add("Acme", "Company")]
    same = Decisions((Decision(same=True, sides=(Side("Acme", "0.txt"), Side("The Firm")), reason="one owner"),))
    result = resolved([a, b, c], decisions=same)
    assert together(result, *keys)
    assert "Decided: one owner" in {reason for _, reason in result.entities[result.of[keys[0]]].merges}
    apart = Decisions((Decision(same=False, sides=(Side("Acme"), Side("Acme"))),))
    assert len(resolved([a, b, c], decisions=apart).entities) == 3
    both = Decisions((*same.items, Decision(same=False, sides=(Side("Acme", "2.txt"), Side("The Firm")))))
    result = resolved([a, b, c], decisions=both)
    assert together(result, keys[0], keys[1])
    assert not together(result, keys[0], keys[2])
    unused = Decision(same=True, sides=(Side("Acme"), Side("Nobody")))
    assert Decisions((*same.items, unused)).unused([*a.referents, *b.referents], [a.extraction().document]) == [unused]


def test_decisions_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text("- same: [A, B]\n  reason: why\n- different: [{name: C, document: a.md}, C]\n", encoding="utf-8")
    assert load_decisions(path).items == (
        Decision(same=True, sides=(Side("A"), Side("B")), reason="why"), Decision(same=False, sides=(Side("C", "a.md"), Side("C"))))
    path = tmp_path / "decisions.json"
    path.write_text('[{"same": ["A", "B"]}]', encoding="utf-8")
    assert load_decisions(path).items == (Decision(same=True, sides=(Side("A"), Side("B"))),)


@pytest.mark.parametrize("text", [
    "a: 1", "- same: [A]", "- same: [A, 1]", "- x", "- same: [A, B]\n  different: [A, B]", "- same: [A, {nam: B}]", "[", "1"])
def test_a_wrong_file_of_decisions_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"decisions\.yaml"):
        load_decisions(path)


NAMES = ("Luton Council", "Luton Borough Council", "Luton County Council", "Luton", "LC", "Jane Doe", "J Doe", "Doe", "children's services",
         "Luton children's services")
REFERENT = st.tuples(st.sampled_from(NAMES), st.sampled_from(("LocalAuthority", "Organization", "Place", "Person", "Service", "Agent")),
                     st.booleans(), st.integers(-1, 3), st.sampled_from(((), ("leader",))), st.sampled_from((None, "Luton")))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(REFERENT, max_size=5), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(corpus: list[list[tuple[str, str, bool, int, tuple[str, ...], str | None]]], random: object) -> None:
    written = papers(len(corpus))
    for paper, content in zip(written, corpus, strict=True):
        for name, cls, named, owner, roles, place in content:
            paper.add(name, cls, named=named, owner=f"{paper.id}:{owner}" if owner >= 0 else None, roles=roles, place=place, names=(name, "LC"))
    first = resolved(written)
    shuffled = list(written)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for paper in shuffled:
        random.shuffle(paper.referents)  # type: ignore[attr-defined]
    assert resolved(shuffled) == first
    assert set(first.of) == {one.id for paper in written for one in paper.referents}
    for entity in first.entities.values():
        assert [key for key, reason in entity.merges if reason] == list(entity.referents[1:])
        assert all(first.of[key] == entity.id for key in entity.referents)
    _nothing_impossible(first, written)


def _nothing_impossible(result: Resolution, written: list[Paper]) -> None:
    """No entity is at once what one thing cannot be."""
    known = {one.id: Profiler(CLASSES, WORDS).profile(one) for paper in written for one in paper.referents}
    for entity in result.entities.values():
        for a, b in itertools.combinations([known[key] for key in entity.referents], 2):
            assert CLASSES.compatible(a.referent.cls, b.referent.cls)
            assert not a.person or person_names_agree(a.person, b.person)
            assert a.core != b.core or a.generic <= b.generic or b.generic <= a.generic


def test_many_namesakes_take_linear_time() -> None:
    many = papers(1500)
    for number, paper in enumerate(many):
        council = paper.add(f"Town{number} Borough Council", "LocalAuthority")
        paper.add("Jane Doe", "Person", owner=council)
        paper.add("its children's services", "Service", named=False, owner=council)
        paper.add("Ofsted", "Regulator")
    started = time.process_time()
    assert len(resolved(many).entities) == 3 * 1500 + 1
    assert time.process_time() - started < 10


def test_a_name_in_every_document_is_compared_with_clusters_and_not_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A council, its unit, and its leader by full and by family name in each of many documents: as many comparisons more as there are documents."""
    def comparisons(count: int) -> int:
        made = []
        for paper in (many := papers(count)):
            owner = paper.add("Denby Borough Council", "LocalAuthority")
            for name, cls in (("Children's Services", "Service"), ("Ann Reed", "Person"), ("Reed", "Person")):
                paper.add(name, cls, owner=owner, roles=("leader",) if cls == "Person" else ())
        compatible = Clusters.compatible
        with monkeypatch.context() as patch:
            patch.setattr(Clusters, "compatible", lambda *those: made.append(len(those[1].owners) + len(those[2].owners)) or compatible(*those))
            assert len(resolved(many).entities) == 3
        return len(made) + sum(made)

    assert comparisons(80) < 2.5 * comparisons(40)
