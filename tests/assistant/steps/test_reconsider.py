"""What neither a table nor a document answers may be about somebody after all."""

from collections.abc import Callable

from assistant.model import Answer, Status

Ask = Callable[..., Answer]


def test_what_no_document_answers_is_asked_about_as_somebodys(ask: Ask) -> None:
    """ "Who pays?" is a question about the rule that only a case can settle: the one fact that decides is asked."""
    found = ask("who pays?")
    assert found.status is Status.NEEDS_FACT
    assert [one["table"] for one in found.decisions] == ["responsible_council", "responsible_icb"]
    assert found.ask is not None


def test_what_a_document_answers_is_left_to_it(ask: Ask) -> None:
    """Nobody is asked about a person where the documents say it of everyone."""
    found = ask("who comes to the discharge meeting")
    assert found.status is Status.ANSWERED
    assert not found.decisions
