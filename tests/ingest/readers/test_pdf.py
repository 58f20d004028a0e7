"""PDFs made for the purpose: every word comes out once, in order, under the section it is printed in."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pytest
from fpdf import FPDF
from made import Book, code_of_practice, council_policy
from PIL import Image
from rawpdf import RawPdf

from ingest.blocks import Block, BlockKind
from ingest.errors import UnreadableDocument
from ingest.paragraphs import Paragraph, paragraphs_of
from ingest.readers import pdf

Kind = BlockKind


class Read(NamedTuple):
    book: Book
    blocks: list[Block]
    paragraphs: dict[str, Paragraph]


def read(book: Book, document: str) -> Read:
    blocks = list(pdf.read(book.data()))
    return Read(book, blocks, {one.local_id: one for one in paragraphs_of(document, blocks)})


@cache
def code() -> Read:
    return read(code_of_practice(), "code-full")


@cache
def council() -> Read:
    return read(council_policy(), "anyshire")


def words(blocks: Sequence[Block], *kinds: BlockKind) -> list[str]:
    return " ".join(block.text for block in blocks if block.kind in kinds).replace(" | ", " ").split()


def test_every_word_of_the_code_comes_out_once_and_in_order() -> None:
    """What was printed in the body is what its blocks hold, word for word."""
    assert words(code().blocks, Kind.HEADING, Kind.TEXT, Kind.ITEM, Kind.ROW) == code().book.words


def test_every_word_of_a_councils_policy_comes_out_once_and_in_order() -> None:
    """The same of a policy that numbers its paragraphs in running text."""
    shown = words(council().blocks, Kind.HEADING, Kind.TEXT, Kind.ITEM, Kind.ROW)
    assert shown == council().book.words


@pytest.mark.parametrize("chapter", ["26", "27", "33", "34"])
def test_each_numbered_paragraph_of_the_code_is_a_section_of_its_number(chapter: str) -> None:
    """`code-full/33.3.p1` is the words of 33.3, and `code-full/33.3` its number alone."""
    found = code().paragraphs
    for at in range(1, 25):
        assert found[f"{chapter}.{at}"].text == f"{chapter}.{at}"
        assert found[f"{chapter}.{at}.p1"].text.startswith(f"Paragraph {chapter}.{at} says this.")
        assert f"{chapter}.{at}.p2" not in found


def test_bullets_hang_from_the_paragraph_over_them() -> None:
    """A list under 33.6 is 33.6.p1.b1 and on, also where a page ends within it."""
    lists = [code().paragraphs[f"{chapter}.{at}.p1.b{entry}"].text
             for chapter in (26, 33) for at in (6, 12, 18, 24) for entry in (1, 2, 3)]  # fmt: skip
    assert lists[3] == "first need of 26.12"
    assert lists[4].endswith("runs on over the end of its line and into the next one")
    assert set(lists[2::3]) == {"third need"}


def test_a_numbered_paragraph_stands_under_its_chapter_and_its_unnumbered_heading() -> None:
    """The headings of 33.3 are the chapter's, the part's and its own number."""
    assert code().paragraphs["33.3.p1"].headings == ("33 After-care", "Section 117 after-care", "33.3")


def test_no_id_is_given_twice() -> None:
    """A table of contents names the sections and is not taken for them: no section is `33~2`."""
    assert not [name for name in code().paragraphs if "~" in name]


def test_contents_page_numbers_and_running_heads_are_furniture() -> None:
    """What belongs to the pages is kept and not searched."""
    furniture = [block.text for block in code().blocks if block.kind is Kind.FURNITURE]
    pages = max(block.page or 0 for block in code().blocks)
    assert sum(text.startswith("Mental Health Act 1983: Code | Page") for text in furniture) == pages
    assert furniture.count("Code of Practice: chapters on leaving hospital") == pages - 1
    assert sum("....." in text for text in furniture) == 4
    assert len(furniture) == 2 * pages - 1 + 4


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    """A paragraph that a page break cuts is one paragraph, on the page it begins."""
    book = Book("Short guide")
    for at in range(30):
        book.paragraph(
            f"Point {at}: " + "the duty to provide services lasts until both bodies agree to end it, " * 3 + "and not before."
        )
    texts = [block for block in pdf.read(book.data()) if block.kind is Kind.TEXT]
    assert [block.text.split(":")[0] for block in texts] == [f"Point {at}" for at in range(30)]
    assert all(block.text.endswith("not before.") for block in texts)
    assert len({block.page for block in texts}) > 1


def test_rows_of_a_table_keep_their_cells_apart() -> None:
    """Each row is a block, its cells joined by bars, whatever lines they are broken into."""
    rows = [block.text for block in code().blocks if block.kind is Kind.ROW]
    assert rows[0] == "Body | What it arranges | By when"
    assert rows[2] == "Integrated care board | Health services, and its share of the cost of care that is shared | At once"


def test_a_councils_headings_paragraphs_and_appendix_keep_their_numbers() -> None:
    """ "1. Introduction" is section 1, "1.1 ..." in running text is section 1.1, an appendix is named by its words."""
    found = council().paragraphs
    assert [found[str(at)].text for at in range(1, 5)] == [
        "1. Introduction", "2. Who is entitled", "3. Who pays", "4. Ending aftercare",
    ]  # fmt: skip
    assert {f"{chapter}.{at}.p1" for chapter in range(1, 5) for at in range(1, 6)} <= set(found)
    assert found["appendix-a-contacts.p1"].text == "Ring the duty desk in office hours."


def lines_pdf(*lines: str, size: float = 11) -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=size)
    for line in lines:
        made.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def test_a_word_cut_by_a_lines_end_is_made_whole_as_the_document_writes_it() -> None:
    """ "enti-tlement" loses its hyphen; "after-care" keeps it, for that is how this document writes it elsewhere."""
    data = lines_pdf(
        "People keep their after-care for as long as they need it, which is decided by the two bodies and enti-",
        "tlement does not end with a stay in hospital or with leave, and nobody may be charged for the after-",
        "care that they are given under this section, whatever they own.",
    )
    (block,) = (one for one in pdf.read(data) if one.kind is Kind.TEXT)
    assert "and entitlement does" in block.text
    assert "the after-care that" in block.text


def test_a_note_at_the_foot_of_a_page_follows_its_section_and_does_not_cut_its_paragraph() -> None:
    """The note is text of its own, after the section's last words; its mark in the text is a raised figure."""
    book = Book("Notes")
    book.heading("1 Duties")
    book.pdf.set_font("Helvetica", size=11)
    book.pdf.write(6, "The duty is joint")
    book.pdf.char_vpos = "SUP"
    book.pdf.write(6, "1")
    book.pdf.char_vpos = "LINE"
    book.pdf.write(6, " and lasts until it is ended.")
    book.pdf.set_y(-30)
    book.pdf.set_font("Helvetica", size=8)
    book.pdf.cell(0, 4, "1 See the second schedule.")
    book.page()
    book.heading("2 Reviews")
    book.paragraph("Reviews are held each year.")
    found = [(block.kind, block.text) for block in pdf.read(book.data()) if block.is_shown]
    assert found == [
        (Kind.HEADING, "1 Duties"), (Kind.TEXT, "The duty is joint ¹ and lasts until it is ended."),
        (Kind.TEXT, "1 See the second schedule."), (Kind.HEADING, "2 Reviews"), (Kind.TEXT, "Reviews are held each year."),
    ]  # fmt: skip


