"""Every setting, read from the environment: `AFTERCARE_PORT=9000 aftercare serve`."""

import difflib
import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "AFTERCARE_"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingsError(ValueError):
    """A setting that is not what it should be: one line each, with what to do."""


class Settings(BaseSettings):
    """What an installation may choose. Each is read from `AFTERCARE_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    corpus: Path = Field(Path("corpus"), description="Folder of the documents: sources.yaml and what is beside it")
    home: Path = Field(Path("var"), description="Folder for what is made: the index and its earlier generations")
    area: str = Field("North Lincolnshire", min_length=1, description="The area that answers are given for")
    host: str = Field("127.0.0.1", description="Address to serve on; only this machine's own (127.0.0.1, ::1, localhost)")
    port: int = Field(8117, ge=0, le=65535, description="Port to serve on; 0 takes any that is free")
    allowed_hosts: tuple[str, ...] = Field(
        ("127.0.0.1", "localhost", "[::1]"), description="Names that a request may address the server by, as a JSON list"
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

    def check_host(self) -> None:
        """Raises SettingsError unless the server would be reachable from this machine only."""
        if self.host not in LOOPBACK:
            raise SettingsError(
                f"{self.host!r} can be reached from other machines, and there is no sign-in yet, so the server will not start "
                f"there. Serve on 127.0.0.1 (AFTERCARE_HOST or --host), behind something that signs people in"
            )


def load_settings(**chosen: object) -> Settings:
    """The settings of the environment, with those chosen on the command line; raises SettingsError."""
    if unknown := [problem for name in sorted(os.environ) if (problem := _unknown(name))]:
        raise SettingsError("\n".join(unknown))
    try:
        return Settings(**{name: value for name, value in chosen.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"{PREFIX}{str(detail['loc'][0]).upper()}: {detail['msg']}" for detail in error.errors()]
        raise SettingsError("\n".join(lines)) from None


def _unknown(name: str) -> str | None:
    """A misspelt setting would be silently ignored; it is an error instead."""
    known = [f"{PREFIX}{field.upper()}" for field in Settings.model_fields]
    if not name.startswith(PREFIX) or name in known:
        return None
    close = difflib.get_close_matches(name, known, n=1)
    return f"{name}: there is no such setting" + (f"; did you mean {close[0]}?" if close else f". They are {', '.join(known)}")
