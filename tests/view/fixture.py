"""A small invented corpus: a council, its inspectorate, a campaign group and the people among them. No name in it is a real body."""
from __future__ import annotations

import hashlib

from kg.model import document_id
from kg.records import CatalogueRow, DocumentRecord, EntityRecord, Output, SourceRecord, StatementRecord
from kg.view import Vocabulary

BASE = "https://example.org/kg/"

VOCABULARY = Vocabulary(
    classes={
        "Person": ("Person", "person"), "LocalAuthority": ("Local authority", "body"), "Regulator": ("Regulator", "body"),
        "Court": ("Court", "body"), "CampaignGroup": ("Campaign group", "organisation"), "Company": ("Company", "organisation"),
        "MediaOrganization": ("News organisation", "organisation"), "Group": ("Group of people", "organisation"),
        "Service": ("Service", "service"), "Report": ("Report", "document"), "Petition": ("Petition", "document"),
        "Article": ("Article", "document"), "Protest": ("Protest", "event"), "Review": ("Review", "event"), "Place": ("Place", "place"),
    },
    relations={
        "rated": ("rated", "judgement"), "inspected": ("inspected", "judgement"), "criticised": ("criticised", "judgement"),
        "accused": ("accused", "judgement"), "praised": ("praised", "judgement"), "investigated": ("investigated", "judgement"),
        "sanctioned": ("sanctioned", "judgement"), "apologised": ("apologised", "response"), "denied": ("denied", "response"),
        "pledged": ("pledged", "response"), "resigned": ("resigned from", "response"), "called_for": ("made a demand of", "mobilisation"),
        "organised": ("organised", "mobilisation"), "campaigned_against": ("campaigned against", "mobilisation"),
        "supported": ("supported", "mobilisation"), "holds_role": ("has a role at", "structure"), "part_of": ("is part of", "structure"),
        "member_of": ("is a member of", "structure"), "located_in": ("is in", "structure"), "appointed": ("appointed", "structure"),
        "established": ("set up", "structure"), "funded": ("paid or funded", "money"), "published": ("published", "publication"),
        "authored": ("wrote", "publication"), "stated": ("said", "speech"),
    },
)

# key: (name, class, other names)
_ENTITIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "council": ("Marlow Vale Borough Council", "LocalAuthority", ("Marlow Vale Council", "the council", "the authority")),
    "cs": ("Marlow Vale Children’s Services", "Service", ("children’s services", "the service")),
    "csi": ("Care Standards Inspectorate", "Regulator", ("CSI", "the inspectorate", "inspectors", "the watchdog")),
    "kin": ("Kin Not Care", "CampaignGroup", ("the Kin Not Care group", "campaigners")),
    "adeyemi": ("Folasade Adeyemi", "Person", ("Ms Adeyemi", "Adeyemi")),
    "holt": ("Councillor Martin Holt", "Person", ("Cllr Holt", "Martin Holt", "the council leader")),
    "rusk": ("Dr Elena Rusk", "Person", ("Dr Rusk", "the director of children’s services")),
    "whit": ("Graham Whitlow", "Person", ("Mr Whitlow", "the former chief executive")),
    "okafor": ("Judge Ngozi Okafor", "Person", ("Judge Okafor",)),
    "court": ("Marlow Family Court", "Court", ("the family court",)),
    "bright": ("Brightpath Homes Ltd", "Company", ("Brightpath", "the provider")),
    "larch": ("Larch House", "Service", ("the home", "the children’s home")),
    "gazette": ("Vale Gazette", "MediaOrganization", ("the Gazette",)),
    "nair": ("Priya Nair", "Person", ()),
    "report": ("Inspection of children’s services, Marlow Vale (February 2021)", "Report", ("the damning report", "the report")),
    "petition": ("Petition for an independent review", "Petition", ("a petition",)),
    "protest": ("Bring Them Home march", "Protest", ("the march", "the demonstration")),
    "review": ("Marlow Vale safeguarding review", "Review", ("an independent review", "the review")),
    "vale": ("Marlow Vale", "Place", ()),
    "townhall": ("Marlow Town Hall", "Place", ()),
    "labour": ("Opposition councillors on Marlow Vale Borough Council", "Group", ("Opposition councillors",)),
    "union": ("Social Workers’ Alliance", "CampaignGroup", ("the Alliance",)),
    "ferris": ("Tom Ferris", "Person", ("Mr Ferris",)),
    "icb": ("Northmoor Audit Office", "Regulator", ("the auditor",)),
    "fund": ("Fostering Recruitment Hub", "Service", ("the hub",)),
    "hart": ("Councillor Sue Hartnell", "Person", ("Cllr Hartnell",)),
    "eastly": ("Eastly Hospice Choir", "CampaignGroup", ()),
    "bell": ("Joanna Bell", "Person", ()),
}

