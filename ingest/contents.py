"""What a generation keeps so that a question is answered without reading YAML or documents again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingest.asked import Point
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.rows import PassageRecord, Row, Way
from ingest.sources import Sources

ROWS, PASSAGES, PARAGRAPHS = "rows.json", "passages.json", "paragraphs.json"
POINTS, SOURCES = "points.json", "sources.json"
FILES = (ROWS, PASSAGES, PARAGRAPHS, POINTS, SOURCES)
WAYS = {way.value: way for way in Way}
KINDS = {kind.value: kind for kind in ParagraphKind}


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a generation knows of its documents.

    rows        every way into every passage, in the order of the vectors
    passages    by the id of the paragraph that leads
    paragraphs  by id, in the documents' order; hidden ones among them, never a row
    points      by paragraph id, those whose quote stands in the paragraph
    """

    rows: tuple[Row, ...]
    passages: Mapping[str, PassageRecord]
    paragraphs: Mapping[str, Paragraph]
    points: Mapping[str, Sequence[Point]]
    sources: Sources

    def of_kind(self, kind: ParagraphKind) -> tuple[Paragraph, ...]:
        """The paragraphs of one kind, in order."""
        return tuple(paragraph for paragraph in self.paragraphs.values() if paragraph.kind is kind)

    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        return {
            "documents": len(self.sources.documents),
            "paragraphs": len(self.paragraphs),
            "passages": len(self.passages),
            "points": sum(map(len, self.points.values())),
            "rows": len(self.rows),
        }


def write_contents(folder: Path, contents: Contents) -> None:
    """One JSON file each, one entry a line."""
    points = {paragraph: [point.model_dump() for point in points] for paragraph, points in contents.points.items()}
    (folder / ROWS).write_text(_lines(map(asdict, contents.rows)), encoding="utf-8")
    (folder / PASSAGES).write_text(_lines(map(asdict, contents.passages.values())), encoding="utf-8")
    (folder / PARAGRAPHS).write_text(_lines(map(asdict, contents.paragraphs.values())), encoding="utf-8")
    (folder / POINTS).write_text(json.dumps(points, ensure_ascii=False), encoding="utf-8")
    (folder / SOURCES).write_text(contents.sources.model_dump_json(), encoding="utf-8")


def read_contents(folder: Path) -> Contents:
    """What `write_contents` wrote."""
    passages = map(_passage, _load(folder / PASSAGES))
    paragraphs = map(_paragraph, _load(folder / PARAGRAPHS))
    points = _load(folder / POINTS)
    return Contents(
        rows=read_rows(folder),
        passages={passage.paragraph: passage for passage in passages},
        paragraphs={paragraph.id: paragraph for paragraph in paragraphs},
        points={paragraph: [Point.model_construct(**point) for point in known] for paragraph, known in points.items()},
        sources=Sources.model_validate_json((folder / SOURCES).read_bytes()),
    )


def read_rows(folder: Path) -> tuple[Row, ...]:
    """The rows alone."""
    return tuple(map(_row, _load(folder / ROWS)))


def read_texts(folder: Path) -> list[str]:
    """The rows' words alone: they can be read whatever version wrote the rows."""
    return [row["text"] for row in _load(folder / ROWS)]


def _row(entry: dict[str, Any]) -> Row:
    entry["way"], entry["span"] = WAYS[entry["way"]], entry["span"] and tuple(entry["span"])
    return Row(**entry)


def _paragraph(entry: dict[str, Any]) -> Paragraph:
    entry["kind"], entry["headings"] = KINDS[entry["kind"]], tuple(entry["headings"])
    return Paragraph(**entry)


def _passage(entry: dict[str, Any]) -> PassageRecord:
    entry["headings"], entry["items"] = tuple(entry["headings"]), tuple(entry["items"])
    return PassageRecord(**entry)


def _lines(entries: Iterable[Mapping[str, Any]]) -> str:
    return "[\n" + ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n]\n"


def _load(path: Path) -> Any:
    return json.loads(path.read_bytes())
