"""Cases for tests of files in other formats: any small sound one, a large one, the shipped one.

    from tools.cases import DRAFT, givens, shipped

    @given(given=givens())
    def test_any_case_can_be_read_back(given: Given) -> None: ...

What Hypothesis draws has every kind of record and every field now and then, every form of date,
names in many scripts, letters that mean something to some format, and drafts, which hold `DRAFT`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from pydantic import BaseModel

from casebook import Built, build
from casebook.case import load
from casebook.dates import DateError, parse
from casebook.exports import Given
from casebook.reading import History
from casebook.records import KINDS, CaseRecord
from casebook.text import link
from casebook.views.changes import changes
from strategies import (
    IDS,
    Case,
    Leaf,
    Pairs,
    Raw,
    Shape,
    mended,
    required,
    shape,
    whole_case,
    write_case,
)
from tools import ROOT
from tools.invention import Invention
from tools.large_case import write_case as write_large_case
from tools.large_records import Size
from tools.strategies import edtf_texts

DRAFT = "Unfinishedword"
"""A word that stands in every draft, and nowhere else."""

BASE = "https://example.org/a-case/"

_FORMS = (
    "2015-05-28", "2015-05", "2015", "2015-05-28T10:30", "2015-05-28T10:30:15Z",
    "2015-05-28T23:30+05", "0001-01-01", "9999-12-31", "0000", "-0043-03-15", "-0043", "Y17E7",
    "Y-170000002", "1950S2", "2015-04~", "2015-04?", "2015-04-02%", "2015-~04-23", "?2015-04",
    "201X", "20XX", "2015-04-2X", "2015-04-XX", "2015-XX-23", "1XX3-XX", "2015-21", "2015-24",
    "2015-33", "2015-40", "1992/1997", "1992-05/1997-06~", "2015-05-28/2015-06-02", "1992-05/..",
    "../2015", "2015/", "/2015-05-28", "2015-05-28/2015-05-28", "[2015-04-23,2015-05-01]",
    "{1960,1961}", "[..1984]", "[1667,1760-12..]", "{1667..1670}", "{1960,1961-12}",
)  # fmt: skip
_SPANS = ("1815/1852", "1837/..", "/1997", "../1912-03", "1992-05~/1997-06?", "-0043/0014")
_LANGUAGES = ("en", "de", "ru", "ar", "tg-Cyrl", "zh-Hant", "fa")
_NAMES = (
    "Ada", "Ада Лавлейс", "آدا لوفليس", "艾達", "एडा", "Ҳалимов", "İstanbul", "straße", "Łódź",
    "O'Brien", 'the "Eagle"', "A & B", "<b>C</b>", "a\\b", "{x}", "50 %", "#7", "$y$", "e~f^g_h",
    "=1+1", "+1", "-1", "@SUM(A1)", "a;b", "a,b", "a|b", "a:b", "0x1F", "1e3", "true", "null",
    "N/A", "e\u0301", "👩\u200d🔬", "a\u00a0b", "\u00ad", "🇺🇳", "\ufeffx", "x\u2028y", "END:VEVENT",
)  # fmt: skip
_MARKED = (
    "[[actors/actors-1]]", "[[places/places-1|these words]]", "[[!Ada]]", "[@sources-1]",
    "[@sources-2, p. 4; @sources-3]", "*stressed*", "**strong**", "`code`", "a \\* b",
    "<https://example.org/>", "[a link](https://example.org/?a=b&c=d)", "&amp; &lt;",
)  # fmt: skip
_BLOCKS = ("\n\n", "\n", "\n\n- an item\n- another\n\n", "\n\n> quoted\n\n", "\n\n1. one\n\n")
# What the reading refuses, and what Markdown would take for a reference that leads nowhere.
_LETTERS = st.characters(
    exclude_categories=["Cc", "Cs"],
    exclude_characters="[]<>!`\\\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
    "\u2068\u2069\ufffe\uffff",
)


@dataclass(frozen=True, repr=False)
class Drawn(Given):
    """What Hypothesis drew; it is shown as what an editor would have written."""

    written: Case = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Drawn({self.base!r}, {json.dumps(self.written, ensure_ascii=False)})"

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """Be shown by Hypothesis so as well."""
        printer.text(repr(self))


@st.composite
def givens(draw: st.DrawFn) -> Drawn:
    """What formats are made from: small sound cases, at a known address or at none.

    Hypothesis thinks of the values; chance spreads them over the fields, since a whole case of
    drawn choices is more than Hypothesis can keep in view.
    """
    written = _Spread(
        Random(draw(st.integers(0, 2**32))),
        draw(st.lists(_LINES, min_size=1, max_size=6)),
        draw(st.lists(_PROSE, min_size=1, max_size=4)),
        draw(st.lists(dates(), min_size=1, max_size=6)),
    ).case()
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        write_case(data, {kind: [*some, *_drafts(kind)] for kind, some in written.items()})
        case, problems = load(data)
    texts, flaws = link(case)
    assume(not problems and not flaws)
    base = draw(st.sampled_from(["", BASE]))
    return Drawn(case, texts, base, changes(case, History()), written=written)


def dates() -> st.SearchStrategy[str]:
    """Dates as an editor writes them, of every form there is."""
    return _DATES


@cache
def shipped() -> Built:
    """Return the shipped case, built."""
    return build(ROOT / "data", ROOT / "docs")


@cache
def large(events: int = 1000) -> Given:
    """Return a made-up case of so many events, the same each time."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        write_large_case(data, Size.of(events))
        case, problems = load(data)
        assert problems == []
    return Given(case, link(case)[0], BASE, changes(case, History()))


