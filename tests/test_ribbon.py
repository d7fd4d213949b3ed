"""The ribbon: what each form of date looks like, where marks stand, and what the page then has."""

from __future__ import annotations

import datetime as dt
import gzip
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.build import check
from casebook.dates import Day, EdtfDate, parse, say
from casebook.language import language_of
from casebook.pages.render import environment
from casebook.pages.sheet import Sheet
from casebook.records import Key
from casebook.views.ribbon import (
    End,
    Item,
    Mark,
    Piece,
    Ribbon,
    Row,
    Shape,
    draw,
    drawings,
    event_items,
    shape_of,
)
from casebook.views.ribbon.labels import fitted, text_width
from casebook.views.ribbon.lanes import lanes
from casebook.views.ribbon.model import Band
from casebook.views.ribbon.scale import Scale
from casebook.views.ribbon.stretches import BREAK, segments
from casebook.views.ribbon.units import Unit, day_of, span

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
ENGLISH = language_of("en")
FRAME = parse("2010/2020")


def _golden() -> Iterator[Any]:
    tables = yaml.load((GOLDEN / "ribbon" / "dates.yml").read_text("utf-8"), yaml.BaseLoader)
    for section, cases in tables.items():
        for text, case in cases.items():
            yield pytest.param(text, case, id=f"{section}: {text}")


def _every_date() -> list[str]:
    """Return every date of the golden tables, those of the package of dates included."""
    found: list[str] = [param.values[0] for param in _golden()]
    for level in ("level0", "level1", "level2"):
        table = yaml.load((GOLDEN / "dates" / f"{level}.yml").read_text("utf-8"), yaml.BaseLoader)
        found += [case["date"] for cases in table.values() for case in cases]
    words = yaml.load((GOLDEN / "dates" / "words.yml").read_text("utf-8"), yaml.BaseLoader)
    found += [text for cases in words.values() for text in cases]
    return list(dict.fromkeys(found))


def _item(number: int, date: str | None, **fields: Any) -> Item:
    read = None if date is None else parse(date)
    return Item(
        date=read, **{"id": f"e{number}", "label": f"Event {number}", "status": "reported"} | fields
    )


def _items(*dates: str | None) -> list[Item]:
    return [_item(number, date) for number, date in enumerate(dates)]


def _drawn(items: Sequence[Item], **values: Any) -> Ribbon:
    made = draw(items, language=ENGLISH, **values)
    assert made
    return made


@pytest.mark.parametrize(("text", "case"), [*_golden()])
def test_a_date_has_its_shape(text: str, case: Mapping[str, str]) -> None:
    assert _noted(shape_of(parse(text))) == case["shape"]


@pytest.mark.parametrize(("text", "case"), [*_golden()])
def test_a_date_is_drawn(text: str, case: Mapping[str, str]) -> None:
    mark = _drawn(_items(text), period=FRAME).marks[0]
    kinds = [part.kind + (f">{part.fade}" if part.fade else "") for part in mark.parts]
    assert " ".join(kinds) == case["drawn"]
    bars = [part for part in mark.parts if part.kind.startswith(("thin", "thick"))]
    assert bars == sorted(bars, key=lambda part: part.x)


def _noted(shape: Shape) -> str:
    joint = {"one of": " ... ", "all of": " --- ", None: " "}[shape.joined]
    return joint.join(_piece(piece) for piece in shape.pieces)


def _piece(piece: Piece) -> str:
    if piece.point:
        assert piece.start is not None
        mark = "(*)" if any(piece.doubt) else "*"
        about = "~" if End.FADED in (piece.left, piece.right) else ""
        return f"{about}{mark}{about} {_moment(piece.start)}"
    line = "-" if piece.core is None else "="
    body = "".join(":" if doubt else line for doubt in piece.doubt)
    left = {End.CLOSED: "|", End.FADED: "~", End.OPEN: "<", End.UNKNOWN: "?"}[piece.left]
    right = {End.CLOSED: "|", End.FADED: "~", End.OPEN: ">", End.UNKNOWN: "?"}[piece.right]
    words = f"{left}{body}{right} {_days(piece, (piece.start, piece.end))}"
    return words if piece.core is None else f"{words}, sure {_days(piece, piece.core)}"


