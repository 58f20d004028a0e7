"""Nicknames: short, shown to the room only, and nobody's identity."""

from dataclasses import dataclass

from api.quiz.problems import BadNickname
from assistant.privacy.find import kinds_in
from assistant.privacy.lists import lists
from ingest.characters import visible

LONGEST = 24


@dataclass(frozen=True, slots=True)
class Nickname:
    """A nickname, and what makes two of them one."""

    shown: str
    folded: str


def nickname_in(typed: str) -> Nickname:
    """A nickname as it is shown; raises BadNickname, whose words do not repeat it."""
    shown = " ".join(visible(typed).split())
    if not shown:
        raise BadNickname("Type a nickname: any short word that is not your name")
    if len(shown) > LONGEST:
        raise BadNickname(f"A nickname has at most {LONGEST} characters. Shorten it")
    if found := kinds_in(shown):
        kinds = " and ".join(lists().kinds[kind] for kind in found)
        raise BadNickname(f"It seems to hold {kinds}. Nothing has been kept. Choose one that says nothing about anybody")
    return Nickname(shown, "".join(shown.casefold().split()))
