"""The libel guard: who holds a public role, what is marked, and that what is marked stands in no graph, page or export unless it is asked for."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Graph, Literal

from kg.building.build import Options, build
from kg.errors import UsageError
from kg.graph.keep import Keep, kept
from kg.graph.store import load_store
from kg.iris import KG
from kg.knowledge.ontology import load
from kg.model import Modality
from kg.publish import PAGE
from kg.reports.check import check
from kg.reports.export import Form, export
from kg.resolution.guard import private_allegations
from tests.cli.conftest import Kg, kg  # noqa: F401 - a fixture
from tests.helpers import Sketch, knowledge

ROLES = load().public_roles
WORDS = "Parents United accused Ann Reed of theft."
TEXT = f"{WORDS} Ann Reed lives in Marrow. Ann Reed was made leader of Marrow Council. Councillor Ann Reed. Parents United."


def sketch(path: str = "a.txt", *, aliases: tuple[str, ...] = (), roles: tuple[str, ...] = (), text: str = TEXT) -> Sketch:
    d = Sketch(path, text)
    d.who("Ann Reed", "Person", *aliases, roles=roles)
    d.who("Parents United", "CampaignGroup")
    d.who("Marrow Council", "LocalAuthority")
    d.who("Marrow", "Place")
    return d


def marked(*sketches: Sketch) -> set[str]:
    """The types of the statements that the guard marks."""
    known, ontology = knowledge(*sketches), load()
    ids = private_allegations(known.extractions, known.resolution, ontology.classes, ontology.public_roles)
    return {s.type for e in known.extractions for s in e.statements if s.id in ids}


@pytest.mark.parametrize(("role", "public"), [
    ("former council leader", True), ("Secretary of State for Health", True), ("Chief Executive", True), ("mayor's wife", False),
    ("wife of the mayor", False), ("teacher", False), ("minister for housing", True), ("company director", False)])
def test_a_role_is_a_public_office_by_its_last_words(role: str, public: bool):
    assert ROLES.is_office(role) is public


def test_a_director_of_a_council_holds_an_office_and_one_of_a_firm_does_not():
    assert ROLES.is_office_of("director of housing", "PublicBody")
    assert not ROLES.is_office_of("director", "Company")


@pytest.mark.parametrize(("name", "private"), [("Odhran Quell", True), ("Quell", True), ("QRL", False), ("Friends of Quell", False)])
def test_a_name_of_which_nothing_is_known_may_be_a_persons(name: str, private: bool):
    words = f"Parents United accused {name} of theft."
    d = Sketch("a.txt", words)
    d.who(name, "Agent")
    d.who("Parents United", "CampaignGroup")
    d.say("accused", "Parents United", name, words)
    assert marked(d) == ({"accused"} if private else set())


def test_who_holds_an_office_is_public_though_the_class_is_not_known():
    words = "Parents United accused Odhran Quell of theft."
    d = Sketch("a.txt", words)
    d.who("Odhran Quell", "Agent", roles=("council leader",))
    d.who("Parents United", "CampaignGroup")
    d.say("accused", "Parents United", "Odhran Quell", words)
    assert marked(d) == set()


def test_an_accusation_of_a_private_person_is_marked_and_so_is_what_rests_on_its_words():
    d = sketch()
    d.say("accused", "Parents United", "Ann Reed", WORDS, about="theft")
    d.say("stated", "Parents United", None, "accused Ann Reed of theft")
    d.say("located_in", "Ann Reed", "Marrow", "Ann Reed lives in Marrow.")
    assert marked(d) == {"accused", "stated"}


@pytest.mark.parametrize("type_", ["accused", "investigated", "sanctioned"])
def test_what_accuses_is_the_ontologys_to_say(type_: str):
    d = sketch()
    d.say(type_, "Parents United", "Ann Reed", WORDS)
    assert marked(d) == {type_}


def test_criticism_is_none_and_neither_is_an_accusation_of_a_body():
    d = sketch()
    d.say("criticised", "Parents United", "Ann Reed", WORDS)
    d.say("accused", "Ann Reed", "Marrow Council", WORDS)
    assert marked(d) == set()


def test_whose_deed_is_alleged_stands_accused_and_so_does_who_denies():
    d = sketch()
    d.say("funded", "Ann Reed", "Parents United", WORDS, modality=Modality.ALLEGED)
    d.say("denied", "Ann Reed", None, "Ann Reed lives in Marrow.")
    assert marked(d) == {"funded", "denied"}


def test_a_title_a_role_or_another_document_makes_a_person_public():
    accusing = sketch(aliases=("Councillor Ann Reed",))
    accusing.say("accused", "Parents United", "Ann Reed", WORDS)
    assert marked(accusing) == set()
    accusing = sketch(roles=("council leader",))
    accusing.say("accused", "Parents United", "Ann Reed", WORDS)
    assert marked(accusing) == set()
    accusing, telling = sketch(), sketch("b.txt", text=TEXT + " ")
    accusing.say("accused", "Parents United", "Ann Reed", WORDS)
    telling.say("holds_role", "Ann Reed", "Marrow Council", "leader of Marrow Council", role="leader")
    assert marked(accusing, telling) == set()


@pytest.mark.parametrize(("type_", "ends", "role", "modality"), [
    ("holds_role", ("Ann Reed", "Marrow Council"), "cleaner", Modality.ASSERTED),
    ("holds_role", ("Ann Reed", "Parents United"), "leader", Modality.ASSERTED),
    ("appointed", ("Marrow Council", "Ann Reed"), "director", Modality.NEGATED),
    ("member_of", ("Ann Reed", "Parents United"), "", Modality.ASSERTED)])
def test_a_private_role_makes_nobody_public(type_: str, ends: tuple[str, str], role: str, modality: Modality):
    d = sketch()
    d.say("accused", "Parents United", "Ann Reed", WORDS)
    d.say(type_, *ends, "Ann Reed was made leader of Marrow Council.", modality=modality, **({"role": role} if role else {}))
    assert "accused" in marked(d)


@pytest.mark.parametrize(("type_", "ends", "role"), [
    ("appointed", ("Marrow Council", "Ann Reed"), "director of housing"), ("resigned", ("Ann Reed", "Marrow Council"), "leader"),
    ("member_of", ("Ann Reed", "Marrow Council"), "")])
def test_an_office_given_left_or_shared_makes_public(type_: str, ends: tuple[str, str], role: str):
    d = sketch()
    d.say("accused", "Parents United", "Ann Reed", WORDS)
    d.say(type_, *ends, "Ann Reed was made leader of Marrow Council.", **({"role": role} if role else {}))
    assert marked(d) == set()


ACCUSED = "The Marrow Action Group accused Peter Hale of stealing its money."
PRIVATE = f"Peter Hale keeps a shop in Marrow.\n\n{ACCUSED} The Marrow Action Group praised Denby Borough Council.\n"
FORMS = list(Form)


@pytest.fixture(scope="module")
def built(pipeline: None, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The same text built without the option, and with it."""
    folder = tmp_path_factory.mktemp("private")
    (folder / "a.txt").write_text(PRIVATE, encoding="utf-8")
    for private in (False, True):
        build([str(folder / "a.txt")], Options(out=folder / str(private), private_allegations=private))
    return {private: folder / str(private) for private in (False, True)}


