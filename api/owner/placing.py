"""A draft in the place of the document it is to replace: in a copy of the documents, or in themselves."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from api.owner.drafts import Draft, file_of
from ingest.disk import write_whole
from ingest.errors import SourcesError
from ingest.sources import load_sources

SOURCES = "sources.yaml"
ASIDE = "sources.before.yaml"  # in the draft's folder, while its document is being put in place


def copied(corpus: Path, folder: Path, draft: Draft) -> Path:
    """A copy of the documents with the draft in its place."""
    there = folder / "corpus"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(corpus, there)
    _place(there, folder, draft)
    return there


@contextmanager
def placed(corpus: Path, folder: Path, draft: Draft) -> Iterator[None]:
    """The documents with the draft in its place; whatever goes wrong inside, they are as they were again."""
    write_whole(folder / ASIDE, (corpus / SOURCES).read_bytes())
    try:
        _place(corpus, folder, draft)
        yield
    except BaseException:
        put_back(corpus, folder, draft)
        raise
    (folder / ASIDE).unlink()


def put_back(corpus: Path, folder: Path, draft: Draft) -> bool:
    """Undoes what a publishing that was stopped had begun; whether there was anything."""
    if not (folder / ASIDE).exists():
        return False
    write_whole(corpus / SOURCES, (folder / ASIDE).read_bytes())
    (corpus / "documents" / _name(draft)).unlink(missing_ok=True)
    (folder / ASIDE).unlink()
    return True


def _place(corpus: Path, folder: Path, draft: Draft) -> None:
    """The file first, under a name of its own, then the entry in one move: the edition before stays beside it."""
    entry = described((corpus / SOURCES).read_text("utf-8"), draft)
    shutil.copyfile(file_of(folder, draft), corpus / "documents" / _name(draft))
    write_whole(corpus / SOURCES, entry.encode())
    load_sources(corpus)


def _name(draft: Draft) -> str:
    return f"{draft.document}-{draft.id}{draft.suffix}"


def described(sources: str, draft: Draft) -> str:
    """sources.yaml with the document's entry telling of the draft; everything else in it stays, comments too.

    SourcesError where the document's entry is not found.
    """
    keys = _entry(sources, draft.document).value
    lines = sources.splitlines(keepends=True)
    ends = [key.start_mark.line for key, _ in keys[1:]] + [_after(keys[-1][1])]
    values = _values(draft)
    for (key, _), end in reversed(list(zip(keys, ends, strict=True))):
        if key.value in values:
            mark = key.start_mark
            lines[mark.line : end] = [f"{lines[mark.line][: mark.column]}{key.value}: {values[key.value]}\n"]
    return "".join(lines)


def _values(draft: Draft) -> dict[str, str]:
    """What the entry says of a draft; each of these keys has to be in an entry."""
    return {
        "edition": f'"{draft.edition}"' if draft.edition else "null",
        "approved": draft.approved or "null",
        "reviews_due": f"[{{due: {draft.review_due}}}]" if draft.review_due else "[]",
        "file": _name(draft),
        "sha256": draft.sha256,
    }


def _entry(sources: str, document: str) -> yaml.MappingNode:
    """The lines of a document's entry, as YAML reads them."""
    whole: Any = yaml.compose(sources)
    for entry in whole.value[0][1].value:
        if any((key.value, value.value) == ("id", document) for key, value in entry.value) and not entry.flow_style:
            found: yaml.MappingNode = entry
            return found
    raise SourcesError(f"sources.yaml has no entry for {document!r} with a line for each key. Mend the file, and try again")


def _after(value: yaml.Node) -> int:
    """The line after a value: the end of a block is where the next thing begins."""
    is_block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    line: int = value.end_mark.line
    return line if is_block else line + 1
