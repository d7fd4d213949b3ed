"""What the text below each field of a model says, read from the source when somebody asks.

Pydantic reads these texts as well (`use_attribute_docstrings`), but for every model as it is made:
that took a fifth of the time in which Casebook starts.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel


def about_fields(model: type[BaseModel]) -> dict[str, str]:
    """Return what each field of a model is for, on one line, by its key; empty where unsaid."""
    said: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            said |= _texts(base.__module__).get(base.__name__, {})
    fields = model.model_fields.items()
    return {field.alias or name: said.get(name, "") for name, field in fields}


@cache
def _texts(module: str) -> dict[str, dict[str, str]]:
    """Return the texts below the fields of the classes of a module."""
    source = Path(str(sys.modules[module].__file__)).read_text("utf-8")
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_below(node)) for node in classes}


def _below(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in pairwise(node.body):
        match field, after:
            case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                yield name, " ".join(text.split())
