"""What is taken as so where staff tell of a case and say nothing of it: that they are an adult, that nobody ended aftercare.

facts.yaml says what (`presumed`). Only a conversation asks for it, and shows each presumption that its answer rests on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.rules.arithmetic import STAYS
from assistant.rules.compiled import Form
from assistant.rules.errors import FactError
from assistant.rules.given import TAKEN, Case, Given
from assistant.rules.model import Table

if TYPE_CHECKING:
    from assistant.rules.engine import Rulebook


def with_presumed(rulebook: "Rulebook", form: Form, given: Case) -> Case:
    """What was given, and the presumptions without which the rows left or the next question would be others."""
    taken = given = _as_taken(rulebook, form, given)
    presumed = {name: one.value for name, one in rulebook.presumed().items() if name in form.leaves}
    for name, value in presumed.items():
        if _may_be_taken(rulebook, form, name, given):
            taken = _with(rulebook, Given(name, value, (value,), said=TAKEN), taken)
    for name in presumed:
        if name in taken and taken[name].said == TAKEN:
            fewer = {fact: one for fact, one in taken.items() if fact != name}
            taken = fewer if _standing(rulebook, form, fewer) == _standing(rulebook, form, taken) else taken
    return taken


def _as_taken(rulebook: "Rulebook", form: Form, given: Case) -> Case:
    """What was given, each vague word that the form takes as one thing as that, where it makes a difference."""
    takes = form.question.takes if isinstance(form.question, Table) else {}
    for fact in (fact for fact, words in takes.items() if fact in given and str(given[fact].raw) in words):
        vague = rulebook.specs[fact].vague[str(given[fact].raw)]
        taken = _with(rulebook, replace(given[fact], values=(str(vague.presumed),), said=TAKEN), given)
        given = given if _standing(rulebook, form, taken) == _standing(rulebook, form, given) else taken
    return given


def _may_be_taken(rulebook: "Rulebook", form: Form, name: str, given: Case) -> bool:
    """Whether nothing was said of it, not even that it is not known, nor of what makes it doubtful."""
    spec, whole = rulebook.specs[name], rulebook.whole(given)
    own = form.question.presumes.get(name)
    grounded = any(_is_given(values, whole) for values in (spec.presumed_with, own) if values is not None)
    return grounded and name not in whole and not any(_is_told(given[fact]) for fact in spec.presumed_unless if fact in given)


def _is_given(wanted: Mapping[str, Sequence[str]], whole: Case) -> bool:
    return all(fact in whole and set(whole[fact].values) & set(values) for fact, values in wanted.items())


def _is_told(given: Given) -> bool:
    """Whether anything was said; of a list, one detention, or the one that others ran on into, is only the one spoken of."""
    if not isinstance(given.raw, list) or len(given.raw) < 2:
        return not isinstance(given.raw, list)
    leads = {one.section: one.qualifies for one in given.exact}
    *before, last = (one["section"] for one in given.raw)
    return any(leads[one] is not False or one in STAYS for one in before) or not leads[last]


def _with(rulebook: "Rulebook", presumption: Given, taken: Case) -> Case:
    """The presumption among the rest, unless they contradict it."""
    more = taken | {presumption.fact: presumption}
    try:
        rulebook.whole(more)
    except FactError:
        return taken
    return more


def _standing(rulebook: "Rulebook", form: Form, given: Case) -> object:
    return rulebook.standing(form, rulebook.whole(given))