def _days(piece: Piece, ends: tuple[float | None, float | None]) -> str:
    none = {End.OPEN: "..", End.UNKNOWN: "?"}
    first = none[piece.left] if ends[0] is None else _moment(ends[0])
    last = none[piece.right] if ends[1] is None else _moment(ends[1] - 1)
    return f"{first} to {last}"


def _moment(when: float) -> str:
    minutes = round(when % 1 * 1440)
    clock = f" {minutes // 60:02}:{minutes % 60:02}" if minutes else ""
    return day_of(when).iso + clock


@pytest.mark.parametrize("text", _every_date())
def test_any_date_can_be_drawn(text: str) -> None:
    for made in drawings(_items(text, "2015-05-27"), language=ENGLISH):
        assert [mark.item.id for mark in made.marks] == ["e0", "e1"]
        _assert_sound(made)


def test_a_bar_lies_where_its_days_are() -> None:
    made = _drawn(_items("2015-03", "2015-03-01", "2015-03-31"), period=parse("2015"))
    month, first, last = (made.marks[at] for at in range(3))
    (bar,) = (part for part in month.parts if part.kind == "thin")
    assert bar.x < first.x < bar.x + 5
    assert bar.to - 5 < last.x < bar.to


def test_what_is_too_short_to_be_seen_is_still_a_bar_around_its_place() -> None:
    made = _drawn(_items("1600-05", "1600-05-16", "1900-01-01", "1700"), period=parse("1500/2000"))
    (bar,) = (part for part in made.marks[0].parts if part.kind == "thin")
    assert bar.to - bar.x >= 18
    assert (bar.x + bar.to) / 2 == pytest.approx(made.marks[1].x, abs=1)


def test_a_mark_stands_in_the_middle_of_what_is_possible_and_where_lasting_began() -> None:
    dates = ("2012/2014", "2014", "2012-05-01/..", "../2014-12-31", "[2012-01-01..2013-12-31]")
    made = _drawn(_items(*dates), period=FRAME)
    ends = [(min(p.x for p in m.parts), max(p.to for p in m.parts)) for m in made.marks]
    places = [mark.x for mark in made.marks]
    radius = made.marks[0].radius
    assert places[0] == pytest.approx(ends[0][0] + radius)
    assert places[1] == pytest.approx(sum(ends[1]) / 2)
    assert places[2] == pytest.approx(ends[2][0] + radius)
    assert places[3] == pytest.approx(ends[3][1] - radius)
    assert places[4] == pytest.approx(sum(ends[4]) / 2)


def test_a_key_event_is_larger() -> None:
    made = _drawn([_item(0, "2015-05-27"), _item(1, "2015-05-28", key=True)])
    assert made.marks[1].radius > made.marks[0].radius


def test_what_happened_between_two_others_spans_them_hollow() -> None:
    items = [*_items("2015-03", "2015-05-27"), _item(2, None, between=("e1", "e0"))]
    made = _drawn(items, period=parse("2015"))
    kinds = [part.kind for part in made.marks[2].parts]
    assert kinds == ["hollow", "glyph"]
    hollow, first, last = made.marks[2].parts[0], made.marks[0], made.marks[1]
    assert hollow.x == pytest.approx(first.parts[0].x)
    assert hollow.to == pytest.approx(last.x, abs=5)
    assert made.forms == ("day", "within", "between")


def test_what_waits_for_others_without_a_date_is_placed_after_them() -> None:
    items = [
        _item(2, None, between=("e3", "e1")),
        _item(3, None, between=("e0", "e1")),
        *_items("2015-03", "2015-05-27"),
    ]
    made = _drawn(items, period=parse("2014/2016"))
    spans = {mark.item.id: mark.parts[0] for mark in made.marks}
    assert spans["e2"].x == spans["e3"].x
    assert spans["e2"].to == spans["e3"].to


