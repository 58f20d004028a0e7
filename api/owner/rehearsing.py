"""A rehearsal: the documents with a draft in place of the one it is to replace, indexed beside the index in use, and everything
that rests on what the draft changes tried on both. Nothing that is served is touched."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.desk import Request, turn_of
from api.owner.drafts import Draft, draft_in, file_of
from api.owner.jobs import Tell
from api.owner.placing import copied
from api.owner.quizzes import kept_quizzes
from api.owner.resting import as_data, collisions, extracts_on, items_on, notices_on, points_on, rows_on, touched
from api.problems import RuleBehind
from api.settings import Settings
from api.store.base import ANSWER
from api.store.opened import read_store
from api.store.reader import DatabaseReader
from assistant.conversation import answer
from assistant.holdings import Holdings, holdings_of
from assistant.model import Answer, Status, Turn
from assistant.quoting import WordsChanged
from assistant.rules.errors import RuleError
from assistant.rules.load import written_rules
from eval.asking import turns
from eval.metrics.outcome import decided
from eval.quiz.model import Quiz
from eval.running import AS_AT
from eval.worked import Scenario, load_scenarios
from ingest import build as building
from ingest.changes import changes
from ingest.errors import SourcesError
from ingest.generation import current, generations_folder, swap
from ingest.index import open_index
from ingest.paragraphs import Paragraph, ParagraphKind, paragraphs_of, section_of
from ingest.reading import read_document

SCENARIOS = 120  # most that are held, those that name what changed
QUESTIONS = 100  # most past questions that are asked again, the newest first
Build = Callable[..., building.Report]  # corpus, home, progress: as ingest builds


@dataclass(frozen=True, slots=True)
class Both:
    """The holdings in use, and those with the draft."""

    live: Holdings
    draft: Holdings


def rehearse(
    settings: Settings,
    folder: Path,
    tell: Tell,
    build: Build = building.build,
    scenarios: Sequence[Scenario] | None = None,
) -> Mapping[str, Any]:
    """The job. Raises IngestError where the draft cannot be read, or cannot take the document's place."""
    draft = draft_in(folder.parent)
    with open_index(settings.home) as live:
        old = [one for one in live.paragraphs.values() if one.document == draft.document]
        tell("reading the draft", 0, 0)
        new = read_draft(folder.parent, draft, old)
        changed = changes(old, new)
        report = build(copied(settings.corpus, folder.parent, draft), _home(settings.home, folder.parent), progress=_told(tell))
        with open_index(folder.parent / "home") as index:
            both = Both(holdings_of(live, settings.area), holdings_of(index, settings.area))
            paragraphs = touched(changed)
            named = load_scenarios() if scenarios is None else scenarios
            result = {
                "changes": as_data(changed),
                **_resting(both, paragraphs, settings),
                "stale": list(report.stale),
                "scenarios": _scenarios(both, _naming(named, both, paragraphs), tell),
                "questions": _questions(both, settings, tell),
            }
    return result


def read_draft(folder: Path, draft: Draft, old: Iterable[Paragraph]) -> list[Paragraph]:
    """The draft's paragraphs; IngestError where it cannot be read, says nothing, or two of its sections have one name."""
    new = list(paragraphs_of(draft.document, read_document(file_of(folder, draft))))
    if not any(one.kind in (ParagraphKind.TEXT, ParagraphKind.ITEM) for one in new):
        raise SourcesError("No paragraph was found in it. Is it the document? Choose another file")
    if twice := collisions(old, new):
        raise SourcesError(
            f"Two of its sections have one name, so a citation would lead to either: {'; '.join(twice)}. Number or name one of "
            f"each pair otherwise in the document, and upload it again"
        )
    return new


def _home(home: Path, folder: Path) -> Path:
    """A home for the draft's index, with the vectors and the model in use: only what is new is worked out."""
    made = folder / "home"
    shutil.rmtree(made, ignore_errors=True)
    served = current(home)
    shutil.copytree(served, generations_folder(made) / served.name, copy_function=os.link)
    swap(made, generations_folder(made) / served.name)
    if (home / "model").exists():
        (made / "model").symlink_to((home / "model").absolute())
    return made


def _told(tell: Tell) -> building.Progress:
    return lambda stage, done, total: tell(f"building the draft’s index: {stage.value}", done, total)


