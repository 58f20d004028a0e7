"""`aftercare audit`: is the record of every answer whole, and would the same be decided again?"""

from contextlib import closing
from dataclasses import asdict

import typer

from api.commands.paper import say, say_json
from api.problems import UnknownAnswer
from api.replaying import replayed
from api.settings import Settings
from api.store.looking import NOTHING_YET, Looked, look_over, said_of
from api.store.opened import read_store
from assistant.holdings import open_holdings

BAD_INPUT = 2


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


def _refuse(why: str) -> None:
    typer.echo(why, err=True)
    raise typer.Exit(BAD_INPUT)
