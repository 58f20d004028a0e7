"""Markdown: its headings, lists and tables; markup in it loses no word, and comments are hidden."""

from ingest.blocks import BlockKind
from ingest.readers import markdown

Kind = BlockKind


def read(text: str) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in markdown.read(text.encode())]


def test_headings_lists_and_tables_are_told_apart() -> None:
    """A paragraph in bold alone is a heading; so is a marked one."""
    text = "# 1 Scope\n\nIt is for:\n\n- ✓ people\n- carers\n\n**Who pays**\n\n| Body | Duty |\n|--|--|\n| Board | Health |\n"
    assert read(text) == [
        (Kind.HEADING, "1 Scope"), (Kind.TEXT, "It is for:"), (Kind.ITEM, "people"), (Kind.ITEM, "carers"),
        (Kind.HEADING, "Who pays"), (Kind.ROW, "Body | Duty"), (Kind.ROW, "Board | Health"),
    ]  # fmt: skip


def test_the_mark_of_an_entry_is_kept_as_printed() -> None:
    """A tick is part of the mark, and a number is."""
    assert [block.marker for block in markdown.read("- ✓ yes\n\n3. third\n".encode())] == ["- ✓", "3."]


def test_markup_in_the_text_loses_no_word() -> None:
    """Tags stand as they are written, and so do the words between them."""
    shown = " ".join(text for _, text in read("<div>\nWords in a box.\n</div>\n\nA <b>bold</b> word."))
    assert "Words in a box." in shown
    assert "A <b>bold</b> word." in shown


def test_comments_are_hidden_wherever_they_stand() -> None:
    """In a paragraph, over lines, at the end and never closed: no comment is shown, and no word beside it is lost."""
    text = "Before <!-- one --> after.\n\n<!-- two\nlines -->\n\nMiddle.\n\n<!-- not closed"
    assert read(text) == [
        (Kind.TEXT, "Before after."), (Kind.HIDDEN, "one"), (Kind.HIDDEN, "two lines"), (Kind.TEXT, "Middle."),
        (Kind.HIDDEN, "not closed"),
    ]  # fmt: skip


def test_a_block_after_a_comment_keeps_its_line() -> None:
    """Lines are counted as in the file."""
    lines = {block.text: block.line for block in markdown.read(b"One.\n\n<!-- a\nb -->\n\nSix.\n")}
    assert lines == {"One.": 1, "a b": 3, "Six.": 6}


def test_code_is_kept_with_its_words() -> None:
    """A fenced block is text."""
    assert read("```\nform 117 A\n```\n") == [(Kind.TEXT, "form 117 A")]
