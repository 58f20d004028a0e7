"""One file for each kind of item. Each makes an item of a case, or None where the case gives no fair one."""

from collections.abc import Mapping

from eval.quiz.kinds import ask_next, bodies, deciding_fact, ground, order, outcome, paragraph, scenario, tick_all
from eval.quiz.kinds.base import Make
from eval.quiz.model import Kind

KINDS: Mapping[Kind, Make] = {
    Kind.OUTCOME: outcome.make,
    Kind.DECIDING_FACT: deciding_fact.make,
    Kind.ASK_NEXT: ask_next.make,
    Kind.BODIES: bodies.make,
    Kind.ORDER: order.make,
    Kind.TICK_ALL: tick_all.make,
    Kind.GROUND: ground.make,
    Kind.PARAGRAPH: paragraph.make,
    Kind.SCENARIO: scenario.make,
}
