"""Is this a message that can be read? Empty, endless, unreadable and foreign ones end here, with a plain reply."""

import re

from assistant.model import Answer, Status, Turn
from assistant.words import say
from ingest.characters import visible

LONGEST = 2_000  # characters
LETTER = re.compile(r"[^\W\d_]")
LATIN = re.compile(r"[A-Za-z]")
# The commonest small words of the languages most spoken in England after English, less those that English shares. A
# message made of them is not English; nothing else is guessed about it.
FOREIGN = frozenset(
    """el los las una por para con que como está pacjent czy jest nie się dla jak pani pan les des est une pour avec qui dans
    peut der das und ist nicht für mit wie kann você não são uma mae yr yn ydy oes pentru este sunt dacă și cum ce il che
    sono come può della nel kya hai mein nahi ka ki ke se ko aur kas yra ar į kaip""".split()
)
ENGLISH = frozenset(
    """a an and are be by can do does for from get has have he her his how i if in is it no not of off on or she that the their
    they this to was we what when where which who why will with you""".split()
)


def accept(turn: Turn) -> Turn | Answer:
    """The turn with its invisible characters gone, or the reply to a message that cannot be read.

    A message is at most 2,000 characters long.
    """
    message = " ".join(visible(turn.message[: LONGEST * 4]).split())
    if ending := _ending(turn.message, message):
        return turn.ended(Status.DECLINED, ending)
    return turn.but(message=message)


def _ending(sent: str, message: str) -> str | None:
    if len(sent) > LONGEST:
        return say("endings", "too_long", found=f"{len(sent):,}", limit=f"{LONGEST:,}")
    if not sent.strip():
        return say("endings", "empty")
    if not LETTER.search(message) and not re.search(r"\d", message):
        return say("endings", "unreadable")
    return say("endings", "not_english") if _is_foreign(message) else None


def _is_foreign(message: str) -> bool:
    letters = LETTER.findall(message)
    if letters and len(LATIN.findall(message)) < len(letters) / 2:
        return True
    spoken = re.findall(r"[^\W\d_]+", message.lower())
    foreign, english = sum(word in FOREIGN for word in spoken), sum(word in ENGLISH for word in spoken)
    return foreign >= 2 and foreign > 2 * english