# path, title, publisher, author, date, url, text
_DOCUMENTS: tuple[tuple[str, str, str | None, str | None, str | None, str | None, str], ...] = (
    ("2021-02-16-report.md", "Children ‘left at risk’ as watchdog hands council its lowest grade", "Vale Gazette", "Priya Nair", "2021-02-16",
     "https://gazette.example/news/children-left-at-risk", """Children ‘left at risk’ as watchdog hands council its lowest grade

By Priya Nair

The Care Standards Inspectorate has rated Marlow Vale’s children’s services inadequate, its lowest grade, after a two-week inspection in January. \
The report, published on Tuesday, says that social workers carried up to 34 cases each.

Inspectors criticised the council for leaving some children “in neglectful situations for too long”. They found that managers \
did not know which children were waiting for a visit.

Councillor Martin Holt, the council leader, said: “We are truly sorry. Families in Marlow Vale were let down, and that is on us.” \
He promised to recruit forty social workers by the end of the year.

Dr Elena Rusk, the director of children’s services, did not resign, the council said.
"""),
    ("2021-05-11-march.md", "Hundreds march on town hall over children’s services", "Vale Gazette", "Priya Nair", "2021-05-11",
     "https://gazette.example/news/hundreds-march", """Hundreds march on town hall over children’s services

The Bring Them Home march, organised by Kin Not Care, filled the square in front of Marlow Town Hall on Tuesday.

Folasade Adeyemi, who founded the group and chairs it, said: “We are calling on the council to open every closed case to an independent review.” \
A petition started by the group has 4,200 names.

Ms Adeyemi accused Marlow Vale Council of hiding complaints from inspectors. “They removed letters from the files before the inspection,” she claimed.

The council denied that any letter had been removed.

Opposition councillors backed the march. Councillor Sue Hartnell said that the leader should consider his position.
"""),
    ("2021-09-02-auditor.md", "Auditor to look at contract for children’s homes", "Northmoor Herald", None, "2021-09-02",
     "https://herald.example/2021/09/auditor", """Auditor to look at contract for children’s homes

The Northmoor Audit Office is investigating how Marlow Vale Borough Council awarded a £6.2 million contract to Brightpath Homes Ltd.

The council paid Brightpath £6.2 million over two years to run Larch House, a home for eleven children.

Graham Whitlow, the former chief executive, allegedly appointed his brother-in-law Tom Ferris to the panel that chose the company. \
Mr Whitlow said he had followed the rules throughout.

Brightpath said it would open a second home next spring. The inspectorate has not fined the company.
"""),
    ("2022-03-21-court.txt", "Judge rebukes council over delays", "Vale Gazette", "Priya Nair", "2022-03-21", None,
     """Judge rebukes council over delays

A family court judge has rebuked Marlow Vale Borough Council for what she called “drift and delay on a scale I have not met before”. \
Judge Ngozi Okafor, sitting at Marlow Family Court, ordered the council to pay costs of £48,000.

The Social Workers’ Alliance said its members were exhausted. “Our members at Marlow Vale carry twice the safe number of cases,” said Tom Ferris, its regional officer.

Dr Rusk apologised to the families and said that the service would publish its waiting times each month.
"""),
    ("2022-09-05-improves.md", "Watchdog sees ‘tangible progress’ in Marlow Vale", "Care Weekly", "Joanna Bell", "2022-09-05",
     "https://careweekly.example/marlow-vale-progress", """Watchdog sees ‘tangible progress’ in Marlow Vale

Marlow Vale’s children’s services have been rated requires improvement, up from inadequate, by the Care Standards Inspectorate.

Inspectors praised the service for “tangible and significant progress” and for a new Fostering Recruitment Hub, which the council set up last year with £900,000.

But they criticised the council again for slow assessments: “For some children, assessments are not completed at the pace that they need.”

Kin Not Care said that one grade up was no apology. The group will hold a second march in October unless the council agrees to a safeguarding review.

The review, if it goes ahead, would be led by Judge Okafor.
"""),
    ("2023-01-30-leader.md", "Council leader steps down", "Vale Gazette", "Priya Nair", "2023-01-30",
     "https://gazette.example/news/leader-steps-down", """Council leader steps down

Martin Holt has resigned as leader of Marlow Vale Borough Council. Councillor Sue Hartnell was appointed in his place by the council on Monday night.

“I promised forty social workers and we found thirty-one,” Cllr Holt told the chamber. “I own that.”

Cllr Hartnell promised a public inquiry into the Brightpath contract within a hundred days.
"""),
)

