"""The pages of the desk, in the order of their links: a new page is one line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the desk: its address, its name, and what it is for, in one sentence."""

    path: str
    name: str
    what: str


MENU: list[Entry] = [
    Entry("/owner/questions", "Questions", "What was asked and what was answered, and each answer step by step."),
    Entry("/owner/unanswered", "Not answered", "Questions without a good answer, by meaning, and what is to be done."),
    Entry("/owner/weak", "Weak spots", "Everything that speaks against an answer, by section, the worst first."),
    Entry("/owner/tests", "Tests", "Answers on their way to becoming worked scenarios, each confirmed by a second person."),
    Entry("/owner/documents", "Documents", "Editions, reviews, how often each paragraph is cited, and the advisories."),
    Entry("/owner/conflicts", "Conflicts", "Paragraphs of two documents that may contradict one another: you decide."),
    Entry("/owner/rehearsals", "Rehearse a change", "Upload a draft edition and see what it would change, before it does."),
    Entry("/owner/approvals", "Approvals", "Rows, advisories, glossary and approved answers, signed by a second person."),
    Entry("/owner/switches", "Switches", "Pause asking, or one topic, with a message to staff."),
    Entry("/owner/audit", "Audit", "Every answer and every decision of this desk: is the record whole?"),
]
