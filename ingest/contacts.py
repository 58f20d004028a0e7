"""contacts.yaml: whom the documents themselves name to ask, by section."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import SourcesError
from ingest.paragraphs import Paragraph
from ingest.yamlfile import YamlError, read_model


class Contact(BaseModel):
    """Whom to ask about the matters of some sections, and the words of the document that name them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sections: list[str] = Field(min_length=1)
    who: str
    cite: str
    quote: str

    def covers(self, paragraph: Paragraph) -> bool:
        """Is the paragraph in one of the sections?"""
        return f"{paragraph.document}/{paragraph.section}" in self.sections


class Contacts(BaseModel):
    """All contacts, in the order of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contacts: list[Contact]


def load_contacts(corpus: Path) -> Sequence[Contact]:
    """The contacts of a corpus folder; raises SourcesError with a line for each mistake in the file."""
    try:
        return read_model(corpus / "contacts.yaml", Contacts).contacts
    except YamlError as error:
        raise SourcesError(str(error)) from None


def problems(contacts: Sequence[Contact], paragraphs: Mapping[str, Paragraph]) -> Iterator[str]:
    """One line for each contact whose section or words are not in the corpus."""
    for contact in contacts:
        for section in contact.sections:
            if section not in paragraphs:
                yield f"contacts.yaml: {section}: no such section. Mend the id, or take it out"
        if contact.cite not in paragraphs or contact.quote not in paragraphs[contact.cite].text:
            yield f"contacts.yaml: “{contact.quote}” is not in {contact.cite}. Quote its words exactly"