# document, type, subject, object, quotation, modality, who says so, qualifiers, confidence
_STATEMENTS: tuple[tuple[int, str, str, str | None, str, str, str | None, dict[str, str], float], ...] = (
    (0, "authored", "nair", "report0", "By Priya Nair", "asserted", None, {}, 0.95),
    (0, "rated", "csi", "cs", "The Care Standards Inspectorate has rated Marlow Vale’s children’s services inadequate, its lowest grade", "asserted", None,
     {"rating": "inadequate", "date": "2021-02"}, 0.96),
    (0, "inspected", "csi", "cs", "after a two-week inspection in January", "asserted", None, {"date": "2021-01"}, 0.8),
    (0, "published", "csi", "report", "The report, published on Tuesday", "asserted", None, {"date": "2021-02-16"}, 0.74),
    (0, "criticised", "csi", "council", "Inspectors criticised the council for leaving some children “in neglectful situations for too long”", "asserted", None,
     {"about": "leaving some children “in neglectful situations for too long”"}, 0.93),
    (0, "holds_role", "holt", "council", "Councillor Martin Holt, the council leader", "asserted", None, {"role": "leader"}, 0.9),
    (0, "stated", "holt", None, "“We are truly sorry. Families in Marlow Vale were let down, and that is on us.”", "asserted", "holt",
     {"quote": "We are truly sorry. Families in Marlow Vale were let down, and that is on us."}, 0.97),
    (0, "apologised", "holt", None, "“We are truly sorry. Families in Marlow Vale were let down, and that is on us.”", "asserted", "holt",
     {"on_behalf_of": "Marlow Vale Borough Council"}, 0.91),
    (0, "pledged", "holt", None, "He promised to recruit forty social workers by the end of the year.", "planned", None,
     {"about": "to recruit forty social workers by the end of the year"}, 0.88),
    (0, "holds_role", "rusk", "cs", "Dr Elena Rusk, the director of children’s services", "asserted", None, {"role": "director of children’s services"}, 0.92),
    (0, "resigned", "rusk", "council", "Dr Elena Rusk, the director of children’s services, did not resign, the council said.", "negated", "council", {}, 0.81),
    (0, "part_of", "cs", "council", "Marlow Vale’s children’s services", "asserted", None, {}, 0.7),
    (1, "organised", "kin", "protest", "The Bring Them Home march, organised by Kin Not Care", "asserted", None, {}, 0.95),
    (1, "located_in", "protest", "townhall", "filled the square in front of Marlow Town Hall", "asserted", None, {"date": "2021-05-11"}, 0.77),
    (1, "holds_role", "adeyemi", "kin", "Folasade Adeyemi, who founded the group and chairs it", "asserted", None, {"role": "chair"}, 0.9),
    (1, "stated", "adeyemi", None, "“We are calling on the council to open every closed case to an independent review.”", "asserted", "adeyemi", {}, 0.96),
    (1, "called_for", "kin", "council", "“We are calling on the council to open every closed case to an independent review.”", "asserted", "adeyemi",
     {"about": "to open every closed case to an independent review"}, 0.9),
    (1, "organised", "kin", "petition", "A petition started by the group has 4,200 names.", "asserted", None, {}, 0.72),
    (1, "accused", "adeyemi", "council", "Ms Adeyemi accused Marlow Vale Council of hiding complaints from inspectors.", "alleged", "adeyemi",
     {"about": "hiding complaints from inspectors"}, 0.94),
    (1, "denied", "council", None, "The council denied that any letter had been removed.", "asserted", "council",
     {"about": "that any letter had been removed"}, 0.89),
    (1, "supported", "labour", "protest", "Opposition councillors backed the march.", "asserted", None, {}, 0.86),
    (1, "criticised", "hart", "holt", "Councillor Sue Hartnell said that the leader should consider his position.", "asserted", "hart", {}, 0.55),
    (2, "investigated", "icb", "council", "The Northmoor Audit Office is investigating how Marlow Vale Borough Council awarded a £6.2 million contract", "asserted",
     None, {}, 0.93),
    (2, "funded", "council", "bright", "The council paid Brightpath £6.2 million over two years", "asserted", None, {"amount": "£6.2 million"}, 0.95),
    (2, "part_of", "larch", "bright", "to run Larch House, a home for eleven children", "asserted", None, {}, 0.6),
    (2, "appointed", "whit", "ferris", "Graham Whitlow, the former chief executive, allegedly appointed his brother-in-law Tom Ferris to the panel", "alleged", None,
     {"role": "panel member"}, 0.84),
    (2, "holds_role", "whit", "council", "Graham Whitlow, the former chief executive", "asserted", None, {"role": "former chief executive"}, 0.88),
    (2, "sanctioned", "csi", "bright", "The inspectorate has not fined the company.", "negated", None, {}, 0.9),
    (3, "criticised", "okafor", "council", "A family court judge has rebuked Marlow Vale Borough Council for what she called “drift and delay", "asserted", "okafor",
     {"about": "drift and delay"}, 0.9),
    (3, "holds_role", "okafor", "court", "Judge Ngozi Okafor, sitting at Marlow Family Court", "asserted", None, {"role": "judge"}, 0.85),
    (3, "sanctioned", "okafor", "council", "ordered the council to pay costs of £48,000", "asserted", None, {"amount": "£48,000"}, 0.87),
    (3, "criticised", "union", "council", "“Our members at Marlow Vale carry twice the safe number of cases,”", "asserted", "ferris", {}, 0.51),
    (3, "holds_role", "ferris", "union", "Tom Ferris, its regional officer", "asserted", None, {"role": "regional officer"}, 0.9),
    (3, "apologised", "rusk", None, "Dr Rusk apologised to the families", "asserted", None, {}, 0.95),
    (4, "authored", "bell", "article4", "Watchdog sees ‘tangible progress’ in Marlow Vale", "asserted", None, {}, 0.95),
    (4, "rated", "csi", "cs", "Marlow Vale’s children’s services have been rated requires improvement, up from inadequate, by the Care Standards Inspectorate.",
     "asserted", None, {"rating": "requires improvement", "previous": "inadequate", "date": "2022-09-05"}, 0.97),
    (4, "praised", "csi", "cs", "Inspectors praised the service for “tangible and significant progress”", "asserted", None,
     {"about": "tangible and significant progress"}, 0.95),
    (4, "established", "council", "fund", "a new Fostering Recruitment Hub, which the council set up last year with £900,000", "asserted", None,
     {"date": "2021", "amount": "£900,000"}, 0.89),
    (4, "criticised", "csi", "council", "But they criticised the council again for slow assessments", "asserted", None, {"about": "slow assessments"}, 0.92),
    (4, "campaigned_against", "kin", "council", "The group will hold a second march in October unless the council agrees to a safeguarding review.", "planned", "kin",
     {"date": "2022-10"}, 0.66),
    (4, "called_for", "kin", "review", "unless the council agrees to a safeguarding review", "planned", "kin", {}, 0.62),
    (4, "holds_role", "okafor", "review", "The review, if it goes ahead, would be led by Judge Okafor.", "planned", None, {"role": "lead"}, 0.7),
    (5, "resigned", "holt", "council", "Martin Holt has resigned as leader of Marlow Vale Borough Council.", "asserted", None,
     {"role": "leader", "date": "2023-01-30"}, 0.97),
    (5, "appointed", "council", "hart", "Councillor Sue Hartnell was appointed in his place by the council on Monday night.", "asserted", None,
     {"role": "leader"}, 0.93),
    (5, "stated", "holt", None, "“I promised forty social workers and we found thirty-one,”", "asserted", "holt", {}, 0.96),
    (5, "pledged", "hart", None, "Cllr Hartnell promised a public inquiry into the Brightpath contract within a hundred days.", "planned", None,
     {"about": "a public inquiry into the Brightpath contract within a hundred days"}, 0.9),
)


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower().replace("’", "")).split())


