"""Plain text: whatever is written, every word comes out once, in order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block, BlockKind
from ingest.characters import mostly_invisible, printed
from ingest.paragraphs import paragraphs_of
from ingest.readers import text

WORDS = """7 7.1 33.3 10.2.1 117 Aftercare is free. • - – — o (a) 1. 2. Who pays? a section Menu home after- care “Quoted” The
    and : ✓ / after-care""".split()
PIECES = st.sampled_from([*WORDS, "\t", "\n", "\n\n", "\r\n", "\f", "  "])
LINES = st.lists(
    st.one_of(PIECES, st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf", "Co")), max_size=8))
)


def letters(blocks: list[Block]) -> str:
    return "".join(f"{block.marker}{block.text}" for block in blocks).replace(" ", "")


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_every_letter_written_is_in_exactly_one_block_and_in_order(pieces: list[str]) -> None:
    """What is joined from the blocks is what was written; only a hyphen at a line's end may go."""
    written = " ".join(pieces)
    if mostly_invisible(written):
        return
    read = letters(list(text.read(written.encode())))
    shown = "".join(printed(line) for line in written.splitlines()).replace(" ", "")
    assert read.replace("-", "") == shown.replace("-", "")


@settings(max_examples=100, deadline=None)
@given(LINES)
def test_every_block_is_one_paragraph_and_no_id_is_given_twice(pieces: list[str]) -> None:
    """Whatever the text, its paragraphs can be told apart."""
    written = " ".join(pieces)
    if mostly_invisible(written):
        return
    blocks = list(text.read(written.encode()))
    ids = [paragraph.id for paragraph in paragraphs_of("x", blocks)]
    assert len(ids) == len(blocks) == len(set(ids))


def read(written: str) -> list[tuple[str, str]]:
    return [(one.local_id, one.text) for one in paragraphs_of("x", text.read(written.encode()))]


def test_numbered_paragraphs_in_running_text_are_sections_of_their_number() -> None:
    """The Code of Practice numbers its paragraphs: the number is the section, the words its first paragraph."""
    assert read("33 After-care\n\n33.1 The duty is joint. It lasts until it is ended.\n\n• first\n\n33.2 It is free.") == [
        ("33", "33 After-care"), ("33.1", "33.1"), ("33.1.p1", "The duty is joint. It lasts until it is ended."),
        ("33.1.p1.b1", "first"), ("33.2", "33.2"), ("33.2.p1", "It is free."),
    ]  # fmt: skip


def test_a_number_that_does_not_follow_is_no_section() -> None:
    """ "3.5 million people" and "117 aftercare" at a line's start are words."""
    found = read("1 Scope\n\n3.5 million people were asked about it.\n\n117 aftercare and you\n\n2 Law")
    assert [name for name, _ in found] == ["1", "1.p1", "1.p2", "2"]


def test_broken_lines_are_put_together_and_cut_words_made_whole() -> None:
    """A text wrapped at a width is read by the paragraph; "after-" and "care" are joined as the text writes them elsewhere."""
    wrapped = (
        "People who were detained under certain sections are\nentitled to after-care, and the two bodies who provide after-\n"
        "care must agree on it. They may not charge for any servi-\nce that is given under it.\n\nA second paragraph."
    )
    assert [words for _, words in read(wrapped)] == [
        "People who were detained under certain sections are entitled to after-care, and the two bodies who provide after-care "
        "must agree on it. They may not charge for any service that is given under it.",
        "A second paragraph.",
    ]


def test_text_in_utf_16_with_its_mark_is_read() -> None:
    """Some programs save plain text so."""
    assert [block.text for block in text.read("Aftercare is free.".encode("utf-16"))] == ["Aftercare is free."]


def test_furniture_of_a_saved_page_is_told_by_its_words() -> None:
    """ "Skip to main content" is kept and not searched."""
    assert [block.kind for block in text.read(b"Skip to main content\n\nWords of the policy.")] == [
        BlockKind.FURNITURE,
        BlockKind.TEXT,
    ]
