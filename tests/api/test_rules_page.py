"""The rulebook's pages: to read, to print, to sign."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise

import httpx
import pytest
from doors import TODAY, serving, shelf_with
from test_pages import Read

from api.app import create_app
from api.rulebook import Rules, rules_over_index
from api.rulebook_page import Piece, passages, table_page
from api.settings import Settings
from assistant.holdings import Holdings
from assistant.rules.load import written_rules
from assistant.rules.written import Written, parts_of

TABLES = sorted(written_rules().tables)
PAGES = ["/rules/", "/rules/none", *(f"/rules/{name}" for name in TABLES)]


@pytest.fixture(scope="module")
def rules(holdings: Holdings) -> Rules:
    """The rulebook over the real index."""
    return rules_over_index(written_rules(), holdings)


def _words(page: str) -> str:
    return " ".join("".join(Read(page).text).split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_people_need_to_find_their_way(browser: httpx.Client, path: str) -> None:
    """A language, one h1, one main, headings that skip no level, unique ids, table headers that say what they head."""
    page = Read(browser.get(path).text)
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    assert all(head["scope"] in ("row", "col") for head in page.all("th"))
    named = {a.get("aria-labelledby") for _, a in page.tags if a.get("role") == "region"}
    assert named <= set(ids)
    inside = {(a["href"] or "")[1:] for a in page.all("a") if (a["href"] or "").startswith("#")}
    assert inside <= set(ids), inside - set(ids)


@pytest.mark.parametrize("path", ["/rules/", "/rules/entitlement", "/rules/ending"])
def test_the_pages_run_no_script_and_load_nothing_from_elsewhere(browser: httpx.Client, path: str) -> None:
    """The same policy as every page."""
    response = browser.get(path)
    assert "unsafe" not in response.headers["content-security-policy"]
    page = Read(response.text)
    assert not page.all("script")
    assert not page.all("style")
    assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
    assert [link["href"] for link in page.all("link")] == ["/assets/style.css", "/rules/assets/rules.css"]


def test_the_list_leads_to_every_table_under_its_topic(browser: httpx.Client) -> None:
    """Each topic once, in the order of the documents."""
    page = Read(browser.get("/rules/").text)
    links = [(a["href"] or "") for a in page.all("a")]
    tables = sorted(link for link in links if link.startswith("/rules/") and link != "/rules/")
    assert tables == [f"/rules/{name}" for name in TABLES]
    topics = re.findall(r"<h2>(.*?)</h2>", browser.get("/rules/").text)
    assert len(topics) == len(set(topics))
    assert "7.16 Ending section 117" in topics


@pytest.mark.parametrize("name", TABLES)
def test_a_page_has_every_row_with_its_quotation_and_link(browser: httpx.Client, rules: Rules, name: str) -> None:
    """If, we say, because; examples; what is left to people; who checked it."""
    html = browser.get(f"/rules/{name}").text
    text, links = _words(html), {a["href"] for a in Read(html).all("a")}
    table = rules.written.tables[name]
    assert table.question in text
    for part in parts_of(table):
        source = rules.source(1, part.cite, part.quote)
        assert f'id="row-{part.id}"' in html
        assert " ".join(part.quote.split()) in text
        assert source.url in links
        assert part.statute in text
    assert all(example.name in text for example in table.examples)
    assert all(" ".join(left.why.split()) in text for left in table.left_to_people)
    assert "Not yet checked by anyone" in text or f"By {table.checked.by}" in text
    assert 'class="gone"' not in html


def test_statute_is_labelled_and_notices_are_in_words(browser: httpx.Client) -> None:
    """Statute is never shown as policy."""
    text = _words(browser.get("/rules/ending").text)
    assert "Statute, not policy Mental Health Act 1983, section 117(2)" in text
    assert "P14, advisory." in text
    assert "Exactly one row holds" not in text


def test_the_words_relied_on_are_marked_and_followed_by_their_rows(browser: httpx.Client) -> None:
    """Not by colour alone: the row's name stands after them in brackets."""
    html = browser.get("/rules/entitlement").text
    marked = re.search(r"<mark>individuals where section 117 has been rescinded</mark> <span[^>]*>\[(.*?)\]", html)
    assert marked
    assert marked[1] == '<a href="#row-ended">ended</a>'
    assert "are marked and underlined, and followed by the row’s name in square brackets" in html


@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_a_paragraph_is_lost_where_it_is_cut(rules: Rules, name: str) -> None:
    """However quotations overlap, and each lies under a mark."""
    table = rules.written.tables[name]
    for passage in passages(rules, name):
        text = rules.paragraphs[passage.paragraph].text
        assert "".join(piece.text for piece in passage.pieces) == text
        for part in parts_of(table):
            if part.cite == passage.paragraph:
                assert part.quote in "".join(piece.text for piece in passage.pieces if part.id in piece.rows)


