import socket
import unittest

from worker.stores import unreachable


class StoresTest(unittest.TestCase):
    def test_stores_that_do_not_answer_are_named(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
            variables = {
                "DB_HOST": "127.0.0.1",
                "DB_PORT": str(port),
                "REDIS_URL": f"redis://:secret@127.0.0.1:{port}/0",
            }
            self.assertEqual(unreachable(variables), [])
        self.assertEqual(unreachable(variables), ["the database", "Redis"])

    def test_without_variables_it_depends_on_nothing(self) -> None:
        self.assertEqual(unreachable({}), [])


if __name__ == "__main__":
    unittest.main()
