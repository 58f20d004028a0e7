"""The documents' page: editions and reviews, how often each paragraph was cited, advisories; and proposed conflicts."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest
from desks import Desks
from doors import TODAY, serving

from api.app import create_app
from api.owner.conflicts import judged
from api.owner.differing import Candidate, candidates_of, differences
from api.owner.documents import advisory_lines
from api.settings import Settings
from api.shelf import Opened, Shelf
from api.store.base import Act, ActKind
from api.store.opened import open_store
from assistant.holdings import Holdings
from assistant.model import Citation
from ingest.index import Index, open_index
from ingest.paragraphs import Paragraph, ParagraphKind
from tests.api.store.stores import NOW, exchange


def _cite(desks: Desks, paragraph: str, times: int) -> None:
    conversation, document = desks.store.start(), paragraph.partition("/")[0]
    for n in range(1, times + 1):
        made = exchange(f"{paragraph}-{n}")
        cited = Citation(1, document, "D", paragraph, "H", "q", 0, 1, None, f"/paragraphs/{paragraph}")
        desks.store.add(conversation, replace(made, answer=replace(made.answer, citations=(cited,))), n)


def test_every_document_is_shown_with_its_edition_its_review_and_how_often_it_was_cited(desks: Desks) -> None:
    """What is overdue says so, and what is not known is said to be."""
    _cite(desks, "nl-policy/7.1.p1", 3)
    page = desks.get("/owner/documents").text
    policy = page[page.index("/owner/documents/nl-policy") : page.index("/owner/documents/leaflet")]
    assert "Rotherham Doncaster" in policy
    assert "1 August 2023" in policy
    assert "<strong>Overdue</strong>" in policy
    assert '<td class="number">3</td>' in policy
    assert "Not known" in page[page.index("/owner/documents/leaflet") :]


def test_a_document_shows_what_is_cited_and_what_never_is(desks: Desks) -> None:
    """Each paragraph, with a way to the questions that cited it."""
    _cite(desks, "nl-policy/7.1.p1", 2)
    page = desks.get("/owner/documents/nl-policy").text
    assert '<a href="/owner/questions?paragraph=nl-policy/7.1.p1">2</a>' in page
    assert page.count(">never</td>") > 100
    assert ">withheld</td>" in desks.get("/owner/documents/leaflet").text
    assert desks.get("/owner/documents/nothing").status_code == 404


def test_every_advisory_is_shown_with_its_trigger_and_what_its_trigger_lacks(desks: Desks, holdings: Holdings) -> None:
    """A paragraph that is no longer there is named."""
    page = desks.get("/owner/documents").text
    for advisory in holdings.notices.advisories:
        assert f'id="{advisory.id}"' in page
    first = holdings.notices.advisories[0]
    lost = advisory_lines([first], {}, date(2026, 3, 2))[0]
    assert lost.missing == tuple(first.when.paragraphs)
    dated = first.model_copy(update={"since": date(2026, 1, 1), "until": date(2026, 2, 1)})
    states = [advisory_lines([dated], {}, date(2026, month, 1))[0].state for month in (1, 2)]
    assert [*states, advisory_lines([dated], {}, date(2025, 1, 1))[0].state] == [
        "Shown today",
        "No longer shown",
        "Not yet shown",
    ]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("The council must be told.", "The ICB must be told.", "Body: the council in one, the ICB or CCG in the other"),
        ("It is reviewed within 7 days.", "It is reviewed within ten days.", "Number: 7 days in one, 10 days in the other"),
        ("From 1 May 2020.", "From 2 May 2020.", "Date: 1 may 2020 in one, 2 may 2020 in the other"),
        ("They must ask.", "They may ask.", "How binding: must in one, may in the other"),
    ],
)
def test_what_differs_is_said(one: str, other: str, said: str) -> None:
    """A body, a number of one unit, a date, or how binding it is."""
    assert said in list(differences(one, other))


def test_what_does_not_differ_is_not_proposed() -> None:
    """Numbers of two units are no contradiction, nor is a body that only one of them names."""
    assert list(differences("The council must reply in 7 days.", "It must be done within 2 weeks.")) == []


@pytest.fixture(scope="module")
def index(home: Path) -> Iterator[Index]:
    """The real index."""
    with open_index(home) as index:
        yield index


def test_the_candidates_are_of_two_documents_on_one_matter(index: Index) -> None:
    """And are worked out once."""
    found = candidates_of(index)
    assert found
    assert all(one.one.document != one.other.document and one.differ for one in found)
    assert candidates_of(index) is found


@pytest.fixture
def desk(index: Index, holdings: Holdings, tmp_path: Path) -> Iterator[httpx.Client]:
    """A desk over the whole index, on this machine alone."""
    settings = Settings(home=tmp_path, limit_network=0)
    shelf = Shelf(lambda: "one", lambda: Opened(holdings, "one", len(index.rows), index=index))
    with (
        closing(open_store(settings)) as store,
        serving(create_app(settings, shelf, lambda: TODAY, store=store)) as address,
        httpx.Client(base_url=address, timeout=60, follow_redirects=True) as client,
    ):
        yield client


def _waiting(page: str) -> int:
    found = re.search(r"Waiting: (\d+)", page)
    assert found
    return int(found[1])


def test_an_owner_decides_and_the_reason_is_kept(desk: httpx.Client, index: Index) -> None:
    """A real one comes with the entry that shows it to staff."""
    pair = candidates_of(index)[0].id
    before = _waiting(desk.get("/owner/conflicts").text)
    page = desk.post("/owner/conflicts", data={"pair": pair, "ruling": "real", "why": "The leaflet asks less"}).text
    assert _waiting(page) == before - 1
    assert "Why: The leaflet asks less" in page
    assert "text: The leaflet asks less" in page
    assert f"{before - 1} wait" in desk.get("/owner/documents").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"pair": "a|b", "ruling": "real", "why": "x"}, "no longer proposed"),
        ({"ruling": "perhaps", "why": "x"}, "Choose whether it is a real conflict"),
        ({"ruling": "not_one", "why": ""}, "Why is missing"),
    ],
)
def test_what_cannot_be_taken_is_told(desk: httpx.Client, index: Index, fields: dict[str, str], said: str) -> None:
    """And nothing is decided."""
    response = desk.post("/owner/conflicts", data={"pair": candidates_of(index)[0].id, **fields})
    assert response.status_code == 422
    assert said in response.text
    assert "Decided: 0" in response.text


def test_when_the_words_change_it_is_open_again() -> None:
    """What was said of the old words is shown, and does not hold for the new."""
    one, other = (Paragraph(f"{name}/1", name, "1", ParagraphKind.TEXT, f"{name} must") for name in ("a", "b"))
    candidate = Candidate(one, other, ("x",), 0.9)
    act = Act(ActKind.CONFLICT, candidate.id, "not_one", "k", "why", NOW, {"words": candidate.words})
    assert not judged([candidate], [act], [])[0].open
    changed = replace(candidate, other=replace(other, text="b may"))
    assert judged([changed], [act], [])[0].changed
    assert judged([changed], [act], [])[0].open