def entity(name: str, cls: str, aliases: tuple[str, ...] = ()) -> EntityRecord:
    return {"iri": f"{BASE}entity/{_slug(name)}", "label": name, "aliases": list(aliases), "class": cls}


def source(path: str, title: str | None, date: str | None, text: str) -> SourceRecord:
    return {"iri": f"{BASE}document/{document_id(text)}", "path": path, "title": title, "date": date}


def statement(source: SourceRecord, text: str, type_: str, subject: EntityRecord, object_: EntityRecord | None, quotation: str, *,
              modality: str = "asserted", by: EntityRecord | None = None, qualifiers: dict[str, str] | None = None, confidence: float = 0.9) -> StatementRecord:
    start = text.index(quotation)
    key = f"{source['iri']}{type_}{start}{subject['iri']}{object_ and object_['iri']}"
    return {"id": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16], "type": type_, "subject": subject, "object": object_,
            "qualifiers": qualifiers or {}, "attributed_to": by, "modality": modality, "confidence": confidence, "rule": f"{type_}/1", "source": source,
            "evidence": {"text": quotation, "start": start, "end": start + len(quotation)}}


def document(source: SourceRecord, text: str, count: int, *, publisher: str | None = None, author: str | None = None, url: str | None = None) -> DocumentRecord:
    return {"id": document_id(text), "iri": source["iri"], "path": source["path"], "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            "title": source["title"], "author": author, "publisher": publisher, "date": source["date"], "url": url,
            "sentences": text.count(".") or 1, "sentences_used": count, "statements": count, "missed": []}


