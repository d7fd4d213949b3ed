"""When records changed, as far as the records themselves and the history of their files tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from casebook.case import Case
from casebook.dates import Day
from casebook.reading import History, RawRecord
from casebook.records import Key, Record


class Corrected(NamedTuple):
    """A correction of a record, by its number among those of the record, from 0."""

    when: datetime
    key: Key
    number: int
    anchor: str
    """Where it stands on the page of the record."""


@dataclass(frozen=True)
class Changes:
    """When each record changed last, and what was corrected; the newest first.

    A record of which nobody tells when it changed is left out.
    """

    records: Mapping[Key, datetime] = field(default_factory=dict)
    corrections: tuple[Corrected, ...] = ()


def changes(case: Case, history: History) -> Changes:
    """Return what is known of the changes of a case.

    A record changed on the day of its last correction, on the day on which it was checked last, or
    when the last of its lines was written, whichever is latest. Of a day its beginning (UTC)
    stands.
    """
    corrected = sorted(_corrections(case), key=lambda one: one.when, reverse=True)
    found = _of_lines(case, history)
    days = [(one.key, one.when) for one in corrected]
    for key, record in case.records.items():
        if record.reviewed and (when := moment(record.reviewed.earliest)):
            days.append((key, when))
    for key, when in days:
        found[key] = max(when, found.get(key, when))
    # Those of one moment stay in the order of the case.
    order = sorted(filter(found.__contains__, case.records), key=found.__getitem__, reverse=True)
    return Changes({key: found[key] for key in order}, tuple(corrected))


def moment(day: Day | None) -> datetime | None:
    """Return the beginning of a day (UTC), if it lies in the years 1 to 9999."""
    if day is None or not 1 <= day.year <= 9999:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def correction_anchors(record: Record) -> list[str]:
    """Return the anchor of each correction: its day, since others may be put before it later."""
    seen = Counter[str]()
    found: list[str] = []
    for one in record.corrections:
        name = f"correction-{one.date.earliest.iso if one.date.earliest else one.date.text}"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return found


def _corrections(case: Case) -> Iterator[Corrected]:
    for key, record in case.records.items():
        for number, anchor in enumerate(correction_anchors(record)):
            if when := moment(record.corrections[number].date.earliest):
                yield Corrected(when, key, number, anchor)


def _of_lines(case: Case, history: History) -> dict[Key, datetime]:
    """Return when the newest line of each record was written, or taken out of it."""
    found: dict[Key, datetime] = {}
    for key, lines in _spans(case.raw.items()):
        name = case.raw[key].document.name
        written, gaps = history.lines.get(name, {}), history.gaps.get(name, {})
        times = [when for line in lines if (when := written.get(line))]
        times += [when for line in lines[:-1] if (when := gaps.get(line))]
        if times and key in case.records:
            found[key] = max(times)
    return found


def _spans(raws: Iterable[tuple[Key, RawRecord]]) -> Iterator[tuple[Key, range]]:
    """Yield for each record the numbers of its lines, from its first value to its last."""
    files: defaultdict[str, list[tuple[int, Key, RawRecord]]] = defaultdict(list)
    for key, raw in raws:
        files[raw.document.name].append((raw.raw.where.line, key, raw))
    for found in files.values():
        found.sort(key=lambda item: item[0])
        ends = [first - 1 for first, _, _ in found[1:]]
        for (first, key, raw), last in zip(
            found, [*ends, len(found[0][2].document.lines)], strict=True
        ):
            yield key, range(first, _last(raw.document.lines, first, last) + 1)


def _last(lines: Sequence[str], first: int, last: int) -> int:
    """Return the last line of a record: what stands above the next one belongs to that.

    What is indented belongs to a text, whatever it begins with.
    """
    while last > first and (not (line := lines[last - 1]).strip() or line.startswith("#")):
        last -= 1
    return last
