"""`aftercare serve`: the API and the pages on this machine."""

import socket
from collections.abc import Iterator
from contextlib import closing

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.keys import check_keys
from api.problems import Unavailable
from api.served import shelf_of
from api.settings import Settings, SettingsError, load_settings
from api.shelf import Shelf
from api.store.opened import kept_in, open_store

HEARD_WITHIN = 60  # seconds for a process to give a sign of life, on a busy machine
STOP_WITHIN = 5  # seconds for the turns that are being answered


def run(settings: Settings) -> None:
    """Serves until stopped; SettingsError for an address that cannot be served on, StoreError where nothing can be kept."""
    settings.check_host()
    check_keys(settings)
    with _listening(settings.host, settings.port) as listening:
        if settings.workers == 1:
            _serve(settings, listening)
        else:
            _serve(settings, listening, only_greet=True)  # what would stop each process stops here, and is said once
            Multiprocess(_config("api.commands.serve:worker", settings.workers), sockets=[listening]).run()


def _serve(settings: Settings, listening: socket.socket, *, only_greet: bool = False) -> None:
    with closing(open_store(settings)) as store:
        shelf = shelf_of(settings.home, settings.area)
        served = create_app(settings, shelf, store=store)  # a damaged rulebook stops here
        shelf.look()
        typer.echo(_greeting(shelf, settings.host, listening.getsockname()[1]))
        for line in _doors(settings):
            typer.echo(line)
        typer.echo(f"Conversations are kept for {settings.retention_days} days, in {kept_in(settings)}.")
        if not only_greet:
            uvicorn.Server(_config(served)).run(sockets=[listening])


def worker() -> FastAPI:
    """The app of one of several processes; the settings are those of the environment."""
    settings = load_settings()
    return create_app(settings, shelf_of(settings.home, settings.area), store=open_store(settings))


def _config(app: FastAPI | str, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        access_log=False,  # addresses hold what people searched for
        server_header=False,
        proxy_headers=False,  # uvicorn's own would believe whoever connects from this machine
        log_level="warning",
        timeout_graceful_shutdown=STOP_WITHIN,
        timeout_worker_healthcheck=HEARD_WITHIN,
    )


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(f"Cannot serve on {host} port {port}: {error.strerror}. Choose another with --port") from None


def _doors(settings: Settings) -> Iterator[str]:
    """Who may come in, and how often."""
    if settings.auth == "keys":
        yield f"Only with a key: {check_keys(settings)} in {settings.keys}."
    if settings.workers > 1 and (settings.limit_network or settings.limit_key):
        processes = settings.workers
        yield f"Each of the {processes} processes counts requests by itself: up to {processes} times the limits get through."


def _greeting(shelf: Shelf, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    try:
        opened = shelf.opened()
        said = f"Answering from index {opened.generation} ({opened.rows:,} rows)."
        said += f" Degraded: {opened.degraded}." if opened.degraded else ""
    except Unavailable as unavailable:
        said = f"Nothing to answer from yet: {unavailable.detail}. It is picked up without a restart."
    return f"Serving http://{name}:{port} (Ctrl-C stops)\n{said}"
