"""Every form of a date that a case may have: those of EDTF (ISO 8601-2:2019) in the data model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

FORMS: Mapping[str, Callable[[date], str]] = {
    "day": lambda day: f"{day}",
    "month": lambda day: f"{day:%Y-%m}",
    "year": lambda day: f"{day:%Y}",
    "time of day": lambda day: f"{day}T10:30Z",
    "about": lambda day: f"{day:%Y-%m}~",
    "uncertain": lambda day: f"{day:%Y-%m}?",
    "about and uncertain": lambda day: f"{day:%Y-%m}%",
    "decade": lambda day: f"{day.year // 10}X",
    "days by ten": lambda day: f"{day:%Y-%m}-1X",
    "month not known": lambda day: f"{day.year}-XX-{min(day.day, 28):02d}",
    "years": lambda day: f"{day.year}/{day.year + 5}",
    "still going on": lambda day: f"{day:%Y-%m}/..",
    "open beginning": lambda day: f"../{day.year}",
    "unknown beginning": lambda day: f"/{day.year}",
    "unknown end": lambda day: f"{day:%Y-%m}/",
    "season": lambda day: f"{day.year}-{21 + day.month // 3 % 4}",
    "one of": lambda day: f"[{day},{day.year + 1}-05-01]",
    "all of": lambda day: f"{{{day.year},{day.year + 1}}}",
    "part in doubt": lambda day: f"{day.year}-~{day:%m-%d}",
    "before our era": lambda day: f"-{day.year // 10:04d}",
    "five digits": lambda day: f"Y1{day.year}",
}
"""How each form writes a day, or a stretch of time about it."""
