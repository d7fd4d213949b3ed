"""What came of a save: a new site, perhaps with warnings, or what stands in the way of one."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateSyntaxError
from mkdocs.commands.build import log
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import DuplicateFilter

from casebook.problems import Problem


@dataclass(frozen=True)
class Outcome:
    """What came of a save; without problems and without a failure there is a new site."""

    problems: tuple[Problem, ...] = ()
    """What is wrong with the case."""
    failure: str = ""
    """What else kept the site from being built."""
    complaints: tuple[str, ...] = ()
    """What MkDocs and other plugins warned of on the way."""
    warnings: tuple[Problem, ...] = ()
    """What the editor is warned of; the case itself was good."""

    @property
    def good(self) -> bool:
        """Whether there is a new site."""
        return not (self.problems or self.failure)


def is_bug(error: BaseException) -> bool:
    """Return whether an error was not meant for editors: one in a template, or in a plugin."""
    return not isinstance(error, (MkDocsException, SystemExit))


def said(error: BaseException) -> str:
    """Return what an error says; if it is a bug, with its kind and the line where it struck."""
    if not is_bug(error):
        return str(error).strip() or type(error).__name__
    return f"{_place(error)}{type(error).__name__}: {getattr(error, 'message', None) or error}"


@contextmanager
def listening(own: str) -> Iterator[list[str]]:
    """Gather what MkDocs and its plugins warn of in this thread while the block runs.

    `own` is the logger that we write to ourselves; what it says is known by better ways.
    """
    ear = _Ear(own)
    # MkDocs says nothing twice; but what was wrong in the last build may be wrong in this one too.
    for known in log.filters:
        if isinstance(known, DuplicateFilter):
            known.msgs.clear()
    generator = logging.getLogger(log.name.partition(".")[0])
    generator.addHandler(ear)
    try:
        yield ear.heard
    finally:
        generator.removeHandler(ear)


class _Ear(logging.Handler):
    def __init__(self, own: str) -> None:
        super().__init__(logging.WARNING)
        self.own = own
        self.heard: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a message; the threads that answer browsers complain of other things."""
        if record.thread == self._thread and record.name != self.own:
            message = record.getMessage().strip()
            if message and message not in self.heard:
                self.heard.append(message)


def _place(error: BaseException) -> str:
    """Return `file:line: ` for the place where an error struck, in a template if it came by one."""
    if isinstance(error, TemplateSyntaxError):
        return f"{Path(error.filename or error.name or '?').name}:{error.lineno}: "
    frames = traceback.extract_tb(error.__traceback__)
    in_templates = [frame for frame in frames if frame.filename.endswith(".html")]
    for frame in (in_templates or frames)[-1:]:
        return f"{Path(frame.filename).name}:{frame.lineno}: "
    return ""
