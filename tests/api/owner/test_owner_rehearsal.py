"""Rehearsals: a draft edition is tried beside what is in use, and changes nothing by itself."""

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from editions import DRAFT, draft_of, quiet

from api.owner.rehearsing import rehearse
from api.owner.resting import extracts_on, notices_on, points_on, rows_on
from api.settings import Settings
from api.store.opened import open_store
from assistant.holdings import Holdings
from assistant.rules.load import written_rules
from ingest.corpus import hash_of
from ingest.errors import IngestError
from ingest.generation import served
from tests.api.store.stores import exchange
from tests.ingest.small_corpus import build_quickly


def _rehearsed(settings: Settings, folder: Path) -> Mapping[str, Any]:
    (folder / "rehearsal").mkdir(exist_ok=True)
    return rehearse(settings, folder / "rehearsal", quiet, build=build_quickly, scenarios=[])


def test_a_rehearsal_tells_what_changes_and_changes_nothing(small: Settings) -> None:
    """Word by word; the index and the documents in use are as they were."""
    before, index = hash_of(small.corpus), served(small.home)
    found = _rehearsed(small, draft_of(small))
    changed = {one["after"]: one for one in found["changes"]}
    assert changed["guide/who-pays.p1"]["kind"] == "changed"
    assert [run["text"] for run in changed["guide/who-pays.p1"]["words"] if run["mark"] == "new"] == ["pays alone."]
    assert changed["guide/when-it-ends.p1.b3"]["kind"] == "added"
    assert [one["say"] for one in found["points"]] == ["Both bodies pay."]
    assert (hash_of(small.corpus), served(small.home)) == (before, index)


def test_past_questions_are_asked_again_on_both(small: Settings) -> None:
    """Where the answer would differ, both texts are shown; one that rests on other words is not."""
    with closing(open_store(small)) as store:
        conversation = store.start()
        for n, words in enumerate(["who pays, council or health?", "may I refuse it?"], 1):
            store.add(conversation, replace(exchange(f"a{n}", words), given={}), n)
    found = _rehearsed(small, draft_of(small))["questions"]
    assert found["asked"] == 2
    assert all(one["was"]["text"] != one["now"]["text"] for one in found["differ"])
    assert {one["answer"] for one in found["differ"]} <= {"a1", "a2"}
    assert "council" in json.dumps(found["differ"])


def test_a_draft_whose_sections_share_a_name_is_refused_by_name(small: Settings) -> None:
    """A citation would lead to either."""
    folder = draft_of(small, DRAFT + "\n## Who pays\n\nNobody does.\n")
    with pytest.raises(IngestError, match=r"Two of its sections have one name.*who-pays \(again at “Who pays”\)"):
        _rehearsed(small, folder)
    assert served(small.home)


@pytest.mark.parametrize(("text", "said"), [("\x00\x01\x02" * 50, "neither text"), ("# Only a heading\n", "No paragraph")])
def test_what_is_no_document_is_refused_with_what_to_do(small: Settings, text: str, said: str) -> None:
    """By what it is."""
    with pytest.raises(IngestError, match=said):
        _rehearsed(small, draft_of(small, text))


def test_rows_with_their_examples_points_notices_and_extracts_that_rest_on_a_paragraph_are_named(holdings: Holdings) -> None:
    """Of the real rules: those whose words no longer stand say so."""
    texts = {name: one.text for name, one in holdings.paragraphs.items()}
    texts["nl-policy/7.6.2.p1"] = "Nothing is free."
    rows = list(rows_on(written_rules(), holdings.rulebook, {"nl-policy/7.6.2.p1"}, texts))
    assert rows
    assert not any(row["stands"] for row in rows)
    assert any(row["examples"] for row in rows)
    assert list(points_on(holdings.points, {"nl-policy/7.6.2.p1"}, texts))
    (extract,) = extracts_on(holdings.sources, {"nl-policy/7.16.p7"}, texts)
    assert (extract["paragraph"], extract["text"]) == ("code/33.22.p1", texts["code/33.22.p1"])
    advisory = holdings.notices.advisories[0]
    assert advisory.id in {one["id"] for one in notices_on(holdings.notices, set(advisory.when.paragraphs))}
