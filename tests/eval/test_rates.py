"""Rates and their intervals."""

import pytest

from eval.rates import Rate


def test_a_rate_of_nothing_is_no_rate() -> None:
    """Undefined, and not 0."""
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval is None


def test_the_interval_is_wilsons() -> None:
    """81 of 263, as Newcombe (1998) works it out by Wilson's method without continuity correction."""
    assert Rate(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_the_share_lies_within_its_interval_however_many_were_counted() -> None:
    """Also where all or none were hits, which a rounded sum can miss by its last digit, and a chart then refuses."""
    for of in range(1, 800):
        for hits in (0, 1, of // 2, of - 1, of):
            rate = Rate(hits, of)
            assert rate.value is not None
            assert rate.interval is not None
            low, high = rate.interval
            assert 0 <= low <= rate.value <= high <= 1
