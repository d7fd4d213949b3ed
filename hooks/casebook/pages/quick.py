"""Jinja without what it asks of functions that want nothing of it: a tenth of a page's time."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from types import FunctionType, MethodType
from typing import Any

import jinja2
from jinja2.runtime import Context

_PLAIN = frozenset({FunctionType, MethodType, partial})


class _Context(Context):
    def call(self, function: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Call a function of ours as it is: Jinja first looks at each for what it wants besides."""
        if type(function) in _PLAIN:
            if values:
                # What Jinja adds inside loops and blocks is for those that ask for the context.
                values.pop("_loop_vars", None)
                values.pop("_block_vars", None)
            return function(*args, **values)
        return super().call(function, *args, **values)


class QuickEnvironment(jinja2.Environment):
    """An environment whose templates call functions that want nothing of Jinja."""

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees as one mapping; a chain of them is walked for each page."""
        return {**self.globals, **(d or {})}
