# ruff: noqa: E501 - each case reads as one line
"""What the checker refuses, in the words a policy owner reads: file, line, row, what is wrong, what to do."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from assistant.rules.check import Corpus, check, check_written
from assistant.rules.load import rulebook
from assistant.rules.written import Written
from ingest.yamlfile import YamlError

FACTS = """\
facts:
  colour:
    question: Which colour is it?
    finds_out: Look at it.
    options: {red: Red, blue: Blue, green: Green}
  day:
    type: date
    question: On what day?
    finds_out: Look in the diary.
"""
TABLE = """\
question: May it go?
checked: {by: null, day: null, edition: null}
facts: [colour, day]
outcomes:
  go: {words: It may go.}
  stay: {words: It stays.}
meanwhile: {words: Wait., cite: doc/1.p1, quote: Red goes}
rows:
  - {id: red, when: {colour: red, day: {from: 2024-01-01, to: open}}, then: go, cite: doc/1.p1, quote: Red goes}
  - {id: early, when: {colour: red, day: {from: open, to: 2023-12-31}}, then: stay, cite: doc/1.p1, quote: from 2024}
  - {id: other, when: {colour: [blue, green]}, then: stay, cite: doc/1.p1, quote: the others stay}
examples:
  - {name: Red on the day, facts: {colour: red, day: 2024-01-01}, then: go}
  - {name: Red the day before, facts: {colour: red, day: 2023-12-31}, then: stay}
  - {name: Blue, facts: {colour: blue}, then: stay}
