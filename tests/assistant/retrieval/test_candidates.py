"""The candidates of a large index: enough of the right ones, always the same, and cheap to hold."""

import numpy as np
import pytest

from assistant.retrieval.candidates import Candidates, Codes, Shortlist

ROWS, DIMENSIONS = 5_000, 384
NOTHING = np.zeros(ROWS, dtype=np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    """Fifty subjects, a hundred rows near each."""
    chance = np.random.default_rng(1)
    subjects = chance.standard_normal((50, DIMENSIONS))
    return unit(np.repeat(subjects, ROWS // 50, axis=0) + chance.standard_normal((ROWS, DIMENSIONS)))


@pytest.fixture(scope="module")
def questions(vectors: np.ndarray) -> np.ndarray:
    chance = np.random.default_rng(2)
    return unit(vectors[::250] + 0.05 * chance.standard_normal((20, DIMENSIONS)))


@pytest.fixture(scope="module")
def candidates(vectors: np.ndarray) -> Candidates:
    """Every unit has five rows."""
    return Candidates(vectors, np.arange(0, ROWS, 5))


def test_the_ten_nearest_rows_are_among_the_likest_two_hundred(vectors: np.ndarray, questions: np.ndarray) -> None:
    """Codes lose detail, and two hundred of five thousand make up for it."""
    codes = Codes(vectors)
    for question in questions:
        nearest = set(np.argsort(-(vectors @ question))[:10].tolist())
        assert nearest <= set(codes.likest(question, 200).tolist())


def test_a_row_is_likest_to_itself(vectors: np.ndarray) -> None:
    """No sign of it differs."""
    assert Codes(vectors).likest(vectors[42], 1).tolist() == [42]


def test_equal_rows_come_together_or_not_at_all() -> None:
    """Which of two equals is taken is never left to chance."""
    same = np.tile(unit(np.random.default_rng(3).standard_normal((1, 64))), (9, 1))
    assert len(Codes(same).likest(same[0], 3)) == 9


def test_asking_for_more_than_there_are_gives_all(vectors: np.ndarray) -> None:
    """A small index is its own shortlist."""
    assert len(Codes(vectors[:10]).likest(vectors[0], 100)) == 10


def test_codes_take_a_thirty_second_of_the_memory(vectors: np.ndarray) -> None:
    """One bit for each number of four bytes."""
    assert Codes(vectors).size * 32 == vectors.nbytes


def test_a_shortlist_has_every_row_of_its_units(candidates: Candidates) -> None:
    """A passage's score is its best row's, so none may be missing."""
    found = candidates.of(np.array([0, 7, 999]))
    assert found.rows.tolist() == [*range(5), *range(35, 40), *range(4_995, 5_000)]
    assert (found.starts.tolist(), found.ends.tolist()) == ([0, 5, 10], [5, 10, 15])


def test_units_may_have_different_numbers_of_rows(vectors: np.ndarray) -> None:
    """One row, then three, then two."""
    found = Candidates(vectors[:6], np.array([0, 1, 4])).of(np.array([0, 2]))
    assert (found.rows.tolist(), found.starts.tolist()) == ([0, 4, 5], [0, 1])


def test_a_row_with_the_right_words_brings_its_unit(candidates: Candidates, questions: np.ndarray) -> None:
    """However unlike its vector is."""
    unlike = min(set(range(ROWS // 5)) - set(candidates.shortlist(questions[:1], NOTHING).units.tolist()))
    keyword = NOTHING.copy()
    keyword[unlike * 5 + 2] = 3.0
    assert unlike in candidates.shortlist(questions[:1], keyword).units


def test_no_words_in_common_bring_nothing(candidates: Candidates, questions: np.ndarray) -> None:
    """A score of nothing is no reason."""
    assert len(candidates.shortlist(questions[:1], NOTHING).units) < ROWS // 5


def test_units_named_are_always_scored(candidates: Candidates, questions: np.ndarray) -> None:
    """A question that names a section gets that section."""
    assert {3, 998} <= set(candidates.shortlist(questions[:1], NOTHING, [np.array([998, 3])]).units.tolist())


def test_the_same_question_has_the_same_shortlist(candidates: Candidates, questions: np.ndarray) -> None:
    """In order, without doubles."""
    first, second = (candidates.shortlist(questions, NOTHING) for _ in range(2))
    assert isinstance(first, Shortlist)
    assert first.units.tolist() == second.units.tolist() == sorted(set(first.units.tolist()))