def test_overlapping_quotations_share_what_they_share(rules: Rules) -> None:
    """A piece names every row that rests on it."""
    pieces = [piece for passage in passages(rules, "detention_gateway") for piece in passage.pieces]
    assert Piece in {type(piece) for piece in pieces}
    assert all(piece.text for piece in pieces)
    assert any(len(piece.rows) > 1 for piece in pieces)


OVERDUE = "The policy is overdue for review: its review was due on"


def test_a_document_that_is_overdue_for_review_is_said_first(browser: httpx.Client, rules: Rules) -> None:
    """On the list and on each table that rests on it; on the day before it was due there was nothing to say."""
    for path in ("/rules/", "/rules/ending"):
        words = _words(browser.get(path).text)
        assert words.count(f"{OVERDUE} 15 November 2025") == 1
        assert words.index(OVERDUE) < words.index("Rests on" if path.endswith("ending") else "requirements,")
    assert f"{OVERDUE} 1 August 2024" in _words(table_page(rules, "ending", date(2024, 8, 2)))
    assert OVERDUE not in _words(table_page(rules, "ending", date(2024, 8, 1)))


def test_a_changed_paragraph_turns_exactly_its_rows_red(holdings: Holdings) -> None:
    """With the word "changed", in the row and at the top; every other row stands."""
    name = "nl-policy/7.1.p4.b6"
    paragraph = replace(holdings.paragraphs[name], text="people for whom section 117 was ended")
    changed = replace(holdings, paragraphs={**holdings.paragraphs, name: paragraph})
    with serving(create_app(Settings(), shelf_with(changed), lambda: TODAY)) as address:
        html = httpx.get(f"{address}/rules/entitlement", timeout=60).text
    gone = [a["id"] for a in Read(html).all("tr") if a.get("class") == "gone"]
    resting = [p.id for p in parts_of(written_rules().tables["entitlement"]) if name in {p.cite, *(q.cite for q in p.also)}]
    assert gone == [f"row-{one}" for one in resting] == ["row-ended"]
    assert "Changed: the words of 1 row no longer stand in the document" in _words(html)
    assert "ended changed" in _words(html)


def test_a_table_that_was_checked_says_by_whom_and_against_what(rules: Rules) -> None:
    """Once somebody has signed it."""
    table = written_rules().tables["rent"]
    signed = table.checked.model_copy(
        update={"by": "the Mental Health Act office", "day": date(2026, 1, 5), "edition": "2023-08-01"}
    )
    tables = {**rules.written.tables, "rent": table.model_copy(update={"checked": signed})}
    page = table_page(replace(rules, written=Written(rules.written.folder, rules.written.specs, tables)), "rent", TODAY)
    assert "By the Mental Health Act office on 5 January 2026, against 2023-08-01" in _words(page)


@pytest.mark.parametrize("name", ["entitlement", "ending", "responsible_icb"])
def test_the_page_that_stands_alone_says_the_same(browser: httpx.Client, rules: Rules, name: str) -> None:
    """Its links lead to places on itself, and it loads nothing."""
    alone, served = table_page(rules, name, TODAY), browser.get(f"/rules/{name}").text
    assert 'href="/paragraphs' not in alone
    assert "<link" not in alone
    without_style = re.sub(r"<style>.*?</style>", "", alone, flags=re.DOTALL)
    without_trail = re.sub(r"<nav.*?</nav>", "", served, flags=re.DOTALL)
    assert _words(without_style) == _words(without_trail)


def test_a_table_that_is_not_there_is_a_page_that_says_so(browser: httpx.Client) -> None:
    """404, and none of the name."""
    response = browser.get("/rules/943 476 5919")
    assert response.status_code == 404
    assert "No such table" in response.text
    assert "943 476" not in response.text


@pytest.mark.parametrize("scheme", [0, 1])
def test_red_has_contrast_enough_in_light_and_dark(browser: httpx.Client, scheme: int) -> None:
    """4.5 to 1; and there are styles for print."""
    style = browser.get("/rules/assets/rules.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "@media print" in style.text
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", re.findall(r":root \{(.*?)\}", style.text)[scheme]))
    light, dark = sorted((_luminance(colours[name]) for name in ("gone", "gone-ground")), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_what_a_policy_owner_writes_is_shown_as_written(rules: Rules) -> None:
    """Never as markup."""
    table = written_rules().tables["rent"]
    tables = {**rules.written.tables, "rent": table.model_copy(update={"question": "<b>Who</b> & why?"})}
    page = table_page(replace(rules, written=Written(rules.written.folder, rules.written.specs, tables)), "rent", TODAY)
    assert "<b>" not in page
    assert unescape(re.findall(r"<h1>(.*?)</h1>", page)[0]) == "<b>Who</b> & why?"
