"""Items about one row of one table: for whoever has to see that row again."""

from collections.abc import Mapping, Sequence
from functools import cache

from assistant.rules.checklist import CompiledChecklist
from assistant.rules.errors import RuleError
from eval.generated.chance import seeded
from eval.quiz.cases import parts, rows_decided
from eval.quiz.desk import Desk
from eval.quiz.make import single
from eval.quiz.model import Item, Kind

TRIES = 24
OF_TABLE = (Kind.OUTCOME, Kind.OUTCOME, Kind.PARAGRAPH, Kind.DECIDING_FACT)
OF_CHECKLIST = (Kind.OUTCOME, Kind.TICK_ALL, Kind.TICK_ALL)
Row = tuple[str, str]  # table, and row or requirement


class ByRow:
    """Makes items about rows. The same row and seed give the same item, as long as rules and words stay."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._places = cache(self._placed)

    def rows(self, topic: str = "") -> Sequence[Row]:
        """Every row that can be practised, of one topic or of all."""
        return [
            (table, part.id)
            for name, one in self.desk.plan.topics.items()
            if topic in ("", name)
            for table in one.tables
            for part in parts(self.desk.rulebook.form(table))
        ]

    def item(self, row: Row, seed: str) -> Item | None:
        """An item about a row; None where none can be made, or there is no such row."""
        table, name = row
        if table not in self.desk.rulebook.forms or not self.desk.plan.topic_of(table):
            return None
        places = self._places(table).get(name, ())
        random = seeded("row", table, name, seed)
        kinds = OF_CHECKLIST if isinstance(self.desk.rulebook.form(table), CompiledChecklist) else OF_TABLE
        for n in range(TRIES if places else 0):
            made = single(self.desk, table, random.choice(kinds), f"{seed}/{n}", random.choice(places))
            if made and name in made.rows:
                return made
        return None

    def _placed(self, table: str) -> Mapping[str, Sequence[int]]:
        """For each row the places of the cases that come to it."""
        found: dict[str, list[int]] = {}
        for place, groups in enumerate(self.desk.cases.covering(table).cases):
            told = self.desk.cases.told(table, groups, seeded("placed", table, str(place)))
            for row in self._decided(table, told) if told else ():
                found.setdefault(row, []).append(place)
        return found

    def _decided(self, table: str, told: Mapping[str, object]) -> Sequence[str]:
        try:
            return rows_decided(self.desk.rulebook, table, told, self.desk.as_at)
        except RuleError:
            return ()
