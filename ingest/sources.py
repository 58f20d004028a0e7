"""sources.yaml: which documents there are, and the truth about each of them."""

import hashlib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ingest.errors import SourcesError
from ingest.yamlfile import YamlError, line_of, read_model

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DocumentKind = Literal["statute", "code", "guidance", "policy", "leaflet"]


class ReviewDue(BaseModel):
    """A day by which the document was to be reviewed.

    said_in  the paragraph that says so; None where the document does not, and whoever added it knew
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    due: date
    said_in: str | None = None


class Withheld(BaseModel):
    """A paragraph, or a whole section, that is shown on the document's own page and never given in an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paragraph: str
    why: str


class Extract(BaseModel):
    """Where a paragraph's words were taken from. `verbatim`: the other document gives them in quotation marks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paragraph: str
    taken_from: str
    verbatim: bool


class Source(BaseModel):
    """One document. `None` means that nobody could establish it, and staff are told so.

    area       the area it speaks for; None where it is not known, or not ours
    called     what staff call it when they ask for this document and no other
    authority  rank among documents that speak on one matter; 1 leads
    through    the document these words were taken from, where the original is not held
    file       a name inside corpus/documents/
    sha256     of that file, byte for byte
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    title: str = Field(min_length=1)
    short: str = Field(min_length=1)
    called: list[str] = []
    publisher: str | None
    area: str | None
    kind: DocumentKind
    authority: int = Field(ge=1, le=9)
    edition: str | None
    approved: date | None
    reviews_due: list[ReviewDue]
    licence: str
    url: str | None = None
    through: Identifier | None = None
    file: str
    sha256: Sha256
    withheld: list[Withheld] = []
    extracts: list[Extract] = []
    notes: str = ""

    def overdue(self, on: date) -> ReviewDue | None:
        """The latest review that was due before the day, if any."""
        past = [review for review in self.reviews_due if review.due < on]
        return max(past, key=lambda review: review.due) if past else None


class Sources(BaseModel):
    """All documents, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: list[Source]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        counted = Counter(source.id for source in self.documents)
        if twice := [name for name, count in counted.items() if count > 1]:
            raise ValueError(f"two documents have the id {twice[0]!r}: give one of them another id")
        return self

    def __getitem__(self, document: str) -> Source:
        return next(source for source in self.documents if source.id == document)


def load_sources(corpus: Path) -> Sources:
    """The documents of a corpus folder, each file checked to be the one described.

    Raises SourcesError with one line for each thing that is wrong: file, line, what, what to do.
    """
    path = corpus / "sources.yaml"
    try:
        sources = read_model(path, Sources)
    except YamlError as error:
        raise SourcesError(str(error)) from None
    problems = [
        f"{path}:{line_of(path, 'documents', at)}: {problem}"
        for at, source in enumerate(sources.documents)
        for problem in _problems(corpus, source)
    ]
    if problems:
        raise SourcesError("\n".join(problems))
    return sources


def document_path(corpus: Path, source: Source) -> Path:
    """Where the document's file is; a path that leads out of corpus/documents/ is an error."""
    folder = (corpus / "documents").resolve()
    path = (folder / source.file).resolve()
    if path.parent != folder:
        raise SourcesError(
            f"{source.id}: file {source.file!r} leads out of corpus/documents/. Give the name of a file in that folder"
        )
    return path


def _problems(corpus: Path, source: Source) -> list[str]:
    try:
        path = document_path(corpus, source)
    except SourcesError as error:
        return [str(error)]
    if not path.is_file():
        return [f"{source.id}: corpus/documents/{source.file} is not there. Put the file there, or mend the entry"]
    if (found := sha256_of(path)) != source.sha256:
        return [
            f"{source.id}: corpus/documents/{source.file} is not the file described: its sha256 is {found}. "
            "If it is a new edition, write its edition, dates and sha256 into the entry"
        ]
    return []


def sha256_of(path: Path) -> str:
    """The file's sha256 in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
