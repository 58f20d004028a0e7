"""python -m benchmarks.pattern NAME FOLDER: a contender's search over HTTP, for `benchmarks.load`; a thread for each user.

The standard library's server: it does less for each request than ours does, so the comparison is kind to the other tool.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks.contenders import Search, contender
from benchmarks.worker import FIRST


def handler_of(search: Search) -> type[BaseHTTPRequestHandler]:
    """Answers {"message": ...} with the sections of the best results."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            body = json.dumps(search(asked["message"])).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    return Handler


class Server(ThreadingHTTPServer):
    """With room for as many users as knock at once: five, the library's default, are fewer, and the others are turned away."""

    request_queue_size = 128


def main(name: str, folder: str) -> None:
    """Opens the index, asks once, serves until it is ended; the first line it prints is its address."""
    search = contender(name).search(Path(folder))
    search(FIRST)
    with Server(("127.0.0.1", 0), handler_of(search)) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
