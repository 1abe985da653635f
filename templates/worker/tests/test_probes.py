import unittest
from urllib.error import HTTPError
from urllib.request import urlopen

from worker import probes


class ProbesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.is_alive = True
        self.missing: list[str] = []
        self.server = probes.serve(0, lambda: self.is_alive, lambda: self.missing)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def ask(self, path: str) -> tuple[int, str]:
        try:
            with urlopen(f"http://127.0.0.1:{self.server.server_port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as failure:
            with failure:
                return failure.code, failure.read().decode()

    def test_a_loop_that_hangs_is_not_healthy(self) -> None:
        self.assertEqual(self.ask("/health"), (200, "healthy\n"))
        self.is_alive = False
        self.assertEqual(self.ask("/health")[0], 503)

    def test_it_is_ready_once_everything_is_reached(self) -> None:
        self.missing = ["Redis"]
        self.assertEqual(self.ask("/ready"), (503, "cannot reach Redis\n"))
        self.missing = []
        self.assertEqual(self.ask("/ready"), (200, "ready\n"))

    def test_jobs_are_measured(self) -> None:
        code, text = self.ask("/metrics")
        self.assertEqual(code, 200)
        self.assertIn("# TYPE job_duration_seconds histogram", text)


if __name__ == "__main__":
    unittest.main()
