"""Answers that do not change when the rules do: what the widget is shown in its tests."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

Json = dict[str, Any]
QUESTION = "Which council is responsible? She is on a section 3 and lived in Hull."
COUNCIL = "The council where they lived just before that detention is responsible."
QUOTE = "ordinarily resident immediately before they were detained"
PARAGRAPH = f"The duty rests with the local authority for the area in which they were {QUOTE}, even if they move later."
AT = PARAGRAPH.index(QUOTE)
LONG_ID = "0123456789abcdef" * 2
LONG = "They moved between a section 2 and the section 3 that followed"

CITATIONS = [
    {
        "n": n,
        "document": "nl-policy",
        "title": "Section 117 aftercare policy",
        "paragraph": f"nl-policy/7.7.p{n}",
        "heading": "7.7 Ordinary residence",
        "quote": QUOTE,
        "start": AT,
        "end": AT + len(QUOTE),
        "page": None,
        "url": f"/paragraphs/nl-policy/7.7.p{n}",
    }
    for n in (1, 2)
]
USED = {
    "lived_before": {
        "value": "elsewhere_england",
        "label": "In another council's area in England",
        "said": "lived in Hull",
        "turn": 1,
        "follows_from": [],
    },
    "age_group": {"value": "adult", "label": "they are 18 or over", "said": "taken as so", "turn": 0, "follows_from": []},
}
CHANGE = {"fact": "lived_before", "was": "elsewhere_england", "to": ["north_lincolnshire"], "outcome": "ours"}
DECISION: Json = {
    "table": "responsible_council",
    "question": "Which council is responsible?",
    "as_at": "2026-03-02",
    "outcome": "theirs",
    "row": "elsewhere",
    "facts_used": USED,
    "missing": [],
    "ask": None,
    "would_change": [CHANGE],
}
CASE = [
    {"fact": "lived_before", "value": "elsewhere_england", "said": "lived in Hull", "turn": 1},
    {"fact": "section", "value": "3", "said": "section 3", "turn": 1},
]
NOTICES = [
    {"kind": "overdue", "id": "nl-policy:overdue", "text": "The policy is overdue for review.", "citations": []},
    {"kind": "advisory", "id": "A7", "text": "The Supreme Court has ruled on this since.", "citations": []},
    {"kind": "conflict", "id": "X2", "text": "Two paragraphs of the policy do not agree.", "citations": [1]},
]
ANSWER: Json = {
    "id": "answer-1",
    "conversation_id": "conversation-1",
    "status": "decided",
    "text": f"{COUNCIL} [1]\n\n> {QUOTE} [1]",
    "blocks": [
        {"kind": "answer", "runs": [{"text": COUNCIL, "citations": [1]}]},
        {"kind": "note", "runs": [{"text": "Hull City Council (lived in Hull).", "citations": []}]},
        {"kind": "quote", "runs": [{"text": QUOTE, "citations": [1]}]},
        {"kind": "item", "runs": [{"text": "an entry of a list", "citations": [2]}]},
    ],
    "decisions": [DECISION],
    "ask": None,
    "citations": CITATIONS,
    "notices": NOTICES,
    "case": CASE,
    "versions": {"corpus": "c1", "rules": "r1", "app": "0.1.0"},
    "timings_ms": {},
}
ASKED = {
    "fact": "section",
    "type": "choice",
    "question": "Is the section 37 a hospital order or a guardianship order?",
    "help": "The order itself says which.",
    "options": [
        {"value": "37_hospital", "label": "Section 37 hospital order"},
        {"value": "37_guardianship", "label": "Section 37 guardianship order"},
    ],
}
MISSING = {
    "fact": "section",
    "question": ASKED["question"],
    "unknown": False,
    "finds_out": "The Mental Health Act office holds the section papers.",
}


def answer(**changes: Any) -> Json:
    """The answer, with something changed."""
    return deepcopy(ANSWER) | changes


def asking(asked: Mapping[str, Any] = ASKED, **changes: Any) -> Json:
    """An answer that asks for one fact."""
    told = {**asked, "options": [one["label"] for one in asked["options"]]}
    told.pop("type")
    words = f"One thing decides it: {asked['question']}"
    open_yet = {"question": "Are they entitled?", "row": None, "ask": asked, "missing": [MISSING], "would_change": []}
    blocks = [
        {"kind": "note", "runs": [{"text": words, "citations": []}]},
        {"kind": "note", "runs": [{"text": "Until then, do not treat them as not entitled.", "citations": [1]}]},
    ]
    return answer(
        id="answer-asks", status="needs_fact", text=words, blocks=blocks, decisions=[DECISION | open_yet], ask=told, **changes
    )


def refusing(status: str, words: str) -> Json:
    """An answer that ends the turn with one fixed sentence."""
    blocks = [{"kind": "note", "runs": [{"text": words, "citations": []}]}]
    bare: Json = {"blocks": blocks, "decisions": [], "citations": [], "notices": [], "case": []}
    return answer(id=f"answer-{status}", status=status, text=words, **bare)


FACTS = {
    "facts": {
        "lived_before": {
            "called": "where they lived",
            "type": "choice",
            "question": "Where were they living just before their latest detention?",
            "help": "Where they usually lived by choice.",
            "options": [
                {"value": "north_lincolnshire", "label": "In North Lincolnshire"},
                {"value": "elsewhere_england", "label": "In another council's area in England"},
            ],
        },
        "section": {
            "called": "the section",
            "type": "choice",
            "question": "Which section are they detained under?",
            "help": "",
            "options": [{"value": str(n), "label": f"Section {n}"} for n in range(2, 14)],
            "vague": [{"value": "sectioned", "label": "Sectioned"}],
        },
        "age_group": {
            "called": "their age",
            "type": "choice",
            "question": "How old are they?",
            "help": "",
            "options": [{"value": "adult", "label": "18 or over"}, {"value": "child", "label": "Under 18"}],
        },
    }
}


def _paragraph(n: int, text: str) -> Json:
    at = f"nl-policy/7.7.p{n}"
    return {"id": at, "kind": "text", "text": text, "marker": "", "page": None, "url": f"/paragraphs/{at}"}


PLACE: Json = {
    "document": "nl-policy",
    "title": "Section 117 aftercare policy",
    "edition": "2023-08-01",
    "headings": ["7 Section 117 aftercare", "7.7 Ordinary residence"],
    "paragraph": _paragraph(1, PARAGRAPH),
    "before": [_paragraph(0, "What stands before it.")],
    "after": [_paragraph(n, f"What stands after it, {n}.") for n in (2, 3, 4)],
    "subsections": [],
}
DOCUMENTS = {"documents": [{"id": "nl-policy", "kind": "policy"}, {"id": "leaflet", "kind": "leaflet"}]}
TABLE = {
    "outcomes": [{"outcome": "ours", "kind": "decided", "words": "North Lincolnshire Council is responsible.", "who": ""}],
    "facts": [{"fact": "lived_before", **FACTS["facts"]["lived_before"]}],
}
RECORD: Json = {
    "asked_on": "2026-03-02",
    "as_at": "2026-03-02",
    "question": QUESTION,
    "earlier": ["Is she entitled?"],
    "to_find": "On what day did the detention begin?",
    "facts": [{"called": "where they lived", "label": "In another council's area in England", "said": "lived in Hull"}],
    "outcome": COUNCIL,
    "reasons": ["They lived in another council's area just before the detention."],
    "paragraphs": [
        {
            "n": 1,
            "document": "nl-policy",
            "title": "Section 117 aftercare policy",
            "edition": "2023-08-01",
            "paragraph": "nl-policy/7.7.p1",
            "heading": "7.7 Ordinary residence",
            "quote": QUOTE,
            "url": "/paragraphs/nl-policy/7.7.p1",
        }
    ],
    "notices": ["The policy is overdue for review."],
    "answer_id": LONG_ID,
    "versions": {"corpus": "c1", "rules": "r1", "app": "0.1.0"},
    "disclaimer": "Decision support, not a decision.",
    "text": f"RECORD\n{COUNCIL}\n[1] {QUOTE}",
    "html": f"<h1>Record</h1><p>{COUNCIL}</p><blockquote>{QUOTE}</blockquote>",
}
