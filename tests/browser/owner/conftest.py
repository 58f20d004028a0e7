"""A desk over real answers: a dozen scenarios of the tune half are asked through the API, rated and sorted; the run is kept."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from api.app import create_app
from api.keys import Role, changing_keys, new_key
from api.owner.groups import biggest
from api.owner.ledger import ledger_of
from api.owner.sorting import meaning_of, sort_new
from api.settings import Settings
from api.store.base import Store
from api.store.opened import open_store
from assistant.holdings import Holdings, open_holdings
from assistant.model import Status
from eval.kept import About, Conversation, Run
from eval.worked import Scenario, load_scenarios
from tests.api.doors import TODAY, serving, shelf_with

SLOW = 120_000  # milliseconds; a busy machine is not a mistake
LACKING = {Status.NOT_COVERED, Status.REFERRED}
Opens = Callable[..., Page]


@dataclass(frozen=True)
class Desk:
    """A server with a desk. `keys` by person; `answers`: ids of what was answered; `group`: the id of a group of questions;
    `home`: where it keeps what is made."""

    address: str
    keys: dict[str, str]
    answers: Sequence[str]
    group: str
    home: Path


@pytest.fixture(scope="session")
def desk(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk, with what was asked."""
    settings = Settings(home=tmp_path_factory.mktemp("desk"), auth="keys", limit_key=0, limit_network=0)
    made = {name: new_key(Role.OWNER) for name in ("owner", "second")}
    with changing_keys(settings.keys) as keys:
        keys.update({kept.id: kept for _, kept in made.values()})
    held = open_holdings(home, settings.area)
    with closing(open_store(settings)) as store:
        app = create_app(settings, shelf_with(held), lambda: TODAY, store=store)
        with serving(app) as address:
            keys_of = {name: key for name, (key, _) in made.items()}
            answers = _asked(address, keys_of["owner"], store, settings.home)
            yield Desk(address, keys_of, answers, _sorted(store, held), settings.home)


def _asked(address: str, key: str, store: Store, home: Path) -> Sequence[str]:
    """Every scenario, as a client asks it; every third answer did not help."""
    run, scenarios = Run(home / "eval" / "runs" / "r1"), _scenarios()
    run.begin(About("r1", date(2026, 3, 2), "North Lincolnshire", 1, {}, tuple(one.id for one in scenarios), {}, {}), {})
    answers: list[str] = []
    with httpx.Client(base_url=f"{address}/api/v1", headers={"authorization": f"Bearer {key}"}, timeout=120) as client:
        for scenario in scenarios:
            conversation = client.post("/conversations").json()["id"]
            for turn in scenario.turns:
                answer = client.post(f"/conversations/{conversation}/messages", json={"message": turn.say}).json()["id"]
                answers.append(answer)
            given = tuple(one.answer for one in store.exchanges(conversation))
            run.keep(Conversation(scenario.id, scenario.said, given, 0.1))
        for answer in answers[::3]:
            client.post(f"/answers/{answer}/feedback", json={"helpful": False, "reasons": ["incomplete"]})
    return answers


def _scenarios() -> Sequence[Scenario]:
    """Twelve: some that are answered, some that are not."""
    tune = [one for one in load_scenarios() if one.split == "tune"]
    lacking = [one for one in tune if set(one.turns[-1].status) & LACKING]
    return [*[one for one in tune if one not in lacking][:7], *lacking[:5]]


def _sorted(store: Store, held: Holdings) -> str:
    meaning, ledger = meaning_of(held), ledger_of(store)
    assert meaning
    while sort_new(ledger, meaning):
        pass
    return ledger.read(biggest)[0].id


@pytest.fixture
def visit(chromium: Browser, desk: Desk) -> Iterator[Opens]:
    """Somebody before a browser of their own, with a key; all are closed afterwards."""
    contexts = []

    def opens(path: str, who: str = "owner", **given: object) -> Page:
        signed_in = {"username": who, "password": desk.keys[who]}
        chosen = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "http_credentials": signed_in, **given}
        contexts.append(chromium.new_context(**chosen))
        page: Page = contexts[-1].new_page()
        page.set_default_timeout(SLOW)
        page.goto(f"{desk.address}{path}")
        return page

    yield opens
    for context in contexts:
        context.close()
