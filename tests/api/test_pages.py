"""The pages for people."""

import re
from datetime import date
from itertools import pairwise

import httpx
import pytest
from doors import StopsAt, searching_with, serving, shelf_with
from reading import Read

from api.app import create_app
from api.settings import Settings
from api.web.layout import marked
from assistant.holdings import Holdings

QUESTION = "what is the section 117 register for?"  # which no table decides
PAGES = ["/ask", "/paragraphs/nl-policy/7.7.p4", "/paragraphs/nl-policy/7", "/documents/nl-policy", "/documents/none"]


def _ask(browser: httpx.Client, question: str) -> httpx.Response:
    return browser.post("/ask", data={"question": question}, follow_redirects=True)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_people_need_to_find_their_way(browser: httpx.Client, path: str) -> None:
    """A language, a title, one h1, one main, a skip link to it, headings that skip no level, ids that are unique."""
    page = Read(browser.get(path).text)
    assert page.all("html") == [{"lang": "en-GB"}]
    assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/health"])
def test_no_page_may_run_a_script_or_load_anything_from_elsewhere(browser: httpx.Client, path: str) -> None:
    """The policy says so, and there is nothing of the kind in the page."""
    response = browser.get(path)
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "script" not in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    page = Read(response.text)
    assert not page.all("script")
    assert not [a for _, a in page.tags if "style" in a or any(name.startswith("on") for name in a)]
    assert all((link["href"] or "").startswith("/") for link in page.all("link"))


def test_the_form_asks_and_the_answer_is_under_it(browser: httpx.Client) -> None:
    """The label belongs to the field; the answer, its quotes, footnotes to the passages, and the notices are there."""
    form = Read(browser.get("/ask").text)
    assert form.all("label")[0]["for"] == form.all("textarea")[0]["id"]
    assert form.all("form")[0] == {"class": "ask", "method": "post", "action": "/ask"}
    response = _ask(browser, QUESTION)
    page = Read(response.text)
    assert response.status_code == 200
    assert page.all("article")[0]["data-status"] == "answered"
    assert page.all("blockquote")
    assert "overdue for review" in response.text
    assert QUESTION in "".join(page.text)


def test_each_footnote_leads_to_its_words_marked_on_the_passages_page(browser: httpx.Client) -> None:
    """The mark holds exactly the quote."""
    links = [a["href"] for a in Read(_ask(browser, QUESTION).text).all("a") if (a.get("aria-label") or "").startswith("Source")]
    assert links
    for link in set(links):
        assert link is not None
        assert link.endswith("#cited")
        page = browser.get(link).text
        assert len(re.findall(r'<mark id="cited">[^<]+</mark>', page)) == 1


SPANS = ["", "?start=0", "?start=5&end=2", "?start=0&end=99999999", "?start=a&end=b", "?start=-1&end=3", "?start=²&end=³"]
SPANS += ["?start=0&end=0", "?start=&end=", "?start=1&start=2&end=1e3"]


@pytest.mark.parametrize("query", SPANS)
def test_a_span_that_is_not_in_the_paragraph_marks_nothing(browser: httpx.Client, query: str) -> None:
    """The page is shown all the same."""
    response = browser.get(f"/paragraphs/nl-policy/7.7.p4{query}")
    assert response.status_code == 200
    assert "<mark" not in response.text


def test_words_are_split_at_the_span_and_none_is_lost() -> None:
    """Before, cited, after."""
    words = marked("the whole text", 4, 9)
    assert (words.before, words.cited, words.after) == ("the ", "whole", " text")
    assert marked("text", 2, 99).before == "text"


def test_a_passage_is_shown_with_its_document_edition_and_that_it_is_overdue(browser: httpx.Client) -> None:
    """And a link to its own place and to its section."""
    page = browser.get("/paragraphs/nl-policy/7.7.p4").text
    assert "1 August 2023, approved 1 August 2023" in page
    assert "its review was due on 15 November 2025" in page
    assert 'href="/paragraphs/nl-policy/7.7"' in page
    assert 'href="/documents/nl-policy"' in page


def test_before_its_review_was_due_a_document_is_not_overdue(holdings: Holdings) -> None:
    """The notice follows the day."""
    with serving(create_app(Settings(), shelf_with(holdings), lambda: date(2023, 9, 1))) as address:
        assert "overdue" not in httpx.get(f"{address}/documents/nl-policy").text


