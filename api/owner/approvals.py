"""What was put forward to be signed, and what was signed by somebody else, from which day and against which edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from api.auth import ANYONE, Principal
from api.owner.signables import TABLE, Group, Signable, row_digests
from api.problems import Invalid
from api.store.base import Act
from assistant.model import Answer


class Step(StrEnum):
    """What may be done with a thing: its author puts it forward, somebody else signs it or sends it back."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a thing, why, on which day, from which day on it holds, and against which edition. `digest`: of its words."""

    by: str
    author: str
    why: str
    day: date
    effective: date
    edition: str
    digest: str

    @property
    def line(self) -> str:
        """In words."""
        against = f", against {self.edition}" if self.edition else ""
        return f"signed by {self.by} on {self.day.isoformat()}, from {self.effective.isoformat()}{against}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a thing stands. `proposed`: who put it forward as it is now; `changed`: it was signed, and its words are others."""

    item: Signable
    proposed: Act | None
    signature: Signature | None
    changed: bool


@dataclass(frozen=True)
class Approvals:
    """What the acts come to. By group and id, the last of each."""

    proposed: Mapping[tuple[str, str], Act]
    signed: Mapping[tuple[str, str], Signature]

    def standing(self, group: Group) -> list[Standing]:
        """Where each thing of a group stands."""
        return [self._standing(group.id, item) for item in group.items]

    def _standing(self, group: str, item: Signable) -> Standing:
        act, signature = self.proposed.get((group, item.id)), self.signed.get((group, item.id))
        proposed = act if act and act.details["items"].get(item.id) == item.digest else None
        holds = signature is not None and signature.digest == item.digest
        return Standing(item, proposed, signature if holds else None, signature is not None and not holds)

    def of_row(self, table: str, row: str) -> Signature | None:
        """The signature of a row as it is written now."""
        name = f"{table}/{row}"
        signature = self.signed.get((f"{TABLE}{table}", name))
        return signature if signature and signature.digest == row_digests(table).get(name) else None

    def of_answer(self, made: Answer) -> str:
        """Who signed the rows that an answer rests on, a part each; "" where nobody has, or only from a later day on."""
        return "; ".join(
            f"{decision['table']}/{row} {signature.line}"
            for decision in made.decisions
            for row in decision.get("rows", ())
            if (signature := self.of_row(decision["table"], row)) and signature.effective.isoformat() <= decision["as_at"]
        )


NOTHING_SIGNED = Approvals(MappingProxyType({}), MappingProxyType({}))


def approvals_after(acts: Iterable[Act]) -> Approvals:
    """What the acts come to, in order."""
    proposed: dict[tuple[str, str], Act] = {}
    signed: dict[tuple[str, str], Signature] = {}
    for act in acts:
        for item, digest in act.details["items"].items():
            match act.choice:
                case Step.PROPOSED:
                    proposed[act.about, item] = act
                case Step.SENT_BACK:
                    proposed.pop((act.about, item), None)
                case Step.SIGNED:
                    author = proposed.pop((act.about, item), None)
                    signed[act.about, item] = _signature(act, author.who if author else "", digest)
    return Approvals(proposed, signed)


def _signature(act: Act, author: str, digest: str) -> Signature:
    effective = date.fromisoformat(act.details["effective"])
    return Signature(act.who, author, act.why, act.at.date(), effective, act.details["edition"], digest)


def check_may(step: Step, wanted: Iterable[Standing], asker: Principal) -> None:
    """Raises Invalid where the step may not be taken, or not by this person."""
    if asker == ANYONE:
        raise Invalid("Two people cannot be told apart while AFTERCARE_AUTH is none. Make a key for each, and set it to keys")
    for one in wanted:
        if step is not Step.PROPOSED and one.proposed is None:
            raise Invalid(f"{one.item.id} has not been put forward as it is now. Its author does that first")
        if step is Step.SIGNED and one.proposed is not None and one.proposed.who == asker.name:
            raise Invalid(f"{one.item.id} was put forward with your own key. Somebody else has to sign it")
