import threading
import unittest

from prometheus_client import REGISTRY

from worker.jobs import Worker


class Jobs:
    """A queue of these jobs; then the worker is asked to end."""

    def __init__(self, end: threading.Event, *jobs: str | Exception) -> None:
        self._end = end
        self._jobs = list(jobs)

    def take(self) -> str | None:
        if not self._jobs:
            self._end.set()
            return None
        job = self._jobs.pop(0)
        if isinstance(job, Exception):
            raise job
        return job


def counted(outcome: str) -> float:
    return REGISTRY.get_sample_value("jobs_total", {"outcome": outcome}) or 0.0


class WorkerTest(unittest.TestCase):
    def test_a_job_that_fails_does_not_keep_others_back(self) -> None:
        end = threading.Event()
        done: list[str] = []

        def handle(job: str) -> None:
            if job == "bad":
                raise ValueError(job)
            done.append(job)

        before = counted("done"), counted("failed")
        Worker(Jobs(end, "a", "bad", "b"), handle).run(end)

        self.assertEqual(done, ["a", "b"])
        self.assertEqual((counted("done") - before[0], counted("failed") - before[1]), (2, 1))

    def test_it_begins_no_job_once_it_is_asked_to_end(self) -> None:
        end = threading.Event()
        done: list[str] = []

        def handle(job: str) -> None:
            done.append(job)
            end.set()

        Worker(Jobs(end, "a", "b"), handle).run(end)

        self.assertEqual(done, ["a"])


if __name__ == "__main__":
    unittest.main()
