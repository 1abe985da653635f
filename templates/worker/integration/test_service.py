"""Asks a worker that runs."""

import os
import unittest
from urllib.request import urlopen

SERVICE = os.environ.get("SERVICE_URL", "http://127.0.0.1:@@port@@")


class ServiceTest(unittest.TestCase):
    def test_it_answers_as_kubernetes_and_prometheus_ask(self) -> None:
        for path, expected in (("/health", "healthy"), ("/ready", "ready"), ("/metrics", "jobs_total")):
            with urlopen(SERVICE + path, timeout=5) as answer:
                self.assertIn(expected, answer.read().decode(), path)


if __name__ == "__main__":
    unittest.main()