HIDDEN = {
    "white on white": "1 1 1 rg BT /F1 11 Tf 60 600 Td (secret order) Tj ET",
    "without ink": "BT /F1 11 Tf 3 Tr 60 600 Td (secret order) Tj ET",
    "smaller than 1 point": "BT /F1 0.4 Tf 60 600 Td (secret order) Tj ET",
    "off the page": "BT /F1 11 Tf 60 9000 Td (secret order) Tj ET",
    "transparent": "/Clear gs BT /F1 11 Tf 60 600 Td (secret order) Tj ET",
    "switched off": "/OC /Off BDC BT /F1 11 Tf 60 600 Td (secret order) Tj ET EMC",
    "no ink: covered": "BT /F1 11 Tf 60 600 Td (secret order) Tj ET 1 1 1 rg 50 590 200 30 re f",
    "covered, clipped": "q 0 0 10 10 re W n BT /F1 11 Tf 60 600 Td (secret order) Tj ET Q",
}


@pytest.mark.parametrize("why", HIDDEN)
def test_words_that_nobody_can_see_are_hidden_blocks(why: str) -> None:
    """They are kept apart with the reason, and what is printed beside them is not touched."""
    shown = "BT 0 0 0 rg /F1 11 Tf 60 700 Td (Aftercare is free of charge.) Tj ET "
    found = [(block.kind, block.text) for block in pdf.read(RawPdf(shown + HIDDEN[why]).data())]
    assert found == [(Kind.TEXT, "Aftercare is free of charge."), (Kind.HIDDEN, "secret order")]
    assert why in next(block.why for block in pdf.read(RawPdf(shown + HIDDEN[why]).data()) if block.why)


def test_white_words_on_a_dark_ground_are_shown() -> None:
    """The head of a table is often white on blue."""
    content = "0 0 0.5 rg 50 590 300 30 re f 1 1 1 rg BT /F1 11 Tf 60 600 Td (Who pays for it) Tj ET"
    assert [block.kind for block in pdf.read(RawPdf(content).data()) if block.text == "Who pays for it"] != [Kind.HIDDEN]


