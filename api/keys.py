"""API keys: who may ask, and for what. A file holds their hashes; a key itself is shown once, when it is made.

A key is `aftercare_`, eight letters that name it, `_`, and 43 letters of chance (256 bits), which nobody can guess at any
speed. So the hash need not be as slow as a password's; it is scrypt with 1 MiB, about two milliseconds.
"""

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.settings import Settings, SettingsError

PREFIX = "aftercare_"
WRITTEN = re.compile(rf"{PREFIX}([0-9a-z]{{8}})_([\w-]{{43}})", re.ASCII)
LETTERS = "0123456789abcdefghijkmnpqrstuvwxyz"
WRITABLE_BY_OTHERS = 0o022


class Role(StrEnum):
    """What a key may do. Each may do what those before it may."""

    READER = "reader"
    TRAINER = "trainer"
    OWNER = "owner"
    ADMIN = "admin"

    def includes(self, wanted: "Role") -> bool:
        """Whether a key with this role may do what `wanted` may."""
        order = list(Role)
        return order.index(self) >= order.index(wanted)


class Key(BaseModel):
    """A key as the file has it: everything but the key. `name` says what it is for, never who uses it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern="^[0-9a-z]{8}$")
    name: str = Field("", max_length=80)
    role: Role
    made: datetime
    salt: str = Field(pattern="^[0-9a-f]{32}$")
    hash: str = Field(pattern="^[0-9a-f]{64}$")


KEYS = TypeAdapter(list[Key])
NOBODY = Key(name="", id="00000000", role=Role.READER, made=datetime.min, salt="0" * 32, hash="0" * 64)


def new_key(role: Role, name: str = "") -> tuple[str, Key]:
    """A key, to be shown once, and what is kept of it."""
    id, secret, salt = "".join(secrets.choice(LETTERS) for _ in range(8)), secrets.token_urlsafe(32), secrets.token_hex(16)
    kept = Key(id=id, name=name, role=role, made=datetime.now(UTC).replace(microsecond=0), salt=salt, hash=_hash(secret, salt))
    return f"{PREFIX}{id}_{secret}", kept


def _hash(secret: str, salt: str) -> str:
    return hashlib.scrypt(secret.encode(), salt=bytes.fromhex(salt), n=1024, r=8, p=1, dklen=32).hex()


def matching(keys: Mapping[str, Key], given: str) -> Key | None:
    """The key that was given, or None; an unknown name takes as long as a wrong secret."""
    written = WRITTEN.fullmatch(given)
    if written is None:
        return None
    key = keys.get(written[1], NOBODY)
    same = hmac.compare_digest(_hash(written[2], key.salt), key.hash)
    return key if same and key is not NOBODY else None


def read_keys(file: Path) -> Mapping[str, Key]:
    """The keys of a file by name, none where there is no file. SettingsError where it cannot be relied on."""
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & WRITABLE_BY_OTHERS:
                raise SettingsError(f"{file}: others than its owner may write to it, and so make keys. Run chmod 600 {file}")
            return {key.id: key for key in KEYS.validate_json(opened.read())}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(f"{file}: the keys cannot be read ({error.strerror})") from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "the file"
        raise SettingsError(
            f"{file}: it is no file of keys ({where}). Bring back a copy, or remove it and make new keys"
        ) from None


def check_keys(settings: Settings) -> int:
    """How many keys there are to ask with; SettingsError where keys are wanted and there is none."""
    if settings.auth == "none":
        return 0
    if not (found := read_keys(settings.keys)):
        raise SettingsError(
            f"AFTERCARE_AUTH is keys, and there is none in {settings.keys}: nobody could ask. "
            f"Make one: aftercare keys add --role reader"
        )
    return len(found)


@contextmanager
def changing_keys(file: Path) -> Iterator[dict[str, Key]]:
    """The keys, to be changed; written when all is done, whole or not at all. Nobody else changes them meanwhile.

    SettingsError where they cannot be relied on, or not written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.with_name(f"{file.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            keys = dict(read_keys(file))
            yield keys
            _write(file, keys)
    except OSError as error:
        raise SettingsError(f"{file}: the keys cannot be kept there ({error.strerror}). Nothing has been changed") from None


def _write(file: Path, keys: Mapping[str, Key]) -> None:
    beside = file.with_name(f"{file.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(json.dumps([key.model_dump(mode="json") for key in keys.values()], indent=2) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)


class KeyRing:
    """The keys of a file as they are now: one that is added or removed counts from the next request on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._seen: object = None
        self._keys: Mapping[str, Key] = {}

    def find(self, given: str) -> Key | None:
        """The key that was given, or None. SettingsError where the file cannot be relied on: then nobody gets in."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._keys, self._seen = {}, None
            self._keys, self._seen = read_keys(self.file), stamp
        return matching(self._keys, given)

    def _stamp(self) -> object:
        try:
            found = self.file.stat()
        except OSError:
            return "none"
        return found.st_mtime_ns, found.st_size, found.st_ino
