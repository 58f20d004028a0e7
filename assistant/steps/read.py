"""Words become facts of the case and topics of the question; what was understood goes back with the answer."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.answering import answering
from assistant.model import GIVEN, Question, Status, Turn
from assistant.reading.asking import asks
from assistant.reading.consistent import consistent, supposing
from assistant.reading.ending import asks_to_end
from assistant.reading.following import is_follow_up, is_fragment, names_either_body, varies
from assistant.reading.heard import hear
from assistant.reading.mention import Message
from assistant.reading.persons import without_the_turn
from assistant.reading.phrases import phrasebook
from assistant.reading.reader import Reading
from assistant.reading.reader import read as read_words
from assistant.reading.spoken_of import asks_of_the_same, names_somebody, speaks_of_a_case, speaks_of_anyone, tells_of_somebody
from assistant.reading.told import is_qualifying
from assistant.reading.topics import DOCUMENTS, asks_documents_too, to_do_of, topics_of
from assistant.rules.choosing import table_of
from assistant.rules.instead import ENDING, ENTITLEMENT, REASON
from assistant.rules.model import Table

ASIDE = (Status.PERSONAL_DATA, Status.OUT_OF_SCOPE, Status.DECLINED)  # turns that leave what was asked before them open
GATEWAY, GROUND = "detention_gateway", "ground"
OF_A_CASE = {GATEWAY: ENTITLEMENT}  # asked of somebody, "does that count?" is about all that is known of them ...
IN_GENERAL = {ENTITLEMENT: GATEWAY}  # ... and asked of nobody, it is about that kind of detention
OF_A_SERVICE, KINDS, KIND, NEED = "is_it_aftercare", "named_services", "service_kind", "need"
NOT_LISTED = "something_else"  # a kind that is heard only where it is asked whether section 117 pays for it
LISTS = frozenset(["planning_meeting_attendance", "meeting_person"])  # tables of a list that is gone through name by name ...
ONE_OF, NAMED = "meeting_person", "attendee"  # ... and the table and fact of one name of it
# What a history of detentions told without any question is taken to ask is whether they are entitled.
HISTORY = frozenset(
    """section detentions current_setting ever_qualifying ended_how on_cto age qualifying_since_ending readmitted_as
    service_kind sentenced first_detained_on since_first""".split()
)
DETENTION = frozenset(["section", "detentions"])  # ... and so is one told with other things
TELLS_OF_AN_ENDING = frozenset(["on_cto", "ground", "no_longer_needs"])
# Facts that a question about the rule can name as well as one about somebody.
OF_A_RULE = frozenset(
    """section current_setting leave_overnight service_kind ground need advocate_kind nhs_funding body_asked refusal_stage
    since_first on_cto review_matter hearing attendee accommodation_reason service_is_aftercare readmitted_as planning_task
    access_need entitled preferred_costs_more top_up_payer imca_decision dispute_with icb_dispute_about resident_country
    gp_country s117_accommodation accommodation_specialised lacks_capacity age_group help_wanted
    ending_by refused_by working_days_since""".split()
)


def read(turn: Turn) -> Turn:
    """The turn with the case as it is now known, what is only supposed, and what is asked."""
    if answering.alone:  # mostly it is what would be looked for: two processors work on one message
        turn.holdings.retriever.begin(turn.message)
    reading = Reading(turn.case) if turn.corrected else read_words(_message(turn), turn.number)
    turn = _with_case(turn, reading)
    given = {name for name, fact in turn.case.items() if fact.turn == turn.number}
    if beyond := _beyond_tables(turn):
        return turn.but(question=Question(words=beyond, documents=True, silent=True))
    return turn.but(question=_question(turn, frozenset({*reading.said, *given}), reading.fresh))


def _beyond_tables(turn: Turn) -> str | None:
    """What is looked for instead where the case is one that no table decides: somebody has died."""
    listed = phrasebook().written.beyond
    return next((one[fact.value] for name, fact in turn.case.items() if (one := listed.get(name)) and fact.value in one), None)


def _message(turn: Turn) -> Message:
    asked = next((one.answer.ask for one in reversed(turn.earlier) if one.answer.status not in ASIDE), None)
    before = tuple(one.message for one in turn.earlier)
    message = Message(turn.message, turn.as_at, turn.holdings, turn.case, asked, before)
    return replace(message, case={}) if _puts_another(turn, message) else message


def _puts_another(turn: Turn, message: Message) -> bool:
    """Whether it asks of the rule as before, with something else in the place of what was told: "does a 2 count", "and a 37?".
    What tells one thing more, "rc agrees", leaves that as it is."""
    if not varies(turn.message) or names_either_body(turn.message, _decided_before(turn)) or not _has_been_of_the_rule(turn):
        return False
    told = read_words(replace(message, case={}), turn.number).said if is_fragment(turn.message) else frozenset()
    return not told or not told.isdisjoint(turn.case)


def _has_been_of_the_rule(turn: Turn) -> bool:
    """Whether all that was said before is about the rule and nobody in particular, and nobody has been asked about anything."""
    if not turn.earlier or turn.corrected or _of_a_case(turn, turn.case) or _was_asked(turn):
        return False
    return not any(_told_of_somebody(turn, number, one.message) for number, one in enumerate(turn.earlier, start=1))


def _told_of_somebody(turn: Turn, number: int, message: str) -> bool:
    """By a pronoun or a story; what only varies the question before it, "and 5(4)", tells of whom that did."""
    said = [fact.said for fact in turn.facts.values() if fact.turn == number]
    return names_somebody(message) or (not (number > 1 and varies(message)) and tells_of_somebody(message, said))


def _with_case(turn: Turn, reading: Reading) -> Turn:
    """Nothing contradicts anything: what was said last is believed. RuleError for a fact that the rulebook does not know."""
    if not reading.said and not turn.case:
        return turn.but(case={}, supposed={})
    rulebook = turn.holdings.rulebook
    rulebook.known(reading.case)
    case = consistent(reading.case, rulebook, turn.as_at)
    return supposing(turn.but(case=case), reading.supposed, rulebook)


def _question(turn: Turn, told: frozenset[str], fresh: bool) -> Question:
    before = _asked_before(turn)
    mended = turn.holdings.retriever.mended(without_the_turn(turn.message))  # as search reads it too
    found = topics_of(mended, turn.holdings, before, turn.facts, told=told)
    topics = [topic.table for topic in found]
    replies = _was_asked(turn) in told and topics in ([], [DOCUMENTS])  # "not sure, nobody can tell me" asks nothing new
    silent = not topics and not asks(turn.message)
    follows = bool(turn.earlier) and (turn.corrected or replies or silent or is_follow_up(turn.message))
    follows = follows or bool(before and varies(turn.message))
    if replies or (follows and not topics):
        topics = list(before)
    if topics == [DOCUMENTS] and told & TELLS_OF_AN_ENDING and asks_to_end(turn.message):
        topics = [ENDING, DOCUMENTS]  # "CMHT want him off 117, five years on his CTO. what do I say"
    topics = [ONE_OF] if _names_one(turn, before) else topics
    if told and not follows and (not topics or (topics == [DOCUMENTS] and not asks(turn.message))):
        topics = [*_what_is_told(turn, told)] or topics
    given = any(fact.turn == turn.number and fact.said == GIVEN for fact in turn.case.values())
    of_the_rule = _has_been_of_the_rule(turn)
    spoken_of = speaks_of_a_case(turn.message) or (bool(before) and asks_of_the_same(turn.message))
    of_the_same = bool(turn.earlier and turn.case and not fresh) and spoken_of
    goes_on = follows or of_the_same or bool(told and turn.earlier)
    of_a_case = given or _speaks_of_somebody(turn, told) or (goes_on and not of_the_rule)
    usual = OF_A_CASE if of_a_case and not _asks_of_another_section(turn) else IN_GENERAL
    topics = topics if of_a_case else _of_a_kind(turn, told, topics)
    return Question(
        words=f"{turn.earlier[-1].message} {turn.message}" if follows else turn.message,
        topics=tuple(dict.fromkeys(usual.get(topic, topic) for topic in topics if topic != DOCUMENTS)),
        told=told,
        of_a_case=of_a_case,
        nothing_new=follows and not told and not asks(turn.message) and not turn.corrected,
        documents=DOCUMENTS in topics or asks_documents_too(mended, topics),
        silent=topics == [DOCUMENTS] and all(topic.silent for topic in found),
    )


def _of_a_kind(turn: Turn, told: frozenset[str], topics: list[str]) -> list[str]:
    """Whether a kind of service can be aftercare, where that is asked of nobody and of no need: "can 117 pay for a laptop"."""
    if KIND not in told or NEED in told or KIND not in turn.facts:
        return topics
    meant = (OF_A_SERVICE, DOCUMENTS) if turn.facts[KIND].value == NOT_LISTED else (OF_A_SERVICE,)
    return [KINDS if topic in meant else topic for topic in topics]


def _asks_of_another_section(turn: Turn) -> bool:
    """Whether a section that leads to aftercare is only supposed, of somebody who is under another: "if we went for a 3?"."""
    supposed, known = turn.supposed.get("section"), turn.case.get("section")
    if supposed is None or known is None or is_qualifying(str(known.value)):
        return False
    return is_qualifying(str(supposed.value))


def _was_asked(turn: Turn) -> str | None:
    asked = turn.earlier[-1].answer.ask if turn.earlier else None
    return asked.fact if asked else None


def _speaks_of_somebody(turn: Turn, told: frozenset[str]) -> bool:
    """By a pronoun, by a fact that only a case has, or by telling a story beside what is asked."""
    own = _of_a_case(turn, told)
    if not turn.earlier and not own and speaks_of_anyone(turn.message):
        return False
    return own or _told_of_somebody(turn, turn.number, turn.message)


def _of_a_case(turn: Turn, names: Iterable[str]) -> bool:
    """Whether one of these facts is one that only a case has: an age is, and "a child" is not."""
    return any(not _is_vague_number(turn, name) for name in names if name not in OF_A_RULE)


def _is_vague_number(turn: Turn, name: str) -> bool:
    return name in turn.facts and turn.holdings.rulebook.specs[name].vague_number(turn.facts[name].value)


def _what_is_told(turn: Turn, told: frozenset[str]) -> tuple[str, ...]:
    """What a case told without a question that can be made out is taken to ask: the table that its facts belong to."""
    meant = table_of(turn.holdings.rulebook, told)
    if meant:
        return (meant,)
    if told <= HISTORY or told & DETENTION:
        return (ENTITLEMENT,)
    if GROUND in told:
        return (REASON,)
    return (to_do,) if (to_do := to_do_of(turn.facts, told)) else ()


def _names_one(turn: Turn, before: tuple[str, ...]) -> bool:
    """Whether a list is gone through name by name: "who comes to the meeting", "and her CPN?"."""
    gone_through = LISTS & set(before) and varies(turn.message)
    return bool(gone_through and hear(turn.message, NAMED, turn.holdings))


def _asked_before(turn: Turn) -> tuple[str, ...]:
    """The tables that were last asked about, without those that were only said beside them. Where the documents have answered
    so far, what was asked of the rule in general is asked of one thing now: "does the GP come?", "the Mind worker?"."""
    decided = _decided_before(turn)
    if decided or not turn.earlier or not varies(turn.message):
        return decided
    last = turn.earlier[-1]
    asked = topics_of(last.message, turn.holdings, (), {}, of_a_case=True) if last.answer.status not in ASIDE else ()
    return tuple(topic.table for topic in asked if topic.table != DOCUMENTS)


def _decided_before(turn: Turn) -> tuple[str, ...]:
    made = next((one.answer.decisions for one in reversed(turn.earlier) if one.answer.decisions), ())
    tables = [decision["table"] for decision in made]
    forms = turn.holdings.rulebook.forms if tables else {}
    questions = [forms[table].question for table in tables if table in forms]
    beside = {name for one in questions if isinstance(one, Table) for names in one.beside.values() for name in names}
    beside |= {REASON} if len(tables) > 1 else set()  # why another decides so
    return tuple(table for table in tables if table in forms and table not in beside)
