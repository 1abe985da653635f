"""Answers Kubernetes and Prometheus over HTTP."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def serve(port: int, is_alive: Callable[[], bool], unreachable: Callable[[], list[str]]) -> ThreadingHTTPServer:
    """Serves /health, /ready and /metrics in the background."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:  # noqa: N802 - the name that the library asks for
            path = self.path.split("?", 1)[0]
            if path == "/health":
                self._answer(*((200, "healthy\n") if is_alive() else (503, "the loop hangs\n")))
            elif path == "/ready":
                missing = unreachable()
                self._answer(*((503, f"cannot reach {', '.join(missing)}\n") if missing else (200, "ready\n")))
            elif path == "/metrics":
                self._answer(200, generate_latest().decode(), CONTENT_TYPE_LATEST)
            else:
                self._answer(404, "there is no such page\n")

        def _answer(self, code: int, text: str, content_type: str = "text/plain; charset=utf-8") -> None:
            content = text.encode()
            self.send_response(code)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Probes are told in no log."""

    server = ThreadingHTTPServer(("", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
