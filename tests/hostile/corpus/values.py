"""Ids that name another place, dates without end, numbers and lists out of all bounds."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.corpus.hostile import CLEAN, EITHER, EVENT, REFUSED, Hostile, event_file

_IDS = (
    "../../x", "..", ".", "/etc/passwd", "a/b", "a\\b", "C:x", "CON", "con", "nul", "lpt1", "a.",
    "-a", "--help", "a--b", "x" * 101, "x" * 100_000, "١٢", "２", "ａ", "é", "İ", "a\nb", "%2e%2e",
    "a?b", "a#b", "index", "~", "$HOME", "`id`", "<script>", "a'b", 'a"b', "\u200b", "cb:x", "A",
)  # fmt: skip
_MARKS = ("[[../../x]]", "[[events/../x]]", "[@../x]", "[[CON]]", f"[[{'a' * 9999}]]", "[[cb:x]]")

_NO_DATES = (
    "Y" + "9" * 1_000_000, "Y1E" + "9" * 100, "9" * 100_000, "X" * 100_000, "-" * 100_000,
    "[" * 10_000, "{" * 10_000, "2015" + "/2015" * 10_000, "2015" + "?" * 10_000, "2015-" * 10_000,
    "2015-05-28T10:30:00+99:99", "2015-05-28T" + "1" * 10_000, "1e999", "nan", "０２０１-０５-２８",
    "2015-05-28\\n2015", "[2015..2016" * 1000, "2015S" + "9" * 1000, "1985^" * 1000, "../..",
)  # fmt: skip
_FAR_DATES = (
    "Y170000002", "Y-17E7", "Y-170000002", "Y1000000000000", "XXXX-XX-XX", "-9999/9999",
    "1XXX-XX/2XXX-1X", "[" + ",".join(f"{year}" for year in range(1000, 9000)) + "]",
    "{" + ",".join(f"{year}-01-01" for year in range(1000, 9000)) + "}",
)  # fmt: skip

_NUMBERS = ("1e999", "-1e999", "nan", "inf", "--5", "0x10", "9" * 10_000, "5,5", "1e", "91", "٩٩")
_SHAPES = ("[[[[a]]]]", "{a: {b: {c: d}}}", "x" * 100_000, "[]", "{}", "''", "~", "[[], [], {}]")
_FIELDS = ("draft", "key", "actors", "accounts", "status", "kind", "tags", "former_ids", "id")


def values() -> Iterator[Hostile]:
    """Yield them, most in the file of an event."""
    yield from _ids()
    for text in _NO_DATES:
        date = f'{EVENT}Words.\nknown_since: "{text}"\n'
        yield event_file(f"the date {text[:20]} of {len(text)} letters", date, "CB206")
    for text in _FAR_DATES:
        date = f"{EVENT}Words.\n".replace("'1843'", f'"{text}"')
        yield event_file(f"the far date {text[:20]}", date, ends=EITHER)
    for number in _NUMBERS:
        place = f"name: X\nkind: city\nprecision: town\nlat: {number}\nlon: 1\n"
        yield Hostile(f"the latitude {number[:10]}", {"data/places/x.yml": place}, code="CB213")
    for name in _FIELDS:
        without = EVENT.replace(
            "status: reported\n", "" if name == "status" else "status: reported\n"
        )
        for value in _SHAPES:
            shaped = f"{without}A.\n{name}: {value}\n"
            yield Hostile(
                f"{name}: {value[:12]}", {"data/events/x.yml": shaped}, EITHER, builds=False
            )
    often = ", ".join(["a"] * 50_000)
    yield event_file("a tag fifty thousand times", f"{EVENT}A.\ntags: [{often}]\n", "CB211")
    tags = ", ".join(f"t{n}" for n in range(20_000))
    yield event_file("twenty thousand tags", f"{EVENT}A.\ntags: [{tags}]\n", ends=CLEAN)


def _ids() -> Iterator[Hostile]:
    for bad in _IDS:
        quoted = bad.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        name = f"the id {bad[:20]!r}"
        yield event_file(name, f'id: "{quoted}"\n{EVENT}Words.\n', "CB208")
        before = f'former_ids: ["{quoted}"]\n{EVENT}Words.\n'
        yield event_file(f"{name} of before", before, "CB208")
    for mark in _MARKS:
        yield event_file(f"the mark {mark[:20]}", f'{EVENT}"a {mark} b"\n', ends=REFUSED)
    same = {"data/events/Notes-Published.yml": f"{EVENT}Words.\n"}
    yield Hostile("an id that differs by case", same, code="CB208")
