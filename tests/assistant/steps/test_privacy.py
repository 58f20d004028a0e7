"""A message that identifies a person ends the turn; nothing of it is repeated, and what was known before stays."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Answer, Fact, Status
from assistant.privacy.find import kinds_in
from assistant.steps.privacy import privacy
from eval.questions import SPLITS, load_questions
from ingest.asked import Point
from ingest.yamlfile import read_yaml
from tests.assistant.bare import bare_turn

WHO = "Mr Smith, NHS no 943 476 5919, DOB 3/4/1981, DN15 6AB, 07700 900123, j.smith@nhs.net"


def test_the_reply_names_the_kinds_to_take_out_and_repeats_none_of_them() -> None:
    """And says how to ask again."""
    ended = privacy(bare_turn(f"{WHO} was on a 3, who pays"))
    assert isinstance(ended, Answer)
    assert ended.status is Status.PERSONAL_DATA
    said = "an NHS number, a date of birth, a full postcode, a telephone number, an email address and a name"
    assert said in ended.text
    assert "ask again" in ended.text
    for part in ("Smith", "943", "5919", "1981", "DN15", "07700", "nhs.net", "on a 3"):
        assert part not in repr(ended)


def test_the_case_so_far_stays() -> None:
    """What earlier turns said is not lost by one message."""
    known = {"age": Fact("age", 17, "17", 1)}
    ended = privacy(bare_turn("DOB 3/4/1981").but(case=known))
    assert isinstance(ended, Answer)
    assert ended.case == (known["age"],)
    assert "a date of birth" in ended.text


def test_a_message_that_identifies_nobody_is_passed_on_as_it_was() -> None:
    """Also where it asks about a number or an address that the documents print."""
    for message in ("17 yr old lad on a 3 since 28 June 2022", "is 01925 246 888 the number for North Lincolnshire"):
        made = bare_turn(message)
        assert privacy(made) is made


def _questions() -> Iterator[str]:
    yield from (question.question for split in SPLITS for question in load_questions(split))


def _asked(corpus: Path) -> Iterator[str]:
    points = [Point.model_validate(point) for listed in read_yaml(corpus / "asked.yaml").values() for point in listed]
    yield from (line for point in points for line in point.asked)
    yield from (line for silence in read_yaml(corpus / "silences.yaml") for line in silence["asked"])


def _strings(content: Any) -> Iterator[str]:
    match content:
        case str():
            yield content
        case dict():
            yield from (text for value in content.values() for text in _strings(value))
        case list():
            yield from (text for value in content for text in _strings(value))


def test_no_question_of_staff_that_we_hold_is_stopped(corpus: Path) -> None:
    """Every question of eval/questions, and every way of asking in the corpus."""
    questions = [*_questions(), *_asked(corpus)]
    assert len(questions) > 9_000
    assert [question for question in questions if kinds_in(question)] == []


@pytest.mark.parametrize("path", ["tables", "paragraphs"])
def test_no_words_of_the_rules_or_of_the_documents_are_taken_for_a_person(corpus: Path, path: str) -> None:
    """The worked examples and every paragraph; what the documents print to write or to ring is allowed by being printed."""
    folder = corpus / "paragraphs" if path == "paragraphs" else corpus.parent / "assistant" / "rules" / "tables"
    printed = [text for file in (corpus / "paragraphs").glob("*.yaml") for text in _strings(read_yaml(file))]
    texts = [text for file in folder.glob("*.yaml") for text in _strings(read_yaml(file)) if " " in text]
    assert [text for text in texts if kinds_in(text, lambda: printed)] == []