@pytest.mark.parametrize("between", [("e3", "e2"), ("nobody", "e0"), ()])
def test_what_has_no_place_in_time_spans_it_all(between: tuple[str, ...]) -> None:
    items = [
        *_items("2015-03-01", "2015-05-27"),
        _item(2, None, between=between),
        _item(3, None, between=("e2", "e1")),
    ]
    made = _drawn(items)
    hollow = next(part for part in made.marks[2].parts if part.kind == "hollow")
    assert hollow.fade == "both"
    assert [hollow.x, hollow.to] == [made.stretches[0].left, made.stretches[-1].right]


def test_nothing_that_has_a_place_in_time_makes_no_drawing() -> None:
    assert draw([], language=ENGLISH) is None
    assert draw(_items(None), language=ENGLISH) is None
    assert drawings([], language=ENGLISH) == ()


def test_a_period_alone_is_drawn() -> None:
    made = _drawn([], period=parse("1992/1997"))
    assert (made.marks, made.period) == ((), parse("1992/1997"))
    assert [tick.words for tick in made.ticks if tick.major][:2] == ["1992", "1993"]


DATES = st.sampled_from(_every_date())
DAYS = st.dates(dt.date(1985, 1, 1), dt.date(2021, 12, 31)).map(dt.date.isoformat)
WEEK = st.dates(dt.date(2015, 5, 4), dt.date(2015, 5, 10)).map(dt.date.isoformat)
NEAR = st.one_of(
    DAYS,
    WEEK,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: day[:4] + "~"),
    st.tuples(DAYS, DAYS).map(lambda days: "/".join(sorted(days))),
    st.tuples(DAYS, DAYS).map(lambda days: "[" + ",".join(sorted(days)) + "]"),
    DAYS.map(lambda day: f"{day}?/.."),
    DAYS.map(lambda day: f"/{day}"),
)
ROWS = (Row("a", "Row", named=True), Row("b", "Other"))


@st.composite
def _cases(made: st.DrawFn) -> list[Item]:
    dates = made(st.lists(st.one_of(NEAR, NEAR, DATES, st.none()), max_size=40))
    names = st.sampled_from([f"e{number}" for number in range(len(dates) + 1)])
    pair = st.tuples(names, names)
    return [
        _item(
            number,
            date,
            key=made(st.booleans()),
            status=made(st.sampled_from(["established", "claimed", "disputed", ""])),
            label=made(st.sampled_from(["A", "Названо так", "A name that is long " * 5])),
            between=() if date else made(pair),
            row=made(st.sampled_from(["a", "b", ""])),
        )
        for number, date in enumerate(dates)
    ]


@given(
    _cases(),
    st.sampled_from([1120.0, 720.0, 336.0]),
    st.lists(NEAR.filter(lambda text: "[" not in text), max_size=5),
    st.sampled_from([(), ROWS]),
)
def test_any_case_is_drawn_whole(
    items: list[Item], width: float, eras: list[str], rows: tuple[Row, ...]
) -> None:
    named = [(f"The era of {text}", parse(text)) for text in eras]
    made = draw(items, language=ENGLISH, eras=named, rows=rows, width=width)
    if made is None:
        assert not eras
        assert all(item.date is None for item in items)
        return
    assert sorted(mark.item.id for mark in made.marks) == sorted(item.id for item in items)
    _assert_sound(made)
    _assert_order(made)
    _assert_eras(made)
    assert made == draw(items, language=ENGLISH, eras=named, rows=rows, width=width)


@settings(max_examples=20)
@given(st.lists(WEEK, min_size=150, max_size=250))
def test_many_in_one_week_keep_apart_and_inside_their_days(dates: list[str]) -> None:
    made = _drawn(_items(*dates), period=parse("2015-05-04/2015-05-10"))
    _assert_sound(made)
    _assert_order(made)


def _assert_sound(made: Ribbon) -> None:
    """Assert that all is inside, that no two marks overlap, and that no words touch."""
    for mark in made.marks:
        assert 0 <= mark.left <= mark.x <= mark.right <= made.width
        assert 0 <= mark.top <= mark.y <= mark.bottom <= made.height
        for part in mark.parts:
            assert mark.left <= part.x <= mark.right
            assert part.to <= mark.right
    _assert_apart(made.marks)
    ends = [edge for stretch in made.stretches for edge in (stretch.left, stretch.right)]
    assert ends == sorted(ends)
    for row in (True, False):
        worded = [tick for tick in made.ticks if tick.words and tick.major is row]
        ordered = sorted(worded, key=lambda tick: tick.x)
        assert all(a.x + text_width(a.words) < b.x for a, b in pairwise(ordered))
        assert all(tick.x + text_width(tick.words) <= made.width for tick in worded)


