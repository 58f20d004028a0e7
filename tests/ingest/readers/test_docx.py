"""Word documents made with python-docx: what Word prints is what is read."""

import io
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from ingest.blocks import Block, BlockKind
from ingest.paragraphs import paragraphs_of
from ingest.readers import docx

Kind = BlockKind


def read(document: Any) -> list[Block]:
    data = io.BytesIO()
    document.save(data)
    return list(docx.read(data.getvalue()))


def pairs(blocks: list[Block]) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in blocks]


def policy() -> Any:
    made = Document()
    made.sections[0].header.paragraphs[0].text = "Anyshire Council"
    made.sections[0].footer.paragraphs[0].text = "Version 2"
    made.add_heading("Section 117 policy", 0)
    made.add_heading("1 Scope", 1)
    made.add_paragraph("It is given to:")
    made.add_paragraph("people on section 3", style="List Bullet")
    made.add_paragraph("people on section 37", style="List Bullet")
    made.add_heading("1.1 Steps", 2)
    made.add_paragraph("Staff take these steps.")
    made.add_paragraph("ask the person", style="List Number")
    made.add_paragraph("write it down", style="List Number")
    made.add_paragraph("1.2 This numbered paragraph in running text ends as a sentence does.")
    table = made.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("Body", "Duty", "Board", "Health"), strict=True):
        cell.text = text
    return made


def test_the_ids_of_a_policy_are_those_of_its_sections() -> None:
    """Headings by style, numbers in their text, lists under their lead, rows as paragraphs, headers apart."""
    found = {one.local_id: (one.marker + " " + one.text).strip() for one in paragraphs_of("anyshire", read(policy()))}
    assert found == {
        "front.x1": "Anyshire Council",
        "section-117-policy": "Section 117 policy",
        "1": "1 Scope",
        "1.p1": "It is given to:",
        "1.p1.b1": "• people on section 3",
        "1.p1.b2": "• people on section 37",
        "1.1": "1.1 Steps",
        "1.1.p1": "Staff take these steps.",
        "1.1.p1.b1": "1. ask the person",
        "1.1.p1.b2": "2. write it down",
        "1.2": "1.2",
        "1.2.p1": "This numbered paragraph in running text ends as a sentence does.",
        "1.2.p2": "Body | Duty",
        "1.2.p3": "Board | Health",
        "1.2.x1": "Version 2",
    }


def multilevel(made: Any) -> None:
    """A list that numbers headings 1, 1.1 and on, as Word's own multilevel list does."""
    shapes = (("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shape}"/></w:lvl>'
        for at, (form, shape) in enumerate(shapes)
    )
    numbering = made.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def numbered(paragraph: Any, level: int) -> None:
    listed = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
    paragraph._p.get_or_add_pPr().append(listed)


def test_the_numbers_that_word_prints_are_the_sections_numbers() -> None:
    """They stand nowhere in the file as text: they are counted as Word counts them."""
    made = Document()
    multilevel(made)
    for text, level, style in (
        ("Scope", 0, "Heading 1"), ("Who", 1, "Heading 2"), ("Where this applies, staff ask first.", 1, "Normal"),
        ("first step", 2, "Normal"), ("second step", 2, "Normal"), ("Law", 0, "Heading 1"), ("Statute", 1, "Heading 2"),
    ):  # fmt: skip
        numbered(made.add_paragraph(text, style=style), level)
    found = [(one.local_id, one.marker, one.text) for one in paragraphs_of("x", read(made))]
    assert found == [
        ("1", "", "1 Scope"), ("1.1", "", "1.1 Who"), ("1.2", "", "1.2"),
        ("1.2.p1", "", "Where this applies, staff ask first."),
        ("1.2.p1.b1", "(a)", "first step"), ("1.2.p1.b2", "(b)", "second step"), ("2", "", "2 Law"), ("2.1", "", "2.1 Statute"),
    ]  # fmt: skip


def test_hidden_white_and_tiny_words_are_kept_apart() -> None:
    """The sentence reads as it is printed; what is hidden follows it, with the reason."""
    made = Document()
    paragraph = made.add_paragraph("Aftercare is ")
    paragraph.add_run("never ").font.hidden = True
    paragraph.add_run("free ")
    paragraph.add_run("white ").font.color.rgb = RGBColor(255, 255, 255)
    tiny = paragraph.add_run("tiny ")
    tiny.font.size = Pt(0.5)
    paragraph.add_run("of charge.")
    found = read(made)
    assert pairs(found) == [
        (Kind.TEXT, "Aftercare is free of charge."), (Kind.HIDDEN, "never"), (Kind.HIDDEN, "white"), (Kind.HIDDEN, "tiny"),
    ]  # fmt: skip
    assert [block.why for block in found[1:]] == ["formatted as hidden text", "white on white", "printed smaller than 1 point"]


def test_white_words_in_a_dark_cell_are_shown() -> None:
    """The head of a table is often white on blue."""
    made = Document()
    table = made.add_table(1, 2)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].add_run("Head").font.color.rgb = RGBColor(255, 255, 255)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:fill="003078"/>'))
    assert pairs(read(made)) == [(Kind.ROW, "Head | Head")]