"""
PARAGRAPHS = {"doc/1.p1": "Red goes from 2024; the others stay."}
CORPUS = Corpus(PARAGRAPHS, frozenset({"X1"}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "facts.yaml").write_text(FACTS)
    (tmp_path / "tables/going.yaml").write_text(TABLE)
    return tmp_path


def test_a_rulebook_with_nothing_wrong_has_no_problems(folder: Path) -> None:
    """The small rulebook that the tests below spoil is right."""
    assert check(folder, CORPUS) == []


@pytest.mark.parametrize(
    ("words", "spoilt", "said"),
    [
        ("[blue, green]", "[blue]", ":9: going: no row holds where colour is 'Green'. Add a row, or name the value in `leaves_out`"),
        ("[blue, green]", "[blue]", ":3: going: no row names colour: 'green'. Name it in a row, or in `leaves_out` with the reason"),
        ("[blue, green]", "[blue, green, red]", ":9: going: rows red, other all hold where colour is 'Red', day is '2024-01-01'. Leave one"),
        ("to: 2023-12-31", "to: 2023-12-30", ":9: going: no row holds where colour is 'Red', day is '2023-12-31'. Add a row"),
        ("to: 2023-12-31", "to: 2024-01-01", ":9: going: rows red, early all hold where colour is 'Red', day is '2024-01-01'"),
        ("colour: [blue", "color: [blue", ":11: going/other: 'color' is not among the table's `facts`. Add it there, or mend the name"),
        ("facts: [colour, day]", "facts: [colour, days]", ":1: going: no fact is called 'days'. Did you mean 'day'? Mend it here or in facts"),
        ("[blue, green]", "[blue, gren]", ":11: going/other: 'colour' cannot be 'gren'. Did you mean 'green'?"),
        ("then: go,", "then: goes,", ":9: going/red: there is no outcome 'goes'. Did you mean 'go'?"),
        ("id: early", "id: red", ":10: going/red: another row has this id. Give one of them another"),
        ("from: open, to: 2023", "from: 2024-02-01, to: 2023", ":10: going/early: 'day': the period ends (2023-12-31) before it starts"),
        ("from: open, to: 2023-12-31", "from: open, to: '2023-12-32'", ":10: going/early: 'day': 'open' to '2023-12-32' is not a period"),
        ("colour: red, day: {from: 2024-01-01, to: open}", "colour: {from: open, to: open}", ":9: going/red: 'colour' needs a value or a list"),
        ("go: {words: It may go.}", "go: {words: 'The {wolf} may go.'}", ":5: going/go: {wolf} needs a fact that has `called`. Mend the words"),
        ("stay: {words: It stays.}", "stay: {words: It stays.}\n  never: {words: Never.}", ":7: going: no row gives 'never'. Add a row or take"),
        ("outcomes:\n", "outcomes:\n  ask: {words: Which?}\n", ":5: going: 'ask' is the engine's own outcome. Choose another name"),
        ("cite: doc/1.p1, quote: from", "cite: doc/1.p2, quote: from", ":10: going/early: there is no paragraph 'doc/1.p2'. Did you mean 'doc/1.p1'?"),
        ("quote: the others stay", "quote: the rest stay", ":11: going/other: doc/1.p1 does not say 'the rest stay'. Copy the words exactly"),
        ("quote: Red goes}\n  - {id: e", "quote: Red goes, notices: [X9]}\n  - {id: e", ":9: going/red: there is no notice 'X9'. Name one of advisories.yaml or conflicts.yaml"),
        ("Wait., cite: doc/1.p1, quote: Red goes", "Wait., cite: doc/1.p1, quote: Run", ":7: going: doc/1.p1 does not say 'Run'."),
        ("  - {name: Blue, facts: {colour: blue}, then: stay}\n", "", ":11: going/other: no example comes to this row alone. Add one"),
        ("Red the day before, facts: {colour: red, day: 2023-12-31}", "Red, facts: {colour: red, day: 2023-12-01}", ":13: going: no example has day = 2023-12-31, at a boundary. Add one"),
        ("facts: {colour: blue}, then: stay", "facts: {colour: blue}, then: go", ":15: going: example 'Blue' gives 'stay', not 'go'. Mend the row or the example"),
        ("facts: {colour: blue}, then: stay", "facts: {}, then: ask, asks: day", ":15: going: example 'Blue' asks 'colour', not 'day'."),
        ("facts: {colour: blue}", "facts: {colour: bleu}", ":15: going: example 'Blue': colour: it cannot be 'bleu'. Did you mean 'blue'?"),
        ("facts: {colour: blue}, then: stay", "facts: {}, then: ask", ":15: examples.2: `then: ask` and `asks` belong together"),
        ("question: May it go?\n", "question: May it go?\nquestoin: twice\n", ":2: questoin: unknown key 'questoin'; did you mean 'question'?"),
        ("question: May it go?\n", "question: May it go?\ntakes: {colour: [dark]}\n", ":2: going: nothing is presumed of 'dark' of 'colour'. Mend it here"),
        ("question: May it go?\n", "", ":1: question: 'question' is missing"),
        ("rows:\n", "rows: [\n", ": "),
    ],
)  # fmt: skip
def test_the_checker_refuses(folder: Path, words: str, spoilt: str, said: str) -> None:
    """Each is one line that starts with the file and the line of the place to mend."""
    assert words in TABLE
    path = folder / "tables/going.yaml"
    path.write_text(TABLE.replace(words, spoilt, 1))
    problems = check(folder, CORPUS)
    assert any(problem.startswith(f"{path}{said}") or (said == ": " and str(path) in problem) for problem in problems), problems
    assert all("\n" not in problem for problem in problems)


@pytest.mark.parametrize(
    ("words", "spoilt", "said"),
    [
        ("options: {red: Red, blue: Blue, green: Green}", "options: {red: Red, unknown: Unknown}", "'unknown' can always be answered"),
        ("    finds_out: Look at it.\n", "", "a fact that is asked needs `question` and `finds_out`"),
        ("green: Green}", "green: Green}\n    vague: {dark: {label: Dark, means: [blak], question: Which?}}", "vague 'dark' means 'blak'"),
        ("green: Green}", "green: Green}\n    vague: {dark: {label: Dark, means: [blue], question: Which?, presumed: red, presumed_words: it is red}}", "one of `means`"),
        ("green: Green}", "green: Green}\n    vague: {dark: {label: Dark, means: [blue], question: Which?, presumed: blue}}", "`presumed` needs `presumed_words`"),
        ("green: Green}", "green: Green}\n    vague: {dark: {label: Dark, least: 1, most: 2, question: Which?}}", "a vague word needs `means`, and of a number"),
        ("green: Green}", "green: Green}\n    vague: {dark: {label: Dark, question: Which?}}", "give either `means`, or for a number `least` and `most`"),
        ("green: Green}", "green: Green}\n  size: {type: number, least: 1, most: 9, question: How big?, finds_out: Look., vague: {big: {label: Big, least: 5, most: 10, question: How big?}}}", "vague 'big' goes beyond 1 to 9. Mend its `least` or `most`"),
        ("green: Green}", "green: Green}\n    implied_by: {function: colour_of, of: [day]}", "arithmetic.py has no 'colour_of'"),
        ("green: Green}", "green: Green}\n    implied_by: {fact: dya, values: {a: red}}", "there is no fact 'dya'. Did you mean 'day'?"),
        ("green: Green}", "green: Green}\n    presumed: gren\n    presumed_words: it is green", "it is presumed 'gren', which is no value. Did you mean 'green'?"),
        ("green: Green}", "green: Green}\n    presumed: red", "`presumed` needs `presumed_words`"),
        ("green: Green}", "green: Green}\n    presumed_unless: [day]", "`presumed` needs `presumed_words`"),
        ("green: Green}", "green: Green}\n    presumed: red\n    presumed_words: it is red\n    presumed_unless: [dya]", "there is no fact 'dya'. Did you mean 'day'? Mend"),
        ("facts:\n", "facts:\n  going:\n    table: goings\n    values: {a: [go]}\n", "there is no table 'goings'. Did you mean 'going'?"),
        ("facts:\n", "facts:\n  gone:\n    table: going\n    values: {a: [go]}\n", "outcome 'stay' of 'going' stands nowhere in `values`"),
        ("facts:\n", "facts:\n  gone:\n    table: going\n    values: {a: [go, stay], b: [stay]}\n", "outcome 'stay' of 'going' can mean several values. Give"),
        ("facts:\n", "facts:\n  gone:\n    table: going\n    values: {a: [go, stay, fly]}\n", "'going' has no outcome 'fly'"),
    ],
)  # fmt: skip
def test_the_checker_refuses_facts(folder: Path, words: str, spoilt: str, said: str) -> None:
    """The same for facts.yaml."""
    (folder / "facts.yaml").write_text(FACTS.replace(words, spoilt, 1))
    problems = check(folder, CORPUS)
    assert any(said in problem and problem.startswith(f"{folder}/facts.yaml:") for problem in problems), problems


def test_tables_that_need_one_another_are_refused(folder: Path) -> None:
    """A table cannot rest on itself, straight or through another."""
    (folder / "facts.yaml").write_text(FACTS + "  gone:\n    table: going\n    values: {a: [go], b: [stay]}\n")
    path = folder / "tables/going.yaml"
    path.write_text(TABLE.replace("facts: [colour, day]", "facts: [colour, day, gone]"))
    assert "going -> going: these tables need one another. Take one of the facts out" in check(folder, CORPUS)[0]


@pytest.mark.parametrize(
    ("name", "text", "words", "line"),
    [("tables/going.yaml", TABLE, "2023-12-31}}", 10), ("facts.yaml", FACTS, "Look in the diary.", 9)],
)
def test_a_day_that_does_not_exist_is_refused(folder: Path, name: str, text: str, words: str, line: int) -> None:
    """YAML itself stumbles over it, and does not say where; the file and the line are named all the same."""
    path = folder / name
    path.write_text(text.replace(words, words.replace("Look in the diary.", "2023-02-30").replace("12-31", "02-30")))
    said = f"{path}:{line}: day is out of range for month. Mend the date, or put it in quotes if it is not one"
    assert check(folder, CORPUS) == [said]


def test_a_value_can_be_left_out_with_a_reason(folder: Path) -> None:
    """Then the table says why it does not answer for it, instead of deciding."""
    path = folder / "tables/going.yaml"
    left_out = TABLE.replace("[blue, green]", "[blue]").replace(
        "meanwhile", "leaves_out: {colour: {green: Ask the gardener.}}\nmeanwhile"
    )
    path.write_text(left_out)
    assert check(folder, CORPUS) == []
    decision = rulebook(folder, PARAGRAPHS).decide("going", {"colour": "green"})
    assert (decision.outcome, decision.words) == ("left_out", "This table does not answer that: Ask the gardener.")


def test_a_damaged_file_stops_the_start(folder: Path) -> None:
    """Loading says file, line and what to do, and decides nothing."""
    (folder / "tables/going.yaml").write_text(TABLE.replace("then: go,", "then: goes,"))
    with pytest.raises(YamlError, match=r"going\.yaml:9: going/red: there is no outcome 'goes'"):
        rulebook(folder, PARAGRAPHS)


def test_a_changed_paragraph_names_exactly_the_rows_that_rest_on_it(written: Written, corpus: Corpus) -> None:
    """Change "7 working days" to 5 and the rows that quote them are named, each with its file and line, and no others."""
    changed = corpus.paragraphs["nl-policy/7.16.p7"].replace("within 7 working", "within 5 working")
    problems = check_written(written, replace(corpus, paragraphs={**corpus.paragraphs, "nl-policy/7.16.p7": changed}))
    assert [problem.split(": ")[1] for problem in problems] == [
        "entitlement/ended",
        "reinstatement/within_the_days",
        "reinstatement/after_the_days",
    ]
    places = [problem.partition(": ")[0].rpartition(":") for problem in problems]
    lines = [Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1] for path, _, line in places]
    rows = ["- id: ended", "- id: within_the_days", "- id: after_the_days"]
    assert [line.strip() for line in lines] == rows


def test_the_whole_rulebook_is_checked_in_under_two_seconds(written: Written, corpus: Corpus) -> None:
    """Processor time, so that a busy machine does not fail it."""
    began = process_time()
    assert check_written(written, corpus) == []
    assert process_time() - began < 2
