"""The question sets: what every label must hold to, whoever edits them next."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from ingest.paragraphs import Paragraph, ParagraphKind, paragraphs_of
from ingest.readers import READERS
from ingest.sources import document_path, load_sources
from ingest.yamlfile import read_model

ROOT = Path(__file__).parents[2]
QUESTIONS = ROOT / "eval" / "questions"
CORPUS = ROOT / "corpus"
KINDS_OF_STAFF = ["abbrev", "paraphrase", "plain", "story", "terse", "typo"]


class Question(BaseModel):
    """One labelled question; `nearest` is written exactly where `answers` is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, StringConstraints(pattern=r"^[abuw][0-9]{3}$")]
    question: str = Field(min_length=3)
    kind: str = Field(min_length=1)
    topic: str = Field(min_length=1)
    answers: list[str]
    nearest: str | None = None


class Questions(RootModel[list[Question]]):
    """One half of the set."""


def half(name: str) -> list[Question]:
    return read_model(QUESTIONS / f"{name}.yaml", Questions).root


TUNE, TEST = half("tune"), half("test")


def corpus_paragraphs() -> dict[str, Paragraph]:
    found: dict[str, Paragraph] = {}
    for source in load_sources(CORPUS).documents:
        path = document_path(CORPUS, source)
        blocks = READERS[path.suffix](path.read_bytes())
        found |= {paragraph.id: paragraph for paragraph in paragraphs_of(source.id, blocks)}
    return found


def labels(questions: Iterable[Question]) -> set[str]:
    return {label for one in questions for label in [*one.answers, *([one.nearest] if one.nearest else [])]}


def belongs_to(question: str) -> str:
    return "tune" if int(hashlib.sha256(question.encode()).hexdigest()[0], 16) % 2 == 0 else "test"


@pytest.mark.parametrize("name", ["tune", "test"])
def test_each_question_is_in_the_half_that_its_text_says(name: str) -> None:
    """The first hexadecimal digit of the sha256 of the text decides: even is tune, odd is test."""
    assert [one.id for one in half(name) if belongs_to(one.question) != name] == []


@pytest.mark.parametrize("name", ["tune", "test"])
def test_questions_stand_in_the_order_of_their_ids(name: str) -> None:
    """Each file is sorted by id, each id once."""
    ids = [one.id for one in half(name)]
    assert ids == sorted(set(ids))


def test_no_question_stands_twice() -> None:
    """No id and no question, read without case and punctuation, is in both halves or twice in one."""
    counted = Counter(re.sub(r"\W+", " ", one.question.lower()).strip() for one in TUNE + TEST)
    assert [text for text, times in counted.items() if times > 1] == []
    assert len({one.id for one in TUNE + TEST}) == len(TUNE + TEST)


def test_every_label_is_a_paragraph_that_can_answer() -> None:
    """Answers and nearest paragraphs are in the corpus, and are text or list entries."""
    can_answer = {key for key, one in corpus_paragraphs().items() if one.kind in (ParagraphKind.TEXT, ParagraphKind.ITEM)}
    assert labels(TUNE + TEST) - can_answer == set()


def test_no_label_is_withheld() -> None:
    """What is never given in an answer is nobody's right answer."""
    withheld = {one.paragraph for source in load_sources(CORPUS).documents for one in source.withheld}
    assert labels(TUNE + TEST) & withheld == set()


def test_nearest_is_written_exactly_where_nothing_answers() -> None:
    """A question has answers, or says what comes nearest (null where nothing does); no answer stands twice in it."""
    for one in TUNE + TEST:
        assert bool(one.answers) != ("nearest" in one.model_fields_set), one.id
        assert len(one.answers) == len(set(one.answers)), one.id


def test_there_are_enough_questions_of_both_sorts() -> None:
    """At least 200 can be answered, and at least 60 of each half cannot."""
    assert sum(bool(one.answers) for one in TUNE + TEST) >= 200
    assert all(sum(not one.answers for one in questions) >= 60 for questions in (TUNE, TEST))


@pytest.mark.parametrize("name", ["tune", "test"])
def test_the_readme_counts_what_is_there(name: str) -> None:
    """A half's row in README.md is the count of its file: answerable, not; by kind, for set u, for all."""
    cells = " | ".join(counts(half(name), column) for column in (*KINDS_OF_STAFF, "set u", "all"))
    assert f"| {name} | {cells} |" in (QUESTIONS / "README.md").read_text(encoding="utf-8")


def counts(questions: list[Question], column: str) -> str:
    answered = [bool(one.answers) for one in questions if in_column(one, column)]
    return f"{sum(answered)}, {len(answered) - sum(answered)}"


def in_column(one: Question, column: str) -> bool:
    return column == "all" or (one.id.startswith("u") if column == "set u" else one.kind == column)
