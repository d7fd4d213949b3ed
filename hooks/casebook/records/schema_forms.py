r"""What may be written in a field, as an editor's JSON Schema has it: the form of each type.

An editor's program types scalars by YAML 1.2 before it looks at the schema (an unquoted 1992 is
an integer, true a boolean, nothing or ~ is null), whereas Casebook reads text and lets the field
decide. So a form allows every type that its text may arrive as, and says the rest in a pattern.
A pattern never refuses what the field's own validator accepts; where it cannot be exact it is
wider. Patterns hold in ECMAScript and in Python alike; `\s` is not Casebook's white space there:
it lacks U+0085 and has U+FEFF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

Schema: TypeAlias = dict[str, Any]

FORM = "x-form"
"""The key under which a schema in the making keeps the words of its form."""

_SCALAR = ["string", "number", "boolean"]
_BLANKS = r"[\s\u0085]*"
_INK = r"[\S\ufeff]"
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# What no file may hold: control characters and explicit directional controls (as in `reading`).
_UNSEEN = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff"
)
_SEEN = rf"(?![\s\S]*[{_UNSEEN}])"


@dataclass(frozen=True, slots=True)
class Form:
    """Marks a type of field with its form: `words` as in "Write ...", `keywords` of JSON Schema.

    `refusal` is what an editor reads where something else stands there.
    """

    words: str
    keywords: Mapping[str, Any] = field(hash=False)
    refusal: str

    def schema(self) -> Schema:
        """Return the form as a schema of its own."""
        return {FORM: self.words, **self.keywords, "errorMessage": self.refusal}

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        return self.schema()


@dataclass(frozen=True, slots=True)
class Words:
    """Marks a type of few words with what each means, in the order of the words."""

    meanings: tuple[str, ...]

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        return {**handler(core), "enumDescriptions": list(self.meanings)}


@dataclass(frozen=True, slots=True)
class Distinct:
    """Marks a list whose entries differ."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        return {**handler(core), "uniqueItems": True}


@dataclass(frozen=True, slots=True)
class Short:
    """Marks a mapping that may be written as one value of the form `short` alone."""

    short: Form

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        return {
            FORM: f"{self.short.words}, or a mapping",
            "if": {"type": "object"},
            "then": handler(core),
            "else": self.short.schema(),
        }


def _pattern(text: str) -> str:
    return f"^{_BLANKS}{text}{_BLANKS}$"


def reference(*kinds: str) -> Form:
    """Return the form of an id of one of `kinds` (any kind where empty)."""
    named = " or ".join(_NOUNS[kind] for kind in kinds)
    words = f"the id of {named or 'a record of any kind'}"
    prefix = "|".join(kinds or _NOUNS)
    prefix = prefix if len(kinds) == 1 else f"(?:{prefix})"
    refusal = f"Write {words}, as it stands in that record"
    pattern = _pattern(f"(?:{prefix}/)?{_ID}")
    return Form(words, {"type": _SCALAR, "pattern": pattern}, refusal)


_NOUNS = {
    "articles": "an article",
    "events": "an event",
    "actors": "an actor",
    "places": "a place",
    "questions": "a question",
    "glossary": "a term of the glossary",
    "sources": "a source",
}

