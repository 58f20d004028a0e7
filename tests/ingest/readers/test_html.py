"""A saved council page: its own words, the page's words, and the words nobody sees."""

import pytest

from ingest.blocks import Block, BlockKind
from ingest.paragraphs import paragraphs_of
from ingest.readers import html

Kind = BlockKind

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Section 117 | Anyshire</title>
<style>.a{color:red}</style><script>var words = "not printed";</script></head>
<body class="has-sidebar cookie-accepted">
<a class="skip-link" href="#main">Skip to main content</a>
<div id="global-cookie-message"><p>We use small files.</p><button>Fine by me</button></div>
<header><a href="/">Anyshire Council</a><nav><ul><li>Benefits</li><li>Bins</li></ul></nav></header>
<ol class="govuk-breadcrumbs"><li>Adult care</li></ol>
<main><header><h1>Section 117 aftercare policy</h1></header>
<p>Agreed <strong>jointly</strong> by<br>the council and the board.</p>
<h2>1 Introduction</h2><p>It is given to:</p>
<ul><li>people who were on section 3<ul><li>for any time</li></ul></li><li><p>people on section 37</p></li></ul>
<h2>2 Who pays</h2><h3>2.1 The bodies</h3>
<table><caption>Who does what</caption><thead><tr><th>Body</th><th>Duty</th></tr></thead>
<tbody><tr><td>The board</td><td><p>Health</p><p>services</p></td></tr></tbody></table>
<dl><dt>RC</dt><dd>Responsible clinician</dd><dt>AMHP</dt><dd>Approved professional</dd></dl>
<details><summary>More help</summary><p>Ring the duty desk.</p></details>
<ol start="3"><li>Ask the person</li><li>Write it down</li></ol>
<blockquote>Quoted words stand here.</blockquote>
<p>2.2 A numbered paragraph in running text ends as a sentence does.</p>
<div class="page-feedback"><p>Did you find what you came for?</p></div>
</main>
<aside><p>Other pages</p></aside><footer><p>Anyshire, County Hall</p></footer></body></html>"""


def read(page: str) -> list[Block]:
    return list(html.read(page.encode()))


def in_main(content: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in read(f"<html><body><main><p>Shown words.</p>{content}</main></body></html>")]


def test_the_ids_of_a_saved_page_are_those_of_its_sections() -> None:
    """Sections are named by number or heading, list entries hang from their lead, rows are paragraphs."""
    found = {one.local_id: one.text for one in paragraphs_of("anyshire", read(PAGE)) if ".x" not in one.local_id}
    assert found == {
        "section-117-aftercare-policy": "Section 117 aftercare policy",
        "section-117-aftercare-policy.p1": "Agreed jointly by the council and the board.",
        "1": "1 Introduction",
        "1.p1": "It is given to:",
        "1.p1.b1": "people who were on section 3",
        "1.p1.b2": "for any time",
        "1.p1.b3": "people on section 37",
        "2": "2 Who pays",
        "2.1": "2.1 The bodies",
        "2.1.p1": "Who does what",
        "2.1.p2": "Body | Duty",
        "2.1.p3": "The board | Health services",
        "2.1.p4": "RC | Responsible clinician",
        "2.1.p5": "AMHP | Approved professional",
        "2.1.p6": "More help",
        "2.1.p7": "Ring the duty desk.",
        "2.1.p7.b1": "Ask the person",
        "2.1.p7.b2": "Write it down",
        "2.1.p8": "Quoted words stand here.",
        "2.2": "2.2",
        "2.2.p1": "A numbered paragraph in running text ends as a sentence does.",
    }


def test_menus_banners_breadcrumbs_and_footers_are_furniture() -> None:
    """What belongs to the page is kept and not searched."""
    assert [block.text for block in read(PAGE) if block.kind is Kind.FURNITURE] == [
        "Section 117 | Anyshire", "Skip to main content", "We use small files.", "Fine by me", "Anyshire Council", "Benefits",
        "Bins", "Adult care", "Did you find what you came for?", "Other pages", "Anyshire, County Hall",
    ]  # fmt: skip


def test_lists_keep_the_numbers_they_are_printed_with() -> None:
    """An ordered list counts from its start, by figure or letter; other lists have bullets."""
    page = '<ol type="a"><li>one</li><li value="4">four</li></ol><ol start="3"><li>three</li></ol><ul><li>dot</li></ul>'
    assert [block.marker for block in read(f"<main><p>Shown.</p>{page}</main>") if block.kind is Kind.ITEM] == [
        "a.",
        "d.",
        "3.",
        "•",
    ]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<p hidden>secret</p>", "marked hidden"),
        ('<p aria-hidden="true">secret</p>', "aria-hidden"),
        ('<p style="display : none">secret</p>', "not displayed"),
        ('<p style="visibility:hidden">secret</p>', "made invisible"),
        ('<p style="position:absolute; left:-9999px">secret</p>', "off the screen"),
        ('<p style="FONT-SIZE: 0px">secret</p>', "size 0"),
        ('<p style="opacity:0.0;">secret</p>', "transparent"),
        ('<p style="color: #FFFFFF">secret</p>', "white on white"),
        ('<p style="color:rgb(255, 255, 255)">secret</p>', "white on white"),
        ('<p style="clip: rect(0, 0, 0, 0)">secret</p>', "clipped"),
        ('<p style="height:0;overflow:hidden">secret</p>', "squeezed"),
        ('<p class="sr-only">secret</p>', "screen readers only"),
        ("<template>secret</template>", "in a template element"),
        ("<noscript>secret</noscript>", "in a noscript element"),
        ("<!-- secret -->", "in a comment"),
    ],
)
def test_words_that_no_reader_of_the_page_sees_are_hidden(content: str, why: str) -> None:
    """They are kept apart with the reason, and nothing else is."""
    found = read(f"<html><body><main><p>Shown words.</p>{content}<p>More words.</p></main></body></html>")
    assert [(block.kind, block.text) for block in found] == [
        (Kind.TEXT, "Shown words."), (Kind.HIDDEN, "secret"), (Kind.TEXT, "More words."),
    ]  # fmt: skip
    assert why in found[1].why


def test_hidden_words_inside_a_sentence_or_a_cell_leave_the_rest_whole() -> None:
    """The sentence reads on, and the hidden words follow it."""
    assert in_main('<p>Aftercare is <span hidden>never</span> free.</p>')[1:] == [
        (Kind.TEXT, "Aftercare is free."), (Kind.HIDDEN, "never"),
    ]  # fmt: skip
    assert in_main('<table><tr><td>One <i hidden>x</i></td><td>Two</td></tr></table>')[1:] == [
        (Kind.ROW, "One | Two"), (Kind.HIDDEN, "x"),
    ]  # fmt: skip


def test_white_words_on_a_colour_are_shown() -> None:
    """A dark box with white words is common."""
    assert in_main('<div style="background:#005ea5"><p style="color:white">Urgent</p></div>')[1:] == [(Kind.TEXT, "Urgent")]


def test_a_wrapper_with_a_menus_name_around_the_whole_page_is_no_menu() -> None:
    """Class names are hints: no menu holds most of the page's words."""
    page = (
        '<html><body><div class="search-page menu-open"><p>' + "Aftercare is free of charge. " * 9 + "</p></div></body></html>"
    )
    assert [block.kind for block in read(page)] == [Kind.TEXT]


