"""One file for each format. EXPORTS lists them: name -> what writes it, and the ending of its file."""

from collections.abc import Mapping
from dataclasses import dataclass

from eval.quiz.exports import anki, gift, moodle, printed, scorm, table
from eval.quiz.exports.base import Write


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what writes it, the ending of its file, and who reads it."""

    write: Write
    ending: str
    about: str


EXPORTS: Mapping[str, Export] = {
    "scorm": Export(scorm.write, ".zip", "a SCORM 1.2 package, for ESR, Learning Hub and most learning systems"),
    "moodle": Export(moodle.write, ".xml", "Moodle's question bank"),
    "gift": Export(gift.write, ".gift.txt", "GIFT, plain text that Moodle and others import"),
    "csv": Export(table.write_csv, ".csv", "rows, for Forms and the like"),
    "xlsx": Export(table.write_xlsx, ".xlsx", "a workbook, for Kahoot and the like"),
    "anki": Export(anki.write, ".anki.txt", "cards, by Anki's own import of text"),
    "html": Export(printed.write, ".html", "a handout to print, with its marking sheet"),
}
