"""What the ways of asking teach."""

from pathlib import Path

import numpy as np

from ingest.embeddings import HashEmbeddings
from ingest.learned import LEAST_EXAMPLES, habit_of, metric_of, read_learned, write_learned
from ingest.rows import Row, Way

TOPICS = ["money charge pay", "house home flat", "court prison police", "doctor ward nurse"]


def _rows(examples: int) -> list[Row]:
    """Ways of asking for four passages: the topic's words, with a word of chance."""
    return [
        Row(f"d/{topic}#a{at}", f"d/{topic}", Way.ASKED, f"{TOPICS[topic]} chance{at}", f"d/{topic}", 0)
        for topic in range(len(TOPICS))
        for at in range(examples)
    ]


def _vectors(rows: list[Row]) -> np.ndarray:
    return HashEmbeddings(48).vectors([row.text for row in rows])


def test_too_few_ways_of_asking_teach_nothing() -> None:
    """Below the least number the model's own metric stays, and there is no habit."""
    rows = _rows(3)
    assert len(rows) < LEAST_EXAMPLES
    assert np.array_equal(metric_of(rows, _vectors(rows)).matrix, np.eye(48, dtype=np.float32))
    assert len(habit_of(rows, _vectors(rows)).units) == 0


def test_the_metric_brings_ways_of_asking_the_same_thing_together() -> None:
    """Two askings of one topic are nearer than before, beside two of different topics."""
    rows = _rows(60)
    vectors = _vectors(rows)
    compared = metric_of(rows, vectors).apply(vectors)

    def apart(space: np.ndarray) -> float:
        return float(space[0] @ space[1] - space[0] @ space[60])

    assert apart(compared) > apart(vectors)
    assert np.allclose(np.linalg.norm(compared, axis=1), 1, atol=1e-5)


def test_the_habit_knows_what_is_meant() -> None:
    """A question of a topic's words is most likely about that topic's passage."""
    rows = _rows(60)
    vectors = _vectors(rows)
    metric = metric_of(rows, vectors)
    habit = habit_of(rows, metric.apply(vectors))
    asked = metric.apply(HashEmbeddings(48).vectors(["prison police new"]))[0]
    assert habit.units[int(np.argmax(habit.log_probabilities(asked)))] == 2


def test_the_same_rows_teach_the_same_numbers_and_are_kept(tmp_path: Path) -> None:
    """Deterministic, and read back as written."""
    rows = _rows(60)
    vectors = _vectors(rows)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_learned(tmp_path / name, rows, vectors)
    one, two = read_learned(tmp_path / "one"), read_learned(tmp_path / "two")
    assert np.array_equal(one.habit.weights, two.habit.weights)
    assert np.array_equal(one.compared, metric_of(rows, vectors).apply(vectors))