def the_id(folder: Path) -> str:
    found = [json.loads(line) for line in (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(s["type"], s["private_allegation"]) for s in found] == [("accused", True), ("praised", False)]
    return str(found[0]["id"])


def test_records_hold_it_marked_and_graph_and_page_do_not(built: dict[bool, Path]):
    for private, folder in built.items():
        graph = (folder / "graph.ttl").read_text(encoding="utf-8")
        assert (the_id(folder) in graph) is private
        assert ("stealing" in graph) is private
        assert ("stealing" in (folder / PAGE).read_text(encoding="utf-8")) is private
        counts = json.loads((folder / "report.json").read_text(encoding="utf-8"))["counts"]
        assert (counts["private_allegations"], counts["private_allegations_left_out"]) == (1, 0 if private else 1)
        assert check(folder) == []
    marks = list(Graph().parse(built[True] / "graph.ttl").subject_objects(KG.privateAllegation))
    assert [(str(s).rsplit("/", 1)[-1], o) for s, o in marks] == [(the_id(built[True]), Literal(True))]


@pytest.mark.parametrize("form", FORMS)
def test_no_export_holds_it_unless_asked(built: dict[bool, Path], form: Form):
    for folder in built.values():
        assert "stealing" not in export(folder, form)
        assert "praised" in export(folder, form)
    assert "stealing" in export(built[True], form, Keep(private=True))
    if form in (Form.CSV, Form.GRAPHML, Form.GEXF):
        assert "stealing" in export(built[False], form, Keep(private=True))
    else:
        with pytest.raises(UsageError, match="--include-private-allegations"):
            export(built[False], form, Keep(private=True))


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_queries_see_it_only_when_asked(built: dict[bool, Path], engine: str):
    edges = "SELECT ?a ?b { ?a kg:accused ?b }"
    passages = "SELECT ?p { ?p a kg:Passage }"
    shown, hidden = (load_store(built[True], engine=engine, keep=Keep(private=p)) for p in (True, False))  # type: ignore[arg-type]
    assert [len(s.select(edges).rows or ()) for s in (shown, hidden)] == [1, 0]
    assert [len(s.select(passages).rows or ()) for s in (shown, hidden)] == [2, 1]
    assert len(hidden.select("SELECT ?a ?b { ?a kg:praised ?b }").rows or ()) == 1


def test_the_commands_take_the_option(kg: Kg, built: dict[bool, Path], tmp_path: Path):  # noqa: F811 - the fixture
    for option, shown in (((), False), (("--include-private-allegations",), True)):
        assert ("stealing" in kg("show", "Peter Hale", "--out", built[False], *option).out) is shown
        page = tmp_path / f"{shown}.html"
        kg("view", "--out", built[False], "--page", page, "--no-open", "--quiet", *option)
        assert ("stealing" in page.read_text(encoding="utf-8")) is shown
        assert ("stealing" in kg("export", "--format", "trig", "--out", built[True], *option).out) is shown
        ran = kg("build", built[False].parent / "a.txt", "--out", tmp_path / str(shown), *option)
        assert "against named people without a public role: " + ("in graph" if shown else "left out") in ran.err
    assert kg("query", "SELECT ?s { ?s a kg:Person }", "--out", built[False], "--include-private-allegations").status == 2


def test_what_is_less_sure_than_asked_is_left_out_of_pages_and_exports(kg: Kg, built: dict[bool, Path], tmp_path: Path):  # noqa: F811 - the fixture
    praised = json.loads((built[False] / "statements.jsonl").read_text(encoding="utf-8").splitlines()[1])["id"]
    for form in FORMS:
        assert praised in export(built[False], form)
        assert praised not in export(built[False], form, Keep(min_confidence=1.0))
    assert Graph().parse(data=export(built[False], Form.TRIG, Keep(min_confidence=1.0)), format="trig").value(predicate=KG.evidence) is None
    page = tmp_path / "sure.html"
    ran = kg("view", "--out", built[False], "--page", page, "--no-open", "--min-confidence", "1")
    assert (ran.status, page.exists()) == (2, False)
    assert "nothing is left" in ran.err


def test_the_words_round_another_statement_are_blotted(built: dict[bool, Path]):
    from kg.records import read_output

    output = kept(read_output(built[False]), Keep())
    assert [s["type"] for s in output.statements] == ["praised"]
    (text,) = output.texts.values()
    assert text == PRIVATE.replace(ACCUSED, "█" * len(ACCUSED))
