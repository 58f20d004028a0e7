"""Numbers that belong to one person are found however they are written; other numbers are not."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nhs_number import calculate_checksum, is_valid

from assistant.privacy.find import kinds_in
from assistant.privacy.lists import Kind
from ingest.yamlfile import read_yaml

EXAMPLES = read_yaml(Path(__file__).with_name("examples.yaml"))

WORDS = dict(zip("0123456789", "zero one two three four five six seven eight nine".split(), strict=True))


def _grouped(sizes: tuple[int, ...], between: str) -> Callable[[str], str]:
    def write(number: str) -> str:
        starts = [sum(sizes[:index]) for index in range(len(sizes))]
        return between.join(number[start : start + size] for start, size in zip(starts, sizes, strict=True))

    return write


FORMS = {
    "plain": lambda n: n,
    "spaces": _grouped((3, 3, 4), " "),
    "no-break spaces": _grouped((3, 3, 4), "\u00a0"),
    "narrow no-break spaces": _grouped((3, 3, 4), "\u202f"),
    "dashes": _grouped((3, 3, 4), "-"),
    "en dashes": _grouped((3, 3, 4), "\u2013"),
    "em dashes": _grouped((3, 3, 4), " \u2014 "),
    "minus signs": _grouped((3, 3, 4), "\u2212"),
    "dots": _grouped((3, 3, 4), "."),
    "middle dots": _grouped((3, 3, 4), "\u00b7"),
    "commas": _grouped((3, 3, 4), ","),
    "slashes": _grouped((3, 3, 4), "/"),
    "underscores": _grouped((3, 3, 4), "_"),
    "4-3-3": _grouped((4, 3, 3), " "),
    "3-4-3": _grouped((3, 4, 3), " "),
    "5-5": _grouped((5, 5), " "),
    "pairs": _grouped((2,) * 5, " "),
    "one by one": _grouped((1,) * 10, " "),
    "one by one with dashes": _grouped((1,) * 10, "-"),
    "label": lambda n: f"NHS No: {n}",
    "label glued": lambda n: f"NHSnumber{n}",
    "label after": lambda n: f"{n} (NHS number)",
    "line breaks": _grouped((3, 3, 4), "\n"),
    "carriage returns": _grouped((3, 3, 4), "\r\n"),
    "tabs": _grouped((3, 3, 4), "\t"),
    "two spaces": _grouped((3, 3, 4), "  "),
    "full width": lambda n: n.translate({ord(str(d)): 0xFF10 + d for d in range(10)}),
    "arabic figures": lambda n: n.translate({ord(str(d)): 0x0660 + d for d in range(10)}),
    "mathematical figures": lambda n: n.translate({ord(str(d)): 0x1D7CE + d for d in range(10)}),
    "keycaps": lambda n: "".join(f"{d}\ufe0f\u20e3" for d in n),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "direction marks": lambda n: f"\u202d{n}\u202c",
    "brackets": lambda n: f"({n[:3]}) {n[3:6]} {n[6:]}",
    "bold": lambda n: f"**{n[:3]}** {n[3:6]} {n[6:]}",
    "in an address": lambda n: f"https://records.example/p?nhs={n}&tab=1",
    "in an encoded address": lambda n: f"https://records.example/p?nhs={n[:3]}%20{n[3:6]}%20{n[6:]}",
    "entities": lambda n: f"{n[:3]}&nbsp;{n[3:6]}&nbsp;{n[6:]}",
    "words": lambda n: " ".join(WORDS[d] for d in n),
    "words with commas": lambda n: ", ".join(WORDS[d] for d in n),
    "words and figures": lambda n: f"{n[:3]} {' '.join(WORDS[d] for d in n[3:6])} {n[6:]}",
}


@st.composite
def valid(draw: st.DrawFn) -> str:
    """A number with a right check figure, and not ten times the same figure."""
    body = draw(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True))
    check = calculate_checksum(body)
    number = f"{body}{check if check is not None else ''}"
    return number if len(number) == 10 and is_valid(number) and len(set(number)) > 1 else "9434765919"


@pytest.mark.parametrize("form", FORMS)
@given(number=valid())
def test_an_nhs_number_is_found_in_every_form(form: str, number: str) -> None:
    """Spaces, dashes, labels, line breaks, other figures, words: more than thirty ways of writing one."""
    written = FORMS[form](number)
    assert Kind.NHS_NUMBER in kinds_in(f"my patient {written} was on a section 3, is he entitled"), written


def test_a_number_with_a_wrong_check_figure_is_one_only_where_it_is_called_one() -> None:
    """A mistyped NHS number still points at somebody; ten figures of something else do not."""
    assert kinds_in("nhs number 943 476 5918, on a 3") == [Kind.NHS_NUMBER]
    assert kinds_in("943 476 5918 is what the form says") == []


@pytest.mark.parametrize("message", EXAMPLES["other_numbers_are_not_personal"])
def test_other_numbers_are_not_personal(message: str) -> None:
    """Placeholders, money, invoices, dates of detention, sections and paragraphs."""
    assert kinds_in(message) == []


@pytest.mark.parametrize("number", EXAMPLES["a_telephone_number_is_found"])
def test_a_telephone_number_is_found(number: str) -> None:
    """Mobile, landline, in words, with or without the country."""
    assert kinds_in(f"her daughter is on {number} if panel wants her") == [Kind.PHONE]


@given(
    st.from_regex(r"07[0-9]{9}", fullmatch=True),
    st.sampled_from([(5, 6), (5, 3, 3), (4, 3, 4), (3, 4, 4), (11,)]),
    st.sampled_from(" -."),
)
def test_a_mobile_number_is_found_however_it_is_grouped(number: str, sizes: tuple[int, ...], between: str) -> None:
    """Groups of any usual size."""
    assert Kind.PHONE in kinds_in(f"ring {_grouped(sizes, between)(number)} please")


@pytest.mark.parametrize("number", EXAMPLES["a_national_insurance_number_is_found"])
def test_a_national_insurance_number_is_found(number: str) -> None:
    """Spaced or not."""
    assert kinds_in(f"NI is {number} and he was on a 3") == [Kind.NATIONAL_INSURANCE]


@pytest.mark.parametrize("written", EXAMPLES["a_record_number_is_found"])
def test_a_record_number_is_found(written: str) -> None:
    """A number is called somebody's record."""
    assert kinds_in(f"{written}, was on a 3, who pays") == [Kind.RECORD_NUMBER]


@pytest.mark.parametrize("message", EXAMPLES["words_for_records_without_a_number_are_not_personal"])
def test_words_for_records_without_a_number_are_not_personal(message: str) -> None:
    """Years, counts and the names of systems."""
    assert kinds_in(message) == []
