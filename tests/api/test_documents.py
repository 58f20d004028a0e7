"""Documents, paragraphs and search, over HTTP."""

import httpx
import pytest

from assistant.holdings import Holdings
from ingest.paragraphs import ParagraphKind


def test_every_document_says_what_is_known_of_it(client: httpx.Client) -> None:
    """What nobody could establish is null, and a review that is overdue is named with the paragraph that says so."""
    documents = {document["id"]: document for document in client.get("/documents").json()["documents"]}
    assert list(documents) == ["code", "nl-policy", "leaflet"]
    assert documents["leaflet"]["publisher"] is None
    assert documents["leaflet"]["overdue"] is None
    assert documents["nl-policy"]["overdue"]["due"] == "2025-11-15"
    assert documents["nl-policy"]["paragraphs"] > 200
    assert documents["nl-policy"]["url"] == "/documents/nl-policy"


def test_a_paragraph_comes_with_its_neighbours_of_the_same_section(client: httpx.Client, holdings: Holdings) -> None:
    """Its words as printed; what stands before and after."""
    place = client.get("/paragraphs/nl-policy/7.7.p4").json()
    assert place["paragraph"]["text"] == holdings.paragraphs["nl-policy/7.7.p4"].text
    assert place["paragraph"]["url"] == "/paragraphs/nl-policy/7.7.p4"
    assert place["before"][-1]["id"].startswith("nl-policy/7.7.p3")
    assert all(p["id"].startswith("nl-policy/7.7.") for p in place["before"] + place["after"])
    assert place["headings"]


def test_the_whole_of_a_list_is_shown_beside_any_of_its_entries(client: httpx.Client, holdings: Holdings) -> None:
    """The paragraph that leads a list brings every entry; an entry brings the rest after it."""
    lead = next(p.parent for p in holdings.paragraphs.values() if p.kind is ParagraphKind.ITEM and p.parent)
    items = [p.id for p in holdings.paragraphs.values() if p.parent == lead]
    after = [p["id"] for p in client.get(f"/paragraphs/{lead}").json()["after"]]
    assert after[: len(items)] == items
    after_first = [p["id"] for p in client.get(f"/paragraphs/{items[0]}").json()["after"]]
    assert after_first[: len(items) - 1] == items[1:]


def test_a_section_is_shown_whole_with_the_sections_within(client: httpx.Client, holdings: Holdings) -> None:
    """`nl-policy/7` has its own paragraphs, and links to 7.1 and the rest."""
    section = client.get("/paragraphs/nl-policy/7").json()
    own = [p.id for p in holdings.paragraphs.values() if p.document == "nl-policy" and p.section == "7"]
    assert {p["id"] for p in section["after"]} == {name for name in own if holdings.paragraphs[name].kind in ("text", "item")}
    assert "nl-policy/7.1" in {p["id"] for p in section["subsections"]}


def test_every_paragraph_that_answers_has_its_address(client: httpx.Client, holdings: Holdings) -> None:
    """And furniture and hidden words have none."""
    for paragraph in holdings.paragraphs.values():
        shown = paragraph.kind not in (ParagraphKind.FURNITURE, ParagraphKind.HIDDEN)
        assert client.get(f"/paragraphs/{paragraph.id}").status_code == (200 if shown else 404), paragraph.id


def test_search_gives_passages_best_first(client: httpx.Client, holdings: Holdings) -> None:
    """document, paragraph, heading, text, score; ten unless asked otherwise."""
    results = client.get("/search", params={"q": "the council and the board"}).json()["results"]
    assert len(results) == 10
    assert set(results[0]) == {"document", "paragraph", "heading", "text", "score"}
    assert [r["score"] for r in results] == sorted((r["score"] for r in results), reverse=True)
    assert results[0]["paragraph"] in holdings.paragraphs


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_search_gives_as_many_as_are_asked_for(client: httpx.Client, limit: int) -> None:
    """1 to 50."""
    results = client.get("/search", params={"q": "the council and the board of care", "limit": limit}).json()["results"]
    assert len(results) == limit


@pytest.mark.parametrize("q", ["", "   ", "\u202e\u200b"])
def test_a_search_for_nothing_finds_nothing(client: httpx.Client, q: str) -> None:
    """An empty list, not an error."""
    assert client.get("/search", params={"q": q}).json() == {"results": []}


def test_a_search_without_words_is_a_problem(client: httpx.Client) -> None:
    """`q` is needed, and at most 2,000 characters."""
    assert "query.q" in client.get("/search").json()["detail"]
    assert client.get("/search", params={"q": "x" * 2001}).status_code == 422
