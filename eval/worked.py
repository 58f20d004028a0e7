"""Worked scenarios: what staff say, and what a right answer does. `eval/scenarios/*.yaml`, one file per topic.

A scenario is in the tune half or the test half by its id (sha256, first hexadecimal digit even: tune). Nothing is tuned on
the test half.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel

from assistant.model import Answer, Status
from eval.questions import Split
from ingest.yamlfile import read_model

FOLDER = Path(__file__).with_name("scenarios")


class Strict(BaseModel):
    """No key that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(Strict):
    """One message and what its answer must be; what is left out is not demanded.

    say       the message
    status    any of these endings is right
    decides   table -> outcomes, any of which is right
    cites     at least one of these sections or paragraphs is cited
    must      of each list, at least one phrase is in the answer
    must_not  none of these is in the answer outside its quotations
    asks      facts, any of which is right to ask next; [] where nothing may be asked
    facts     what must be understood by then
    """

    say: str
    status: list[Status] = []
    decides: dict[str, list[str]] = {}
    cites: list[str] = []
    must: list[list[str]] = []
    must_not: list[str] = []
    asks: list[str] | None = None
    facts: dict[str, Any] = {}

    def demands(self, answer: Answer) -> bool:
        """Whether the answer's words are judged. A question need not cite or say, where other endings
        are right too."""
        return answer.status is not Status.NEEDS_FACT or Status.NEEDS_FACT not in self.status or len(self.status) == 1


class Scenario(Strict):
    """A conversation with what is right at each turn. `about` says what it checks."""

    id: str
    about: str
    turns: list[Expected]

    @property
    def split(self) -> Split:
        """Which half it is in."""
        return "tune" if int(sha256(self.id.encode()).hexdigest()[0], 16) % 2 == 0 else "test"


class Scenarios(RootModel[list[Scenario]]):
    """One file."""


def load_scenarios(folder: Path = FOLDER) -> Sequence[Scenario]:
    """Every scenario, by file and in its order. YamlError for a mistake in one; ValueError for two of one id."""
    found = list(_each(folder))
    twice = {one.id for one in found if sum(other.id == one.id for other in found) > 1}
    if twice:
        raise ValueError(f"two scenarios have one id: {', '.join(sorted(twice))}. Rename one of each in {folder.name}/")
    return found


def _each(folder: Path) -> Iterator[Scenario]:
    for file in sorted(folder.glob("*.yaml")):
        yield from read_model(file, Scenarios).root
