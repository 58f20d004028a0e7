"""Building, previewing, sharing and taking away: the trainer's pages."""

import base64
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from served import House

from api.app import create_app
from api.keys import Role, changing_keys, new_key
from api.settings import Settings
from assistant.holdings import Holdings
from tests.api.doors import TODAY, serving, shelf_with

QUIZ = {"items": "3", "seed": "117", "topic": "entitlement", "audience": "ward"}
TRAINERS = ["/quiz/", "/quiz/preview?items=1", "/quiz/handout", "/quiz/export/gift", "/quiz/review", "/quiz/sessions/x"]
LEARNERS = ["/quiz/join", "/quiz/join?code=ABCDEF", "/quiz/assets/quiz.css", "/quiz/assets/quiz.js"]


@pytest.fixture
def trainer(quizhouse: House) -> Iterator[httpx.Client]:
    """A trainer's browser, on a server that wants no keys."""
    with httpx.Client(base_url=quizhouse.address, timeout=60, follow_redirects=True) as client:
        yield client


def test_a_quiz_is_previewed_as_learners_see_it_with_what_each_option_tells(trainer: httpx.Client) -> None:
    """The same quiz for the same seed; the form comes back as it was filled in."""
    first, again = (trainer.get("/quiz/preview", params=QUIZ) for _ in range(2))
    assert first.status_code == 200
    assert first.text == again.text
    assert first.text.count('class="sheet item"') == 3
    assert first.text.count("<blockquote>") >= 9
    form = trainer.get("/quiz/", params=QUIZ).text
    assert 'value="entitlement" checked' in form
    assert '<option value="ward" selected>' in form
    assert 'value="117"' in form


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"topic": "entitlement", "kind": "bodies"}, "Only 0 items of 3 can be made"),
        ({"topic": "money", "audience": "childrens"}, "No table matches that"),
        ({"items": "201"}, "How many questions: type a whole number from 1 to 200"),
        ({"items": "0"}, "type a whole number"),
        ({"items": "ten"}, "type a whole number"),
        ({"seed": "99999999999999999999"}, "The seed: type a whole number"),
        ({"topic": "<script>"}, "There is no topic"),
        ({"kind": "nonsense"}, "There is no kind"),
    ],
)
def test_a_quiz_that_cannot_be_made_says_why_and_keeps_what_was_chosen(
    trainer: httpx.Client, wrong: dict[str, str], said: str
) -> None:
    """Beside the form, with what to ask for instead."""
    refused = trainer.get("/quiz/preview", params={"items": "3", "seed": "5", **wrong})
    assert refused.status_code == 422
    assert said in refused.text
    assert "<script>" not in refused.text
    assert "Build a quiz" in refused.text


def test_a_handout_has_the_questions_and_a_marking_sheet(trainer: httpx.Client) -> None:
    """As a page to print."""
    page = trainer.get("/quiz/handout", params=QUIZ).text
    questions, marking = page.split("Marking sheet</h2>")
    assert questions.count("<li><p") == marking.count("<li><p><strong>") == 3


@pytest.mark.parametrize("format", ["scorm", "moodle", "gift", "csv", "xlsx", "anki", "html"])
def test_a_quiz_is_taken_away_as_a_file(trainer: httpx.Client, format: str) -> None:
    """With a name that says what it is; never shown as a page of ours."""
    found = trainer.get(f"/quiz/export/{format}", params=QUIZ)
    assert found.status_code == 200
    assert found.headers["content-disposition"].startswith('attachment; filename="aftercare-quiz-117.')
    assert len(found.content) > 500


def test_a_format_that_there_is_not_says_which_there_are(trainer: httpx.Client) -> None:
    """By name."""
    refused = trainer.get("/quiz/export/pptx", params=QUIZ)
    assert refused.status_code == 422
    assert "Choose of scorm" in refused.text


def test_a_shared_quiz_shows_its_code_its_link_and_its_qr(trainer: httpx.Client, quizhouse: House) -> None:
    """The picture is in the page, and says in words where it leads."""
    page = trainer.post("/quiz/sessions", data={**QUIZ, "mode": "live", "pass_mark": "75", "seconds": "30", "days": "1"})
    assert page.status_code == 200
    id = page.url.path.rpartition("/")[2]
    one = quizhouse.quizzes.room.store.session(id)
    assert (one.live, one.terms.pass_mark, one.terms.seconds) == (True, 75, 30)
    assert f"{quizhouse.address}/quiz/join?code={one.code}" in page.text
    assert '<svg role="img" aria-label="QR code that leads to' in page.text
    assert "The picture is a QR code that leads to" in page.text
    assert one.code in trainer.get("/quiz/").text
    with zipfile.ZipFile(BytesIO(trainer.get(f"/quiz/sessions/{id}/export/scorm").content)) as package:
        assert "imsmanifest.xml" in package.namelist()
    assert "Marking sheet" in trainer.get(f"/quiz/sessions/{id}/handout").text