def test_only_the_hidden_words_of_a_line_are_hidden() -> None:
    """A patch over the middle of a line hides the words under it, and no others."""
    content = "BT /F1 11 Tf 60 600 Td (Aftercare is never concealed charged for) Tj ET 1 1 1 rg 151 590 54 30 re f"
    found = {block.kind: block.text for block in pdf.read(RawPdf(content).data())}
    assert found[Kind.HIDDEN] == "concealed"
    assert "Aftercare" in found[Kind.TEXT]
    assert "charged" in found[Kind.TEXT]


def test_words_drawn_twice_to_look_bold_are_read_once() -> None:
    """Some programs make bold print by printing twice."""
    content = "BT /F1 11 Tf 60 600 Td (Who pays for it?) Tj 0.3 0 Td (Who pays for it?) Tj ET"
    assert Counter(" ".join(block.text for block in pdf.read(RawPdf(content).data())).split())["pays"] == 1


def test_forms_drawn_inside_forms_without_end_are_read_to_a_depth() -> None:
    """A form that draws itself ends."""
    made = RawPdf("/Fm Do BT /F1 11 Tf 60 600 Td (The words) Tj ET", form="/Fm Do")
    assert [block.text for block in pdf.read(made.data())] == ["The words"]


def test_a_two_column_page_is_read_column_by_column() -> None:
    """Lines side by side in two columns of text are not rows of a table."""
    left = [f"left line {at} of the column goes on here and" for at in range(14)]
    right = [f"right line {at} of the column goes on here and" for at in range(14)]
    draw = [
        f"BT /F1 10 Tf {x} {700 - 12 * at} Td ({text}) Tj ET"
        for x, side in ((50, left), (320, right))
        for at, text in enumerate(side)
    ]
    found = " ".join(block.text for block in pdf.read(RawPdf(" ".join(draw)).data()))
    assert re.findall(r"(left|right) line (\d+)", found) == [("left", str(at)) for at in range(14)] + [
        ("right", str(at)) for at in range(14)
    ]
    assert "|" not in found


def test_a_scan_is_refused_and_not_read_as_empty() -> None:
    """No text is never an empty document."""
    made = FPDF()
    made.add_page()
    made.rect(10, 10, 50, 50)
    with pytest.raises(UnreadableDocument, match="no text found in it: is it a scan"):
        list(pdf.read(bytes(made.output())))


def pictured(*pages: tuple[float, str]) -> bytes:
    """A page for each: how wide a picture it has, as a share of the page's width, and its words."""
    made = FPDF()
    made.set_font("Helvetica", size=11)
    for share, text in pages:
        made.add_page()
        if share:
            made.image(Image.new("L", (8, 8), 230), x=0, y=0, w=share * made.epw, h=share * made.eph)
        made.multi_cell(0, 6, text)
    return bytes(made.output())


def test_a_page_that_is_a_picture_is_told_by_its_number() -> None:
    """A scanned page among others; not one with a logo, not one that says something beside its picture, not an empty one."""
    said = "Aftercare is free of charge, and nobody may be charged for any part of it, whatever they own or earn in a year."
    found = list(pdf.read(pictured((0, said), (1, "Page 2 of 6"), (0.3, "Notes"), (0.9, said), (0, ""), (0.8, ""))))
    assert [(block.page, block.text) for block in found if block.kind is Kind.PICTURE] == [(2, pdf.UNREAD), (6, pdf.UNREAD)]
    assert not any(block.is_shown for block in found if block.kind is Kind.PICTURE)


def test_a_picture_in_the_stream_or_in_a_form_counts_and_one_in_a_layer_that_is_off_does_not() -> None:
    """However the file draws it."""
    inline = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x40 EI Q"
    words = "BT /F1 11 Tf 60 780 Td (Appendix) Tj ET "
    for content, form, told in [(inline, "", 1), ("/Fm Do", inline, 1), (f"/OC /Off BDC {inline} EMC", "", 0)]:
        found = list(pdf.read(RawPdf(words + content, form=form).data()))
        assert Counter(block.kind for block in found)[Kind.PICTURE] == told


def test_recognised_text_behind_a_picture_is_refused_as_a_scan() -> None:
    """Words that only a program sees are not the document's."""
    with pytest.raises(UnreadableDocument, match="none of its words is shown"):
        list(pdf.read(RawPdf("BT /F1 11 Tf 3 Tr 60 600 Td (behind the picture) Tj ET").data()))


def test_a_list_mark_larger_than_its_words_makes_no_heading() -> None:
    """Some programs draw bullets by a code of their own, in larger print, a little lower than the words."""
    entries = "".join(
        f"BT /F1 14 Tf 50 {658 - 20 * at} Td (\\177) Tj ET BT /F1 10 Tf 70 {660 - 20 * at} Td (entry {at} of the list) Tj ET "
        for at in range(3)
    )
    found = list(pdf.read(RawPdf(f"BT /F1 10 Tf 50 700 Td (It is given to these people:) Tj ET {entries}").data()))
    assert [(block.kind, block.marker) for block in found] == [(Kind.TEXT, "")] + [(Kind.ITEM, "•")] * 3
