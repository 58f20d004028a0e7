"""Every setting, read from the environment: `AFTERCARE_PORT=9000 aftercare serve`."""

import difflib
import os
import re
from collections.abc import Iterable
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as NotJson

PREFIX = "AFTERCARE_"
LOOPBACK = ("127.0.0.1", "::1", "localhost")
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
USUAL_PORTS = {"https": ":443", "http": ":80"}  # browsers leave them out
ORIGIN = re.compile(r"https?://([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(:[0-9]{1,5})?")


class SettingsError(ValueError):
    """A setting that is not what it should be: one line each, with what to do."""


def _address(given: str) -> str:
    """An address or a network; a word such as * would trust everybody, and so would 0.0.0.0/0."""
    try:
        network = ip_network(given)
    except ValueError:
        network = None
    if network is None or not network.prefixlen:
        raise ValueError("write addresses or networks, such as 10.1.2.3 or 10.1.2.0/24")
    return str(network)


def _origin(given: str) -> str:
    """A whole origin; it is put into a header, so nothing else may stand in it."""
    if not ORIGIN.fullmatch(given) or given.endswith(USUAL_PORTS[given.partition(":")[0]]):
        raise ValueError(
            "write whole origins in small letters and without a path or the usual port, such as https://intranet.example"
        )
    return given


Origin = Annotated[str, AfterValidator(_origin)]
Proxy = Annotated[str, AfterValidator(_address)]


class Settings(BaseSettings):
    """What an installation may choose. Each is read from `AFTERCARE_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    corpus: Path = Field(Path("corpus"), description="Folder of the documents: sources.yaml and what is beside it")
    home: Path = Field(Path("var"), description="Folder for what is made: the index and its earlier generations")
    area: str = Field("North Lincolnshire", min_length=1, description="The area that answers are given for")
    host: str = Field("127.0.0.1", description="Address to serve on; without keys only this machine's own: 127.0.0.1, ::1")
    port: int = Field(8117, ge=0, le=65535, description="Port to serve on; 0 takes any that is free")
    allowed_hosts: tuple[str, ...] = Field(
        OWN_NAMES, description="Names that a request may address the server by, as a JSON list"
    )
    body_bytes: int = Field(32_768, ge=4_096, le=1_048_576, description="Largest request body, in bytes")
    messages: int = Field(50, ge=1, le=1_000, description="Most messages in one conversation")
    workers: int = Field(1, ge=1, le=16, description="Processes that answer, each with the index of its own; one for each core")
    database: str = Field(
        "", description="SQLite or PostgreSQL address for conversations and audit; a file under the home folder unless given"
    )
    retention_days: int = Field(
        30, ge=1, le=3_650, description="Days that a conversation is kept; the audit keeps its decisions without its words"
    )

    auth: Literal["none", "keys"] = Field("none", description="none (only on this machine's own address) or keys")
    keys_file: Path | None = Field(
        None, description="File that `aftercare keys` keeps hashes of keys in; keys.json under the home folder unless given"
    )
    origins: tuple[Origin, ...] = Field(
        (), description="Origins whose pages may hold the widget and call the API, as a JSON list: https://intranet.example"
    )
    frame_ancestors: tuple[Origin, ...] = Field((), description="Origins whose pages may show ours in a frame, as a JSON list")
    trusted_proxies: tuple[Proxy, ...] = Field(
        (), description="Addresses or networks of proxies whose X-Forwarded-For is believed, as a JSON list"
    )
    limit_network: int = Field(600, ge=0, description="Most requests a minute from one network address; 0 for no limit")
    limit_key: int = Field(300, ge=0, description="Most requests a minute with one key; 0 for no limit")

    @property
    def keys(self) -> Path:
        """Where the hashes of the keys are."""
        return self.keys_file or self.home / "keys.json"

    def check_host(self) -> None:
        """Raises SettingsError where other machines could reach the server without a key, or not at all."""
        if self.host in LOOPBACK:
            return
        if self.auth == "none":
            raise SettingsError(
                f"{self.host!r} can be reached from other machines, and AFTERCARE_AUTH is none: whoever reaches it could use "
                f"it, so the server will not start there. Make a key (aftercare keys add --role reader) and set "
                f"AFTERCARE_AUTH=keys, or serve on 127.0.0.1 (AFTERCARE_HOST or --host)"
            )
        if _only_own(self.allowed_hosts):
            raise SettingsError(
                f"AFTERCARE_ALLOWED_HOSTS names only this machine itself, so every request to {self.host!r} from another "
                f"would be refused. Add the name that people use: AFTERCARE_ALLOWED_HOSTS='[\"aftercare.example\"]'"
            )


def _only_own(names: Iterable[str]) -> bool:
    return {name.lower() for name in names} <= set(OWN_NAMES)


def load_settings(**chosen: object) -> Settings:
    """The settings of the environment, with those chosen on the command line; raises SettingsError."""
    if unknown := [problem for name in sorted(os.environ) if (problem := _unknown(name))]:
        raise SettingsError("\n".join(unknown))
    try:
        return Settings(**{name: value for name, value in chosen.items() if value is not None})  # type: ignore[arg-type]
    except NotJson as error:
        name = str(error).split('"')[1].upper()
        raise SettingsError(f'{PREFIX}{name}: it is not JSON. A list is written ["one", "two"]') from None
    except ValidationError as error:
        lines = [
            f"{PREFIX}{str(detail['loc'][0]).upper()}: {detail['msg'].removeprefix('Value error, ')}"
            for detail in error.errors()
        ]
        raise SettingsError("\n".join(lines)) from None


def _unknown(name: str) -> str | None:
    """A misspelt setting would be silently ignored; it is an error instead."""
    known = [f"{PREFIX}{field.upper()}" for field in Settings.model_fields]
    if not name.startswith(PREFIX) or name in known:
        return None
    close = difflib.get_close_matches(name, known, n=1)
    return f"{name}: there is no such setting" + (f"; did you mean {close[0]}?" if close else f". They are {', '.join(known)}")