def _assert_apart(marks: Sequence[Mark]) -> None:
    found: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for mark in marks:
        found.setdefault((mark.top, mark.bottom), []).append((mark.left, mark.right))
    assert all(a[1] <= b[0] + 1e-6 for a, b in pairwise(sorted(found)))
    for lane in found.values():
        assert all(a[1] <= b[0] for a, b in pairwise(sorted(lane)))


def _assert_order(made: Ribbon) -> None:
    """Assert that what was certainly over before another began stands left of it."""
    dated = [(mark, mark.item.date) for mark in made.marks if mark.item.date]
    starts = sorted(((d.earliest, m.x) for m, d in dated if d.earliest), key=lambda s: s[0])
    for mark, date in dated:
        later = [x for start, x in starts if date.latest and start > date.latest]
        assert mark.x <= min(later, default=mark.x) + 1e-6


def _assert_eras(made: Ribbon) -> None:
    """Assert that a day inside an era stands upon it, and one outside of it does not."""
    for band in made.bands:
        assert 0 <= band.left <= band.right <= made.width
        for mark in made.marks:
            date = mark.item.date
            if date and date.precision == "day" and not (date.masked or date.digits):
                inside = _within(date.earliest, band.date)
                assert (band.left <= mark.x <= band.right) is inside or _edge(mark, band)
    rows: dict[float, list[tuple[float, float]]] = {}
    for band in made.bands:
        if band.label_y is not None:
            words = (band.label_x, band.label_x + text_width(band.name))
            rows.setdefault(band.label_y, []).append(words)
    for found in rows.values():
        assert all(a[1] < b[0] for a, b in pairwise(sorted(found)))
        assert all(start >= 0 and end <= made.width for start, end in found)


def _within(day: Day | None, era: EdtfDate) -> bool:
    assert day
    return (era.earliest or day) <= day <= (era.latest or day)


def _edge(mark: Mark, band: Band) -> bool:
    return min(abs(mark.x - band.left), abs(mark.x - band.right)) < 1e-6


@pytest.mark.parametrize("rows", [(), ROWS], ids=["one", "rows"])
def test_up_to_150_marks_are_large_enough_for_a_finger(rows: tuple[Row, ...]) -> None:
    days = [f"2015-{month:02}-{day:02}" for month in (4, 5, 6) for day in range(1, 26, 2)]
    years = [str(year) for year in range(1990, 2015)]
    items = _items(*days, *days[:36], *["2015-05-27"] * 20, *years)
    made = _drawn(items, rows=rows, width=720)
    assert len(made.marks) == 120
    for at, first in enumerate(made.marks):
        for second in made.marks[at + 1 :]:
            assert (first.x - second.x) ** 2 + (first.y - second.y) ** 2 >= 24**2 - 1e-6


def test_the_scale_keeps_the_order_of_time() -> None:
    days = [Day(y, m, 1).ordinal for y in range(1990, 2022, 3) for m in (1, 5, 6)]
    scale = Scale(segments([(day, 1.0) for day in days], 1000.0), 20.0)
    places = [scale(day + part) for day in range(days[0], days[-1]) for part in (0, 0.5)]
    assert places == sorted(places)
    assert scale(days[0] - 500) == 20.0
    assert scale(days[-1] + 500) == pytest.approx(1020.0)


def test_empty_time_is_compressed_and_said() -> None:
    made = _drawn(_items(*TWO_SPELLS))
    (empty,) = made.compressed
    assert say(empty.date) == "January 1912 to February 1950"
    assert empty.count == 0
    assert empty.right - empty.left == pytest.approx(BREAK)
    assert sum(stretch.count for stretch in made.stretches) == 6
    assert made.changes == ()


