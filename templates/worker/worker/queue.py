"""Where jobs come from: a list of Redis, or nowhere."""

from collections.abc import Mapping
from typing import Protocol

import redis

LIST = "@@name@@:jobs"
WAIT_SECONDS = 2


class Queue(Protocol):
    def take(self) -> str | None:
        """The next job; None when there is none for a while."""


class RedisQueue:
    """The oldest entry of the list."""

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(url, decode_responses=True, socket_timeout=WAIT_SECONDS + 3)

    def take(self) -> str | None:
        entry = self._client.brpop([LIST], timeout=WAIT_SECONDS)
        return None if entry is None else entry[1]


class NoQueue:
    """A worker without Redis: it waits, so that one sees it run before the queue is there."""

    def take(self) -> str | None:
        return None


def from_variables(variables: Mapping[str, str]) -> Queue:
    url = variables.get("REDIS_URL", "")
    return RedisQueue(url) if url else NoQueue()
