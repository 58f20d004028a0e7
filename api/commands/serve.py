"""`aftercare serve`: the API and the pages on this machine."""

import socket
from contextlib import closing

import typer
import uvicorn

from api.app import create_app
from api.problems import Unavailable
from api.served import shelf_of
from api.settings import Settings, SettingsError
from api.shelf import Shelf
from api.store.opened import kept_in, open_store

STOP_WITHIN = 5  # seconds for the turns that are being answered


def run(settings: Settings) -> None:
    """Serves until stopped; SettingsError for an address that cannot be served on, StoreError where nothing can be kept."""
    settings.check_host()
    with _listening(settings.host, settings.port) as listening, closing(open_store(settings)) as store:
        shelf = shelf_of(settings.home, settings.area)
        served = create_app(settings, shelf, store=store)  # a damaged rulebook stops here
        shelf.look()
        typer.echo(_greeting(shelf, settings.host, listening.getsockname()[1]))
        typer.echo(f"Conversations are kept for {settings.retention_days} days, in {kept_in(settings)}.")
        server = uvicorn.Server(
            uvicorn.Config(
                served,
                access_log=False,  # addresses hold what people searched for
                server_header=False,
                log_level="warning",
                timeout_graceful_shutdown=STOP_WITHIN,
            )
        )
        server.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(f"Cannot serve on {host} port {port}: {error.strerror}. Choose another with --port") from None


def _greeting(shelf: Shelf, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    try:
        opened = shelf.opened()
        said = f"Answering from index {opened.generation} ({opened.rows:,} rows)."
        said += f" Degraded: {opened.degraded}." if opened.degraded else ""
    except Unavailable as unavailable:
        said = f"Nothing to answer from yet: {unavailable.detail}. It is picked up without a restart."
    return f"Serving http://{name}:{port} (Ctrl-C stops)\n{said}"