TWO_SPELLS = ("1911-06-01", "1911-10-20", "1911-12-14", "1950-03-05", "1950-03-20", "1950-11-02")


def test_few_events_that_stand_clear_are_drawn_to_an_even_scale() -> None:
    made = _drawn(_items("1911-12-14", "1925", "1950-03-05", "1960-03", "1990"))
    assert len(made.stretches) == 1


def test_time_is_wide_where_much_happened() -> None:
    war = [f"{year}-05-27" for year in range(1992, 1998)]
    spring = [f"2015-05-{day:02}" for day in range(1, 31)]
    made = _drawn(_items(*war, *spring, *spring, "2021"))
    (dense,) = (each for each in made.stretches if each.date.text == "2015-05")
    assert dense.share > 45
    assert dense.count == 60
    assert [tick.words for tick in made.ticks if tick.major and tick.words] == ["May 2015"]


def test_nothing_is_compressed_where_much_the_same_happens_all_the_time() -> None:
    made = _drawn(
        _items(*(f"{year}-{month}" for year in range(1990, 2000) for month in ("02", "09")))
    )
    assert len(made.stretches) == 1
    assert made.compressed == ()


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (("1800", "1999"), ["1800", "1810", "1820", "1830"]),
        (("2015-01", "2016-12"), ["Jan", "Feb", "Mar", "Apr"]),
        (("2015-05-01", "2015-05-30"), ["1", "2", "3", "4"]),
        (("-0043", "0043"), ["41 BC", "36 BC", "31 BC", "26 BC"]),
    ],
)
def test_ticks_are_of_the_right_size(dates: tuple[str, ...], words: list[str]) -> None:
    made = _drawn(_items(*dates))
    assert [tick.words for tick in made.ticks if not tick.major and tick.words][:4] == words


def test_ticks_speak_the_language_of_the_case() -> None:
    items = _items("2015-01", "2016-12")
    french = draw(items, language=language_of("fr"))
    assert french
    assert [tick.words for tick in french.ticks if not tick.major][:3] == ["janv.", "févr.", "mars"]


def test_an_open_era_reaches_the_end_of_the_drawing() -> None:
    made = _drawn(_items("2010", "2020"), eras=[("Since", parse("2015/.."))])
    assert made.bands[0].right == made.stretches[-1].right


def test_names_of_eras_stand_in_rows_where_they_would_touch() -> None:
    eras = [(f"An era with a long name, {year}", parse(str(year))) for year in range(2010, 2020)]
    made = _drawn(_items("2010", "2019"), eras=eras, width=720)
    assert len({band.label_y for band in made.bands if band.label_y}) > 1
    assert len(made.bands) == 10
    _assert_eras(made)


def test_a_label_stands_beside_its_mark_or_above_it() -> None:
    items = [_item(0, "2010", row="a"), _item(1, "2020", row="a"), _item(2, "2010/..", row="a")]
    made = _drawn(items, rows=ROWS, width=336)
    first, last, long = made.marks
    assert first.label_x > first.parts[0].to
    assert last.label_x + text_width(last.label) < last.parts[0].x
    assert long.label_y < long.y
    assert [words for _, words in made.rows] == ["Row", "Other"]


def test_a_label_too_long_is_cut() -> None:
    assert fitted("A long label", 60) == "A long…"
    assert text_width(fitted("A long label", 60)) <= 60
    assert fitted("A label", 60) == "A label"


def test_what_lasted_long_stands_below_the_axis() -> None:
    made = _drawn(_items("2015-05-27", "1992/2012", "../1999"))
    assert [mark.y > made.axis for mark in made.marks] == [False, True, True]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 30)), max_size=60))
def test_lanes_are_as_few_as_can_be(spans: list[tuple[int, int]]) -> None:
    ends = [(float(start), float(start + length)) for start, length in spans]
    found = lanes(ends)
    deepest = max((sum(a <= x < b for a, b in ends) for x, _ in ends), default=0)
    assert max(found, default=-1) + 1 == deepest


@given(st.integers(-400_000, 4_000_000))
def test_a_day_is_found_again_by_its_number(ordinal: int) -> None:
    assert day_of(ordinal).ordinal == ordinal


