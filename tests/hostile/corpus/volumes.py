"""Very many of what is harmless by itself, and names that are hard to look for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hostile.corpus.hostile import CLEAN, REFUSED, Hostile

_ODD_NAMES = (
    "...", "'", "’", "-", "\\\\", ".*", "(a+)+$", "[", "\u200d", "\u0301", "\ufffc", "_", "\u00a0x",
    "ß", "İ", "ſ", "&amp;", "<b>", "]]", "\ue000", "\ufeff", "x" * 5000,
)  # fmt: skip


def volumes() -> Iterator[Hostile]:
    """Yield them, each as one file of a kind."""
    yield _terms("names of one letter", [(chr(97 + n), "A b c d.") for n in range(26)])
    odd = [(name, f"A {name} b {name}.") for name in _ODD_NAMES]
    yield _terms("names that are no words", odd, builds=True)
    yield _terms("five thousand names", [(f"w{n} w{n} w{n}", f"A w{n} b.") for n in range(5000)])
    long = "a " * 300
    yield _terms("names that begin alike", [("a " * n + "b", f"{long}b.") for n in range(1, 300)])
    yield _terms("names of one word", [("same", "A.")] * 2000, REFUSED)
    yield _terms("names that no text has", [(f"{n} {'a' * 40}", "a" * 2000) for n in range(1000)])
    lost = ({"term": f"x{n}", "short": "A.", "see_also": f"[u{n}]"} for n in range(3000))
    yield Hostile("references to nowhere", _file("glossary", lost), code="CB221")
    same = ({"id": "same", "term": f"x{n}", "short": "A."} for n in range(3000))
    yield Hostile("records of one id", _file("glossary", same), code="CB226")
    wrong = ({"nmae": "A", "knid": "person"} for _ in range(3000))
    yield Hostile("keys misspelt", _file("actors", wrong), code="CB202")
    first = [_event("date: 1840"), _event("date: 1841")]
    chain = [*first, *(_event(f"between: [r{n - 1}, r{n - 2}]") for n in range(2, 1500))]
    yield Hostile("a chain of events", _file("events", chain), CLEAN, builds=False)
    circle = [_event(f"between: [r{(n + 1) % 999}, r{(n + 2) % 999}]") for n in range(999)]
    yield Hostile("a circle of events", _file("events", circle), code="CB229")


def _terms(
    name: str, words: Iterable[tuple[str, str]], ends: str = CLEAN, *, builds: bool = False
) -> Hostile:
    records = ({"term": f'"{term}"', "short": f'"{short}"'} for term, short in words)
    return Hostile(name, _file("glossary", records), ends, builds=builds)


def _event(time: str) -> dict[str, str]:
    key, _, value = time.partition(": ")
    sound = {"title": "A", "summary": "A.", "status": "reported", "sources": "[memoir-1843]"}
    return {**sound, key: value}


def _file(kind: str, records: Iterable[dict[str, str]]) -> dict[str, str]:
    """Return a file of records, which have the ids r0, r1 and so on unless they say another."""
    lines = (
        ", ".join(f"{key}: {value}" for key, value in {"id": f"r{number}", **record}.items())
        for number, record in enumerate(records)
    )
    return {f"data/{kind}/x.yml": "".join(f"- {{{line}}}\n" for line in lines)}
