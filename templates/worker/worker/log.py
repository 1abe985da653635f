"""What the worker says; LOG_FORMAT=json makes each line an object, as the platform wants it."""

import json
import os
import sys
from datetime import UTC, datetime


def log(level: str, message: str) -> None:
    if os.environ.get("LOG_FORMAT") == "json":
        message = json.dumps({"time": datetime.now(UTC).isoformat(), "level": level, "message": message})
    else:
        message = f"{level}: {message}"
    print(message, file=sys.stdout, flush=True)
