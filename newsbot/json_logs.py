"""The log as JSON, one object per line, for collectors that would otherwise have to parse text."""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec


class JsonFormatter(logging.Formatter):
    """Time (RFC 3339), level, logger, message, and the traceback, if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        # A lone surrogate in an address must not cost the log line.
        return msgspec.json.encode({name: _writable(value) for name, value in said.items()}).decode()


def _writable(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def log_as_json(level: str, file: str | None) -> None:
    """Write the log of this process as JSON, to the file or to standard error; to be called once."""
    handler = logging.FileHandler(Path(file), encoding="utf-8") if file else logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    handler.setLevel(level)
    logging.root.addHandler(handler)
