"""`aftercare audit`: is the record of every answer whole, and would the same be decided again?"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass

import typer

from api.commands.paper import say, say_json
from api.problems import UnknownAnswer
from api.replaying import replayed
from api.settings import Settings
from api.store.base import Audit, Kept, Sealed, Unreadable
from api.store.opened import read_store
from api.store.seal import faults, words_as_sealed
from assistant.holdings import open_holdings

BAD_INPUT = 2
NOTHING_YET = "Nothing has been kept yet: the first answer that is served, or given in a chat, begins the audit"


@dataclass
class Looked:
    """What a look over the audit found.

    records     how many there are
    with_words  how many of them whose message and answer are still kept
    faults      what is wrong, a line each
    """

    records: int
    with_words: int
    faults: list[str]


def verify(json: bool, settings: Settings) -> None:
    """Prints what is wrong with the chain, one line each, and exits with 1; or that all is well."""
    store = read_store(settings)
    if store is None:
        looked = Looked(0, 0, [])
    else:
        with closing(store):
            looked = look_over(store)
    if json:
        say_json(asdict(looked))
    else:
        say("\n".join(looked.faults) or said_of(looked))
    if looked.faults:
        raise typer.Exit(1)


def replay(name: str, json: bool, settings: Settings) -> None:
    """Decides an answer again; exits with 1 where it comes out otherwise, and with 2 where there is no such answer."""
    store = read_store(settings)
    if store is None:
        _refuse(NOTHING_YET)
        return
    with closing(store):
        try:
            made = replayed(store, name, open_holdings(settings.home, settings.area))
        except UnknownAnswer:
            _refuse("There is no record of an answer with this id")
            return
    if json:
        say_json({**asdict(made), "same": made.same})
    else:
        say("\n".join(made.lines()))
    if not made.same:
        raise typer.Exit(1)


def said_of(looked: Looked) -> str:
    """That all is well."""
    if not looked.records:
        return NOTHING_YET
    return f"All is well: {looked.records:,} records in one chain, {looked.with_words:,} of them with their words as sealed"


def look_over(store: Audit) -> Looked:
    """Every record in its place, and the words of those whose words are still kept."""
    looked = Looked(0, 0, [])
    looked.faults += faults(_counted(store, looked), store.heads())
    for kept in store.all_kept():
        if isinstance(kept, Unreadable):
            looked.faults.append(f"answer {kept.answer}: what is kept of it has been changed, and cannot be read any more")
            continue
        looked.with_words += 1
        looked.faults += _wrong_words(store, kept)
    return looked


def _counted(store: Audit, looked: Looked) -> Iterator[Sealed]:
    for one in store.records():
        looked.records += 1
        yield one


def _wrong_words(store: Audit, kept: Kept) -> Iterator[str]:
    name = kept.exchange.answer.id
    try:
        record = store.sealed(name)
    except UnknownAnswer:
        yield f"answer {name}: it is kept, and has no record"
        return
    if not words_as_sealed(kept, record):
        yield f"record {record.seq}: its message or its answer is not what was sealed"


def _refuse(why: str) -> None:
    typer.echo(why, err=True)
    raise typer.Exit(BAD_INPUT)
