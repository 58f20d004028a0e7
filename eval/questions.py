"""The retrieval questions: staff questions and the paragraphs that answer them, in two halves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, RootModel

from ingest.yamlfile import read_model

FOLDER = Path(__file__).with_name("questions")
Split = Literal["tune", "test"]
SPLITS: tuple[Split, ...] = ("tune", "test")


class Question(BaseModel):
    """A staff question.

    kind     terse, paraphrase, story, plain, typo, abbrev, or why it cannot be answered (nearmiss, clinical, ...)
    answers  every paragraph that by itself gives the answer, the best first; [] where the documents do not answer
    nearest  for [], the paragraph that says the nearest thing
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    question: str
    kind: str
    topic: str
    answers: list[str]
    nearest: str | None = None


class Questions(RootModel[list[Question]]):
    """One half, in the order of its file."""


def load_questions(split: Split) -> Sequence[Question]:
    """A half of the questions. The test half is never tuned on."""
    return read_model(FOLDER / f"{split}.yaml", Questions).root
