"""Tick all that must be done first: of a checklist, every requirement that is not met, and none that is."""

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.model import Requirement
from eval.quiz.kinds.base import Draft, item_of
from eval.quiz.lengths import balanced
from eval.quiz.model import Item, Kind, Option

MOST, MOST_RIGHT = 6, 4


def make(draft: Draft) -> Item | None:
    """An item of a checklist's case where something, and not everything, is still to be done."""
    form = draft.form
    if not isinstance(form, CompiledChecklist) or draft.decision.outcome != form.checklist.not_yet:
        return None
    unmet = {one.requirement for one in draft.decision.unmet}
    chosen = _chosen(draft, form, unmet)
    story = draft.story() if chosen else None
    if not chosen or not story:
        return None
    options = [_option(draft, one, one.id in unmet) for one in chosen]
    question = f"{form.checklist.question} Not yet. Tick all of these that must be done first, and no other."
    return item_of(draft, Kind.TICK_ALL, story, question, options, multiple=True)


def _chosen(draft: Draft, form: CompiledChecklist, unmet: set[str]) -> list[Requirement] | None:
    """Requirements to be done and others that are done, worded at like length."""
    every = list(form.checklist.requirements)
    draft.random.shuffle(every)
    open_, done = [one for one in every if one.id in unmet], [one for one in every if one.id not in unmet]
    for rights in range(min(MOST_RIGHT, len(open_)), 0, -1):
        for wrongs in range(min(MOST - rights, len(done)), 0, -1):
            chosen = [*open_[:rights], *done[:wrongs]]
            if balanced([one.say for one in chosen]) and len({one.say for one in chosen}) == len(chosen):
                return chosen
    return None


def _option(draft: Draft, one: Requirement, right: bool) -> Option:
    reason = f"This is still to be done. {one.say}" if right else _done(draft, one)
    return Option(one.say, right, one.id, reason, draft.desk.source(one.cite, one.quote))


def _done(draft: Draft, one: Requirement) -> str:
    if one.applies_when and str(draft.facts.get(one.fact)) not in one.met:
        return "This does not apply to this person."
    return "This is met already: the case says so."