@given(
    st.sampled_from([Unit("day"), Unit("day", 5), Unit("day", 10), Unit("month", 3), Unit("year")]),
    st.integers(-100_000, 800_000),
)  # fmt: skip
def test_units_follow_one_another_without_a_gap(unit: Unit, ordinal: int) -> None:
    first = unit.floor(day_of(ordinal))
    assert first.ordinal <= ordinal < unit.following(first).ordinal
    assert list(unit.begins(first.ordinal, unit.following(first).ordinal)) == [first]


@pytest.mark.parametrize(
    ("first", "end", "text"),
    [
        (Day(1992, 1, 1), Day(1998, 1, 1), "1992/1997"),
        (Day(2015, 1, 1), Day(2016, 1, 1), "2015"),
        (Day(2015, 4, 1), Day(2015, 6, 1), "2015-04/2015-05"),
        (Day(2015, 4, 2), Day(2015, 6, 1), "2015-04-02/2015-05-31"),
        (Day(-43, 1, 1), Day(1, 1, 1), "-0043/0000"),
        (Day(12000, 1, 1), Day(13000, 5, 1), "Y12000/Y13000"),
    ],
)
def test_a_stretch_is_a_date(first: Day, end: Day, text: str) -> None:
    assert span(first.ordinal, end.ordinal).text == text


@pytest.mark.parametrize("spread", ["years", "week", "mixed"])
def test_two_thousand_events_are_drawn_at_once(spread: str) -> None:
    items = _items(*_many(spread))
    assert len(items) == 2000
    best = min(_seconds(items) for _ in range(3))
    assert best < 0.3
    (made,) = drawings(items, language=ENGLISH)
    assert made.height < 500
    assert len({(mark.x, mark.y) for mark in made.marks}) == 2000


def _many(spread: str) -> Iterator[str]:
    for number in range(2000):
        day = 1 + number * 7 % 28
        if spread == "week" or (spread == "mixed" and number % 2):
            yield f"2015-05-{4 + number % 7:02}"
        else:
            yield f"{1800 + number % 200}-{1 + number * 5 % 12:02}-{day:02}"


def _seconds(items: Sequence[Item]) -> float:
    # The time of the processor: a machine under load is no slower code.
    started = time.process_time()
    draw(items, language=ENGLISH)
    return time.process_time() - started


def test_few_are_drawn_for_a_phone_too() -> None:
    wide, narrow = drawings(_items("2015", "2016"), language=ENGLISH)
    assert wide.width > 1000
    assert narrow.width < 400


@pytest.fixture(scope="module")
def shipped() -> tuple[Ribbon, ...]:
    case = check(HERE.parent / "data", None).case
    return drawings(
        event_items(case.events.values(), anchored=True),
        language=ENGLISH,
        period=case.about.period,
        eras=[(era.name, era.date) for era in case.about.eras],
    )


def test_the_shipped_case_reads_well(shipped: tuple[Ribbon, ...]) -> None:
    wide, narrow = shipped
    assert wide.height < 450
    assert narrow.height < 650
    assert all(band.label_y is not None for drawing in shipped for band in drawing.bands)
    for drawing in shipped:
        _assert_sound(drawing)
        _assert_order(drawing)
        _assert_eras(drawing)


SVG = "{http://www.w3.org/2000/svg}"


class _Addresses(Sheet):
    """A sheet that knows addresses alone."""

    def __init__(self) -> None:
        self.address = "timeline/"
        self.start = None


def _html(made: Sequence[Ribbon], call: str = "ribbon(made, sheet, id='r')") -> str:
    source = '{% import "_ribbon.html" as r %}{{ r.' + call + " }}"
    template = environment(ENGLISH).from_string(source)
    return template.render(made=made, sheet=_Addresses())


def _figure(made: Sequence[Ribbon], call: str = "ribbon(made, sheet, id='r')") -> ET.Element:
    """Return the figure, read as XML: which holds it to be well-formed too."""
    html = _html(made, call).replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ')
    return ET.fromstring(html)


