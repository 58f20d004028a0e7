"""The real rulebook, read once."""

import pytest

from assistant.rules.check import Corpus
from assistant.rules.engine import Rulebook
from assistant.rules.load import Paragraphs, notices_held, paragraphs_held, ready
from assistant.rules.written import Written, read_rules


@pytest.fixture(scope="session")
def paragraphs() -> Paragraphs:
    return paragraphs_held()


@pytest.fixture(scope="session")
def corpus(paragraphs: Paragraphs) -> Corpus:
    return Corpus(paragraphs, notices_held())


@pytest.fixture(scope="session")
def written() -> Written:
    return read_rules()


@pytest.fixture(scope="session")
def rulebook(written: Written, paragraphs: Paragraphs) -> Rulebook:
    return ready(written, paragraphs)
