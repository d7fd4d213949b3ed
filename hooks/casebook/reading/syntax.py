"""What is wrong with a text that is not YAML, in the words of somebody who writes it by hand.

The parser (libyaml) says what it did not find where it stopped; here that is turned into what an
editor most likely did, which may be one line further up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import yaml

from casebook.problems import Problem, Where

_LONGEST_SHOWN = 60
_QUOTE = "Put the whole text in quotes"
_KEY = re.compile(r"(?P<indent>[ -]*)(?P<key>[^\s:'\"#-][^:'\"]*):[ ]+(?=\S)")
_CRAMPED_KEY = re.compile(r"[ -]*(?P<key>[A-Za-z_-]+):(?P<value>[^\s/].*)")
_CRAMPED_DASH = re.compile(r"[ ]*-(?P<value>[^\s-].*)")
_ONE_WORD = re.compile(r"[ ]*[\w-]+")


def explain(text: str, name: str, error: yaml.MarkedYAMLError) -> Problem:
    """Return what is wrong with `text`, the file `name`, in which the parser met `error`."""
    failure = _Failure(text, name, error)
    if "\t" in failure.line[: _indent(failure.line)]:
        where = Where(name, failure.at.line, failure.line.index("\t") + 1)
        return Problem(where, "a tab in the indentation", "Indent with spaces", "CB111")
    said = error.problem or ""
    found = (rule(failure) for words, rule in _RULES if words in said)
    return next(filter(None, found), None) or _unknown(failure)


@dataclass(frozen=True)
class _Failure:
    """A text that the parser could not read, and where it stopped."""

    text: str
    name: str
    error: yaml.MarkedYAMLError

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def at(self) -> Where:
        """Where the parser stopped."""
        return self._where(self.error.problem_mark or self.error.context_mark)

    @cached_property
    def since(self) -> Where:
        """Where that began in which it stopped."""
        return self._where(self.error.context_mark or self.error.problem_mark)

    @cached_property
    def line(self) -> str:
        """The line on which the parser stopped."""
        return self.line_of(self.at)

    @property
    def rest(self) -> str:
        """What stands where the parser stopped, to the end of the line."""
        return self.line[self.at.column - 1 :]

    @cached_property
    def above(self) -> Where:
        """The first word of the last line before that which is not empty."""
        numbers = range(self.at.line - 1, 0, -1)
        number = next((n for n in numbers if self.lines[n - 1].strip()), self.at.line)
        return Where(self.name, number, _indent(self.lines[number - 1]) + 1)

    @cached_property
    def last(self) -> yaml.Event | None:
        """The last thing that the parser could read."""
        last = None
        for event in _readable(self.text):
            last = event
        return last

    def line_of(self, where: Where) -> str:
        return self.lines[where.line - 1] if where.line <= len(self.lines) else ""

    def _where(self, mark: yaml.Mark | None) -> Where:
        return Where(self.name, mark.line + 1, mark.column + 1) if mark else Where(self.name)


def _sign(failure: _Failure) -> Problem:
    """A text begins with a sign that means something else in YAML."""
    at = failure.since if failure.since.line == failure.at.line else failure.at
    sign = failure.line[at.column - 1 : at.column]
    hint = _quoted(failure, at.column - 1)
    if failure.line[: at.column].endswith("[@"):
        hint = "Put a text that begins with a citation in quotes; in a list write the id without @"
    return Problem(at, f'a text cannot begin with "{sign}"', hint, "CB119")


def _list_beside_key(failure: _Failure) -> Problem:
    hint = "Begin a list on the next line; put a text that begins so in quotes"
    return Problem(failure.at, 'a text cannot begin with "- "', hint, "CB119")


def _text_beside_sign(failure: _Failure) -> Problem:
    sign = failure.line_of(failure.since)[failure.since.column - 1]
    hint = f'After "{sign}" the text begins on the next line; put one that begins so in quotes'
    return Problem(failure.since, f'a text cannot begin with "{sign}"', hint, "CB119")


def _second_colon(failure: _Failure) -> Problem | None:
    """There is `: ` where no key can be: in a text, or in a line that is indented too far."""
    key = _KEY.match(failure.line)
    if key and key.end() < failure.at.column:
        what = f'the text of "{key["key"]}" holds ": "'
        return Problem(failure.at, what, _quoted(failure, key.end()), "CB119")
    above = failure.line_of(failure.above)
    if _indent(above) >= _indent(failure.line):
        return _no_colon_in(failure, failure.above) if not _KEY.match(above) else None
    if not _ONE_WORD.fullmatch(failure.line[: failure.at.column - 1]):
        hint = f"{_QUOTE}, from its first word to its last"
        return Problem(failure.at, 'the text holds ": "', hint, "CB119")
    here = Where(failure.name, failure.at.line, _indent(failure.line) + 1)
    name = f'"{key["key"]}" in line' if (key := _KEY.match(above)) else "line"
    hint = f"Line it up with {name} {failure.above.line}; put a text that goes on here in quotes"
    return Problem(here, "this line is indented too far", hint, "CB122")


def _no_colon(failure: _Failure) -> Problem:
    return _no_colon_in(failure, failure.since)


def _no_colon_in(failure: _Failure, where: Where) -> Problem:
    line = failure.line_of(where)
    if key := _CRAMPED_KEY.match(line):
        hint = f'Write "{_short(": ".join(key.groups()))}"'
        return Problem(where, "a space is missing after the colon", hint, "CB121")
    if dash := _CRAMPED_DASH.match(line):
        where = Where(where.file, where.line, line.index("-") + 1)
        return _cramped_dash(where, dash["value"])
    hint = 'Write "key: value"; a text that goes on in a new line is indented'
    return Problem(where, "this line has no colon", hint, "CB121")


def _cramped_dash(where: Where, value: str) -> Problem:
    return Problem(
        where, "a space is missing after the dash", f'Write "- {_short(value)}"', "CB121"
    )


def _open_quotation(failure: _Failure) -> Problem:
    mark = failure.line_of(failure.since)[failure.since.column - 1]
    within = '\\"' if mark == '"' else "''"
    hint = f"Put a {mark} at the end of the text; within it, write one as {within}"
    return Problem(failure.since, "this quotation mark is never closed", hint, "CB120")


def _open_bracket(failure: _Failure) -> Problem:
    mark = failure.line_of(failure.since)[failure.since.column - 1]
    closing = {"[": "]", "{": "}"}.get(mark, mark)
    if failure.at.line > failure.since.line:
        hint = f'Put a "{closing}" at its end; put a text that begins with "{mark}" in quotes'
        return Problem(failure.since, f'this "{mark}" is never closed', hint, "CB120")
    hint = 'Put a comma between two values, and a text that holds a comma or ": " in quotes'
    return Problem(failure.at, f'a comma or "{closing}" is missing before this', hint, "CB120")


def _backslash(failure: _Failure) -> Problem:
    hint = "Write it twice, or put the text in single quotes"
    return Problem(
        failure.at, "a backslash in double quotes begins a code for a character", hint, "CB123"
    )


def _after_value(failure: _Failure) -> Problem | None:
    """Something stands behind a value that was complete."""
    last, line = failure.last, failure.line
    if last is None or last.end_mark is None or last.end_mark.line + 1 != failure.at.line:
        return None
    before = line[: last.end_mark.column].rstrip()[-1:]
    if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
        return _after_quotation(failure, last)
    if isinstance(last, yaml.CollectionEndEvent) and before in ("]", "}"):
        hint = "Put a text that begins with a bracket in quotes"
        return Problem(failure.at, f'the text goes on after its "{before}"', hint, "CB119")
    return None


def _after_quotation(failure: _Failure, last: yaml.ScalarEvent) -> Problem:
    assert last.start_mark is not None  # the C parser marks every event
    opened = last.start_mark.line + 1
    since = "" if opened == failure.at.line else f", opened on line {opened}"
    hint = (
        "Within '...' write an apostrophe twice ('')"
        if last.style == "'"
        else 'Within "..." write a quotation mark as \\"'
    )
    other = '"..."' if last.style == "'" else "'...'"
    what = f"the text goes on after its closing quotation mark{since}"
    return Problem(failure.at, what, f"{hint}, or put the text in {other}", "CB120")


def _no_key(failure: _Failure) -> Problem:
    if re.match(r"-(\s|$)", failure.rest):
        hint = "Indent the list below its key, or take the dash away"
        return Problem(failure.at, "a list stands where a key should be", hint, "CB122")
    hint = f"Line it up with line {failure.since.line}, or with the text above it"
    return Problem(failure.at, "this line is not lined up with those above", hint, "CB122")


def _no_item(failure: _Failure) -> Problem:
    if dash := _CRAMPED_DASH.match(failure.line):
        return _cramped_dash(failure.at, dash["value"])
    hint = 'Line up the keys of an item below its first key; begin a new item with "- "'
    return Problem(failure.at, "this line is not lined up with the list above", hint, "CB122")


def _outdented(failure: _Failure) -> Problem | None:
    first = next((line for line in failure.lines if line.strip(" -")), "")
    if _indent(first) <= _indent(failure.line):
        return None
    hint = "Begin the keys of a record in one column"
    return Problem(failure.at, "this line is indented less than the first one", hint, "CB122")


def _unknown(failure: _Failure) -> Problem:
    hint = "Check quotes, colons, brackets and indentation in this line and in the one above"
    return Problem(failure.at, "this cannot be read as YAML", hint, "CB112")


_RULES: tuple[tuple[str, Callable[[_Failure], Problem | None]], ...] = (
    ("cannot start any token", _sign),
    ("expected alphabetic or numeric character", _sign),
    ("expected node content", _sign),
    ("mapping keys are not allowed", _sign),
    ("block sequence entries are not allowed", _list_beside_key),
    ("expected comment or line break", _text_beside_sign),
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _no_colon),
    ("unexpected end of stream", _open_quotation),
    ("unexpected document indicator", _open_quotation),
    ("did not find expected ',' or", _open_bracket),
    ("escape", _backslash),
    ("hexdecimal", _backslash),  # libyaml's own spelling
    ("did not find expected key", _after_value),
    ("did not find expected key", _no_key),
    ("did not find expected '-' indicator", _after_value),
    ("did not find expected '-' indicator", _no_item),
    ("expected <document start>", _after_value),
    ("expected <document start>", _outdented),
)
"""What the parser says of a mistake, and what it may be: the first that fits is taken."""


def _readable(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return


def _indent(line: str) -> int:
    """Return the number of characters before the first word or dash of a line."""
    return len(line) - len(line.lstrip())


def _quoted(failure: _Failure, start: int) -> str:
    """Return the advice to quote a text, and the text in quotes where it is short and ends here."""
    text = failure.line[start:].strip()
    follower = failure.lines[failure.at.line : failure.at.line + 1]
    goes_on = any(line.strip() and _indent(line) > _indent(failure.line) for line in follower)
    if not text or len(text) > _LONGEST_SHOWN or goes_on or text[-1] in "]}":
        return _QUOTE
    if '"' in text or "\\" in text:
        return f"{_QUOTE}: '" + text.replace("'", "''") + "'"
    return f'{_QUOTE}: "{text}"'


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