def _marks(figure: ET.Element) -> list[ET.Element]:
    return [each for each in figure.iter() if "cb-dot" in each.get("class", "").split()]


def test_each_mark_is_a_link_that_says_what_it_is(shipped: tuple[Ribbon, ...]) -> None:
    case = check(HERE.parent / "data", None).case
    marks = _marks(_figure(shipped[:1], "ribbon(made, sheet, id='r', here=true)"))
    for mark, event in zip(marks, case.events.values(), strict=True):
        assert mark.tag == f"{SVG}a"
        assert mark.get("href") == f"#event-{event.id}"
        assert event.date
        words = f"{event.title}: {say(event.date)}, {event.status}"
        assert [title.text for title in mark.iter(f"{SVG}title")] == [words]
        assert f"cb-{event.status}" in mark.get("class", "")


def test_elsewhere_a_mark_leads_to_the_page_of_its_event(shipped: tuple[Ribbon, ...]) -> None:
    wide = shipped[0]
    found = [mark.get("href") for mark in _marks(_figure([wide]))]
    assert found == [f"../events/{mark.item.id}/index.html" for mark in wide.marks]


@pytest.mark.parametrize(("count", "words"), [(250, "Event 7: 2015, reported"), (251, "2015")])
def test_a_great_many_marks_say_only_when(count: int, words: str) -> None:
    made = [_drawn([_item(number, "2015", anchor=f"e{number}") for number in range(count)])]
    titles = [
        mark.findtext(f"{SVG}title")
        for mark in _marks(_figure(made, "ribbon(made, sheet, here=true)"))
    ]
    assert len(titles) == count
    assert titles[7] == words


def test_a_mark_of_neither_a_record_nor_a_place_is_no_link() -> None:
    (mark,) = _marks(_figure([_drawn(_items("2015"))]))
    assert (mark.tag, mark.get("href")) == (f"{SVG}g", None)


def test_a_mark_between_two_others_names_them() -> None:
    items = [*_items("2014", "2016"), _item(2, None, between=("e0", "e1"), status="")]
    title = _marks(_figure([_drawn(items)]))[2].find(f"{SVG}title")
    assert title is not None
    assert title.text == "Event 2: between Event 0 and Event 1"


STROKES = {
    "glyph": "use",
    "thin": "path",
    "thick": "path",
    "thin dashed": "path.cb-dash",
    "thick dashed": "path.cb-dash",
    "hollow": "path.cb-line",
    "arrow left": "path",
    "arrow right": "path",
    "unknown": "text.cb-unknown",
    "ring": "circle.cb-dash",
    "one of": "path.cb-dash",
    "all of": "path.cb-line",
}


@pytest.mark.parametrize("text", [param.values[0] for param in _golden()])
def test_every_stroke_is_in_the_page(text: str) -> None:
    made = _drawn(_items(text), period=FRAME)
    (mark,) = _marks(_figure([made]))
    drawn = [
        each.tag.removeprefix(SVG) + (f".{each.get('class')}" if each.get("class") else "")
        for each in mark
        if each.tag != f"{SVG}title"
    ]
    assert drawn == [STROKES[part.kind] for part in made.marks[0].parts]
    faded = [part.fade for part in made.marks[0].parts if part.fade]
    masks = [mask for each in mark if (mask := each.get("mask"))]
    assert masks == [f"url(#r-{fade})" for fade in faded]


@pytest.mark.parametrize("status", ["established", "reported", "claimed", "disputed", ""])
def test_each_status_has_a_shape_of_its_own(status: str) -> None:
    figure = _figure([_drawn([_item(0, "2015-05-27", status=status)])])
    (use,) = figure.iter(f"{SVG}use")
    (shape,) = (g for g in figure.iter(f"{SVG}g") if f"#{g.get('id')}" == use.get("href"))
    tags = [each.tag.removeprefix(SVG) for each in shape]
    holes = [each.get("class") == "cb-hole" for each in shape]
    assert (
        list(zip(tags, holes, strict=True))
        == {
            "established": [("circle", False)],
            "reported": [("circle", True), ("path", False)],
            "claimed": [("circle", True)],
            "disputed": [("path", True), ("path", False)],
            "": [("circle", False)],
        }[status]
    )


