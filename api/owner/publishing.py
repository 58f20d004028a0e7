"""A rehearsed draft takes its document's place: the documents, then the index, swapped in when it is whole."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.owner.drafts import Draft, draft_in
from api.owner.jobs import PROGRESS, Tell, read
from api.owner.placing import placed, put_back
from api.owner.rehearsing import Build
from api.settings import Settings
from api.store.base import Act, ActKind
from api.store.opened import open_store
from ingest import build as building
from ingest.corpus import hash_of
from ingest.errors import SourcesError

PUBLISHED = "published"


def publish(settings: Settings, folder: Path, tell: Tell, build: Build = building.build) -> Mapping[str, Any]:
    """The job. Raises IngestError with the documents and the index as they were."""
    draft, about = draft_in(folder.parent), read(folder / PROGRESS)["about"]
    put_back(settings.corpus, folder.parent, draft)
    check_base(settings.corpus, draft)
    with placed(settings.corpus, folder.parent, draft):
        report = build(settings.corpus, settings.home, progress=_told(tell))
    with closing(open_store(settings)) as store:
        details = {"document": draft.document, "edition": draft.edition, "sha256": draft.sha256, "index": report.generation}
        store.act(Act(ActKind.DRAFT, draft.id, PUBLISHED, about["who"], about["why"], datetime.now(UTC), details))
    return {"generation": report.generation, "counts": report.counts}


def _told(tell: Tell) -> building.Progress:
    return lambda stage, done, total: tell(stage.value, done, total)


def check_base(corpus: Path, draft: Draft) -> None:
    """Raises SourcesError where the documents are not those that the draft was rehearsed beside."""
    if hash_of(corpus) != draft.base:
        raise SourcesError(
            "The documents have changed since this draft was uploaded, so its rehearsal no longer holds. Upload it again, and "
            "rehearse it beside them. Nothing was published"
        )
