"""A build whose documents try to be more than text, and one that accuses somebody without a public role."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.building.pages import write_network
from kg.graph.rdf import records, to_graph, to_turtle
from kg.knowledge.ontology import load
from kg.model import Knowledge, Modality
from kg.publish import PAGE
from kg.resolution.guard import private_allegations
from tests.helpers import SELF, Sketch, knowledge, write_output

TEXTS = (
    "<script>window.ran = 1</script>", '"><img src=x onerror="window.ran = 1">', "</textarea></title></style><svg onload=window.ran=1>",
    "' onmouseover='window.ran=1", "{{ 7 * 7 }}{% raw %}", "\u202egnirts desrever\u2066 \u202d", "nul \x00 bell \x07", "&lt;b&gt; &amp; ]]>",
    "A" * 3000, "https://evil.example/x.png", "<link rel=stylesheet href=https://evil.example/x.css>", "\u2028\u2029 lines",
)
ACCUSED = "Nora Pell"
ACCUSATION = "Parents United accused Nora Pell of taking the bus fund."


def hostile() -> Knowledge:
    """Every hostile text as a name, another name, a title, a publisher, an author, a path, a rule, a qualifier and a quotation."""
    sketches = []
    for n, text in enumerate(TEXTS):
        words = f"E{n} {text} blamed F{n} {text}, said G{n}."
        d = Sketch(f"{n} {text}.txt"[:200], f"Before {n}. {words}\nAfter {text}.", title=f"T{n} {text}", date="2021-02-03", publisher=f"P{n} {text}",
                   author=f"W{n} {text}", url=("javascript:window.ran=1", "https://ok.example/?a=1&b=2")[n % 2])
        d.who(f"E{n} {text}", "Person", f"also {text}", roles=("leader",))
        d.who(f"F{n} {text}", "LocalAuthority")
        d.who(f"G{n}", "Person")
        d.who(SELF, "Article", self_document=True)
        d.say("criticised", f"E{n} {text}", f"F{n} {text}", words, by=f"G{n}", rule=text, about=text, date=text[:20])
        d.say("holds_role", f"E{n} {text}", f"F{n} {text}", words, role=text, modality=Modality.ALLEGED)
        sketches.append(d)
    return knowledge(*sketches)


def private() -> Knowledge:
    """A document with an accusation of a private person, and with what may be told of others."""
    text = f"{ACCUSATION} Parents United praised Marrow Borough Council.\nNora Pell lives in Marrow."
    d = Sketch("fund.txt", text, title="The fund", date="2022-01-05")
    d.who("Parents United", "CampaignGroup")
    d.who(ACCUSED, "Person")
    d.who("Marrow Borough Council", "LocalAuthority")
    d.who("Marrow", "Place")
    d.say("accused", "Parents United", ACCUSED, ACCUSATION, about="taking the bus fund")
    d.say("praised", "Parents United", "Marrow Borough Council", "Parents United praised Marrow Borough Council.")
    d.say("located_in", ACCUSED, "Marrow", "Nora Pell lives in Marrow.")
    known, ontology = knowledge(d), load()
    return replace(known, private=private_allegations(known.extractions, known.resolution, ontology.classes, ontology.public_roles))


def written(told: Knowledge, folder: Path) -> Path:
    """An output folder as a build leaves it."""
    (folder / "graph.ttl").write_text(to_turtle(to_graph(told)), encoding="utf-8")
    output = records(told)
    write_output(folder, output)
    write_network(output, folder / PAGE)
    return folder