@pytest.mark.parametrize("wrong", [{"pass_mark": "101"}, {"mode": "live", "seconds": "-1"}, {"minutes": "481"}, {"days": "x"}])
def test_terms_that_are_no_numbers_are_said_beside_the_form(trainer: httpx.Client, wrong: dict[str, str]) -> None:
    """With what was typed; nothing is shared."""
    before = trainer.get("/quiz/").text.count("/quiz/sessions/")
    refused = trainer.post("/quiz/sessions", data={**QUIZ, **wrong})
    assert refused.status_code == 422
    assert "type a whole number" in refused.text
    assert trainer.get("/quiz/").text.count("/quiz/sessions/") == before


def test_a_trainer_sees_how_learners_do_gives_time_takes_a_name_away_and_closes(
    trainer: httpx.Client, quizhouse: House
) -> None:
    """Each by a button of the session's page."""
    one, robin = quizhouse.share(), quizhouse.browser()
    robin.join(one, "rude word")
    robin.send(one, "begin")
    robin.answer(one, 1, 0)
    address = f"/quiz/sessions/{one.id}"
    page = trainer.get(address).text
    assert "rude word" in page
    assert "1 of 3" in page
    (learner,) = quizhouse.quizzes.room.store.learners(one.id)
    trainer.post(f"{address}/time", data={"learner": learner.id, "extra": "50"})
    trainer.post(f"{address}/name", data={"learner": learner.id})
    (learner,) = quizhouse.quizzes.room.store.learners(one.id)
    assert (learner.extra, learner.nickname) == (50, "Learner 1")
    assert "Question 2 of 3" in robin.see(one).text
    assert "Nobody new can join" in trainer.post(f"{address}/close").text
    assert "Its code has expired" in quizhouse.browser().join(one, "wren").text


def test_with_keys_trainers_need_theirs_and_learners_none(holdings: Holdings, tmp_path: Path) -> None:
    """A reader's key does not build quizzes; a trainer sees no other trainer's sessions."""
    made = {name: new_key(role) for name, role in {"r": Role.READER, "t": Role.TRAINER, "u": Role.TRAINER}.items()}
    file = tmp_path / "keys.json"
    with changing_keys(file) as keys:
        keys.update({kept.id: kept for _, kept in made.values()})
    settings = Settings(auth="keys", keys_file=file, limit_key=0, limit_network=0)
    with serving(create_app(settings, shelf_with(holdings), lambda: TODAY)) as address:
        with httpx.Client(base_url=address, timeout=60) as nobody:
            assert {nobody.get(path).status_code for path in TRAINERS} == {401}
            assert {nobody.get(path).status_code for path in LEARNERS} == {200}
            assert nobody.get("/quiz/play/ABCDEF").status_code == 404
        basic = {name: base64.b64encode(f"x:{key}".encode()).decode() for name, (key, _) in made.items()}
        reader, trainer, other = (
            httpx.Client(base_url=address, headers={"authorization": f"Basic {basic[name]}"}, timeout=60) for name in "rtu"
        )
        with reader, trainer, other:
            assert {reader.get(path).status_code for path in TRAINERS} == {403}
            shared = trainer.post("/quiz/sessions", data=QUIZ).headers["location"]
            assert trainer.get(shared).status_code == 200
            assert other.get(shared).status_code == 404
            assert shared not in other.get("/quiz/").text


def test_guessing_codes_is_stopped_and_those_who_know_one_are_not(quizhouse: House, holdings: Holdings) -> None:
    """Twenty wrong ones a minute from one network; joining by the right one is not counted."""
    app = create_app(Settings(limit_network=0), shelf_with(holdings), lambda: TODAY)
    with serving(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        house = House(address, app.state.quizzes)
        one = house.share()
        for n in range(30):
            assert house.browser().join(one, f"learner {n}").status_code == 200
        codes = [f"ZZZZ{a}{b}" for a in "23456" for b in "23456"]
        found = [client.post("/quiz/join", data={"code": code, "nickname": "robin"}).status_code for code in codes]
        assert found == [404] * 20 + [429] * 5
        stopped = client.post("/quiz/join", data={"code": one.code, "nickname": "late"})
        assert stopped.status_code == 429
        assert "retry-after" in stopped.headers
