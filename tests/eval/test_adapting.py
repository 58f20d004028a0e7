"""Learning how staff write: what is learnt from, and that something is learnt."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from eval.adapting import RANK, TOGETHER, Adapting, Lesson, batches, lessons_of, mistyped
from ingest.adapter import FILE, changes
from ingest.embeddings import published
from ingest.said import SaidRecord, Sayings
from ingest.topics import Examples

AGREED = SaidRecord(
    fact="agreed", said={"yes": ["they agreed", "all on board"], "no": ["they said no"]}, not_said=["do they agree?"]
)
AREA = SaidRecord(fact="area", said={"ours": ["lives here"], "theirs": ["lives elsewhere"]})
SAYINGS = Sayings((AGREED, AREA), ("who pays?",))


def chance(seed: int = 1) -> random.Random:
    """The same every time."""
    return random.Random(seed)  # noqa: S311 - nothing to guess


def test_every_saying_is_a_lesson_of_its_value() -> None:
    """Near misses are a class of their own fact, everything else is the last; only yes and no have an answer."""
    examples = Examples((), ("who pays?", "who signs?"), (0, 1), (1.0, 0.5))
    lessons, classes = lessons_of(SAYINGS, examples, chance())
    by_text = {lesson.text: lesson for lesson in lessons if lesson.topic is None}
    assert classes == 7  # yes, no and open of one fact, two values and open of the other, everything else
    assert [by_text[text].value for text in ("they agreed", "they said no", "do they agree?", "who pays?")] == [0, 1, 2, 6]
    assert [by_text[text].answer for text in ("they agreed", "they said no", "do they agree?", "lives here")] == [1, 2, 0, None]
    assert [(one.text, one.topic, one.weight) for one in lessons if one.topic is not None] == [
        ("who pays?", 0, 1.0),
        ("who signs?", 1, 0.5),
    ]


def test_every_lesson_is_in_one_step_of_each_round() -> None:
    """However they are sorted."""
    lessons = [Lesson("x" * (at % 50 + 1) + str(at), value=0) for at in range(1500)]
    steps = batches(lessons, chance())
    assert Counter(one for step in steps for one in step) == Counter(lessons)
    assert max(map(len, steps)) == TOGETHER


@pytest.mark.parametrize("text", ["section three since Tuesday", "lives in Hull", "CTO"])
def test_a_slip_changes_one_place_and_neither_end(text: str) -> None:
    """As fingers do; a short word may stay as it is."""
    slips = {mistyped(text, chance(seed)) for seed in range(60)}
    assert all(abs(len(slip) - len(text)) <= 1 and (slip[0], slip[-1]) == (text[0], text[-1]) for slip in slips)
    assert len(slips - {text}) >= min(10, len(text) - 4)


def test_two_steps_change_every_layer_a_little(tmp_path: Path) -> None:
    """What is written is what is added to the model's layers, small, of the rank that was asked for."""
    lessons, classes = lessons_of(SAYINGS, Examples(), chance())
    adapting = Adapting(published()["config.json"].parent, classes, 1)
    assert [step for step, _, _ in adapting.learn(lessons, chance(), rounds=2)] == [1, 2]
    adapting.write(tmp_path / FILE)
    added = changes(tmp_path / FILE)
    assert len(added) >= 36  # six layers of six
    assert all(0 < np.abs(change).max() < 0.1 for name, change in added.items() if "pooler" not in name)
    assert all(np.linalg.matrix_rank(change, tol=1e-12) <= RANK for change in list(added.values())[:2])


def test_what_was_learnt_can_be_gone_on_from(tmp_path: Path) -> None:
    """The matrices that were kept give the vectors that they gave; half precision is all that is lost."""
    lessons, classes = lessons_of(SAYINGS, Examples(), chance())
    first, second = (Adapting(published()["config.json"].parent, classes, 1) for _ in range(2))
    list(first.learn(lessons, chance(), rounds=2))
    first.write(tmp_path / FILE)
    second.go_on_from(tmp_path / FILE)
    one, other, fresh = (
        made.model.eval() and made.vectors(["they agreed"]).detach().numpy()
        for made in (first, second, Adapting(published()["config.json"].parent, classes, 1))
    )
    assert np.abs(one - other).max() < 1e-3 < np.abs(one - fresh).max()
