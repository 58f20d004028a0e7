"""GIFT, read by gift-pegjs."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.quiz.exports.base import feedback, name_of, stem
from eval.quiz.exports.gift import write
from eval.quiz.model import Quiz

READ = """
const { parse } = require("gift-pegjs");
process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf8"))));
"""


def read(readers: Path, content: bytes) -> list[dict[str, Any]]:
    """The questions as the reader has them."""
    done = subprocess.run(["node", "-e", READ], cwd=readers, input=content, capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_every_question_comes_back_whole(made: Quiz, readers: Path) -> None:
    """Title, stem, options, which is right, and the feedback of each."""
    questions = read(readers, write(made))
    assert len(questions) == len(made.items)
    for n, (item, question) in enumerate(zip(made.items, questions, strict=True), 1):
        assert question["type"] == "MC"
        assert question["title"] == name_of(item, n)
        assert one_line(question["stem"]["text"]) == one_line(stem(item))
        choices = [(one["text"]["text"], one["feedback"]["text"]) for one in question["choices"]]
        assert choices == [(one_line(one.text), one_line(feedback(one))) for one in item.options]


def test_the_marks_are_the_key(made: Quiz, readers: Path) -> None:
    """One right option of a single choice; of several right ones each gives its share, and the shares make the whole."""
    for item, question in zip(made.items, read(readers, write(made)), strict=True):
        if item.multiple:
            shares = [one["weight"] for one in question["choices"]]
            assert tuple(n for n, share in enumerate(shares) if share > 0) == item.right
            assert abs(sum(share for share in shares if share > 0) - 100) < 0.01
        else:
            assert tuple(n for n, one in enumerate(question["choices"]) if one["isCorrect"]) == item.right


def test_signs_of_gift_in_a_text_stay_text(made: Quiz, readers: Path) -> None:
    """Braces, equals signs, tildes, hashes, colons and backslashes are escaped."""
    signs = "a {b} = c ~ d # e : f \\ g"
    items = tuple(item.but(question=signs) for item in made.items[:1])
    (question,) = read(readers, write(replace(made, items=items)))
    assert one_line(question["stem"]["text"]).endswith(signs)