def test_the_leaflets_page_says_that_it_is_not_of_this_area(browser: httpx.Client) -> None:
    """Whoever reads it is told."""
    assert "not a North Lincolnshire document" in browser.get("/documents/leaflet").text


def test_a_documents_page_has_every_paragraph_once(browser: httpx.Client, holdings: Holdings) -> None:
    """Each with its own address."""
    page = Read(browser.get("/documents/nl-policy").text)
    ids = {attributes.get("id") for _, attributes in page.tags}
    shown = [p for p in holdings.paragraphs.values() if p.document == "nl-policy" and p.kind in ("heading", "text", "item")]
    assert {p.local_id for p in shown} <= ids


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }} who pays?"])
def test_what_is_typed_is_shown_as_typed(browser: httpx.Client, question: str) -> None:
    """Never as markup, never as a template."""
    page = Read(_ask(browser, question).text)
    assert not page.all("script")
    assert not page.all("img")
    assert question in "".join(page.text)


@pytest.mark.parametrize("question", ["", "   ", "\u202e"])
def test_an_empty_form_gets_a_plain_reply(browser: httpx.Client, question: str) -> None:
    """Not an error page: the form, and what to do."""
    response = _ask(browser, question)
    assert response.status_code == 422
    assert "Type a question first" in response.text
    assert Read(response.text).all("textarea")


def test_a_form_that_says_too_much_gets_a_page_that_says_the_limit(browser: httpx.Client) -> None:
    """422 over 2,000 characters, 413 over the body's limit, for people."""
    long, longer = _ask(browser, "x" * 2001), _ask(browser, "x" * 100_000)
    assert (long.status_code, longer.status_code) == (422, 413)
    assert "2,000" in long.text
    assert "32,768 bytes" in longer.text
    assert long.headers["content-type"].startswith("text/html")


def test_a_form_that_is_no_form_is_an_empty_question(browser: httpx.Client) -> None:
    """Bytes that are no text do not break the page."""
    headers = {"content-type": "application/x-www-form-urlencoded"}
    response = browser.post("/ask", content=b"question=\xff\xfe%ff%00", headers=headers, follow_redirects=True)
    assert response.status_code == 200


def test_a_mistake_of_ours_is_a_page_too(holdings: Holdings) -> None:
    """For people, in words, and nothing of what they typed."""

    def fail() -> None:
        raise RuntimeError("about aardvarks")

    with serving(create_app(Settings(), shelf_with(searching_with(holdings, StopsAt(fail))))) as address:
        response = httpx.post(f"{address}/ask", data={"question": "who comes to the aardvark meeting?"})
    assert response.status_code == 500
    assert Read(response.text).all("h1")
    assert "aardvark" not in response.text


def test_a_try_that_failed_can_be_sent_again(browser: httpx.Client, holdings: Holdings) -> None:
    """The page says that a reload sends it once more, so that nothing typed is lost."""

    def fail() -> None:
        raise RuntimeError

    with serving(create_app(Settings(), shelf_with(searching_with(holdings, StopsAt(fail))))) as address:
        response = httpx.post(f"{address}/ask", data={"question": QUESTION})
    assert "reload this page to send the same again" in response.text


def test_reloading_the_answers_address_gives_the_form(browser: httpx.Client) -> None:
    """No error for whoever comes back."""
    assert browser.get("/ask").status_code == 200


def test_the_look_is_served_from_here_and_knows_the_dark(browser: httpx.Client) -> None:
    """One stylesheet."""
    style = browser.get("/assets/style.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "prefers-color-scheme: dark" in style.text
    assert ":focus-visible" in style.text
    assert "url(" not in style.text


COLOURS = [("ink", "ground"), ("ink", "sheet"), ("soft", "ground"), ("soft", "sheet"), ("accent", "ground")]
COLOURS += [("accent", "sheet"), ("on-accent", "accent"), ("on-mark", "mark"), ("ink", "note"), ("accent", "note")]


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(("text", "ground"), COLOURS)
def test_every_text_has_contrast_enough(browser: httpx.Client, scheme: int, text: str, ground: str) -> None:
    """4.5 to 1, light and dark."""
    roots = re.findall(r":root \{(.*?)\}", browser.get("/assets/style.css").text, re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", roots[scheme]))
    light, dark = sorted((_luminance(colours[text]), _luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
