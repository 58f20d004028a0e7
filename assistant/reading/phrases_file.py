"""phrases.yaml as it is written: what staff say of each fact, and the words by which it is read."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.rules.facts import UNKNOWN, Word
from ingest.gazetteer_file import Nation


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ways(_Written):
    """The ways of saying one value of a fact.

    said       holds where it is stated
    asked_too  holds inside a question as well: it is taken for granted there, or is what the question is about
    replied    holds only in reply to the question about this fact
    denied     the value that denying it gives; "" for none
    """

    said: list[str] = []
    asked_too: list[str] = []
    replied: list[str] = []
    denied: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _list_is_said(cls, given: Any) -> Any:
        return {"said": given} if isinstance(given, list) else given


class GapWords(_Written):
    """What `...` in a pattern may not stand for, and what turns the meaning round inside it."""

    stops: list[str]
    turns: list[str]


class Amounts(_Written):
    """The ways of saying how long, in a `unit`. For a choice, `less` is what fewer than `below` units give; else `more`.

    where  facts of the case, one of which has to be so if the message speaks of nothing under `only_with`
    """

    unit: Literal["day", "week", "month"]
    said: list[str]
    below: int | None = None
    less: Word = UNKNOWN
    more: Word = UNKNOWN
    where: dict[str, list[Word]] = {}


class Seen(_Written):
    """A fact that another one shows to be something narrower: one of its `values` is `then` where all of `when` is known."""

    fact: Word
    values: list[Word]
    when: dict[Word, list[Word]]
    then: Word


class PhrasesFile(_Written):
    """phrases.yaml.

    words      words listed once under a name
    gaps       what `...` may stand for
    not_known  before a phrase: whoever writes does not know
    hedges     right before a phrase: it is what has to be, not what is
    ends_supposing  words that end what is supposed: they begin what is asked of it
    first      facts of which the first value said is taken, where several are and none is one of these
    gives_way  fact -> values that any other value said beside them makes clearer
    unsettled  facts of which a message can tell one value and then, in other words, what came of it
    anyones    facts that somebody else's words or doings can tell
    matters    facts that say what is asked about: nothing denies them
    in_questions  facts that a question tells as well as a statement, when it is listened to again: "can we end it as he moved?"
    told_by    fact -> value -> the facts, with their values, that tell it where a table asks it and the same message gave them
    estimates  facts that nobody can be sure of: doubt does not unsay them
    only_with  fact -> what a message must speak of as well; a reply to the question needs nothing else
    sections   fact -> values that are heard only where a section is named that can lead to aftercare: "gone downhill" names
               none, and a 136 is none
    limited    fact -> value -> words of which one must stand in what is heard
    unless     fact -> value (or `any`) -> the ways of saying something else with the same words: "the RC now wants to"
    told_by_doubt  fact -> value -> words of which one must stand in what leaves something open for that to tell this value:
               "nobody has settled whether the council provides the flat", and not "I don't know whether"
    left_open  fact -> value -> words beside which, in the whole message, it is not heard
    unsays     fact -> value -> the values of other facts that are not so where it is said beside them
    beyond     fact -> value -> what is looked for in the documents once it is so, because no table decides it then
    together   fact -> value -> the values that, said together, give it
    seen       facts that are something narrower, seen together with others, whichever was said first
    places     what is said of a place -> the ways of saying it: a fact that the place answers, or `home`, `now`, `elsewhere`
    amounts    fact -> the ways of saying how long
    days       fact -> the ways of saying on which day
    ago        fact -> the ways of putting a day that is known so long before the day of asking
    today      fact -> the day with which it is told; where that is said and this is not, it is the day of asking
    on_its_end facts whose day is the day on which aftercare was ended, where nothing else is said of it
    replies    words by which a short answer is read
    units      fact -> unit -> how many of what is counted there
    bodies     fact -> which kind of body it names
    countries  what is said of a place -> the facts that its country answers
    nations    the country -> what those facts then are
    facts      fact -> value -> the ways of saying it
    """

    words: dict[str, str]
    gaps: GapWords
    not_known: list[str]
    hedges: list[str]
    ends_supposing: list[str]
    first: dict[str, list[Word]] = {}
    gives_way: dict[str, list[Word]] = {}
    unsettled: list[Word] = []
    anyones: list[str] = []
    matters: list[str] = []
    in_questions: list[str] = []
    told_by: dict[str, dict[Word, dict[str, list[Word]]]] = {}
    estimates: list[str] = []
    only_with: dict[str, list[str]] = {}
    sections: dict[str, list[Word]] = {}
    limited: dict[str, dict[Word, list[str]]] = {}
    unless: dict[str, dict[Word, list[str]]] = {}
    told_by_doubt: dict[str, dict[Word, list[str]]] = {}
    left_open: dict[str, dict[Word, list[str]]] = {}
    unsays: dict[str, dict[Word, dict[str, list[Word]]]] = {}
    beyond: dict[str, dict[Word, str]] = {}
    together: dict[str, dict[Word, list[Word]]] = {}
    seen: list[Seen] = []
    places: dict[str, Ways] = {}
    amounts: dict[str, Amounts] = {}
    days: dict[str, list[str]] = {}
    ago: dict[str, list[str]] = {}
    today: dict[str, str] = {}
    on_its_end: list[str] = []
    replies: dict[str, list[str]]
    units: dict[str, dict[str, float]] = {}
    bodies: dict[str, str] = {}
    countries: dict[str, list[str]] = {}
    nations: dict[Nation, Word] = {}
    facts: dict[str, dict[Word, Ways]]
