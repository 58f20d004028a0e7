"""Saying the same in other words leaves the answer alone, on a small fixed sample."""

from pathlib import Path

import pytest

from assistant.holdings import Holdings, open_holdings
from eval.metamorphic import Again, Checker, by_change, staying, tuned_on

GENERATED, EVERY = 12, 14  # so many generated, and one in so many of the worked ones: quick


@pytest.fixture(scope="session")
def holdings(home: Path) -> Holdings:
    """The real corpus, opened."""
    return open_holdings(home, "North Lincolnshire")


@pytest.fixture(scope="session")
def again(holdings: Holdings) -> list[Again]:
    """The sample, asked and asked again."""
    checker = Checker(holdings, seed=5)
    return [*checker.made(GENERATED), *checker.worked(tuned_on()[::EVERY])]


def test_every_change_is_tried(again: list[Again]) -> None:
    """A change that never applies measures nothing; days in figures are rare in so small a sample."""
    assert {one.change for one in again} >= {"detail first", "detail last", "small letters", "lines", "synonyms", "asked first"}


def test_every_change_changes_the_words(again: list[Again]) -> None:
    """Else it would stay as it was for nothing."""
    assert not [one for one in again if one.before == one.after]


def test_letters_and_lines_change_nothing(again: list[Again]) -> None:
    """Capitals, apostrophes and line breaks carry no fact; one turn in a hundred may differ."""
    plain = [one for one in again if one.change in ("small letters", "lines")]
    assert (staying(plain).value or 0) >= 0.95


def test_the_answer_mostly_stays(again: list[Again]) -> None:
    """The floor is what was measured on this sample of the tune half (0.944 of 143), less three points: one scenario that moves
    moves with several changes. On the whole tune half it was 0.986 of 427 generated and 0.928 of 814 worked."""
    assert (staying(again).value or 0) >= 0.91


def test_rates_are_told_by_change(again: list[Again]) -> None:
    """So that the change which does harm can be seen."""
    assert sum(rate.of for rate in by_change(again).values()) == len(again)