TEXT = Form(
    "text",
    {"type": _SCALAR, "pattern": rf"^{_SEEN}[\s\S]*{_INK}"},
    "Write one text, not empty and without invisible controls",
)
LINE = Form(
    "one line",
    {"type": _SCALAR, "pattern": f"^{_SEEN}{_BLANKS}{_INK}[^\\n]*{_BLANKS}$"},
    "Write one line, not empty and without invisible controls",
)
MARKED_LINE = Form("one line of Markdown", LINE.keywords, LINE.refusal)
MARKDOWN = Form(
    "Markdown, with [[id]] for links and [@id] for citations", TEXT.keywords, TEXT.refusal
)
SLUG = Form(
    "lower-case ASCII letters and digits, joined by hyphens",
    # "index" is the page of the whole kind.
    {"type": _SCALAR, "pattern": _pattern(f"(?!index{_BLANKS}$){_ID}")},
    'An id has lower-case ASCII letters and digits, joined by hyphens, and is not "index"',
)
_ADDRESS = rf"""(?:[^\s<>"{_UNSEEN}]|\ufeff)"""
ADDRESS = Form(
    "a whole web address, with https://",
    {
        "type": "string",
        "pattern": _pattern(rf"[hH][tT][tT][pP][sS]?://(?![/?#]){_ADDRESS}+"),
    },
    "This is not a web address: write it whole, with https://",
)
LANGUAGE = Form(
    "a BCP 47 language tag, as en, tg or zh-Hant",
    {"type": "string", "pattern": _pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")},
    "Write a language tag as BCP 47 has it: en, tg, zh-Hant",
)
TRUTH = Form(
    "true or false",
    {"type": ["boolean", "string"], "pattern": "^(?:true|false)$"},
    "Write true or false",
)
NUMBER = Form(
    "a decimal number",
    {
        "type": ["number", "string"],
        "pattern": _pattern(
            r"[+-]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*)?"
        ),
    },
    "Write a decimal number, as 51.51",
)
WHOLE_NUMBER = Form(
    "a whole number",
    {"type": ["integer", "string"], "pattern": _pattern("[+-]?[0-9][0-9_]*")},
    "Write a whole number, as 12",
)

# EDTF (ISO 8601-2:2019) as far as a pattern can tell: the shape of each part, and which months,
# seasons, days and times there are at all. The calendar and the order of two dates it cannot know.
_SIGN = "[?~%]?"
_MONTH = f"{_SIGN}(?:0[1-9X]|1[0-2X]|X[0-9X]){_SIGN}"
_SEASON = f"{_SIGN}(?:2[1-9]|3[0-9]|4[01]){_SIGN}"
_DATE_DAY = f"{_SIGN}(?:0[1-9X]|[12][0-9X]|3[01X]|X[0-9X]){_SIGN}"
_YEAR = f"{_SIGN}(?:(?!-0000)-?[0-9X]{{4}}|Y-?[0-9]+(?:E[0-9]+)?)(?:S[0-9]+)?{_SIGN}"
_ONE = f"{_YEAR}(?:-(?:{_MONTH}(?:-{_DATE_DAY})?|{_SEASON}))?"
_CLOCK = "(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){1,2}"
_TIME = rf"{_CLOCK}(?:Z|[+-][01][0-9](?::[0-5][0-9])?)?"
_END = rf"(?:{_ONE}|\.\.)?"
_EDTF = rf"^(?=.*[0-9X])(?:{_ONE}(?:T{_TIME})?|{_END}/{_END}|[\[{{](?:{_ONE}|,|\.\.)+[\]}}])$"

DATE = Form(
    "a date in EDTF, as 1843-07-10, 1843-07, 1843, about 1843~, perhaps 1843?, one of two "
    "[1842,1843], an interval 1842/.. or 1842/1843",
    # A bare year arrives as an integer; one of more than four digits begins with Y.
    {
        "type": ["string", "integer"],
        "pattern": _EDTF,
        "minimum": -9999,
        "maximum": 9999,
        "examples": ["1843-07-10", "1843-07", "1843~", "[1842,1843]", "1842/1843"],
    },
    "This is not a date: write 1843-07-10, 1843-07 or 1843, an interval as 1842/1843",
)
DAY = Form(
    "year, month and day, as 1843-07-10",
    {
        "type": "string",
        "pattern": f"^{_SIGN}-?[0-9]{{4}}{_SIGN}-{_SIGN}(?:0[1-9]|1[0-2]){_SIGN}"
        f"-{_SIGN}(?:0[1-9]|[12][0-9]|3[01]){_SIGN}$",
    },
    "Write year, month and day, as 1843-07-10",
)
INTERVAL = Form(
    "an interval of EDTF with both its ends, as 1842/1843",
    {
        "type": "string",
        "pattern": f"^{_ONE}/{_ONE}$",
    },
    "Write both ends, as 1842/1843",
)
SPAN = Form(
    "an interval of EDTF, as 1815/1852, or 1837/.. while it goes on",
    {
        "type": "string",
        "pattern": f"^{_END}/{_END}$",
    },
    "Write beginning and end, as 1815/1852",
)
