"""`aftercare ingest changes`: what changed between two editions of a document."""

from dataclasses import asdict
from pathlib import Path

from api.commands.paper import say, say_json
from ingest.changes import changes, edition, rendered


def run(before: Path, after: Path, json: bool) -> None:
    """Prints every paragraph added, removed, moved or changed; raises IngestError where an edition cannot be read."""
    found = changes(edition(before), edition(after))
    if json:
        say_json([asdict(change) for change in found])
    else:
        say(rendered(found) if found else "No paragraph changed")
