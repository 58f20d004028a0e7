"""What the corpus knows beside its documents: the glossary, the notices, whom the documents name to ask, and what they
do not answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import contacts, notices, silences
from ingest.contacts import Contact, load_contacts
from ingest.glossary import Glossary, load_glossary
from ingest.notices import Notices, load_notices
from ingest.paragraphs import Paragraph
from ingest.silences import Silence, load_silences

if TYPE_CHECKING:
    from ingest.gazetteer import Gazetteer

FILE = "knowledge.json"
FILES = (
    "advisories.yaml",
    "conflicts.yaml",
    "contacts.yaml",
    "gazetteer.yaml",
    "glossary.yaml",
    "silences.yaml",
    "topics.yaml",
)  # each may be absent from a corpus


@dataclass(frozen=True)
class Knowledge:
    """The corpus folder's own files, read and checked. `places`: the gazetteer's data as JSON, or "" where there is none."""

    glossary: Glossary
    notices: Notices
    contacts: Sequence[Contact]
    silences: Sequence[Silence]
    places: str

    @cached_property
    def gazetteer(self) -> "Gazetteer | None":
        """Places and their bodies; read when first asked for, because most questions name no place."""
        if not self.places:
            return None
        from ingest.gazetteer import Gazetteer  # noqa: PLC0415 - as above

        return Gazetteer.from_data(json.loads(self.places))


def load_knowledge(corpus: Path) -> Knowledge:
    """The knowledge of a corpus folder; raises SourcesError with a line for each mistake."""
    glossary = load_glossary(corpus) if (corpus / "glossary.yaml").exists() else Glossary.of([])
    known = (corpus / "conflicts.yaml").exists() and (corpus / "advisories.yaml").exists()
    return Knowledge(
        glossary=glossary,
        notices=load_notices(corpus) if known else Notices([], [], glossary),
        contacts=load_contacts(corpus) if (corpus / "contacts.yaml").exists() else [],
        silences=load_silences(corpus) if (corpus / "silences.yaml").exists() else [],
        places=_places(corpus) if (corpus / "gazetteer.yaml").exists() else "",
    )


def _places(corpus: Path) -> str:
    from ingest.gazetteer import load_gazetteer  # noqa: PLC0415 - only an ingest reads the file

    return json.dumps(load_gazetteer(corpus).to_data(), ensure_ascii=False)


def problems(knowledge: Knowledge, paragraphs: Mapping[str, Paragraph]) -> Iterator[str]:
    """One line for each thing that rests on words the documents do not hold."""
    yield from notices.problems(knowledge.notices, paragraphs)
    yield from contacts.problems(knowledge.contacts, paragraphs)
    yield from silences.problems(knowledge.silences, paragraphs, knowledge.notices.ids)


def write_knowledge(folder: Path, knowledge: Knowledge) -> None:
    """A copy inside a generation, so that a question is answered without reading YAML."""
    kept = {
        "glossary": knowledge.glossary.to_data(),
        "notices": knowledge.notices.to_data(),
        "contacts": [contact.model_dump() for contact in knowledge.contacts],
        "silences": [silence.model_dump(exclude={"asked"}) for silence in knowledge.silences],
        "places": knowledge.places,
    }
    (folder / FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def read_knowledge(folder: Path) -> Knowledge:
    """What `write_knowledge` wrote."""
    kept = json.loads((folder / FILE).read_bytes())
    glossary = Glossary.from_data(kept["glossary"])
    return Knowledge(
        glossary=glossary,
        notices=Notices.from_data(kept["notices"], glossary),
        contacts=[Contact.model_construct(**contact) for contact in kept["contacts"]],
        silences=[Silence.model_construct(**silence, asked=[]) for silence in kept["silences"]],
        places=kept["places"],
    )
