"""Nothing unverified is shown, whatever a step before has put there."""

from collections.abc import Callable
from dataclasses import replace

from assistant.model import Block, Citation, Status, Turn
from assistant.steps.verify import verify

Make = Callable[..., Turn]


def _cited(make: Make, quote: str = "no contribution can be requested", said: str = "It is free.") -> Turn:
    turn = make("can we charge")
    paragraph = turn.holdings.paragraphs["nl-policy/7.6.2.p1"]
    start = paragraph.text.index("no contribution can be requested")
    citation = turn.holdings.citation(1, paragraph, start, start + len("no contribution can be requested"))
    blocks = (Block.of("answer", said, 1), Block.of("quote", quote, 1))
    return turn.but(citations=(replace(citation, quote=quote),), blocks=blocks)


def test_a_true_citation_stays(turn: Make) -> None:
    """Exact words at the place they are said to be."""
    checked = verify(_cited(turn))
    assert len(checked.citations) == 1
    assert len(checked.blocks) == 2


def test_a_quote_with_one_letter_changed_is_dropped_with_all_that_rests_on_it(turn: Make) -> None:
    """With nothing left to rest on, the turn is not covered."""
    checked = verify(_cited(turn, quote="no contribution can be Requested"))
    assert checked.status is Status.NOT_COVERED
    assert checked.citations == ()
    assert "will not guess" in checked.blocks[0].runs[0].text


def test_a_citation_of_a_paragraph_that_is_not_there_is_dropped(turn: Make) -> None:
    """An invented paragraph never reaches staff."""
    made = _cited(turn)
    invented = Citation(2, "nl-policy", "t", "nl-policy/9.4", "h", "words", 0, 5, None, "/")
    checked = verify(made.but(citations=(*made.citations, invented), blocks=(*made.blocks, Block.of("quote", "words", 2))))
    assert [citation.n for citation in checked.citations] == [1]
    assert len(checked.blocks) == 2


def test_a_sentence_that_names_a_figure_its_words_do_not_hold_is_dropped(turn: Make) -> None:
    """A section, a number of days: each must stand in what the sentence cites."""
    checked = verify(_cited(turn, said="It is free for 28 days under section 3."))
    assert [block.kind for block in checked.blocks] == ["quote"]
