"""A decision as the doors give it, and what went in as it must be put: problems name the field, never what was sent."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from api.problems import Invalid
from api.rulebook import Rules
from assistant.rules.decision import Decision
from assistant.rules.errors import RuleError
from assistant.rules.facts import UNKNOWN, FactSpec, FactType
from assistant.rules.given import read_case, with_implied

PLACE = re.compile(r"(\w+)(\[\d+\])?(?:\.(section|start|end))?")


def shown(rules: Rules, decision: Decision) -> dict[str, Any]:
    """The decision in JSON's types: facts by name, citations with their places, notices in words."""
    record = decision.by_fact()
    record["citations"] = [asdict(source) for source in rules.sources_of(decision.reasons)]
    record["notice_ids"] = record["notices"]
    record["notices"] = [asdict(note) for note in rules.notes_of(decision)]
    record["versions"] = record["versions"] | {"rules": rules.edition}
    return record


def record_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The engine's own record of a decision that a door gave, or that the engine itself kept. KeyError where it is neither."""
    record = {one.name: stored[one.name] for one in fields(Decision)}
    if isinstance(used := record["facts_used"], Mapping):
        record["facts_used"] = used = [{"fact": name, **rest} for name, rest in sorted(used.items())]
    if "notice_ids" not in stored:
        return record
    versions = {name: text for name, text in stored["versions"].items() if name != "rules"}
    cited = list(dict.fromkeys(one["paragraph"] for one in stored["citations"]))
    return record | {"facts_used": used, "citations": cited, "notices": stored["notice_ids"], "versions": versions}


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """What differs between two records, one line each."""
    for name in now:
        if before[name] != now[name]:
            yield f"{name}: it was {_short(before[name])}; it is now {_short(now[name])}"


def _short(value: Any, longest: int = 160) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= longest else text[:longest] + " ..."


def refused(rules: Rules, facts: Mapping[Any, Any], as_at: date, error: ValueError, within: str = "body.facts") -> Invalid:
    """The problem for facts that were refused."""
    wrong = [{**one, "where": within + one["where"]} for one in wrong_facts(rules, facts, as_at, error)]
    return Invalid("; ".join(f"{one['where']}: {one['what']}" for one in wrong), wrong)


def check_facts(rules: Rules, facts: Mapping[str, Any], as_at: date, within: str = "body.facts") -> None:
    """Raises Invalid where a fact, or a value, is none that a table asks for, or where two contradict one another.

    None takes a fact back and is let through. `within` is where the facts stand in what was sent.
    """
    given = {name: value for name, value in facts.items() if value is not None}
    try:
        rules.rulebook.known(facts)
        case = read_case(rules.written.specs, given, as_at, rules.rulebook.judge)
        rules.rulebook.agree(with_implied(rules.written.specs, case))
    except ValueError as error:
        raise refused(rules, given or facts, as_at, error, within) from None


def wrong_facts(rules: Rules, facts: Mapping[Any, Any], as_at: date, error: ValueError) -> list[dict[str, str]]:
    """Where and what is wrong with facts that were refused, and what is allowed; nothing of what was sent."""
    wrong = [found for name, value in facts.items() for found in _wrong(rules, name, value, as_at)]
    if wrong:
        return wrong
    field = error.field if isinstance(error, RuleError) else ""
    return [_at(f".{field}" if field in rules.written.specs else "", "It contradicts what follows from the other facts", "")]


def _wrong(rules: Rules, name: Any, value: Any, as_at: date) -> Iterator[dict[str, str]]:
    specs = rules.written.specs
    if name not in specs:
        yield _at("", "There is a fact here that no table asks for. GET /api/v1/tables/{name} lists a table's facts", "")
        return
    try:
        read_case(specs, {name: value}, as_at, rules.rulebook.judge)
    except ValueError as error:
        place = PLACE.match(error.field if isinstance(error, RuleError) else name)
        assert place
        spec = _asked_at(rules, specs[name], place[3])
        yield _at(f".{place[0]}", *allowed(spec))


def _asked_at(rules: Rules, spec: FactSpec, part: str | None) -> FactSpec:
    """The fact that a part of a list of detentions gives."""
    return rules.written.specs[spec.qualifying.section] if spec.qualifying and part == "section" else spec


def _at(where: str, what: str, values: str) -> dict[str, str]:
    return {"where": where, "what": what} | ({"allowed": values} if values else {})


def allowed(spec: FactSpec) -> tuple[str, str]:
    """What a fact can be, as a sentence, and its values where it has a list of them."""
    match spec.type:
        case FactType.CHOICE | FactType.YES_NO:
            values = ", ".join((*spec.choices, *spec.vague, UNKNOWN))
            return f"It must be one of: {values}", values
        case FactType.DATE:
            return "It must be a day that exists, not after the day this is asked as at, written 2024-02-29, or unknown", ""
        case FactType.NUMBER:
            others = ", ".join((*spec.vague, UNKNOWN))
            return f"It must be a whole number from {spec.least} to {spec.most}, or one of: {others}", ""
        case FactType.DETENTIONS:
            return (
                "It must be a list of detentions, each with its section, start and end only. Each day exists and is not after "
                "the day this is asked as at; none ends before it starts; no two overlap",
                "",
            )
