"""`aftercare chat`: a conversation in the terminal, kept and sealed as over HTTP; from a pipe, a message a line."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from signal import SIG_IGN, SIGINT, signal
from typing import Any

import typer

from api.commands.decide import Paper, read_facts
from api.commands.paper import answer_lines, say, say_json_line, width
from api.decisions import check_facts, record_of
from api.desk import Desk
from api.problems import Problem
from api.rulebook import Rules, rules_over_index
from api.settings import Settings
from api.shelf import Opened, Shelf
from api.store.base import Store
from api.store.opened import open_store
from assistant.holdings import Holdings, open_holdings
from assistant.model import Answer
from assistant.rules.engine import replay
from assistant.rules.errors import RuleError
from assistant.rules.facts import UNKNOWN
from assistant.rules.load import written_rules

BAD_INPUT, STOPPED = 2, 130
PROMPT = "\n> "
HELP = """Ask in your own words; answer a question by its number or in words.
  /case              what is understood of the case
  /case FACT=VALUE   correct it; /case FACT= takes a fact back
  /why               what the last answer rests on, and what would change it
  /new               another case, from the beginning
  /quit              stop; Ctrl-D does as well"""
WELCOME = "Section 117 aftercare, {area}. Do not type anything that identifies a person. /help says what can be typed."


def run(json: bool, as_at: date | None, settings: Settings) -> None:
    """Talks until /quit, Ctrl-D or the end of the input.

    Exits with 1 where there is no index or nothing can be kept; from a pipe, with 2 where something could not be answered.
    """
    holdings = open_holdings(settings.home, settings.area)
    with closing(open_store(settings)) as store:
        chat = Chat(desk_of(holdings, store, settings, as_at), json)
        if sys.stdin.isatty() and not json:
            say(WELCOME.format(area=settings.area))
        try:
            chat.talk(_typed() if sys.stdin.isatty() else _piped())
        except KeyboardInterrupt:
            signal(SIGINT, SIG_IGN)  # what is being closed is not stopped half way by a second press
            raise typer.Exit(STOPPED) from None
    if chat.refused and not sys.stdin.isatty():
        raise typer.Exit(BAD_INPUT)


def desk_of(holdings: Holdings, store: Store, settings: Settings, as_at: date | None) -> Desk:
    """A desk that answers from these holdings and no later ones."""
    shelf = Shelf(lambda: "opened", lambda: Opened(holdings, "opened", 0))
    shelf.look()
    return Desk(shelf, store, settings.messages, lambda: as_at or date.today())


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be picked by its number."""

    fact: str
    value: str
    label: str


class Chat:
    """One conversation after another. `refused`: something could not be answered."""

    def __init__(self, desk: Desk, json: bool = False) -> None:
        self.desk, self.json, self.refused = desk, json, False
        self.conversation = desk.conversations.start()
        self.commands = {"/case": self.case, "/why": self.why, "/new": self.new, "/help": self.help}
        self.answer: Answer | None = None

    def talk(self, lines: Iterable[str]) -> None:
        """Answers line by line."""
        for line in map(str.strip, lines):
            if line == "/quit":
                return
            if line:
                self.take(line)

    def take(self, line: str) -> None:
        """One line: a command, a number that was offered, or a message."""
        name, _, rest = line.partition(" ")
        try:
            if line.startswith("/"):
                self.commands.get(name, self.unknown)(rest.strip())
            elif choice := self.chosen(line):
                self.show(self.desk.correct(self.conversation, {choice.fact: choice.value}))
            else:
                self.show(self.desk.ask(self.conversation, line))
        except Problem as problem:
            self.refuse(problem.detail)
        except RuleError as error:
            self.refuse(str(error))

    def refuse(self, why: str) -> None:
        """What was not right, beside the answers."""
        self.refused = True
        typer.echo(why, err=True)

    def show(self, answer: Answer) -> None:
        """The answer as `ask` lays it out, and what can be picked."""
        self.answer = answer
        if self.json:
            say_json_line(asdict(answer))
            return
        say("\n".join(answer_lines(answer, width(), sys.stdout.isatty() and "NO_COLOR" not in os.environ)))
        if choices := choices_of(answer):
            say("\nType a number, or answer in words:")
            say("\n".join(f"{n:>4}  {choice.label}" for n, choice in enumerate(choices, 1)))
        say("")

    def chosen(self, line: str) -> Choice | None:
        """The answer whose number this is."""
        choices = choices_of(self.answer) if self.answer else ()
        found = int(line) if line.isascii() and line.isdigit() and len(line) < 4 else 0
        return choices[found - 1] if 0 < found <= len(choices) else None

    def case(self, given: str) -> None:
        """Shows the case, or corrects it and answers again."""
        if given:
            self.correct(given)
            return
        facts = self.answer.case if self.answer else ()
        say("\n".join(f"  {fact.fact} = {_value(fact.value)}  ({_said(fact.said)})" for fact in facts) or "Nothing yet.")

    def correct(self, given: str) -> None:
        """Answers again with a fact corrected."""
        name, equals, value = (part.strip() for part in given.partition("="))
        facts = {name: None} if equals and not value else read_facts(self.rules, [given])
        self.rules.rulebook.known(facts)
        check_facts(self.rules, facts, self.desk.today(), "the case")
        self.show(self.desk.correct(self.conversation, facts))

    def why(self, _: str) -> None:
        """Everything the decisions of the last answer rest on."""
        decided = self.answer.decisions if self.answer else ()
        for one in decided:
            decision = replay(self.rules.rulebook, record_of(one))[1]
            say("\n".join(Paper(self.rules, decision, explain=True).lines()) + "\n")
        if not decided:
            say("No table decided anything: an answer from the documents rests on the words it quotes.")

    def new(self, _: str) -> None:
        """Leaves the case behind."""
        self.conversation, self.answer = self.desk.conversations.start(), None
        say("Another case.")

    def unknown(self, _: str) -> None:
        """No command."""
        self.refuse("There is no such command. /help lists them")

    def help(self, _: str) -> None:
        """What can be typed."""
        say(HELP)

    @property
    def rules(self) -> Rules:
        """The rulebook, read when it is first looked into."""
        return rules_over_index(written_rules(), self.desk.shelf.opened().holdings)


def choices_of(answer: Answer) -> Sequence[Choice]:
    """What can be picked in answer to what is asked; nothing where a day, a number or a list is wanted."""
    if answer.ask is None:
        return ()
    asked = [one["ask"] for one in answer.decisions if one["ask"] and one["ask"]["fact"] == answer.ask.fact]
    options = [Choice(answer.ask.fact, option["value"], option["label"]) for option in (asked[0]["options"] if asked else ())]
    return [*options, Choice(answer.ask.fact, UNKNOWN, "Not known")] if options else ()


def _typed() -> Iterator[str]:
    """What is typed, until Ctrl-D. Nothing of it is kept for another day."""
    import readline  # noqa: F401, PLC0415 - makes the line one that can be edited

    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            say("")
            return


def _piped() -> Iterator[str]:
    """The input, a message a line, whatever its bytes."""
    return (line.decode("utf-8", "replace") for line in sys.stdin.buffer)


def _said(words: str) -> str:
    return words if words == "given" else f"“{words}”"


def _value(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return "; ".join(f"{one['section']} {one.get('start') or '?'}..{one.get('end') or ''}" for one in value)