def output(statements: list[StatementRecord], documents: list[DocumentRecord], texts: dict[str, str]) -> Output:
    """Records of a build that found just these statements."""
    rows: dict[str, CatalogueRow] = {}
    for s in statements:
        for e in (s["subject"], s["object"], s["attributed_to"]):
            if e:
                row = rows.setdefault(e["iri"], {"iri": e["iri"], "label": e["label"], "class": e["class"], "aliases": [], "same_as": [], "documents": 1,
                                                 "statements": 0})
                row["aliases"] = sorted({*row["aliases"], *e["aliases"]})
                row["statements"] += 1
    return Output(statements, sorted(rows.values(), key=lambda r: r["iri"]),
                  {"version": "0", "counts": {}, "documents": documents, "skipped": [], "merges": []}, texts)


def corpus() -> Output:
    """The whole invented corpus."""
    people = {key: entity(name, cls, aliases) for key, (name, cls, aliases) in _ENTITIES.items()}
    sources, documents, texts = [], [], {}
    for path, title, publisher, author, date, url, text in _DOCUMENTS:
        sources.append(source(path, title, date, text))
        count = sum(1 for s in _STATEMENTS if s[0] == len(sources) - 1)
        documents.append(document(sources[-1], text, count, publisher=publisher, author=author, url=url))
        texts[document_id(text)] = text
    people["report0"] = entity(_DOCUMENTS[0][1], "Article")
    people["article4"] = entity(_DOCUMENTS[4][1], "Article")
    statements = [
        statement(sources[n], _DOCUMENTS[n][6], type_, people[subject], people[object_] if object_ else None, quotation, modality=modality,
                  by=people[by] if by else None, qualifiers=qualifiers, confidence=confidence)
        for n, type_, subject, object_, quotation, modality, by, qualifiers, confidence in _STATEMENTS
    ]
    return output(statements, documents, texts)
