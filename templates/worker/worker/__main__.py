"""Takes jobs until it is asked to end; probes and metrics are answered on the side."""

import os
import signal
import threading

from worker import jobs, probes, queue, stores
from worker.log import log


def main() -> None:
    end = threading.Event()
    # Kubernetes waits for 30 seconds: the job that is under way is ended, and no other is begun.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.set())
    worker = jobs.Worker(queue.from_variables(os.environ), jobs.handle)
    port = int(os.environ.get("PORT", "@@port@@"))
    server = probes.serve(port, worker.is_alive, lambda: stores.unreachable(os.environ))
    log("info", f"answers on {port}, and takes jobs")
    worker.run(end)
    server.shutdown()
    log("info", "has ended")


if __name__ == "__main__":
    main()
