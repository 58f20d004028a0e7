"""Where facts are given, the conversation calls the same engine as every other door."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.conversation import answer
from assistant.model import Answer, Earlier, Fact, Status, Turn
from assistant.rules.errors import FactError

Make = Callable[..., Turn]


def _decided(turn: Make, message: str, **facts: str) -> Answer:
    case = {name: Fact(name, value, "given", 1) for name, value in facts.items()}
    return answer(replace(turn(message), case=case))


def test_with_the_facts_given_the_table_decides(turn: Make) -> None:
    """The outcome comes first, in the table's words, with the exact words it rests on; the decision is in the answer."""
    found = _decided(turn, "can we charge for it", service_is_aftercare="yes", entitled="yes")
    assert found.status is Status.DECIDED
    assert found.decisions[0]["table"] == "charging"
    assert found.text.startswith("No. Section 117 aftercare is free")
    assert found.citations[0].paragraph == "nl-policy/7.6.2.p1"
    assert [fact.fact for fact in found.case] == ["entitled", "service_is_aftercare"]


def test_a_fact_that_decides_and_is_missing_is_asked_for(turn: Make) -> None:
    """One question, with its options, and what is certain meanwhile."""
    found = _decided(turn, "is she entitled to 117", section="2", current_setting="community")
    assert found.status is Status.NEEDS_FACT
    assert found.ask is not None
    assert found.ask.fact == "ever_qualifying"
    assert "Section 2" in found.text


def test_nobody_is_asked_anything_at_a_moment_of_danger(turn: Make) -> None:
    """Where to turn comes first, and no question follows it."""
    found = _decided(turn, "she is threatening to kill herself tonight, is she entitled to 117", section="2")
    assert found.ask is None
    assert found.status is not Status.NEEDS_FACT
    assert "999" in found.text


def test_on_a_community_treatment_order_ending_stops_and_says_it_is_statute(turn: Make) -> None:
    """The hard stop is labelled: statute, not policy."""
    found = _decided(turn, "can we end his 117", on_cto="yes")
    assert found.decisions[0]["outcome"] != "ask"
    assert "By statute: Mental Health Act 1983" in found.text


def test_the_conversation_and_the_engine_give_one_decision(turn: Make) -> None:
    """The record in the answer is the engine's own, to the letter."""
    facts = {"service_is_aftercare": "yes", "entitled": "yes"}
    made = turn("can we charge for it")
    case = [Fact(name, value, "given", 1) for name, value in facts.items()]
    record = made.holdings.rulebook.decide("charging", case, made.as_at).by_fact()
    assert _decided(turn, "can we charge for it", **facts).decisions[0] == record


def test_what_the_documents_say_besides_a_decision_is_not_said_meanwhile(turn: Make) -> None:
    """Nothing is being waited for."""
    found = answer(turn("whats a cto and is it 117"))
    assert found.status is Status.DECIDED
    assert "The documents say this besides:" in found.text
    assert "Meanwhile" not in found.text


def test_a_question_about_the_rule_alone_is_answered_from_the_documents(turn: Make) -> None:
    """Nobody is spoken of, so no case is decided."""
    found = answer(turn("what does the policy say about who pays for aftercare"))
    assert found.decisions == ()
    assert found.status is Status.ANSWERED


def test_an_unknown_fact_is_an_error_that_names_it(turn: Make) -> None:
    """Never a decision on something nobody asked about."""
    with pytest.raises(FactError, match="there is no fact 'colour'"):
        _decided(turn, "can we charge", colour="blue")


def test_what_the_asked_fact_would_follow_from_is_heard_as_well(turn: Make) -> None:
    """Whether a service is aftercare need not be asked where its need and its purpose are told."""
    told = "hes 117. the support worker is due to his psychosis, keeps him out of hosp. can we charge him?"
    found = answer(turn(told))
    assert [(one["table"], one["outcome"]) for one in found.decisions] == [("charging", "no_charge")]


def test_what_staff_have_begun_to_tell_is_gone_on_with(turn: Make) -> None:
    """Where the section is told, the detentions are asked about and not whether they are entitled."""
    found = answer(turn("one night of leave from her section 2, which plan does it need"))
    assert found.ask is not None
    assert found.ask.fact == "ever_qualifying"


def test_a_vague_word_leaves_the_rest_to_be_heard(turn: Make) -> None:
    """Substance misuse that cannot be told apart from the disorder is said to be so in another clause."""
    told = "s3. he uses cannabis and every relapse of his psychosis follows a binge. Is a drug worker 117 aftercare for him?"
    assert answer(turn(told)).decisions[0]["outcome"] == "substance_refer"


def test_a_bed_tonight_does_not_wait_for_a_question_about_who_pays(turn: Make) -> None:
    """What the answer wanted now does not hang on is not asked beside it."""
    found = answer(turn("need a bed tonight, no idea which icb he belongs to. do we admit or wait"))
    assert {one["table"]: one["outcome"] for one in found.decisions}["urgent_admission"] == "admit"
    assert found.ask is None


