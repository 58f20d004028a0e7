"""asked.yaml: the points a paragraph makes, each with the ways staff ask for it.

A point is one thing that the paragraph says: its exact words (`quote`), the same in one plain sentence (`say`), and at
least three ways of asking. A point whose quote no longer stands in its paragraph is stale: it is reported and not used.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, RootModel, StringConstraints

from ingest.errors import SourcesError
from ingest.paragraphs import Paragraph
from ingest.yamlfile import YamlError, read_model

Line = Annotated[str, StringConstraints(min_length=2, max_length=400, strip_whitespace=True)]


class Point(BaseModel):
    """One thing that a paragraph says.

    quote  an exact span of the paragraph's words
    say    the same in one plain sentence of our own that adds nothing
    asked  how staff ask for it, in their words
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: Line
    say: Line
    asked: list[Line] = Field(min_length=3)


class Asked(RootModel[dict[str, list[Point]]]):
    """Paragraph id to its points, in the order of the file."""


def load_asked(corpus: Path) -> Mapping[str, Sequence[Point]]:
    """The points of every paragraph; raises SourcesError with a line for each mistake in the file."""
    try:
        return read_model(corpus / "asked.yaml", Asked).root
    except YamlError as error:
        raise SourcesError(str(error)) from None


def problems(asked: Mapping[str, Sequence[Point]], paragraphs: Mapping[str, Paragraph]) -> Iterator[str]:
    """One line for each point that rests on a paragraph or on words that are not there."""
    for paragraph, points in asked.items():
        if paragraph not in paragraphs:
            yield f"asked.yaml: {paragraph}: no such paragraph. Mend the id, or take the entry out"
            continue
        for point in points:
            if point.quote not in paragraphs[paragraph].text:
                yield f"asked.yaml: {paragraph}: “{point.quote}” is not in the paragraph. Quote its words exactly"
