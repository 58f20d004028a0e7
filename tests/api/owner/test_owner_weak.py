"""One list of weak spots."""

import json
from datetime import date
from pathlib import Path

from desks import Desks
from kept import NOW, exchange, keep
from reading import Read
from sqlalchemy import insert

from api.owner.failing import Failure, LastRun, failures_of
from api.owner.ledger import ledger_of
from api.owner.weak import Spot, bar, quizzed, weak_spots
from api.store.base import Feedback
from api.store.desk_tables import summaries
from api.store.tables import quiz_answers, quiz_attempts, quiz_learners, quiz_sessions
from assistant.holdings import Holdings
from assistant.model import Answer, Status
from eval.kept import About, Conversation, Run
from eval.worked import Scenario, load_scenarios
from ingest.paragraphs import section_of

HOME = "nl-policy/7.6.3"


def _scenario() -> Scenario:
    """One of one turn that should be decided, and says where it rests."""
    short = (one for one in load_scenarios() if len(one.turns) == 1)
    return next(one for one in short if one.turns[0].status == [Status.DECIDED] and one.turns[0].cites)


def _run(home: Path, name: str, *answers: tuple[Scenario, Answer]) -> Run:
    run, ids = Run(home / "eval" / "runs" / name), tuple(one.id for one, _ in answers)
    run.begin(About(name, date(2026, 3, 2), "North Lincolnshire", 1, {}, ids, {}, {}), {})
    for scenario, answer in answers:
        run.keep(Conversation(scenario.id, scenario.said, (answer,), 0.1))
    return run


def _refusal() -> Answer:
    return Answer("a", "c", Status.NOT_COVERED, "The documents do not say.")


def test_a_failing_scenario_stands_where_it_should_have_rested(tmp_path: Path) -> None:
    """A refusal of what should be answered is told as that; each fault has its line."""
    scenario = _scenario()
    (found,) = failures_of(_run(tmp_path, "r1", (scenario, _refusal()))).failures
    assert found.scenario == scenario.id
    assert found.refused
    assert set(found.sections) == {section_of(cite) for cite in scenario.turns[0].cites}
    assert all(line.startswith("Turn 1: ") for line in found.why)


def test_a_run_is_scored_once_and_a_newer_one_again(tmp_path: Path) -> None:
    """Without any run, or with a damaged one, it says what to do; a page does not wait for long."""
    last = LastRun(tmp_path)
    assert "aftercare eval run" in last.failures().missing
    _run(tmp_path, "r1", (_scenario(), _refusal()))
    first = last.failures(60)
    assert (first.run, len(first.failures)) == ("r1", 1)
    assert last.failures(0).failures is first.failures
    (_run(tmp_path, "r2").folder / "answers.jsonl").write_text("{", encoding="utf-8")
    assert "answers.jsonl:1: this line is damaged" in last.failures(60).missing


def test_everything_is_joined_on_the_section_and_told_in_one_sentence(desks: Desks, holdings: Holdings) -> None:
    """The worst first."""
    keep(desks.store, exchange(1), exchange(2), exchange(3, cited="code/33.3.p1"), exchange(4, cited=""))
    for n in (1, 3, 4):
        desks.store.put(Feedback(f"answer{n:04}", False, (), "", NOW))
    ledger = ledger_of(desks.store)
    ledger.write(lambda c: c.execute(summaries.update().where(summaries.c.answer == "answer0002").values(again=True)))
    _quizzed(desks, wrong=4, of=10)
    failing = [Failure(f"s{n}", "", (HOME,), n == 0, ("Turn 1: why",)) for n in range(3)]
    spots = ledger.read(lambda connection: weak_spots(connection, failing, holdings))
    assert [one.section for one in spots] == [HOME, "code/33.3"]
    signs = "2 failing scenarios, 1 false refusal, 1 low rating, 1 question asked again in other words"
    assert spots[0].sentence == f"40 % wrong in quizzes (4 of 10), {signs}"
    assert spots[1].sentence == "1 low rating"
    assert "ccommodation" in spots[0].heading


def _quizzed(desks: Desks, wrong: int, of: int) -> None:
    """First answers in one quiz, by as many learners."""
    desk = {"owner": "o", "mode": "own", "title": "t", "request": "{}", "pass_mark": 1, "seconds": 0, "closes": NOW}
    begun = {"stage": "open", "id": "s", "code": "c", "made": NOW, "place": 0, "version": 1, **desk}
    given = {"attempt": 1, "place": 1, "session": "s", "item": "i", "table": "t", "rows": "[]", "kind": "k", "topic": "t"}
    given |= {"seed": "1", "paragraphs": json.dumps([f"{HOME}.p1", f"{HOME}.p2"]), "chosen": "[0]", "late": False, "at": NOW}

    def work(connection: object) -> None:
        execute = connection.execute  # type: ignore[attr-defined]
        execute(insert(quiz_sessions).values(**begun))
        for n in range(of):
            named = {"id": f"l{n}", "person": f"p{n}", "nickname": f"n{n}", "folded": f"n{n}"}
            execute(insert(quiz_learners).values(session="s", joined=NOW, extra=0, **named))
            execute(insert(quiz_attempts).values(learner=f"l{n}", number=1, began=NOW))
            execute(insert(quiz_answers).values(learner=f"l{n}", right=n >= wrong, **given))

    ledger_of(desks.store).write(work)


def test_too_few_answers_in_quizzes_are_not_told(desks: Desks) -> None:
    """Four would tell of persons."""
    _quizzed(desks, wrong=4, of=4)
    assert ledger_of(desks.store).read(quizzed) == {}


def test_a_bar_is_as_long_as_its_signs_beside_the_longest() -> None:
    """Each sign a part of it, in one order, without a gap."""
    parts = bar(Spot("s", low=2, again=3), longest=10)
    assert [(one.sign, one.start, one.width) for one in parts] == [("low", 0, 20), ("again", 20, 30)]
    assert bar(Spot("s"), 10) == []


def test_the_page_tells_each_spot_in_words_beside_its_picture(desks: Desks, tmp_path: Path) -> None:
    """The picture has the same words; the section, its questions and the reasons are a link or a press away."""
    keep(desks.store, exchange(1), exchange(2, cited=""))
    for n in (1, 2):
        desks.store.put(Feedback(f"answer{n:04}", False, (), "", NOW))
    page = desks.get("/owner/weak").text
    assert "1 low rating." in page
    assert "aftercare eval run" in page
    assert "1 low rating is of an answer that cites nothing" in page
    assert {one.get("aria-label") for one in Read(page).all("svg")} >= {"1 sign: 1 low rating"}
    assert "/owner/questions?paragraph=nl-policy/7.6.3&rating=low" in [one["href"] for one in Read(page).all("a")]
