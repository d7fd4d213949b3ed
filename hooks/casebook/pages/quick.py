"""Jinja without what it asks of functions that want nothing of it, and of HTML that is HTML: an
eighth of a page's time.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from types import CodeType, FunctionType, MethodType
from typing import Any

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup, escape

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


class _Template(jinja2.Template):
    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 (Jinja's)
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Have what is printed escaped by a function of ours."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__["escape"] = _escaped
        return made


def _escaped(value: object) -> Markup:
    # The other would ask markup whether it is markup, twice, and copy it.
    return value if type(value) is Markup else escape(value)


class QuickEnvironment(jinja2.Environment):
    """An environment whose templates call functions that want nothing of Jinja."""

    context_class = _Context
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees as one mapping; a chain of them is walked for each page."""
        return {**self.globals, **(d or {})}
