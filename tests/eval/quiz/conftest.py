"""One desk and one quiz for all tests of quizzes."""

import pytest

from eval.quiz.desk import Desk, open_desk
from eval.quiz.make import Request, make
from eval.quiz.model import Quiz


@pytest.fixture(scope="session")
def desk() -> Desk:
    return open_desk()


@pytest.fixture(scope="session")
def made(desk: Desk) -> Quiz:
    """Twelve items of any topic."""
    return make(desk, Request(items=12), 117)
