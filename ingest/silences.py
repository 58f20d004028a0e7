"""silences.yaml: what staff ask about and the documents do not answer, with how they ask.

A similar paragraph is not an answer. Search alone cannot tell the two apart; the ways of asking for what is not there can.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from ingest.asked import Line
from ingest.errors import SourcesError
from ingest.rows import Row, Way
from ingest.sources import Identifier
from ingest.yamlfile import YamlError, read_model

PREFIX = "silence/"


class SilenceKind(StrEnum):
    """Within section 117 but not said; or not what the documents are about."""

    SILENT = "silent"
    OUTSIDE = "outside"


class Silence(BaseModel):
    """A matter that the documents do not answer.

    matter   completes "The documents do not say ..." (silent) or "The documents are not about ..." (outside)
    nearest  id of the paragraph that says the nearest thing, or None
    who      the role that decides, where the documents or the law name one
    notices  ids of the conflicts and advisories that must be shown with it
    asked    how staff ask for it
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    kind: SilenceKind
    matter: str = Field(min_length=3)
    nearest: str | None
    who: str | None
    notices: list[str] = []
    asked: list[Line] = Field(min_length=3)

    @property
    def unit(self) -> str:
        """What its rows lead to."""
        return f"{PREFIX}{self.id}"


class Silences(RootModel[list[Silence]]):
    """All of them, in the order of the file."""

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        counted = Counter(silence.id for silence in self.root)
        if twice := [name for name, count in counted.items() if count > 1]:
            raise ValueError(f"two silences have the id {twice[0]!r}: give one of them another id")
        return self


def load_silences(corpus: Path) -> Sequence[Silence]:
    """The silences of a corpus folder; raises SourcesError with a line for each mistake in the file."""
    try:
        return read_model(corpus / "silences.yaml", Silences).root
    except YamlError as error:
        raise SourcesError(str(error)) from None


def problems(silences: Iterable[Silence], paragraphs: Collection[str], notices: Collection[str]) -> Iterator[str]:
    """One line for each nearest paragraph, or notice, that is not there."""
    for silence in silences:
        for notice in silence.notices:
            if notice not in notices:
                yield f"silences.yaml: {silence.id}: {notice}: no such conflict or advisory. Mend the id, or take it out"
        if silence.nearest is not None and silence.nearest not in paragraphs:
            yield f"silences.yaml: {silence.id}: {silence.nearest}: no such paragraph. Mend the id, or make it null"


def rows_of_silences(silences: Iterable[Silence]) -> Iterator[Row]:
    """The ways into each silence."""
    for silence in silences:
        for number, line in enumerate((silence.matter, *silence.asked)):
            yield Row(f"{silence.unit}#{number}", silence.unit, Way.SILENT, line, silence.unit, 0)
