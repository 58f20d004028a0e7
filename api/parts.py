"""What the addresses work with, put into the app when it is made and asked for here by type."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.desk import Desk
from api.owner.board import Board
from api.owner.ledger import Ledger, ledger_of
from api.settings import Settings
from api.shelf import Shelf
from api.store.base import Conversations, Store
from assistant.holdings import Holdings


@dataclass(frozen=True)
class Parts:
    """One of each, for the life of the app."""

    settings: Settings
    shelf: Shelf
    desk: Desk
    store: Store
    board: Board

    @property
    def conversations(self) -> Conversations:
        """What the store has of conversations, for whoever needs no more of it."""
        return self.store


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


def _holdings(request: Request) -> Holdings:
    """The holdings in use; raises Unavailable."""
    return _parts(request).shelf.opened().holdings


def _ledger(request: Request) -> Ledger:
    """The database; raises Unavailable."""
    return ledger_of(_parts(request).store)


WithParts = Annotated[Parts, Depends(_parts)]
WithHoldings = Annotated[Holdings, Depends(_holdings)]
WithLedger = Annotated[Ledger, Depends(_ledger)]
