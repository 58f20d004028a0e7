"""An answer becomes a worked scenario, which a second person confirms."""

from pathlib import Path

import httpx
import pytest
import yaml
from desks import Desks
from doors import TODAY, serving, shelf_with
from kept import NOW, exchange, keep
from reading import Read

from api.app import create_app
from api.settings import Settings
from api.store.base import Feedback, Reason
from api.store.opened import open_store
from assistant.holdings import Holdings
from assistant.model import Status
from eval.worked import load_scenarios

NAME = "kept-answer00"


@pytest.fixture
def begun(desks: Desks) -> Desks:
    """A desk where the first owner has made a test of an answer that did not help."""
    keep(desks.store, exchange(1, message="how often is the plan looked at?"))
    desks.store.put(Feedback("answer0001", False, (Reason.OUT_OF_DATE,), "", NOW))
    page = desks.post("/owner/tests", answer="answer0001")
    assert str(page.url).endswith(f"/owner/tests/{NAME}")
    return desks


def _written(desks: Desks) -> str:
    return str(desks.get(f"/owner/tests/{NAME}").text.partition("required")[2].partition(">")[2].partition("</textarea>")[0])


def test_one_press_makes_a_whole_scenario(begun: Desks, tmp_path: Path) -> None:
    """It holds what was said and answered, and what was said of it; it can be read as it is."""
    begun.post(f"/owner/tests/{NAME}/confirm", who="second")
    (tmp_path / "from_feedback.yaml").write_text(begun.get("/owner/tests/export.yaml").text, encoding="utf-8")
    (scenario,) = load_scenarios(tmp_path)
    assert scenario.id == NAME
    assert "which did not help (out of date)" in scenario.about
    assert scenario.turns[0].say == "how often is the plan looked at?"
    assert scenario.turns[0].status == [Status.ANSWERED]
    assert scenario.turns[0].cites == ["nl-policy/7.6.3"]


def test_the_answers_page_has_the_button(begun: Desks) -> None:
    """A second press makes no second test, and leaves what was written."""
    assert 'action="/owner/tests"' in begun.get("/owner/questions/answer0001").text
    begun.post(f"/owner/tests/{NAME}/save", written=_mended(begun))
    begun.post("/owner/tests", answer="answer0001")
    assert "In my own words" in _written(begun)


def _mended(desks: Desks) -> str:
    scenario = yaml.safe_load(_unescaped(_written(desks)))
    scenario[0]["turns"][0]["say"] = "In my own words: how often is it looked at?"
    return yaml.safe_dump(scenario, sort_keys=False)


def _unescaped(text: str) -> str:
    return "".join(Read(f"<p>{text}</p>").text)


def test_whoever_wrote_it_last_cannot_confirm_it(begun: Desks) -> None:
    """Somebody else can; when it is written again, it waits again."""
    assert "You wrote it last" in begun.post(f"/owner/tests/{NAME}/confirm").text
    assert f"Confirmed by {begun.ids['second']}" in begun.post(f"/owner/tests/{NAME}/confirm", who="second").text
    begun.post(f"/owner/tests/{NAME}/save", who="second", written=_mended(begun))
    assert "Waits for a second person" in begun.get("/owner/tests").text
    assert begun.get("/owner/tests/export.yaml").text == ""
    assert begun.post(f"/owner/tests/{NAME}/confirm", who="second").status_code == 409
    assert f"Confirmed by {begun.ids['owner']}" in begun.post(f"/owner/tests/{NAME}/confirm").text


def test_without_keys_nobody_can_confirm(holdings: Holdings, tmp_path: Path) -> None:
    """There are no two people to tell apart; it says what to set."""
    settings = Settings(home=tmp_path, limit_network=0)
    store = open_store(settings)
    keep(store, exchange(1))
    with serving(create_app(settings, shelf_with(holdings), lambda: TODAY, store=store)) as address:
        httpx.post(f"{address}/owner/tests", data={"answer": "answer0001"})
        page = httpx.post(f"{address}/owner/tests/{NAME}/confirm")
    store.close()
    assert page.status_code == 409
    assert "AFTERCARE_AUTH=keys" in page.text


WRONG = {
    "": "test.yaml: the file is empty",
    "- id: [": "test.yaml:2: did not find",
    f"- id: {NAME}\n  about: x\n  turns: []\n  surplus: 1\n": "surplus",
    f"- id: {NAME}\n  about: x\n  turns: [{{say: x, cites: [nl-policy/99]}}]\n": "there is no paragraph",
    f"- id: {NAME}\n  about: x\n  turns: [{{say: x, decides: {{chargin: [free]}}}}]\n": "there is no table",
    "- id: other\n  about: x\n  turns: [{say: x}]\n": f"its id stays {NAME}",
    f"- id: {NAME}\n  about: x\n  turns: [{{say: 'Mrs Margaret Pemberton, NHS 943 476 5919'}}]\n": "Nothing has been kept",
}


@pytest.mark.parametrize("written", WRONG)
def test_what_is_no_scenario_is_not_kept_and_not_lost(begun: Desks, written: str) -> None:
    """Each mistake has its line, and names no folder of the server's; what was typed stands in the form."""
    before = _written(begun)
    page = begun.post(f"/owner/tests/{NAME}/save", written=written)
    assert page.status_code == 422
    told = Read(page.text).text
    assert any(WRONG[written] in line for line in told)
    assert not any("/test.yaml" in line for line in told)
    typed = page.text.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    assert written.strip() in _unescaped(typed)
    assert _written(begun) == before


def test_what_cannot_be_made_says_why(desks: Desks) -> None:
    """An answer that is not there; one whose message was not kept."""
    keep(desks.store, exchange(1, Status.PERSONAL_DATA, ""))
    assert "There is no answer with this id" in desks.post("/owner/tests", answer="none").text
    assert "it named a person" in desks.post("/owner/tests", answer="answer0001").text
    assert desks.get("/owner/tests/none").status_code == 404


def test_one_can_be_thrown_away(begun: Desks) -> None:
    """Then none is on its way."""
    assert "None is on its way" in begun.post(f"/owner/tests/{NAME}/drop").text
