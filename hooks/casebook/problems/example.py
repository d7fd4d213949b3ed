"""The example of each kind of problem: a mistake, what is said of it, and the same mended.

`examples/CB201.yml` is the source of the page of CB201 in the documentation and of what
`python -m casebook explain CB201` prints; tests hold the checker to it, word for word:

    why: |                   # for an editor: what it means, why it matters, what to do; Markdown
      Every actor needs a name ...
    examples:                # one for each form the message takes
      - case: a required key is left out        # a few words; only needed where there are several
        wrong:               # these files laid over tests/sites/broken/base, and nothing else
          data/actors/charles-babbage.yml: |
            kind: person
            ...
        says:                # every line that `check` prints, in order, and no others
          - 'data/actors/charles-babbage.yml:1:1: "name" is missing. Add "name: ..." here [CB201]'
        right:               # these files laid over the base instead: no error, and no warning
          data/actors/charles-babbage.yml: |
            name: Charles Babbage
            ...

A file's name is relative to the project (`data/...`, `docs/...`). What a text cannot hold is made:

    data/actors/x.yml: {link: ../events/y.yml}     # a symbolic link
    data/actors/x.yml: {special: true}             # a named pipe
    data/actors/x.yml: {hex: 6e616d65}             # these bytes
    data/actors/x.yml: {text: "...", times: 9}     # a text, so many times over
    data/case.yml: {gone: true}                    # no such file or folder, though the base has it

A mistake of which `links` tells says besides what the web answers to it:

    web: {https://example.org/a: {outcome: gone, said: 404 Not Found}}

The day on which examples are checked is `TODAY`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict, Field

TODAY = "2025-07-01"
"""The day it is in the examples."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Link(_Model):
    """A symbolic link to another file."""

    link: str


class Special(_Model):
    """A file that is none: a named pipe."""

    special: bool


class Raw(_Model):
    """A file of these bytes, written in hexadecimal."""

    hex: str


class Repeated(_Model):
    """A file that holds a text many times over."""

    text: str
    times: int


class Gone(_Model):
    """No file or folder of this name."""

    gone: bool


File: TypeAlias = str | Link | Special | Raw | Repeated | Gone


class Example(_Model):
    """A mistake in a small case, what is said of it, and the same without the mistake."""

    case: str = ""
    """Which form of the mistake this is, in a few words."""

    web: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    """What came of asking for addresses: the fields of an `Answer`."""

    wrong: Mapping[str, File]
    """The files that hold the mistake, by their names in the project."""

    says: tuple[str, ...] = Field(min_length=1)
    """Every line that is printed of it."""

    right: Mapping[str, File]
    """The files as they should be."""


class Explanation(_Model):
    """What an editor should know of one kind of problem."""

    why: str
    """What it means and what to do, as Markdown."""

    examples: tuple[Example, ...] = Field(min_length=1)


@cache
def explanation(code: str) -> Explanation:
    """Return what is to be said of the kind of problem with this code, which must be in `CODES`."""
    text = files(__package__).joinpath("examples", f"{code}.yml").read_text("utf-8")
    return Explanation.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))
