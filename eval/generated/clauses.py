"""One fact said as a clause, with what the clause says besides."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from eval.generated.sayings import ANY, Sayings, noise, renderings, split_of
from eval.questions import Split

PLACE = re.compile(r"\{([^}]+)\}")
HELD_NOW = ("detained_hospital", "hospital")
AWAY_ON_LEAVE = ("leave", "leave_overnight", "leave_day_unescorted", "leave_day_escorted")
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Clause:
    """Something said.

    text   a clause, without a capital or a full stop, of a man
    facts  what it says: any of the values of each
    also   what it says besides
    never  what must not be understood from it
    saying the saying it was made from
    """

    text: str
    facts: Mapping[str, Sequence[str]]
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    never: Mapping[str, Sequence[str]] = field(default_factory=dict)
    saying: str = ""


class Speaker:
    """Says facts in the sayings of one half. The same `random` says the same."""

    def __init__(self, random: Random, split: Split) -> None:
        self.random, self.split = random, split

    def clause(self, fact: str, value: Any, case: Mapping[str, Any]) -> Clause | None:
        """A clause for a fact of a case, or None where this half has no saying for it."""
        known = renderings()
        if isinstance(value, date):
            said = Sayings(say=known.days[fact], also=known.also_of.get(fact, {}))
            return self._said(fact, value.isoformat(), said, day=self.day(value))
        if fact in known.numbers:
            said = Sayings(say=known.numbers[fact], also=known.also_of.get(fact, {}))
            return self._said(fact, str(value), said, n=str(value))
        if fact == "section" and value in known.sections:
            return self._said(fact, value, self._told(value, case), s=self.random.choice(known.sections[value]))
        sayings = known.values.get(fact, {}).get(str(value))
        return self._said(fact, str(value), sayings) if sayings else None

    def filled(self, saying: str, **given: str) -> str:
        """The saying with its words in braces chosen."""
        choices = noise().words
        return PLACE.sub(lambda found: given.get(found[1]) or self.random.choice(choices[found[1]]), saying)

    def one_of(self, sayings: Sequence[str]) -> str | None:
        """One of those in this half, if any."""
        mine = [one for one in sayings if split_of(one) == self.split]
        return self.random.choice(mine) if mine else None

    def day(self, day: date) -> str:
        """A day in one of the forms that are written here."""
        month, short = f"{day:%B}", f"{day:%b}"
        forms = [
            f"{day.day} {month} {day.year}",
            f"{day.day} {short} {day.year}",
            f"{day:%d/%m/%Y}",
            f"{day.day}/{day.month}/{day:%y}",
            f"{day:%d.%m.%y}",
            f"{day.day}{_th(day.day)} {month} {day.year}",
            f"the {day.day}{_th(day.day)} of {month} {day.year}",
            f"{month} {day.day} {day.year}",
        ]
        return self.random.choice(forms)

    def _told(self, section: str, case: Mapping[str, Any]) -> Sayings:
        """Of a detention, as one that is or as one that was, by where the person is."""
        told = renderings().told
        if section in renderings().also_of:
            return Sayings(say=told.now.say, also=renderings().also_of[section])
        setting = case.get("current_setting")
        if setting in AWAY_ON_LEAVE:
            return Sayings(say=told.now.say)
        return told.now if setting in HELD_NOW or (setting is None and self.random.random() < HALF) else told.past

    def _said(self, fact: str, value: str, sayings: Sayings, **given: str) -> Clause | None:
        saying = self.one_of(sayings.say)
        return Clause(self.filled(saying, **given), {fact: (value,)}, sayings.also, saying=saying) if saying else None


def _th(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def agree(clauses: Sequence[Clause]) -> bool:
    """Whether no clause says besides what another contradicts."""
    said: dict[str, set[str]] = {}
    for fact, values in [pair for clause in clauses for pair in (*clause.facts.items(), *clause.also.items())]:
        if ANY in values:
            continue
        said[fact] = said[fact] & set(values) if fact in said else set(values)
    return all(said.values())
