"""Worked scenarios: what staff say, and what a right answer does. `eval/scenarios/*.yaml`, one file per topic.

A scenario is in the tune half or the test half by its id (sha256, first hexadecimal digit even: tune). Nothing is tuned on
the test half.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, RootModel

from assistant.model import Answer, Status
from eval.questions import Split
from ingest.yamlfile import YamlError, read_document

FOLDER = Path(__file__).with_name("scenarios")
ID = re.compile(r"^[a-z0-9][a-z0-9-]*$")
SHOWN = 12  # hexadecimal digits of a digest that are kept


class Strict(BaseModel):
    """No key that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(Strict):
    """One message and what its answer must be; what is left out is not demanded."""

    say: str = Field(min_length=1, description="The message, as staff would write it. Never a real person's words or name.")
    status: list[Status] = Field(default=[], description="How the turn may end; any of these is right.")
    decides: dict[str, list[str]] = Field(
        default={}, description="Of each table named, the outcomes that are right; any of them."
    )
    cites: list[str] = Field(default=[], description="Sections or paragraphs, such as nl-policy/7.16; at least one is cited.")
    must: list[list[str]] = Field(default=[], description="Points: of each list, at least one wording is in the answer.")
    must_not: list[str] = Field(default=[], description="Claims: none of these is in the answer outside its quotations.")
    asks: list[str] | None = Field(
        default=None, description="Facts, any of which is right to ask next; [] where nothing may be asked."
    )
    facts: dict[str, Any] = Field(default={}, description="What must be understood of the case by then: fact and value.")

    def demands(self, answer: Answer) -> bool:
        """Whether the answer's words are judged. A question need not cite or say, where other endings
        are right too."""
        return answer.status is not Status.NEEDS_FACT or Status.NEEDS_FACT not in self.status or len(self.status) == 1


class Scenario(Strict):
    """A conversation with what is right at each turn."""

    id: str = Field(pattern=ID.pattern, description="A short name of its own; it decides which half it is in.")
    about: str = Field(
        min_length=1, description="What it checks. “False premise” in it: the first message takes for granted what is not so."
    )
    turns: list[Expected] = Field(min_length=1, description="The messages, in order.")

    @property
    def split(self) -> Split:
        """Which half it is in."""
        return "tune" if int(sha256(self.id.encode()).hexdigest()[0], 16) % 2 == 0 else "test"

    @property
    def said(self) -> str:
        """A digest of its messages: answers belong to a scenario as long as they stay as they were."""
        return sha256("\0".join(turn.say for turn in self.turns).encode()).hexdigest()[:SHOWN]


class Scenarios(RootModel[list[Scenario]]):
    """One file."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A scenario and where it stands: file, and the line that it begins on."""

    scenario: Scenario
    file: Path
    line: int
    at: int  # which of the file's it is, from 0

    @property
    def topic(self) -> str:
        """What kind it is: the name of its file."""
        return self.file.stem


def load_scenarios(folder: Path = FOLDER) -> Sequence[Scenario]:
    """Every scenario, by file and in its order; errors as `load_placed`."""
    return [placed.scenario for placed in load_placed(folder)]


def load_placed(folder: Path = FOLDER) -> Sequence[Placed]:
    """Every scenario with its place. YamlError, one line for each mistake in any file, two of one id among them."""
    found: list[Placed] = []
    problems: list[str] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            found += _of_file(file)
        except YamlError as error:
            problems += error.problems
    problems += _twice(found)
    if not found and not problems:
        problems = [f"{folder}: there is no scenario in it. Name the folder that holds the scenarios' .yaml files"]
    if problems:
        raise YamlError(problems)
    return found


def _of_file(file: Path) -> Iterator[Placed]:
    document = read_document(file)
    for at, scenario in enumerate(document.as_model(Scenarios).root):
        yield Placed(scenario, file, document.root.value[at].start_mark.line + 1, at)


def _twice(found: Sequence[Placed]) -> Iterator[str]:
    first: dict[str, Placed] = {}
    for placed in found:
        other = first.setdefault(placed.scenario.id, placed)
        if other is not placed:
            where = f"{other.file.name}:{other.line}"
            yield f"{placed.file}:{placed.line}: {placed.scenario.id!r} is the id of {where} too. Rename one of them"
