"""Encodings, and characters that are not what they look like."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.corpus.hostile import CLEAN, EVENT, REFUSED, Hostile, event_file

_SOUND = f"{EVENT}Words.\n"

_BYTES = {
    "Latin-1": ("title: Zürich\n".encode("latin-1"), "CB108"),
    "overlong UTF-8": (b"title: \xc0\xaf\xe0\x80\xaf\n", "CB108"),
    "surrogates in UTF-8": (b"title: \xed\xa0\x80\xed\xb0\x80\n", "CB108"),
    "half a character": (b"title: \xf0\x9f\x98", "CB108"),
    "a character beyond Unicode": (b"title: \xf7\xbf\xbf\xbf\n", "CB108"),
    "NUL bytes": (f"{_SOUND}\0\0\0".encode(), "CB110"),
    "nothing but NUL bytes": (b"\0" * 3_000_000, "CB110"),
    "nothing but bytes that are no UTF-8": (b"\xff" * 3_000_000, "CB108"),
    "bidirectional controls alone": (("\u202e" * 300_000).encode(), "CB109"),
}

_ESCAPES = {
    r"\ud800": REFUSED,
    r"\udfff": REFUSED,
    r"\U00110000": REFUSED,
    r"\x00": REFUSED,
    r"\x1b[2J": REFUSED,
    r"\u202e": REFUSED,
    r"\ufffe": REFUSED,
    r"\ue000\ue001\ue002": CLEAN,
    r"\ufffc\ufffd\ufeff": CLEAN,
}

_CONTROLS = {
    "a key": "a\u202eb: x\n",
    "an id": "id: a\u202eb\n",
    "a value": f"{EVENT}a\u2066b\n",
    "a remark": f"# a\u202eb\n{_SOUND}",
    "a key, escaped": '"a\\u202eb": x\n',
    "an id, escaped": f'id: "a\\u2067b"\n{_SOUND}',
}


def characters() -> Iterator[Hostile]:
    """Yield them, in the file of an event."""
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"):
        yield event_file(f"saved as {name}", "заголовок: ü\n".encode(name))
    for name, (content, code) in _BYTES.items():
        yield event_file(name, content, code)
    for escape, ends in _ESCAPES.items():
        yield event_file(f"the escape {escape}", f'{EVENT}"a{escape}b"\n', ends=ends)
    for place, text in _CONTROLS.items():
        yield event_file(f"a bidirectional control in {place}", text, "CB109")
    yield event_file("a byte order mark twice", f"\ufeff\ufeff{_SOUND}", ends=CLEAN)
    yield event_file("a byte order mark inside", f'{_SOUND}tags: ["a\ufeffb"]\n', ends=CLEAN)
    yield event_file("line separators", f'{EVENT}"a\u2028b\u2029c\x85d"\n', ends=CLEAN)
    yield event_file("very many combining marks", f"{EVENT}a" + "\u0301" * 100_000, "CB244")
    marked = f"{EVENT}a\ue000javascript:x\ue001y\ue002\ue003z\ue005\ue006\n"
    yield event_file("our own marks, forged", marked, ends=CLEAN)
    stashed = f"{EVENT}wzxhzdk:0 klzzwxh:0001 cb:actors/x cite:x\n"
    yield event_file("marks of Markdown, forged", stashed, ends=CLEAN)