def test_a_home_lost_during_a_long_stay_is_no_home_before(turn: Make) -> None:
    """A place that the same message unsettles decides nothing."""
    found = answer(
        turn("lived in Brigg but the flat was given up while he was an informal patient for years, then s3. which council")
    )
    assert {one["outcome"] for one in found.decisions} == {"legal"}


def test_who_pays_for_a_specialised_bed_now_does_not_hang_on_the_council(turn: Make) -> None:
    """Unless the council is asked for by name."""
    bed = "in medium secure, NHS England commissioned bed, 37/41 since 2023. "
    assert answer(turn(f"{bed}who is paying while he is in there")).ask is None
    assert answer(turn(f"{bed}which council is responsible for his aftercare")).ask is not None


SAID = [
    ("end his 117? pt and wife were consulted, form done, panel agreed. forgot to tell him he may be charged", "not_yet"),
    ("can the RC and care coordinator end 117 between them", "cannot"),
    ("is it ok for the mdt to discharge him from 117", "cannot"),
    ("panel ended his 117 on monday, now hearing voices again. reinstate?", "panel"),
    ("ended by panel 3 yrs ago, now sectioned again on a 3. does he need reinstating thru panel", "afresh"),
    ("pt flatly refuses any 117 support. do we discharge her from it", "not_enough"),
    ("refused for 2 years, plan done and reviewed. what do we do next", "to_panel"),
    ("she's 17 on a s3, mum doesn't want her to have aftercare. mum can refuse for her right?", "parent"),
    ("he wont let us in. can we close it", "not_enough"),
    ("refusing meds and visits since march. plan and ra done. what now", "to_panel"),
    ("RC and team want his 117 ended, nobody reassessed her needs, in a care home. can panel end it anyway", "not_yet"),
    ("s3 pt discharged last night no meeting no plan. have we lost the 117", "not_ended"),
    ("arrested yesterday, on 117. what do we do", "lead_professional"),
    ("missed 3 reviews and moved house - close?", "not_enough"),
    ("pt on s117 arrested for assault last night, do i need to do anything as care coordinator", "lead_professional"),
    ("council and ICB still arguing over the split. what now", "panel"),
    ("funding panel can't sit for 3 weeks, do we hold up discharge", "discharge_not_delayed"),
    ("in dispute with Lincolnshire about OR. who pays in the meantime?", "care_act"),
    ("escorted leave to the shops, s3 - does that kick off 117?", "day_leave"),
    ("community patient on 117, no CTO, wants an IMHA", "not_now"),
    ("detained 3 June 2022, s3, first ever. which icb", "before_the_rule"),
    ("detained August 2024, GP in Brigg. which ICB?", "ours"),
    ("does he need a full plan for 2 nights leave at his mums?", "full"),
    ("can we discharge tomorrow - needs assessed, plan discussed, funding not agreed yet", "not_yet"),
    ("can the rc just end it herself", "cannot"),
    ("he's on 117 for bipolar, now needs a carer after a hip replacement. free?", "may_charge"),
    ("sectioned in Cardiff s3 2022, always lived in brigg. which council", "ours"),
    ("lived in Swansea, s3 in Cardiff in 2022. which council", "cross_border"),
    ("he's in HMP Lincoln on remand, 2 months", "lead_professional"),
    ("on 117, remanded to prison on 26 October, no sentence yet. who holds his care now he's inside", "lead_professional"),
    ("37/41 chap going out for 3 hrs to town with staff on s17, what paperwork aftercare wise", "lighter"),
]  # fmt: skip


@pytest.mark.parametrize(("message", "outcome"), SAID)
def test_what_is_asked_in_free_words_is_decided_at_once(turn: Make, message: str, outcome: str) -> None:
    """Nothing is asked that could not change the answer."""
    found = answer(turn(message))
    assert found.ask is None
    assert found.decisions[0]["outcome"] == outcome


