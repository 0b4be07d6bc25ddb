"""The log of long-running verbs on stderr: lines for people, or one JSON object a line for machines."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_QUIET = ("procrastinate", "psycopg", "asyncio")


class JsonLines(logging.Formatter):
    """One object a line: at, level, logger, message, then what the caller added, then the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _PLAIN}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def log_as_json() -> None:
    """Log JSON lines to stderr."""
    _log(JsonLines())


def log_as_text() -> None:
    """Log plain lines to stderr."""
    _log(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))


def _log(form: logging.Formatter) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(form)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _QUIET:  # what concerns us is said by our own modules
        logging.getLogger(name).setLevel(logging.WARNING)
