"""What the corpus knows beside its documents: the glossary and whom the documents name to ask."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import contacts
from ingest.contacts import Contact, load_contacts
from ingest.glossary import Glossary, load_glossary
from ingest.paragraphs import Paragraph

FILE = "knowledge.json"
FILES = ("contacts.yaml", "glossary.yaml")  # each may be absent from a corpus


@dataclass(frozen=True)
class Knowledge:
    """The corpus folder's own files, read and checked."""

    glossary: Glossary
    contacts: Sequence[Contact]


def load_knowledge(corpus: Path) -> Knowledge:
    """The knowledge of a corpus folder; raises SourcesError with a line for each mistake."""
    return Knowledge(
        glossary=load_glossary(corpus) if (corpus / "glossary.yaml").exists() else Glossary([]),
        contacts=load_contacts(corpus) if (corpus / "contacts.yaml").exists() else [],
    )


def problems(knowledge: Knowledge, paragraphs: Mapping[str, Paragraph]) -> Iterator[str]:
    """One line for each thing that rests on words the documents do not hold."""
    yield from contacts.problems(knowledge.contacts, paragraphs)


def write_knowledge(folder: Path, knowledge: Knowledge) -> None:
    """A copy inside a generation, so that a question is answered without reading YAML."""
    kept = {
        "glossary": knowledge.glossary.to_data(),
        "contacts": [contact.model_dump() for contact in knowledge.contacts],
    }
    (folder / FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def read_knowledge(folder: Path) -> Knowledge:
    """What `write_knowledge` wrote."""
    kept = json.loads((folder / FILE).read_bytes())
    return Knowledge(
        glossary=Glossary.from_data(kept["glossary"]),
        contacts=[Contact.model_construct(**contact) for contact in kept["contacts"]],
    )
