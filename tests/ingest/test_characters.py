"""Characters that show nothing are dealt with once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import invisible_characters, mostly_invisible, printed, visible


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u202e", "\U000e0041", "\ufeff", "\ue000", "\x00", "\u2063"])
def test_what_shows_nothing_is_taken_out_and_counted(unseen: str) -> None:
    """Zero width, direction, tags, private use, controls."""
    assert printed(f"after{unseen}care") == "aftercare"
    assert visible(f"after{unseen}care") == "aftercare"
    assert invisible_characters(f"after{unseen}care") == 1


def test_the_bullets_and_ticks_of_symbol_fonts_are_kept_as_what_they_show() -> None:
    """Word writes bullets in the private use area."""
    assert printed("\uf0b7 first \uf0a7 second \uf0fc") == "• first • second ✓"


def test_white_space_of_every_kind_is_one_space() -> None:
    """Line ends, form feeds and hard spaces are spaces."""
    assert printed(" one\r\ntwo\fthree\u00a0\u2003four\t") == "one two three four"


def test_printed_keeps_letters_and_quotes_and_visible_makes_compatible_letters_plain() -> None:
    """Quotes must be found in the document as they stand; a question is compared in plain letters."""
    assert printed("ﬁve “words” １１７") == "ﬁve “words” １１７"
    assert visible("ﬁve １１７") == "five 117"


@given(st.text())
def test_printing_twice_changes_nothing(text: str) -> None:
    """What is printed is printed."""
    assert printed(printed(text)) == printed(text)


def test_a_text_of_tags_is_mostly_invisible_and_a_text_with_a_few_is_not() -> None:
    """More that shows nothing than letters."""
    assert mostly_invisible("a\u200b\u200b")
    assert not mostly_invisible("aftercare\u00ad is free")
