"""What staff type is found whole, and numbers that are no sections are left alone."""

import json
import re
from pathlib import Path

import pytest

from ingest.errors import SourcesError
from ingest.glossary import Entry, Glossary, form_of, load_glossary

CORPUS = Path(__file__).parents[2] / "corpus"
GLOSSARY = load_glossary(CORPUS)
SURE = [entry for entry in GLOSSARY.entries if not entry.ambiguous]

# domain.md's list of words that never stand alone: what they need is a question
ASKED_BACK = ["sectioned", "discharged", "rescinded", "37", "41", "49", "17", "7", "remand", "52", "54", "advocate"]

FOUND = [
    ("is he 117'd", "section 117 aftercare"),
    ("S.117 aftercare?", "section 117 aftercare"),
    ("one-one-seven", "section 117 aftercare"),
    ("after-care", "section 117 aftercare"),
    ("she's on a three", "section 3"),
    ("on a S. 3", "section 3"),
    ("s.37(41)", "section 37 with section 41 restriction order"),
    ("37-41", "section 37 with section 41 restriction order"),
    ("s 47 49", "section 47 with section 49 restrictions"),
    ("Sec 45a", "section 45A"),
    ("on 17A", "community treatment order"),
    ("CTO’d last year", "community treatment order"),
    ("s17 leave", "section 17 leave of absence"),
    ("section three", "section 3"),
    ("doctors holding power", "section 5(2)"),
    ("5(2)", "section 5(2)"),
    ("M.o.J. patient", "restricted individual"),
    ("the LA’s budget", "local authority"),
    ("LAs", "local authority"),
    ("ICBs", "integrated care board or health and care partnership"),
    ("who foots the bill", "funding"),
    ("who holds the purse strings", "commissioner"),
    ("he was kicked out of hospital", "discharge from hospital"),
    ("she is off section", "informal or voluntary"),
    ("the section ended in May", "discharged from section"),
    ("banged up", "prison"),
    ("in the nick", "prison"),
    ("two kids", "children"),
    ("aftercair", "section 117 aftercare"),
    ("gaurdianship", "guardianship under section 7"),
    ("tribunel", "mental health tribunal"),
    ("entitlment", "entitled or eligible for aftercare"),
    ("discharg", "discharge"),
    ("accomodation", "accommodation"),
    ("taken off 117", "ending or discharge from section 117"),
    ("discharged from CMHT", "discharged from specialist mental health services"),
]

NOT_FOUND = [
    ("a 37 year old man", "section 37"),
    ("aged 41", "section 41"),
    ("he is 17 years old", "section 17"),
    ("within 7 working days", "7"),
    ("17 March", "section 17"),
    ("on 17/03/2024", "section 17"),
    ("5/2/2024", "section 5(2)"),
    ("at 17:30", "section 17"),
    ("it cost £37", "section 37"),
    ("room 41", "section 41"),
    ("7.16", "7"),
    ("37.5 hours", "section 37"),
    ("on 17 a while", "community treatment order"),
    ("on a three month plan", "section 3"),
    ("this or that", "ordinarily resident"),
    ("mindful", "mental disorder"),
    ("flat rate", "local authority"),
    ("unsectioned", "detained under the Mental Health Act"),
]


def terms(text: str, glossary: Glossary = GLOSSARY) -> list[str]:
    return [match.term for match in glossary.expand(text)]