def test_a_paragraph_in_bold_alone_is_a_heading() -> None:
    """Many pages write headings so."""
    assert in_main("<p><b>Who pays</b></p><p>Both <b>bodies</b>.</p>")[1:] == [
        (Kind.HEADING, "Who pays"), (Kind.TEXT, "Both bodies."),
    ]  # fmt: skip


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    """Old pages have no p elements."""
    assert in_main("<div>One<br>line.<br><br>Another.</div>")[1:] == [(Kind.TEXT, "One line."), (Kind.TEXT, "Another.")]


def test_a_page_in_an_old_encoding_that_says_so_is_read() -> None:
    """Windows-1252 is what older council pages are saved in."""
    page = '<html><head><meta charset="windows-1252"></head><body><p>The person’s £20 – caf\u00e9.</p></body></html>'
    assert [block.text for block in html.read(page.encode("cp1252"))] == ["The person’s £20 – café."]


def test_a_heading_that_only_mentions_a_number_is_not_numbered_by_it() -> None:
    """ "117 aftercare and you" is not section 117, and what follows keeps its numbers."""
    page = "<main><h1>117 aftercare and you</h1><h2>1 Scope</h2><p>Words.</p><h2>2 Law</h2></main>"
    assert [block.number for block in read(page) if block.kind is Kind.HEADING] == [None, "1", "2"]