FOLLOWED = [
    (("she was on a 2. entitled?", "but she had a 3 in 2009"), ("entitlement", "entitled")),
    (("can the ICB end it on their own", "what about the council"), ("who_ends", "cannot")),
    (("on leave from s3 to care home on trial 2 weeks, overnight", "does 117 kick in"), ("duty_started", "started")),
    (("he refuses everything",), ("refusal", "make_plan")),
    (
        ("s117 patient moved to us from Leeds, who funds", "he moved himself", "he then got s3'd here last month"),
        ("responsible_council", "ask"),
    ),
    (("s3 pt. can he have a PHB", "what about direct payment", "he lacks capacity"), ("direct_payment", "silent_capacity")),
    (("can she be charged for her care home, s117", "part of it is for her diabetes"), ("charging", "part_free")),
    (("want to end his 117. what steps", "cto ended last year. reassessment done, form not done"), ("ending", "not_yet")),
    (("can the RC and care coordinator end 117 between them", "so who then"), ("who_ends", "who_agrees")),
    (("end just the cleaning bit of her 117, keep the rest?", "who has to agree then"), ("who_ends", "who_agrees")),
    (("all signed to end his 117. but he objects", "what if he'd agreed, would that be enough"), ("who_ends", "cannot")),
    (
        ("panel ended his 117 on monday, now hearing voices again. reinstate?", "and if it had been three weeks"),
        ("reinstatement", "panel_after"),
    ),
    (
        ("s3 in 1998, nothing since. still got 117?", "her cpn told her they were ending 117", "no idea if the council knew"),
        ("entitlement", "unproved"),
    ),
    (("first detained 10 june 2022 s3, gp in brigg. which icb", "july not june"), ("responsible_icb", "ours")),
    (("can we end 117 - doing well for 3 yrs", "rc agrees"), ("insufficient_grounds", "not_enough")),
    (("pt refuses to engage w 117", "been going on 8 months now"), ("refusal", "plan_and_panel")),
    (("he's in HMP Lincoln on remand, 2 months", "still there, 5 months now"), ("custody_handover", "not_taken_over")),
    (("she's 17 on a s3, can she choose her placement", "what about when she turns 18?"), ("choice_of_accommodation", "ask")),
    (("is a 136 enough", "and a 47", "what about 37"), ("detention_gateway", "ask")),
    (
        (
            "one of my 117s got sentenced this morning, been in since 1st Oct. do i still care co-ord him?",
            "what if he hadn't been sentenced, been on remand since June, and in-reach keep fobbing me off?",
        ),
        ("custody_handover", "not_taken_over"),
    ),
    (
        ("Should I be getting probation along to this discharge planning meeting? He came through the courts.", "37 with a 41"),
        ("meeting_person", "where_appropriate"),
    ),
    (
        ("can the family come to the 117 meeting", "he's told us flat he doesn't want her in the room though"),
        ("meeting_person", "wishes"),
    ),
    (("he objects to ending", "both bodies agree", "what now"), ("ending", "not_yet")),
    (("she's refused for 6 months, plan done", "panel told", "still refuses"), ("refusal", "keep_reviewing")),
    (("is this child entitled", "15, s3", "parents say no to services"), ("refused_for_another", "parent")),
    (("can she choose her home", "council provides it under 117"), ("choice_of_accommodation", "ask")),
    (("he was arrested, on 117", "what do we do"), ("custody_handover", "lead_professional")),
    (("do we reinstate or does he need a new panel, ended last month, relapsing",), ("reinstatement", "ask")),
    (("care coordinator left, who leads now",), ("who_leads_planning", "ask")),
    (("s3 pt, gp in brigg. which icb", "not known", "sorry, july 2023"), ("responsible_icb", "ours")),
    (("he's on a s3 in Leeds, home is Brigg",), ("entitlement", "entitled")),
]  # fmt: skip


@pytest.mark.parametrize(("messages", "decided"), FOLLOWED)
def test_what_is_said_next_is_decided_too(turn: Make, messages: tuple[str, ...], decided: tuple[str, str]) -> None:
    """What answers our question is no reason for ending; who agrees is asked of the ending before; a supposition is heard."""
    earlier: tuple[Earlier, ...] = ()
    for message in messages:
        case = {fact.fact: fact for one in earlier[-1:] for fact in one.answer.case}
        found = answer(replace(turn(message), earlier=earlier, case=case))
        earlier = (*earlier, Earlier(message, found))
    assert (found.decisions[0]["table"], found.decisions[0]["outcome"]) == decided


def test_whether_the_meeting_is_still_needed_is_answered_beside_a_refusal(turn: Make) -> None:
    """What they refuse changes nothing of the planning, and the policy's own words say so."""
    found = answer(turn("patient on a s3 doesnt want any aftercare. still need the 117 meeting before discharge?"))
    assert "always be a section 117 discharge planning meeting" in found.text


def test_immigration_status_is_answered_with_whether_they_are_entitled(turn: Make) -> None:
    """Where the section is told, that it is not affected says only half."""
    made = answer(turn("failed asylum seeker, s3 discharged last week. can he get aftercare?"))
    assert [(one["table"], one["outcome"]) for one in made.decisions] == [
        ("no_recourse", "unaffected"),
        ("entitlement", "entitled"),
    ]


@pytest.mark.parametrize(
    ("message", "fact"),
    [
        ("young lad 15 on the CAMHS unit under s2, parents asking re 117", "ever_qualifying"),
        ("s2 patient going home for weekend leave, 117 plan needed?", "ever_qualifying"),
        ("she needs insulin and a district nurse. is that 117?", "need"),
        ("117 client just got remanded to prison. next steps?", "months_in_custody"),
        ("s117 patient moved to us from Leeds himself, then got s3'd here last month. which council", "lived_before"),
    ],
)
def test_what_is_told_says_what_is_asked_for(turn: Make, message: str, fact: str) -> None:
    """Whether a 2 brings anything, whether a need is only physical, how long in custody."""
    made = answer(turn(message))
    assert made.ask is not None
    assert made.ask.fact == fact


def test_of_somebody_who_is_no_child_the_adults_rule_is_told_too(turn: Make) -> None:
    """ "By the rules for adults" alone names no council; nothing is asked for it."""
    made = answer(turn("19 year old on s3, lived in Hull. how do we work out which council, as for a child?"))
    assert [one["table"] for one in made.decisions] == ["children_responsibility", "responsible_council"]
    assert made.ask is None
