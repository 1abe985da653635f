"""What the worker does with a job, and how it goes on."""

import threading
import time
from collections.abc import Callable

from prometheus_client import Counter, Histogram

from worker.log import log
from worker.queue import Queue

# A loop that has not come round for this long hangs, and is started again.
LONGEST_JOB_SECONDS = 60

DONE = Counter("jobs_total", "Jobs that were taken, by how they ended.", ["outcome"])
# What is not there before the first job of its kind would hide that job from every rate.
for outcome in ("done", "failed"):
    DONE.labels(outcome)
BOUNDS = (0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 20, 30, LONGEST_JOB_SECONDS)
DURATION = Histogram("job_duration_seconds", "Time that a job took.", buckets=BOUNDS)


def handle(job: str) -> None:
    """Does one job. What it raises is counted and told; the worker goes on with the next one."""
    log("info", f"did a job of {len(job)} letters")


class Worker:
    def __init__(self, queue: Queue, handler: Callable[[str], None]) -> None:
        self._queue = queue
        self._handler = handler
        self._last_round = time.monotonic()

    def is_alive(self) -> bool:
        return time.monotonic() - self._last_round < LONGEST_JOB_SECONDS

    def run(self, end: threading.Event) -> None:
        """Takes jobs until `end` is set; the one that is under way is ended before."""
        while not end.is_set():
            self._last_round = time.monotonic()
            try:
                job = self._queue.take()
            except Exception as failure:  # noqa: BLE001 - a queue that is away for a while comes back
                log("error", f"cannot take a job: {failure}")
                end.wait(2)
                continue
            if job is None:
                end.wait(0.2)
            else:
                self._do(job)

    def _do(self, job: str) -> None:
        with DURATION.time():
            try:
                self._handler(job)
            except Exception as failure:  # noqa: BLE001 - one job that fails does not end the worker
                DONE.labels("failed").inc()
                log("error", f"a job failed: {failure}")
            else:
                DONE.labels("done").inc()
