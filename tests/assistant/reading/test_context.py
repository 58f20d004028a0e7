"""How words are meant, by the words around them. Each case marks the span that is asked about in square brackets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.context import Manner, manner, manners

CASES = {
    Manner.SAID: [
        "not on a cto hes [in prison] now",
        "can he have a personal health budget hes [in the police cells]",
        "the team rang to say he's [in a cell]",
        "need to no about imca for [a bloke]",
        "no gp that day and her home was [in Sheffield]",
        "he was on a [3]",
        "not a 3, a [2]",
        "lives with his mum. On a [3]",
        "sectioned in Leeds while visiting his mum, was a [3]",
        "dad says he was on a [3]",
        "his brother was on a 3 but he was on a [2]",
        "informal, no section, [in the community]",
        "he's [informal], no section",
        "is he entitled as he was on a [3]",
        "lad on our ward, was a [3], informal since Tues, does he get the free aftercare",
        "not only a [3]",
        "on a [3] sorry for the long message",
        "no GP and was on a [3]",
        "council haven't signed but [the ICB has]",
        "was on a 2 then [3]",
        "didn't want it, now on a [3]",
        "if he was on a 3 would [the council pay]",
        "he was on a [3] not a 2",
        "actually it wasn't a 3 it was a [2]",
        "never been to panel. [care plan] done though",
        "they don't have a GP because [he moved]",
        "on a [CTO] actually",
        "council is providing his [care home]",
        "the care they are providing is [for his psychosis]",
        "no fixed abode, on a [3]",
        "he has no leave to remain, [s3] 2024, on 117",
        "no visa, [s3] 2024, on 117",
        "parents of a [14 yr old] on 117",
        "did not attend, on a [3]",
    ],
    Manner.DENIED: [
        "never on a [3]",
        "no [section 3]",
        "not a [3], a 2",
        "never on a 3, [37] or 47",
        "on a [CTO]? no",
        "on a [CTO] - no",
        "no longer on a [CTO]",
        "she hasn't been [told]",
        "[panel agreed] - no",
        "he isnt on a [cto]",
        "he isn’t on a [cto]",
        "no record of a [section 3]",
        "rather than a [3]",
        "neither the [council] agreed",
    ],
    Manner.DOUBTED: [
        "might have been on a [3]",
        "not sure if it was a [3]",
        "s[3]? not sure",
        "i think he was on a [3]",
        "?[s3]",
        "either a [2] or a 3",
        "was on a [3] i think",
        "dont know whether it was a [3]",
        "possibly on a [3]",
    ],
    Manner.SUPPOSED: [
        "if she had been on a [3]",
        "say he goes on a [3]",
        "can you tell me if he gets it on a [3]",
        "what if he was never on a [3]",
        "does he get it if he was on a [3]",
        "suppose they were on a [3]",
    ],
    Manner.ASKED: [
        "is she on a [CTO]?",
        "does [the panel have to agree]?",
        "whether he was on a [3]",
        "do we know whether he was on a [3]",
        "on a [CTO]?",
    ],
    Manner.OF_ANOTHER: [
        "his brother was on a [3]",
        "my last patient was on a [3]",
        "his mum's [3]",
        "her older sister who was on a [3]",
    ],
    Manner.TAKEN_BACK: [
        "s[3], no sorry a 2",
        "sorry, I said [3]",
        "actually it wasn't a [3] it was a 2",
        "on a [3], scrap that, a 2",
    ],
}


def span(marked: str) -> tuple[str, int, int]:
    """The text without its brackets, and where what they hold starts and ends."""
    return marked.replace("[", "").replace("]", ""), marked.index("["), marked.index("]") - 1


@pytest.mark.parametrize(("meant", "marked"), [(meant, marked) for meant, all_of in CASES.items() for marked in all_of])
def test_how_a_span_is_meant(meant: Manner, marked: str) -> None:
    """The words around a span turn its meaning within their reach, and no further."""
    assert manner(*span(marked)) is meant


def test_several_manners_at_once() -> None:
    """What is supposed not to be is both supposed and denied; `manner` gives the stronger."""
    assert manners(*span("what if he was never on a [3]")) == {Manner.SUPPOSED, Manner.DENIED}


def test_every_manner_has_a_case() -> None:
    """No manner is left without words that mean it."""
    assert set(CASES) == set(Manner)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_has_a_manner(text: str, one: int, other: int) -> None:
    """No text is too odd to be read, letters that grow when made small included."""
    [(start, end)] = pairwise(sorted((min(one, len(text)), min(other, len(text)))))
    assert manner(text, start, end) in Manner


@pytest.mark.parametrize(
    "before", ["Mum visits daily. ", "No GP. ", "His sister was ill. ", "Is it urgent? ", "Not sure about the bus. "]
)
@pytest.mark.parametrize(("meant", "marked"), [(meant, all_of[0]) for meant, all_of in CASES.items()])
def test_a_sentence_before_turns_nothing(before: str, meant: Manner, marked: str) -> None:
    """The reach of turning words ends with their sentence."""
    assert manner(*span(before + marked)) is meant


@pytest.mark.parametrize(
    ("text", "word", "how"),
    [
        ("he's quiet, and isn't a restricted patient", "restricted", {Manner.DENIED}),
        ("he is 16 and is a restricted patient", "restricted", set()),
        ("on a 3 and is the panel needed", "needed", {Manner.ASKED}),
        ("isn't a panel needed?", "panel", {Manner.ASKED}),
        ("never been on a section 3, a hospital order 37, 45A, 47 or 48", "45A", {Manner.DENIED}),
        ("never on a 2, he was on a 37, then home", "37", set()),
        ("not urgent at all and his brother is around", "brother", set()),
        ("nobody thinks it keeps him well", "well", {Manner.DENIED}),
        ("she was told she might be on a 3", "3", {Manner.DOUBTED}),
        ("told they might be charged", "charged", set()),
        ("it dosnt help and wudnt", "help", {Manner.DENIED}),
        ("does he get one hes 12", "12", set()),
        ("is it true hes been on a 3", "3", {Manner.ASKED}),
    ],
)
def test_a_list_a_hurried_hand_and_a_second_clause_are_read_for_what_they_mean(text: str, word: str, how: set[Manner]) -> None:
    """What is denied or asked ends where another clause begins, and no sooner."""
    start = text.index(word)
    assert manners(text, start, start + len(word)) == how
