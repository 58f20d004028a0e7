"""Put the steps in order: which of these orders is the policy's?"""

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.model import Requirement
from eval.quiz.kinds.base import MOST_OPTIONS, Draft, item_of, short
from eval.quiz.model import Item, Kind, Option

ARROW = " → "


def make(draft: Draft) -> Item | None:
    """An item of an order that the policy's words give (`orders` in plan.yaml); the wrong ones have two steps changed round."""
    orders = [one for one in draft.desk.plan.orders if one.table == draft.table]
    form = draft.form
    if not orders or not isinstance(form, CompiledChecklist):
        return None
    order = draft.random.choice(orders)
    by_id = {one.id: one for one in form.checklist.requirements}
    steps = [by_id[name] for name in order.steps]
    swaps = [(m, n) for m in range(len(steps)) for n in range(m + 1, len(steps))]
    draft.random.shuffle(swaps)
    last = steps[-1]
    right = Option(_text(steps), True, "", f"Right. {last.say}", draft.desk.source(last.cite, last.quote))
    wrong = [_wrong(draft, steps, *swap) for swap in swaps[: MOST_OPTIONS - 1]]
    bare = Draft(draft.desk, draft.table, {}, draft.random, draft.seed)
    decision = draft.desk.decide(draft.table, {})
    made = item_of(bare, Kind.ORDER, None, order.question, [right, *wrong], decision=decision)
    return made.but(rows=tuple(order.steps), explanation=_text(steps))


def _text(steps: list[Requirement]) -> str:
    return ARROW.join(short(one.say) for one in steps)


def _wrong(draft: Draft, steps: list[Requirement], m: int, n: int) -> Option:
    changed = list(steps)
    changed[m], changed[n] = changed[n], changed[m]
    first, later = steps[m], steps[n]
    reason = f"“{short(first.say)}” comes before “{short(later.say)}”."
    return Option(_text(changed), False, "", reason, draft.desk.source(later.cite, later.quote))
