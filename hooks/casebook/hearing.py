"""What another process logs, said in the first one, which alone has somewhere to print it."""

from __future__ import annotations

import logging
from collections.abc import Iterable


def hear() -> list[logging.LogRecord]:
    """Print nothing more that this process logs; return a list into which it goes instead."""
    heard = _Hearing()
    for logger in (logging.root, *map(logging.getLogger, logging.root.manager.loggerDict)):
        if logger.handlers or logger is logging.root:
            logger.handlers = [heard]
            logger.propagate = False
    return heard.records


def say_again(heard: Iterable[logging.LogRecord]) -> None:
    """Log what another process has logged."""
    for record in heard:
        logging.getLogger(record.name).handle(record)


class _Hearing(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a line in words: what it was made of may not reach another process."""
        record.msg, record.args = record.getMessage(), None
        if record.exc_info:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
            record.exc_info = None
        self.records.append(record)
