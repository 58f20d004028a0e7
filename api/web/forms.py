"""What a form of our pages sends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

MOST_FIELDS = 100


@dataclass(frozen=True, slots=True)
class Form:
    """Fields by name, each with everything that was sent under it."""

    fields: Mapping[str, Sequence[str]]

    def __getitem__(self, name: str) -> str:
        """A field's value, "" where it was not sent."""
        return self.all(name)[0] if self.all(name) else ""

    def all(self, name: str) -> Sequence[str]:
        """Every value of a field."""
        return self.fields.get(name, ())


async def _form(request: Request) -> Form:
    body = (await request.body()).decode("utf-8", "replace").replace("\x00", "")
    try:
        read = parse_qs(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        read = {}
    return Form({name: [value.replace("\r\n", "\n") for value in values] for name, values in read.items()})


WithForm = Annotated[Form, Depends(_form)]
