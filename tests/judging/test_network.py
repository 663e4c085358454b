"""The judge as shipped: what it gives depends on the scene and the pair alone, and it knows the parser that it belongs to."""
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from kg.errors import UsageError
from kg.judging import FILE
from kg.judging.network import Judge
from kg.judging.scene import KINDS, LABELS, Party, Scene
from kg.nlp.network import PARSER
from kg.paths import weights_folder

PERSON, BODY = KINDS.index("person"), KINDS.index("body")


@pytest.fixture(scope="module")
def judge(pipeline: None) -> Judge:
    found = Judge(weights_folder())
    if not found.is_there:
        pytest.skip(f"{weights_folder()} has no judge: it is made by kg.judging.train")
    return found


def scene(text: str, *, name: str, body: str) -> Scene:
    """A sentence whose speaker is the two words that end in `name`, all before or behind "said" being said of a body of one word."""
    words = tuple(text.split())
    at, verb, who = words.index(body), words.index("said"), words.index(name)
    said = tuple(range(verb)) if at < verb else tuple(range(verb + 1, len(words)))
    return Scene(words, (True,) * len(words), (Party(PERSON, ((who - 1, who),), said), Party(BODY, ((at, at),), ())))


BLAMED = scene("Ann Reed said that Marlowater knew of the asbestos in 2015 and told no one .", name="Reed", body="Marlowater")
CLEARED = scene("Ann Reed said that Marlowater found the asbestos in 2015 and told every parent .", name="Reed", body="Marlowater")


def test_scores_are_shares_of_each_pair_and_label(judge: Judge) -> None:
    scores = judge.scores(BLAMED, [(0, 1), (1, 0)])
    assert scores is not None
    assert scores.shape == (2, len(LABELS))
    assert ((scores >= 0) & (scores <= 1)).all()


def test_who_blames_whom_is_told_apart(judge: Judge) -> None:
    scores, cleared = judge.scores(BLAMED, [(0, 1), (1, 0)]), judge.scores(CLEARED, [(0, 1)])
    assert scores is not None
    assert cleared is not None
    blame = LABELS.index("blame")
    assert scores[0, blame] > 0.75
    assert scores[1, blame] < 0.25
    assert cleared[0, blame] < 0.5


def test_a_pair_is_judged_the_same_whatever_else_is_asked(judge: Judge) -> None:
    alone, beside = judge.scores(BLAMED, [(0, 1)]), judge.scores(BLAMED, [(1, 0), (0, 1)])
    assert alone is not None
    assert beside is not None
    assert np.allclose(alone[0], beside[1], atol=1e-5)
    again = judge.scores(BLAMED, [(0, 1)])
    assert again is not None
    assert alone.tobytes() == again.tobytes()


def test_what_is_too_long_to_be_read_at_once_is_left(judge: Judge) -> None:
    long = scene("Ann Reed said Marlowater lied" + " again" * 500, name="Reed", body="Marlowater")
    assert judge.scores(long, [(0, 1)]) is None


def test_a_judge_beside_another_parser_is_refused(judge: Judge, tmp_path: Path) -> None:
    for name in (FILE, "tokenizer.json", PARSER):
        shutil.copyfile(judge.folder / name, tmp_path / name)
    with (tmp_path / PARSER).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(UsageError, match="another model"):
        Judge(tmp_path).scores(BLAMED, [(0, 1)])


def test_a_folder_may_come_without_a_judge(tmp_path: Path) -> None:
    assert not Judge(tmp_path).is_there
