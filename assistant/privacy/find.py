"""What in a message identifies a person."""

from collections.abc import Callable, Iterable, Iterator

from assistant.privacy.addresses import emails, postcodes, streets
from assistant.privacy.dates import births
from assistant.privacy.lists import Kind
from assistant.privacy.names import cued, full, titled
from assistant.privacy.numbers import insurance_numbers, nhs_numbers, phones, record_numbers
from assistant.privacy.plain import plain

FINDERS: list[tuple[Kind, Callable[[str], Iterator[str]]]] = [
    (Kind.NHS_NUMBER, nhs_numbers),
    (Kind.RECORD_NUMBER, record_numbers),
    (Kind.NATIONAL_INSURANCE, insurance_numbers),
    (Kind.DATE_OF_BIRTH, births),
    (Kind.POSTCODE, postcodes),
    (Kind.ADDRESS, streets),
    (Kind.PHONE, phones),
    (Kind.EMAIL, emails),
    (Kind.NAME, titled),
    (Kind.NAME, cued),
    (Kind.NAME, full),
]
PUBLISHED = (Kind.POSTCODE, Kind.PHONE, Kind.EMAIL)  # of these, the documents print some: asking about those names nobody


def kinds_in(message: str, documents: Callable[[], Iterable[str]] = tuple) -> list[Kind]:
    """The kinds of identity that a message holds, each once, in the order of FINDERS.

    documents  gives the texts whose own telephone numbers, addresses and the like may be asked about; read only when needed
    """
    text = plain(message)
    found = {kind: values for kind, finder in FINDERS if (values := set(finder(text)))}
    for kind in PUBLISHED:
        if kind in found and found[kind] <= _printed(kind, documents()):
            del found[kind]
    return list(found)


def _printed(kind: Kind, documents: Iterable[str]) -> set[str]:
    finders = [finder for known, finder in FINDERS if known is kind]
    return {value for text in documents for finder in finders for value in finder(plain(text))}
