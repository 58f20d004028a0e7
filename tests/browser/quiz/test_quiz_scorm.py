"""The SCORM package, played in Chromium with scorm-again as the learning system."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from eval.quiz.exports.scorm import write
from eval.quiz.model import Quiz

PLACE = "http://learning.test/"
LAUNCH = """<!doctype html><html lang="en"><head><title>Learning system</title></head><body>
<script src="scorm12.min.js"></script>
<script>window.API = new Scorm12API({autocommit: false, logLevel: 5, mastery_override: false});
window.problems = []; window.API.on("LMSSetValue.*", () => { const code = window.API.LMSGetLastError();
if (code !== "0") window.problems.push(code); });</script>
<iframe src="package/index.html" width="900" height="1200" title="Quiz"></iframe></body></html>"""
TYPES = {"html": "text/html", "js": "text/javascript", "css": "text/css"}


@pytest.fixture
def page(chromium: Browser, made: Quiz, readers: Path) -> Iterator[Page]:
    """The package launched in a frame of a page that holds the API, as a learning system does."""
    package = ZipFile(io.BytesIO(write(made)))
    library = readers / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
    served = {"": LAUNCH.encode(), "scorm12.min.js": library.read_bytes()}
    served |= {f"package/{name}": package.read(name) for name in package.namelist()}
    context = chromium.new_context()
    page = context.new_page()

    def answer(route: Any) -> None:
        name = route.request.url.removeprefix(PLACE)
        kind = TYPES.get(name.rsplit(".", 1)[-1], "text/html")
        route.fulfill(body=served[name], content_type=kind) if name in served else route.fulfill(status=404)

    page.route("**/*", answer)
    page.goto(PLACE)
    yield page
    context.close()


def play(page: Page, made: Quiz, wrong: int) -> None:
    """Answers every item rightly but the first few."""
    frame = page.frame_locator("iframe")
    for n, item in enumerate(made.items):
        right = set(item.right)
        chosen = {min(set(range(len(item.options))) - right)} if n < wrong else right
        for place in chosen:
            frame.locator(f"input[value='{place}']").check()
        frame.get_by_role("button", name="Answer").click()
        last = n + 1 == len(made.items)
        frame.get_by_role("button", name="Finish" if last else "Next question").click()


def value(page: Page, name: str) -> Any:
    """What the learning system has."""
    return page.evaluate("name => window.API.cmi && name.split('.').reduce((one, key) => one[key], window.API)", name)


def recorded(page: Page) -> list[list[str]]:
    """Each interaction as the learning system would keep it: id, type, response, result, key."""
    kept = page.evaluate("() => JSON.parse(JSON.stringify(window.API.renderCMIToJSONObject())).cmi.interactions")
    ordered = [kept[key] for key in sorted(kept, key=int)] if isinstance(kept, dict) else kept
    parts = ("id", "type", "student_response", "result")
    return [[*(one[part] for part in parts), first(one["correct_responses"])["pattern"]] for one in ordered]


def first(kept: Any) -> Any:
    """The first of a list, which may be kept by numbers."""
    return kept["0"] if isinstance(kept, dict) else kept[0]


@pytest.mark.parametrize(("wrong", "status"), [(0, "passed"), (6, "failed")])
def test_score_status_and_every_answer_reach_the_learning_system(page: Page, made: Quiz, wrong: int, status: str) -> None:
    """Raw score out of 100, passed or failed by the pass mark, and each interaction with its key and its result."""
    play(page, made, wrong)
    count = len(made.items)
    assert value(page, "cmi.core.score.raw") == str(round(100 * (count - wrong) / count))
    assert value(page, "cmi.core.lesson_status") == status
    answers = recorded(page)
    letters = [",".join("abcdefgh"[place] for place in item.right) for item in made.items]
    assert [one[0] for one in answers] == [f"i{n}_{item.id}" for n, item in enumerate(made.items, 1)]
    assert [one[4] for one in answers] == letters
    assert [one[3] for one in answers] == ["wrong"] * wrong + ["correct"] * (count - wrong)
    assert {one[1] for one in answers} == {"choice"}
    assert [one[2] for one in answers][wrong:] == letters[wrong:]


def test_the_learning_system_refuses_nothing_that_is_told(page: Page, made: Quiz) -> None:
    """No call leaves an error, and the session is closed with its time."""
    play(page, made, 1)
    assert page.evaluate("() => window.problems") == []
    assert page.evaluate("() => window.API.isTerminated()") is True
    kept = page.evaluate("() => JSON.parse(JSON.stringify(window.API.renderCMIToJSONObject())).cmi.core.session_time")
    assert kept.count(":") == 2


def test_an_answer_is_told_why_with_its_words(page: Page, made: Quiz) -> None:
    """The reason and the paragraph's words stand there as soon as an answer is given."""
    frame = page.frame_locator("iframe")
    item = made.items[0]
    frame.locator(f"input[value='{item.right[0]}']").check()
    frame.get_by_role("button", name="Answer").click()
    assert item.options[item.right[0]].source.cite in frame.locator(".why.right").first.inner_text()


def test_the_manifest_names_every_file_of_the_package(made: Quiz) -> None:
    """SCORM 1.2, one item, its launch page, and the pass mark."""
    package = ZipFile(io.BytesIO(write(made)))
    root = etree.fromstring(package.read("imsmanifest.xml"))
    spaces = {"i": "http://www.imsproject.org/xsd/imscp_rootv1p1p2", "a": "http://www.adlnet.org/xsd/adlcp_rootv1p2"}
    files = {one.get("href") for one in root.findall(".//i:file", spaces)}
    assert files == set(package.namelist()) - {"imsmanifest.xml"}
    assert root.findtext(".//i:schemaversion", namespaces=spaces) == "1.2"
    assert root.findtext(".//a:masteryscore", namespaces=spaces) == "80"


def test_the_same_quiz_gives_the_same_bytes(made: Quiz) -> None:
    """Nothing of the day or the machine stands in a package."""
    assert write(made) == write(made)