def write(folder: Path, text: str) -> Path:
    (folder / "glossary.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("typed", "term"), FOUND)
def test_what_staff_type_is_found(typed: str, term: str) -> None:
    """Abbreviations, slang, misspellings and ways of writing a section lead to the standard term."""
    assert term in terms(typed)


@pytest.mark.parametrize(("typed", "term"), NOT_FOUND)
def test_what_only_looks_like_a_term_is_left_alone(typed: str, term: str) -> None:
    """Ages, dates, sums, rooms, longer numbers and parts of words are no terms."""
    assert term not in terms(typed)


@pytest.mark.parametrize("entry", GLOSSARY.entries, ids=lambda entry: entry.term)
def test_every_form_is_found_alone(entry: Entry) -> None:
    """Each form of the file, typed alone or in capitals, leads to its own term."""
    for form in entry.forms:
        assert entry.term in terms(form), form
        assert entry.term in terms(f"so, {form.upper()}?"), form


def test_the_file_is_wide() -> None:
    """At least 150 terms and 900 forms that differ by more than capitals, dots and plurals."""
    assert len(GLOSSARY.entries) >= 150
    assert len({form_of(form) for entry in GLOSSARY.entries for form in entry.forms}) >= 900


def test_no_term_stands_twice() -> None:
    """A term is one entry."""
    assert len({form_of(entry.term) for entry in GLOSSARY.entries}) == len(GLOSSARY.entries)


@pytest.mark.parametrize("typed", ASKED_BACK)
def test_words_that_need_a_question_say_what_to_ask(typed: str) -> None:
    """Nothing may be concluded from these words alone; the match carries the question."""
    (match,) = GLOSSARY.expand(typed)
    assert match.ambiguous is not None
    assert "must be asked" in match.ambiguous


def test_the_longest_form_wins() -> None:
    """ "Discharged from section 117" is not "discharged" beside "section 117"."""
    assert terms("discharged from section 117") == ["ending or discharge from section 117"]


def test_a_section_with_a_number_is_not_just_a_section() -> None:
    """ "Under section 2" names the section: nobody needs to ask which."""
    assert terms("under section 2") == ["section 2 assessment"]
    assert terms("discharged from section 3") == ["discharge", "section 3"]


def test_a_match_gives_the_words_as_typed() -> None:
    """The span is the typed words, capitals and apostrophes as they were."""
    text = "Is the LA’s top-up due?"
    found = GLOSSARY.expand(text)
    assert [match.said for match in found] == ["LA’s", "top-up"]
    assert [text[match.start : match.end] for match in found] == ["LA’s", "top-up"]


def test_no_words_no_matches() -> None:
    """Empty text, spaces and punctuation hold no term."""
    assert [GLOSSARY.expand(text) for text in ("", "   ", "?!…", "🙂")] == [[], [], [], []]


def test_a_copy_in_json_finds_the_same() -> None:
    """The index keeps the glossary as JSON; what it finds does not change by that."""
    copy = Glossary.from_data(json.loads(json.dumps(GLOSSARY.to_data())))
    for typed, _ in FOUND + NOT_FOUND:
        assert copy.expand(typed) == GLOSSARY.expand(typed)
    assert copy.entries == GLOSSARY.entries


def test_misspelt_words_are_not_offered_as_corrections() -> None:
    """Spelling is corrected to real words only, apostrophes dropped."""
    assert {"aftercare", "guardianship", "tribunal", "cto", "kicked"} <= GLOSSARY.words
    assert GLOSSARY.words.isdisjoint({"aftercair", "gaurdianship", "tribunel", "117", "discharg"})


def test_a_form_under_two_terms_is_refused(tmp_path: Path) -> None:
    """The message names the form, both terms, and what to do."""
    folder = write(tmp_path, "- {term: council, said: [LA]}\n- {term: leave of absence, said: [l.a.]}\n")
    said = "'l.a.' stands under both 'council' and 'leave of absence': keep it under one of them, or give both"
    with pytest.raises(SourcesError, match=re.escape(said)):
        load_glossary(folder)


def test_a_form_may_be_shared_where_both_say_what_to_ask(tmp_path: Path) -> None:
    """Then both terms are found."""
    ask = 'ambiguous: "which one must be asked"'
    folder = write(tmp_path, f"- {{term: council, said: [LA], {ask}}}\n- {{term: leave, said: [LA], {ask}}}\n")
    assert terms("LA", load_glossary(folder)) == ["council", "leave"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {term: CTO, said: [c.t.o., on a CTO]}", "'CTO': 'c.t.o.' is 'CTO' again"),
        ("- {term: CTO, said: ['?']}", "'CTO': '\\?' has no letter or figure in it: take it out"),
        ("- {term: CTO, sayd: [SCT], said: [SCT]}", "unknown key 'sayd'; did you mean 'said'\\?"),
        ("- {term: CTO}", "'said' is missing"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, text: str, message: str) -> None:
    """Each message says what is wrong and where, in the words of the file."""
    with pytest.raises(SourcesError, match=message):
        load_glossary(write(tmp_path, text))


def test_unambiguous_entries_are_most_of_the_file() -> None:
    """Questions back to staff are for the words that need them."""
    assert len(SURE) > 0.9 * len(GLOSSARY.entries)
