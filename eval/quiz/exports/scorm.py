"""A SCORM 1.2 package: a page that asks, marks, says why, and tells the learning system score, status and each answer."""

import io
import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from eval.quiz.exports.base import feedback
from eval.quiz.exports.printed import template
from eval.quiz.model import Item, Quiz

HERE = Path(__file__).parent
WHEN = (2020, 1, 1, 0, 0, 0)  # in place of the time, so that the same quiz gives the same bytes


def write(quiz: Quiz) -> bytes:
    """The package, the same bytes for the same quiz."""
    files = {
        "imsmanifest.xml": template("imsmanifest.xml").render(quiz=quiz),
        "index.html": template("scorm.html").render(quiz=quiz),
        "quiz.js": (HERE / "scorm.js").read_text(encoding="utf-8"),
        "quiz.css": (HERE / "scorm.css").read_text(encoding="utf-8"),
        "items.js": f"const QUIZ = {json.dumps(_content(quiz), ensure_ascii=True)};\n",
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(ZipInfo(name, WHEN), text, ZIP_DEFLATED)
    return out.getvalue()


def _content(quiz: Quiz) -> dict[str, object]:
    return {"title": quiz.title, "passMark": quiz.pass_mark, "items": [_item(item) for item in quiz.items]}


def _item(item: Item) -> dict[str, object]:
    options = [{"text": one.text, "right": one.right, "feedback": feedback(one)} for one in item.options]
    return {"id": item.id, "story": item.story, "question": item.question, "multiple": item.multiple, "options": options}
