"""What changed between two editions: paragraph by paragraph, word by word."""

import json
from dataclasses import asdict
from pathlib import Path

from ingest.changes import Change, Kind, Mark, Words, changes, compared, edition, rendered
from ingest.paragraphs import Paragraph, paragraphs_of
from ingest.reading import read_document

BEFORE = """# Policy

## 1 Reviews

The council must hold a review within six weeks of discharge.

Each review is written down and sent to the person.

- who came
- what was said

## 2 Ending

Both bodies decide together when aftercare ends.

The person may object at any time.
"""


def policy(folder: Path, text: str, name: str = "policy") -> list[Paragraph]:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(text)
    return list(paragraphs_of("policy", read_document(folder / f"{name}.md")))


def changed(tmp_path: Path, *replaced: tuple[str, str]) -> list[Change]:
    after = BEFORE
    for old, new in replaced:
        assert old in after
        after = after.replace(old, new)
    return changes(policy(tmp_path / "before", BEFORE), policy(tmp_path / "after", after))


def test_the_same_edition_has_no_changes(tmp_path: Path) -> None:
    """Nothing changed, nothing listed."""
    assert changed(tmp_path) == []


def test_a_changed_word_is_shown_in_its_sentence(tmp_path: Path) -> None:
    """Only the word is marked."""
    (change,) = changed(tmp_path, ("six weeks", "four weeks"))
    assert (change.kind, change.before, change.after) == (Kind.CHANGED, "policy/1.p1", "policy/1.p1")
    assert rendered([change]) == (
        "changed: policy/1.p1\n  The council must hold a review within [-six-] {+four+} weeks of discharge."
    )


def test_a_new_paragraph_moves_the_ones_after_it(tmp_path: Path) -> None:
    """Renumbered paragraphs keep their words and are said to have moved, not to be gone and new."""
    found = changed(tmp_path, ("Each review is", "A nurse may call one at any time.\n\nEach review is"))
    assert [(change.kind, change.before, change.after) for change in found] == [
        (Kind.ADDED, None, "policy/1.p2"),
        (Kind.MOVED, "policy/1.p2", "policy/1.p3"),
        (Kind.MOVED, "policy/1.p2.b1", "policy/1.p3.b1"),
        (Kind.MOVED, "policy/1.p2.b2", "policy/1.p3.b2"),
    ]
    assert rendered(found[:2]) == (
        "added: policy/1.p2\n  {+A nurse may call one at any time.+}\n\n"
        "moved: policy/1.p2 -> policy/1.p3\n  Each review is written down and sent to the person."
    )


def test_a_paragraph_that_moved_and_changed_is_found_by_its_words(tmp_path: Path) -> None:
    """Another number and other words: still the same paragraph."""
    found = changed(
        tmp_path,
        ("Both bodies decide", "This part is new and speaks of money only.\n\nBoth bodies decide"),
        ("at any time.", "at any time, in writing."),
    )
    last = found[-1]
    assert (last.kind, last.before, last.after) == (Kind.CHANGED, "policy/2.p2", "policy/2.p3")
    assert Words(Mark.NEW, "time, in writing.") in last.words


def test_a_renumbered_section_has_moved(tmp_path: Path) -> None:
    """Its heading has changed and its paragraphs have moved; nothing is gone or new."""
    found = changed(tmp_path, ("## 2 Ending", "## 3 Ending"))
    assert {change.kind for change in found} == {Kind.CHANGED, Kind.MOVED}
    assert (found[0].before, found[0].after) == ("policy/2", "policy/3")


def test_a_removed_paragraph_is_listed_with_its_words(tmp_path: Path) -> None:
    """What is gone comes last."""
    (change,) = changed(tmp_path, ("The person may object at any time.\n", ""))
    assert change == Change(Kind.REMOVED, "policy/2.p2", None, (Words(Mark.GONE, "The person may object at any time."),))
    assert rendered([change]) == "removed: policy/2.p2\n  [-The person may object at any time.-]"


def test_other_words_in_the_same_place_are_another_paragraph(tmp_path: Path) -> None:
    """Where nothing is left of a paragraph it is gone, and the one in its place is new."""
    found = changed(tmp_path, ("The person may object at any time.", "Complaints go to the ombudsman."))
    assert [change.kind for change in found] == [Kind.ADDED, Kind.REMOVED]


def test_every_word_of_both_editions_is_in_the_comparison() -> None:
    """Gone and same give the old words, new and same the new ones, in order."""
    before, after = "one two three four five", "zero one three four and five six"
    runs = compared(before, after)
    assert " ".join(run.text for run in runs if run.mark is not Mark.NEW) == before
    assert " ".join(run.text for run in runs if run.mark is not Mark.GONE) == after


def test_an_edition_is_a_document_or_a_file_of_paragraphs(tmp_path: Path) -> None:
    """Either can be compared with either; the names of the files make no difference."""
    committed = Path(__file__).parents[2] / "corpus"
    from_words = edition(committed / "documents" / "what-is-section-117-aftercare-leaflet.md")
    from_paragraphs = edition(committed / "paragraphs" / "leaflet.yaml")
    assert len(from_words) == len(from_paragraphs)
    assert changes(from_words, from_paragraphs) == []


def test_changes_can_be_written_as_json(tmp_path: Path) -> None:
    """Plain values all through."""
    (change,) = changed(tmp_path, ("six weeks", "four weeks"))
    kept = json.loads(json.dumps(asdict(change)))
    assert kept["kind"] == "changed"
    assert kept["words"][1] == {"mark": "gone", "text": "six"}
