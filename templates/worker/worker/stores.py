"""What the worker keeps its data in."""

import socket
from collections.abc import Mapping
from urllib.parse import urlsplit


def unreachable(variables: Mapping[str, str]) -> list[str]:
    """Names of the stores that the variables name, and that do not answer within a second."""
    return [name for name, host, port in _named(variables) if not _answers(host, port)]


def _named(variables: Mapping[str, str]) -> list[tuple[str, str, int]]:
    stores = []
    if host := variables.get("DB_HOST"):
        stores.append(("the database", host, int(variables.get("DB_PORT", "5432"))))
    if url := variables.get("REDIS_URL"):
        parts = urlsplit(url)
        stores.append(("Redis", parts.hostname or "", parts.port or 6379))
    return stores


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