def write_exports(built: Built, folder: Path) -> None:
    """Write the files in other formats as they stand in a site: `folder` is the one of `data/`."""
    for made in built.exports:
        for file in made.files:
            path = folder / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)


class _Spread:
    """Spreads values over the fields of a case whose references all lead somewhere."""

    def __init__(
        self, random: Random, lines: list[str], prose: list[str], dates: list[str]
    ) -> None:
        self.random = random
        self.lines = lines
        self.prose = prose
        self.dates = dates

    def case(self) -> Case:
        """Return the raw records of each kind."""
        case: Case = {"case": [self._record("case", CaseRecord)]}
        for kind, model in KINDS.items():
            count = 3 if kind == "sources" else self.random.randint(2, 3)
            case[kind] = [
                mended(kind, {"id": name, **self._record(kind, model)})
                for name in IDS[kind][:count]
            ]
            if self._perhaps():
                case[kind][0]["former_ids"] = [f"old-{kind}"]
        if len(case["events"]) == 3 and self._perhaps():
            case["events"][2].pop("date")
            case["events"][2]["between"] = ["events-1", "events-2"]
        return case

    def _record(self, kind: str, model: type[BaseModel]) -> Raw:
        needed, found = required(kind), shape(model)
        return {key: self._of(found[key]) for key in found if key in needed or self._perhaps()}

    def _of(self, found: Shape) -> Any:
        if isinstance(found, Leaf):
            return self._value(found)
        if isinstance(found, Pairs):
            return {self._value(found.key): self._value(found.value)}
        if isinstance(found, list):
            items = [self._of(found[0]) for _ in range(self.random.randint(1, 2))]
            return [item for number, item in enumerate(items) if item not in items[:number]]
        return {key: self._of(inner) for key, inner in found.items()}

    def _value(self, leaf: Leaf) -> str:
        """Return a value that no rule has anything against."""
        if not leaf.choices:
            if not leaf.markdown:
                return self.random.choice(self.lines)
            words = self.random.choice(self.lines + self.prose if leaf.line else self.prose)
            # A line of Markdown begins with a word, lest it begin a list.
            return f"Words {' '.join(words.split())}" if leaf.line else words
        if "[2015-04-23,2015-05-01]" in leaf.choices:
            return self.random.choice(self.dates)
        if "1992/.." in leaf.choices:
            return self.random.choice(_SPANS)
        if "zh-Hant" in leaf.choices:
            return self.random.choice(_LANGUAGES)
        return self.random.choice([c for c in leaf.choices if not _may_be_missing(c)])

    def _perhaps(self) -> bool:
        return self.random.random() < 0.5


def _may_be_missing(choice: str) -> bool:
    """Tell whether a record is the third of its kind, which is not always there."""
    return choice.endswith("-3") and choice != "sources/sources-3"


def _drafts(kind: str) -> Iterator[Raw]:
    """Yield an unfinished record of a kind with every field."""
    if kind in KINDS:
        record = whole_case(lambda leaf: f"{DRAFT} of {leaf.name}", 1)[kind][0]
        yield {**record, "id": f"draft-{kind}", "draft": "true"}


def _invented(seed: int) -> str:
    return Invention(seed).edtf(date(1990, 1, 1) + timedelta(days=seed % 10_000))


def _is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except DateError:
        return False


def _joined(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split()) or "x"


# Made once: a strategy costs more to make than to draw from.
_ODD = st.text(_LETTERS, min_size=1, max_size=12)
_LINES = st.lists(st.sampled_from(_NAMES) | _ODD, min_size=1, max_size=2).map(_joined)
_MARKED_LINES = st.lists(
    st.sampled_from(_NAMES) | st.sampled_from(_MARKED) | _ODD, min_size=1, max_size=4
).map(_joined)
_PROSE = st.lists(
    st.tuples(_MARKED_LINES, st.sampled_from(_BLOCKS)).map("".join), min_size=1, max_size=2
).map(lambda found: "".join(found).strip())
_DATES = (
    st.sampled_from(_FORMS) | st.integers(0, 10**6).map(_invented) | edtf_texts().filter(_is_date)
)
