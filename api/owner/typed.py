"""Words that an owner types and that are kept for good: checked as a message is, before anything is decided."""

from collections.abc import Iterable

from api.problems import Invalid, PersonalData
from assistant.privacy.find import kinds_in
from assistant.privacy.lists import lists
from ingest.characters import visible


def typed(words: str, called: str, printed: Iterable[str], most: int = 300) -> str:
    """The words as they are kept. `called`: what the field is for, as a sentence begins.

    Raises Invalid where there are none or too many, PersonalData where they identify a person.
    """
    plain = " ".join(visible(words).split())
    if not plain:
        raise Invalid(f"{called} is missing. Say it in a sentence")
    if len(plain) > most:
        raise Invalid(f"{called} has {len(plain):,} characters, and at most {most:,} are kept. Shorten it")
    if found := kinds_in(plain, lambda: printed):
        raise PersonalData(called, [lists().kinds[kind] for kind in found])
    return plain