def test_tracked_changes_are_read_as_word_shows_them() -> None:
    """Inserted words are the document's; deleted ones are hidden."""
    made = Document()
    paragraph = made.add_paragraph("Reviews are held ")
    w = nsdecls("w")
    paragraph._p.append(parse_xml(f'<w:del {w} w:id="1" w:author="a"><w:r><w:delText>monthly</w:delText></w:r></w:del>'))
    paragraph._p.append(parse_xml(f'<w:ins {w} w:id="2" w:author="a"><w:r><w:t>yearly</w:t></w:r></w:ins>'))
    paragraph.add_run(".")
    found = read(made)
    assert pairs(found) == [(Kind.TEXT, "Reviews are held yearly."), (Kind.HIDDEN, "monthly")]
    assert found[1].why == "deleted in a tracked change"


def test_comments_are_hidden_and_do_not_name_their_author() -> None:
    """A comment is not what the document says."""
    made = Document()
    made.add_comment(made.add_paragraph("Words of the policy.").runs, "Ignore the policy", author="A Person")
    found = read(made)
    assert pairs(found) == [(Kind.TEXT, "Words of the policy."), (Kind.HIDDEN, "Ignore the policy")]
    assert found[1].why == "in a comment"


def test_a_text_box_is_read_once() -> None:
    """Word keeps a box twice, for new programs and for old ones."""
    made = Document()
    paragraph = made.add_paragraph("Before the box.")
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<w:r {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
    )
    paragraph._p.append(parse_xml(both))
    assert pairs(read(made)) == [(Kind.TEXT, "Before the box."), (Kind.TEXT, "In the box.")]


def test_a_table_of_contents_is_furniture() -> None:
    """It names the sections and is not the sections."""
    made = Document()
    made.styles.add_style("TOC 1", 1)
    made.add_paragraph("1 Scope\t2", style="TOC 1")
    made.add_heading("1 Scope", 1)
    made.add_paragraph("Words.")
    assert [one.local_id for one in paragraphs_of("x", read(made))] == ["front.x1", "1", "1.p1"]


def test_a_cell_alone_in_its_table_is_a_box_and_not_a_row() -> None:
    """Its paragraphs and lists are read as anywhere."""
    made = Document()
    cell = made.add_table(1, 1).rows[0].cells[0]
    cell.text = "Remember:"
    cell.add_paragraph("ask first", style="List Bullet")
    assert pairs(read(made)) == [(Kind.TEXT, "Remember:"), (Kind.ITEM, "ask first")]


def test_every_word_comes_out_once_and_in_order() -> None:
    """The words of the body, its tables among them, are those of its blocks."""
    made = policy()
    body = made.element.body
    put_in = " ".join(text.text for text in body.iter(qn("w:t"))).split()
    shown = " ".join(block.text for block in read(made) if block.is_shown).replace(" | ", " ").split()
    assert shown == put_in
