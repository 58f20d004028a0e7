"""A rule that rests on words which the edition in use no longer has decides nothing, and says where."""

from typing import ClassVar

import pytest

from assistant.quoting import Quotes, WordsChanged
from ingest.paragraphs import Paragraph, ParagraphKind


class Held:
    """As much of the holdings as a quotation needs."""

    paragraphs: ClassVar[dict[str, Paragraph]] = {"d/1": Paragraph("d/1", "d", "1", ParagraphKind.TEXT, "It is free.")}


@pytest.mark.parametrize(("at", "quote"), [("d/1", "It costs"), ("d/2", "It is free.")])
def test_words_that_do_not_stand_are_told_by_their_paragraph(at: str, quote: str) -> None:
    """Changed, or their paragraph gone."""
    quotes = Quotes(Held())  # type: ignore[arg-type]
    for made in (quotes.words_of, quotes.number):
        with pytest.raises(WordsChanged, match=at):
            made(at, quote)