def _resting(both: Both, paragraphs: frozenset[str], settings: Settings) -> dict[str, Any]:
    texts = {name: one.text for name, one in both.draft.paragraphs.items()}
    return {
        "rows": list(rows_on(written_rules(), both.live.rulebook, paragraphs, texts)),
        "points": list(points_on(both.live.points, paragraphs, texts)),
        "notices": list(notices_on(both.live.notices, paragraphs)),
        "extracts": list(extracts_on(both.live.sources, paragraphs, texts)),
        "items": list(items_on(_quizzes(settings), paragraphs)),
    }


def _quizzes(settings: Settings) -> Iterator[Quiz]:
    """The quizzes that are kept."""
    store = read_store(settings)
    if store is not None:
        with closing(store):
            yield from kept_quizzes(store)


def _naming(scenarios: Iterable[Scenario], both: Both, paragraphs: frozenset[str]) -> list[Scenario]:
    """The scenarios that cite what changed, or that a table decides which quotes it."""
    sections = {section_of(one) for one in paragraphs} | paragraphs
    texts = {name: one.text for name, one in both.draft.paragraphs.items()}
    tables = {row["table"] for row in rows_on(written_rules(), both.live.rulebook, paragraphs, texts)}
    return [
        one
        for one in scenarios
        if any(not sections.isdisjoint({cite, section_of(cite)}) for turn in one.turns for cite in turn.cites)
        or any(not tables.isdisjoint(turn.decides) for turn in one.turns)
    ]


def _scenarios(both: Both, named: Sequence[Scenario], tell: Tell) -> dict[str, Any]:
    """Each scenario held on both; where an outcome or the words are not the same, both are kept."""
    differ: list[dict[str, Any]] = []
    asked = named[:SCENARIOS]
    for n, scenario in enumerate(asked):
        tell("holding scenarios on both", n, len(asked))
        was, now = (list(_held(holdings, scenario)) for holdings in (both.live, both.draft))
        pairs = enumerate(zip(was, now, strict=False), 1)
        turn = next((n for n, (one, other) in pairs if not _same(one, other)), None)
        if turn:
            said = {"id": scenario.id, "about": scenario.about, "turn": turn, "say": scenario.turns[turn - 1].say}
            differ.append({**said, **_pair(was[turn - 1], now[turn - 1])})
    differ.sort(key=lambda one: not one["flips"])
    return {"asked": len(asked), "left_out": len(named) - len(asked), "differ": differ}


def _held(holdings: Holdings, scenario: Scenario) -> Iterator[Answer]:
    """The answers of a conversation, as far as there are any."""
    try:
        yield from turns(holdings, scenario, AS_AT)
    except WordsChanged as error:
        yield _none(error)


def _none(error: WordsChanged) -> Answer:
    """What staff get where a rule rests on words that are gone."""
    return Answer("", "", Status.UNAVAILABLE, f"{RuleBehind.title}: {RuleBehind(str(error)).detail}.")


def _questions(both: Both, settings: Settings, tell: Tell) -> dict[str, Any]:
    """Past questions asked again on both, the newest first."""
    store = read_store(settings)
    if store is None:
        return {"asked": 0, "differ": []}
    with closing(store):
        again = list(_again(both, store, tell))
    differ = [{"answer": name, **_pair(was, now)} for name, was, now in again if not _same(was, now)]
    return {"asked": len(again), "differ": differ}


def _again(both: Both, store: DatabaseReader, tell: Tell) -> Iterator[tuple[str, Answer, Answer]]:
    newest = [one.answer for one in reversed(store.newest(3 * QUESTIONS)) if one.kind == ANSWER][:QUESTIONS]
    for n, name in enumerate(newest):
        tell("asking past questions on both", n, len(newest))
        kept = store.kept(name)
        if kept is None or not kept.exchange.message:
            continue
        exchange, said = kept.exchange, store.exchanges(kept.conversation)[: kept.turn - 1]
        request = Request(exchange.message, exchange.as_at, exchange.given, exchange.corrected)
        was, now = (_asked(turn_of(kept.conversation, said, request, one)) for one in (both.live, both.draft))
        if was and now:
            yield name, was, now


def _asked(turn: Turn) -> Answer | None:
    """The answer; None where the rules of today refuse its facts."""
    try:
        return answer(turn)
    except RuleError:
        return None
    except WordsChanged as error:
        return _none(error)


def _same(one: Answer, other: Answer) -> bool:
    return (one.status, one.text, decided(one)) == (other.status, other.text, decided(other))


def _pair(was: Answer, now: Answer) -> dict[str, Any]:
    """Both answers; `flips`: not only the words are others, but how it ends or what is decided."""
    flips = (was.status, decided(was)) != (now.status, decided(now))
    told = {name: {"status": str(one.status), "text": one.text} for name, one in (("was", was), ("now", now))}
    return {**told, "flips": flips}