def test_whatever_a_stroke_refers_to_is_there_once(shipped: tuple[Ribbon, ...]) -> None:
    figure = _figure(shipped)
    names = [name for each in figure.iter() if (name := each.get("id"))]
    assert len(names) == len(set(names))
    used = {each.get("href", "")[1:] for each in figure.iter(f"{SVG}use")}
    used |= {mask[5:-1] for each in figure.iter() if (mask := each.get("mask"))}
    used |= {address[1:] for each in figure.findall("a") if (address := each.get("href"))}
    assert len(used) > 10
    assert used <= set(names)


def test_the_caption_says_what_the_drawing_shows(shipped: tuple[Ribbon, ...]) -> None:
    figure = _figure(shipped[:1])
    caption = figure.find("figcaption")
    assert caption is not None
    words = " ".join("".join(caption.itertext()).split())
    assert "57 events, drawn to time, from May 1992 to 2021." in words
    assert "Missing: from about April 2015 to 27 May 2015" in words
    assert "May 2015: 19 events, 29 % of the width" in words
    for sign in ("one day", "about then", "perhaps then", "one of these", "each of these"):
        assert sign in words
    assert "an end that is not known" not in words


def test_compressed_time_is_a_zigzag_and_said() -> None:
    made = _drawn(_items(*TWO_SPELLS))
    figure = _figure([made])
    (axis,) = (each for each in figure.iter() if each.get("class") == "cb-axis")
    assert axis.get("d", "").count("l4-6") == 1
    words = "".join(figure.itertext())
    assert "January 1912 to February 1950: empty, compressed to a zigzag" in words


def test_where_the_scale_changes_there_is_a_sign(shipped: tuple[Ribbon, ...]) -> None:
    figure = _figure(shipped[:1])
    gaps = [each for each in figure.iter() if each.get("class") == "cb-gap"]
    assert len(gaps) == len(shipped[0].changes) == 4


def test_the_drawing_can_be_skipped_and_scrolled(shipped: tuple[Ribbon, ...]) -> None:
    figure = _figure(shipped)
    skip = figure.find("a")
    assert skip is not None
    assert skip.get("href") == "#r-about"
    for box in figure.findall("div"):
        assert (box.get("role"), box.get("tabindex"), box.get("dir")) == ("region", "0", "ltr")
        assert box.get("aria-label") == "Events drawn to time"


def test_a_small_drawing_has_rows_and_labels() -> None:
    items = [
        Item("role", "Commander", parse("2012/2015~"), anchor="roles", row="a"),
        Item("e", "An event", parse("2015-05-27"), "claimed", target=Key("events", "e"), row="b"),
    ]
    made = drawings(items, language=ENGLISH, rows=ROWS, width=720)
    figure = _figure(
        made, "small_ribbon(made, sheet, 'small', 'Roles and events', 'What it shows.')"
    )
    texts = [each.text for each in figure.iter(f"{SVG}text")]
    assert {"Row", "Other", "Commander"} <= {*texts}
    assert "An event" not in texts
    marks = _marks(figure)
    assert [mark.get("href") for mark in marks] == ["#roles", "../events/e/index.html"] * 2
    assert "What it shows." in "".join(figure.itertext())


def test_words_of_the_case_are_escaped() -> None:
    items = [_item(0, "2015-05-27")._replace(label='<b>"A" & B</b>')]
    made = _drawn(items, eras=[("<i>Era</i>", parse("2015"))])
    texts = {each.text for each in _figure([made]).iter() if each.text}
    assert '<b>"A" & B</b>: 27 May 2015, reported' in texts
    assert "<i>Era</i>" in texts


def test_the_ribbon_of_the_shipped_case_is_light(shipped: tuple[Ribbon, ...]) -> None:
    wide = len(gzip.compress(_html(shipped[:1], "ribbon(made, sheet, here=true)").encode()))
    both = len(gzip.compress(_html(shipped, "ribbon(made, sheet, here=true)").encode()))
    assert wide <= 5 * 1024
    assert both - wide <= 2 * 1024
