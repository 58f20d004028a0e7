"""The fixed sentences of words.yaml, by name."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.model import Status
from ingest.yamlfile import read_model

Part = Literal["statuses", "endings", "answers", "notices"]


class Words(BaseModel):
    """Every sentence, by part and name; a name that is not there is an error, never an empty sentence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    statuses: dict[Status, str]
    endings: dict[str, str]
    answers: dict[str, str]
    notices: dict[str, str]


@cache
def words() -> Words:
    """words.yaml, read once."""
    return read_model(Path(__file__).with_name("words.yaml"), Words)


def say(part: Part, name: str, **filled: object) -> str:
    """A fixed sentence with its braces filled in; KeyError where there is no such sentence or a brace is left."""
    return str(getattr(words(), part)[name]).format(**filled)
