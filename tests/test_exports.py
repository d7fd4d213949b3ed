"""Exports: a source as BibTeX and as CSL-JSON."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.exports import bibtex, csl
from casebook.records import Source


def _source(**fields: Any) -> Source:
    required = {"id": "s", "type": "book", "title": "T", "issued": "1912"}
    return Source.model_validate({**required, **fields})


WHOLE = {
    "id": "mill-1913",
    "type": "article-journal",
    "title": 'Amundsen\'s "South Pole": A Review',
    "container-title": "The Geographical Journal",
    "author": [{"family": "Mill", "given": "Hugh Robert"}, {"literal": "The Editors and Friends"}],
    "issued": "1913-02",
    "URL": "https://www.example.org/stable/1?a=1&b=2",
    "language": "en",
    "accessed": "2025-06-30",
}


def _fields(entry: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) = \{(.*)\},?$", entry, re.MULTILINE))


def test_a_source_as_bibtex() -> None:
    entry = bibtex.entry(_source(**WHOLE))
    assert entry.startswith("@article{mill-1913,\n")
    assert entry.endswith("\n}")
    fields = _fields(entry)
    assert fields["author"] == "Mill, Hugh Robert and {The Editors and Friends}"
    assert fields["title"] == '{Amundsen\'s "South Pole": A Review}'
    assert fields["journaltitle"] == "The Geographical Journal"
    assert fields["date"] == "1913-02"
    assert fields["url"] == "https://www.example.org/stable/1?a=1&b=2"
    assert fields["urldate"] == "2025-06-30"


@pytest.mark.parametrize(
    ("letter", "written"),
    [
        ("&", r"\&"),
        ("%", r"\%"),
        ("$", r"\$"),
        ("#", r"\#"),
        ("_", r"\_"),
        ("{", r"\textbraceleft"),
        ("}", r"\textbraceright"),
        ("~", r"\textasciitilde"),
        ("^", r"\textasciicircum"),
        ("\\", r"\textbackslash"),
        ('"', '"'),
        ("Ҳ", "Ҳ"),
        ("“", "“"),
    ],
)
def test_letters_that_mean_something_to_tex_are_escaped(letter: str, written: str) -> None:
    source = _source(
        title=f"a{letter}b", publisher=f"c{letter}d", author=[{"literal": f"e{letter}f"}]
    )
    fields = _fields(bibtex.entry(source))
    for name in ("title", "publisher", "author"):
        inner = fields[name].removeprefix("{").removesuffix("}")
        assert re.fullmatch(rf"\w{re.escape(written)}(?:\{{\}}| )?\w", inner), inner


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(
        str.strip
    )
)
def test_no_text_breaks_out_of_its_field(text: str) -> None:
    entry = bibtex.entry(_source(title=text, publisher=text, **{"container-title": text}))
    # Programs that read BibTeX count every brace, with or without a backslash before it.
    depths = list(accumulate({"{": 1, "}": -1}.get(letter, 0) for letter in entry))
    assert depths[-1] == 0
    assert min(depths[entry.index("{") : -1]) >= 1


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("book", "book"),
        ("article-newspaper", "article"),
        ("report", "report"),
        ("webpage", "online"),
        ("motion_picture", "misc"),
    ],
)
def test_each_type_has_an_entry_type(kind: str, entry: str) -> None:
    assert bibtex.entry(_source(type=kind)).startswith(f"@{entry}{{s,")


def test_a_field_left_out_is_left_out() -> None:
    assert set(_fields(bibtex.entry(_source()))) == {"title", "date"}
    assert set(csl.item(_source())) == {"id", "type", "title", "issued"}


def test_a_source_as_csl_json() -> None:
    source = _source(**WHOLE)
    assert json.loads(csl.dump(source)) == [
        {
            "id": "mill-1913",
            "type": "article-journal",
            "title": 'Amundsen\'s "South Pole": A Review',
            "container-title": "The Geographical Journal",
            "author": [
                {"family": "Mill", "given": "Hugh Robert"},
                {"literal": "The Editors and Friends"},
            ],
            "issued": {"date-parts": [[1913, 2]]},
            "URL": "https://www.example.org/stable/1?a=1&b=2",
            "language": "en",
            "accessed": {"date-parts": [[2025, 6, 30]]},
        }
    ]
    assert "Ҳ" in csl.dump(_source(title="Ҳалимов"))


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ("1912", {"date-parts": [[1912]]}),
        ("1912-03", {"date-parts": [[1912, 3]]}),
        ("1912-03-08", {"date-parts": [[1912, 3, 8]]}),
        ("1912~", {"raw": "1912~"}),
        ("1912-03?", {"raw": "1912-03?"}),
        ("191X", {"raw": "191X"}),
        ("1912-21", {"raw": "1912-21"}),
        ("[1912-03-08,1912-03-09]", {"raw": "[1912-03-08,1912-03-09]"}),
        ("../1912", {"raw": "../1912"}),
        ("-0044", {"raw": "-0044"}),
    ],
)
def test_a_date_says_no_more_than_the_record(issued: str, date: dict[str, Any]) -> None:
    assert csl.item(_source(issued=issued))["issued"] == date
