"""Other pipelines: ClearNLP's trees, built by hand, come out as Universal Dependencies."""
from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.errors import UsageError
from kg.nlp.external import External, normalised

VOCAB = spacy.blank("en").vocab


def clear(*rows: str, names: tuple[tuple[int, int, str], ...] = ()) -> Doc:
    """A doc from "word lemma POS TAG head label" rows, heads counted from 0."""
    cells = [row.split() for row in rows]
    doc = Doc(VOCAB, words=[c[0] for c in cells], lemmas=[c[1] for c in cells], pos=[c[2] for c in cells], tags=[c[3] for c in cells],
              heads=[int(c[4]) for c in cells], deps=[c[5] for c in cells])
    doc.ents = tuple(Span(doc, a, b, label) for a, b, label in names)
    return doc


def arcs(doc: Doc) -> set[str]:
    found = normalised(doc, clear=True)
    assert len(list(found.sents)) == 1
    return {f"{t.dep_}({t.head.text}, {t.text})" if t.dep_ != "ROOT" else f"ROOT({t.text})" for t in found}


def test_passive_with_agent_and_phrases() -> None:
    assert arcs(clear("Council council PROPN NNP 2 nsubjpass", "was be AUX VBD 2 auxpass", "rated rate VERB VBN 2 ROOT",
                      "inadequate inadequate ADJ JJ 2 oprd",
                      "by by ADP IN 2 agent", "Ofsted ofsted PROPN NNP 4 pobj", "in in ADP IN 2 prep", "reports report NOUN NNS 6 pobj")) == {
        "nsubj:pass(rated, Council)", "aux:pass(rated, was)", "ROOT(rated)", "xcomp(rated, inadequate)", "case(Ofsted, by)",
        "obl:agent(rated, Ofsted)",
        "case(reports, in)", "obl(rated, reports)"}


def test_copula_with_a_coordinated_phrase() -> None:
    assert arcs(clear("She she PRON PRP 1 nsubj", "is be AUX VBZ 1 ROOT", "leader leader NOUN NN 1 attr", "of of ADP IN 2 prep",
                      "Luton luton PROPN NNP 3 pobj",
                      "and and CCONJ CC 3 cc", "of of ADP IN 3 conj", "Leeds leeds PROPN NNP 6 pobj")) == {
        "nsubj(leader, She)", "cop(leader, is)", "ROOT(leader)", "case(Luton, of)", "nmod(leader, Luton)", "cc(Leeds, and)", "case(Leeds, of)",
        "conj(Luton, Leeds)"}


def test_copula_in_a_relative_clause() -> None:
    assert arcs(clear("Ofsted ofsted PROPN NNP 4 nsubj", "which which PRON WDT 2 nsubj", "is be AUX VBZ 0 relcl", "critical critical ADJ JJ 2 acomp",
                      "left leave VERB VBD 4 ROOT")) == {
        "nsubj(left, Ofsted)", "nsubj(critical, which)", "cop(critical, is)", "acl:relcl(Ofsted, critical)", "ROOT(left)"}


def test_copula_with_a_clause() -> None:
    assert arcs(clear("aim aim NOUN NN 1 nsubj", "is be AUX VBZ 1 ROOT", "to to PART TO 3 aux", "win win VERB VB 1 xcomp")) == {
        "nsubj:outer(win, aim)", "cop(win, is)", "mark(win, to)", "ROOT(win)"}


def test_there_is() -> None:
    assert arcs(clear("There there PRON EX 1 expl", "is be VERB VBZ 1 ROOT", "hope hope NOUN NN 1 attr")) == {
        "expl(is, There)", "ROOT(is)", "nsubj(is, hope)"}


def test_coordination_hangs_on_the_first() -> None:
    assert arcs(clear("A a NOUN NN 4 nsubj", ", , PUNCT , 0 punct", "B b NOUN NN 0 conj", "and and CCONJ CC 2 cc", "left leave VERB VBD 4 ROOT",
                      "C c NOUN NN 2 conj")) == {"nsubj(left, A)", "punct(A, ,)", "conj(A, B)", "cc(C, and)", "ROOT(left)", "conj(A, C)"}


def test_nested_prepositions_and_clauses() -> None:
    assert arcs(clear("It it PRON PRP 1 nsubj", "came come VERB VBD 1 ROOT", "out out ADP IN 1 prep", "of of ADP IN 2 prep",
                      "care care NOUN NN 3 pobj",
                      "after after ADP IN 1 prep", "failing fail VERB VBG 5 pcomp")) == {
        "nsubj(came, It)", "ROOT(came)", "case(care, out)", "case(care, of)", "obl(came, care)", "mark(failing, after)", "advcl(came, failing)"}


def test_objects_negation_and_possession() -> None:
    assert arcs(clear("They they PRON PRP 3 nsubj", "did do AUX VBD 3 aux", "not not PART RB 3 neg", "give give VERB VB 3 ROOT",
                      "us we PRON PRP 3 dative",
                      "their their PRON PRP$ 6 poss", "report report NOUN NN 3 dobj", "today today NOUN NN 3 npadvmod", "up up ADP RP 3 prt")) == {
        "nsubj(give, They)", "aux(give, did)", "advmod(give, not)", "ROOT(give)", "iobj(give, us)", "nmod:poss(report, their)", "obj(give, report)",
        "obl:unmarked(give, today)", "compound:prt(give, up)"}


def test_names_and_amounts() -> None:
    doc = clear("Jane jane PROPN NNP 1 compound", "Smith smith PROPN NNP 2 nsubj", "paid pay VERB VBD 2 ROOT", "£ £ SYM $ 5 quantmod",
                "5 5 NUM CD 5 compound",
                "million million NUM CD 2 dobj", "in in ADP IN 2 prep", "Leeds leeds PROPN NNP 6 pobj",
                names=((0, 2, "PERSON"), (3, 6, "MONEY"), (7, 8, "GPE")))
    assert arcs(doc) == {"nsubj(paid, Jane)", "flat(Jane, Smith)", "ROOT(paid)", "obj(paid, £)", "nummod(£, million)", "compound(million, 5)",
                         "case(Leeds, in)", "obl(paid, Leeds)"}
    assert [(e.text, e.label_) for e in doc.ents] == [("Jane Smith", "PERSON"), ("Leeds", "LOC")]


def test_universal_labels_are_left_alone() -> None:
    doc = clear("She she PRON PRP 1 nsubj", "left leave VERB VBD 1 root", "home home NOUN NN 1 obj")
    assert [t.dep_ for t in normalised(doc, clear=False)] == ["nsubj", "ROOT", "obj"]


def test_a_pipeline_that_is_not_installed() -> None:
    with pytest.raises(UsageError, match="no spaCy pipeline of this name"):
        External("en_core_web_none")


def test_a_pipeline_without_a_parser() -> None:
    with pytest.raises(UsageError, match="no parser"):
        External(spacy.blank("en"))
