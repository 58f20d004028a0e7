"""Who asks, and whether they may: the key in the Authorization header, and the role that each route says it needs.

Programs send `Authorization: Bearer KEY`. For our pages, and for their scripts, browsers send what they asked a person for:
`Authorization: Basic`, any name, the key as the password.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer, SecurityScopes
from starlette.datastructures import Headers

from api.keys import KeyRing, Role
from api.problems import Unavailable
from api.refusals import KeyUnknown, KeyWanted, RoleWanted
from api.settings import Settings, SettingsError

HEALTH = "/api/v1/health"
LEARNERS = ("/quiz/join", "/quiz/play/", "/quiz/assets/")  # who has a join code needs no key
FILES = ("/assets/", "/rules/assets/", "/widget/")  # files that hold nothing of anybody
UNREADABLE = "The file of keys cannot be relied on. Whoever runs this service should run `aftercare keys list`"
BY_SCRIPT = 'Bearer realm="Aftercare"'
BY_PERSON = 'Basic realm="Aftercare: any name, and the key", charset="UTF-8"'
BEARER = HTTPBearer(auto_error=False, scheme_name="key", description="An API key, made by `aftercare keys add`")


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a key by its name, or anyone, where no keys are wanted."""

    name: str
    role: Role


ANYONE = Principal("anyone", Role.ADMIN)


class Door:
    """Lets in whoever may come in."""

    def __init__(self, settings: Settings) -> None:
        self._ring = KeyRing(settings.keys) if settings.auth == "keys" else None

    @property
    def locked(self) -> bool:
        """Whether a key is wanted."""
        return self._ring is not None

    def let_in(self, path: str, headers: Headers) -> Principal:
        """Who asks; KeyWanted or KeyUnknown for anybody else, Unavailable where no key can be read."""
        if self._ring is None:
            return ANYONE
        given = headers.getlist("authorization")
        if not given:
            raise KeyWanted(_challenge(path))
        try:
            found = self._ring.find(_key_in(given[0])) if len(given) == 1 else None
        except SettingsError:
            raise Unavailable(UNREADABLE) from None
        if found is None:
            raise KeyUnknown(_challenge(path))
        return Principal(found.id, found.role)


def is_open(path: str) -> bool:
    """Whether an address is open to everybody: health, files that hold nothing of anybody, and the pages of learners."""
    return path == HEALTH or path.startswith((*FILES, *LEARNERS))


def _challenge(path: str) -> str:
    """Only pages make a browser ask for a key: a script is told, and asks in its own way."""
    return BY_SCRIPT if path.startswith("/api/") else BY_PERSON


def _key_in(header: str) -> str:
    """The key in an Authorization header; "" where there is none."""
    scheme, _, given = header.partition(" ")
    match scheme.lower():
        case "bearer":
            return given.strip()
        case "basic":
            return _password(given.strip())
        case _:
            return ""


def _password(given: str) -> str:
    try:
        return base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""


async def _signed_in(wanted: SecurityScopes, request: Request, _: Annotated[Any, Depends(BEARER)]) -> None:
    """Raises KeyWanted where nobody is known to ask, RoleWanted where their role does not reach."""
    if is_open(request.url.path):
        return
    principal: Principal | None = getattr(request.state, "principal", None)
    if principal is None:
        raise KeyWanted(_challenge(request.url.path))
    for role in map(Role, wanted.scopes):
        if not principal.role.includes(role):
            raise RoleWanted(role)


def needs(role: Role) -> Any:
    """What a route writes among its dependencies: only a key with this role, or one above it, may ask."""
    return Security(_signed_in, scopes=[role])


async def _principal(request: Request) -> Principal:
    principal: Principal = request.state.principal
    return principal


WithPrincipal = Annotated[Principal, Depends(_principal)]  # who asks, for what is kept with who decided it
READER, TRAINER, OWNER, ADMIN = map(needs, Role)
