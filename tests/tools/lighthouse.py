"""Run Lighthouse, as for a phone of middling speed, on pages that are being served."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.browser import FLAGS
from tools.chromium import ADVICE, find_chromium
from tools.errors import ToolError
from tools.web import FOLDER, LIGHTHOUSE, NODE, installed

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
"""The names by which Lighthouse knows what it gives a score for."""

_SCRIPT = Path(__file__).with_name("lighthouse.mjs")


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of one page."""

    address: str
    scores: Mapping[str, int]
    """From 0 to 100, by category, in the order of CATEGORIES."""
    failed: tuple[str, ...]
    """Every audit that takes something from a score: its name, its title, and where."""
    numbers: Mapping[str, float]
    """The audits that measure, by name: `total-blocking-time` in ms, and so on."""

    def __str__(self) -> str:
        return "\n  ".join((f"{self.address}: {dict(self.scores)}", *self.failed))


def lighthouse(
    addresses: Sequence[str], categories: Sequence[str] = CATEGORIES
) -> tuple[Report, ...]:
    """Measure each address in the same Chromium, from an empty cache, and return the reports.

    The browser reaches nothing but this machine. Raises ToolError if anything does not run.
    """
    if not addresses:
        raise ToolError("no page was given to Lighthouse")
    installed(LIGHTHOUSE)
    wanted = {
        "addresses": list(addresses),
        "categories": list(categories),
        "chromium": _chromium(),
        "flags": ["--headless=new", *FLAGS],
    }
    # Read from standard input, a script finds its packages from the folder it is run in.
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-", json.dumps(wanted)],
        input=_SCRIPT.read_text(encoding="utf-8"),
        cwd=FOLDER,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ToolError(f"Lighthouse failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    lines = done.stdout.splitlines()
    return tuple(
        _report(address, json.loads(line), categories)
        for address, line in zip(addresses, lines, strict=True)
    )


def _chromium() -> str:
    if (path := find_chromium()) is None:
        raise ToolError(ADVICE)
    return path


def _report(address: str, raw: Mapping[str, Any], categories: Iterable[str]) -> Report:
    if error := raw.get("runtimeError"):
        raise ToolError(f"Lighthouse could not measure {address}: {error.get('message', error)}")
    found, audits = raw["categories"], raw["audits"]
    if missing := [name for name in categories if found.get(name, {}).get("score") is None]:
        raise ToolError(f"Lighthouse gave {address} no score for {', '.join(missing)}")
    counted = [
        ref["id"] for name in categories for ref in found[name]["auditRefs"] if ref["weight"] > 0
    ]
    return Report(
        address=address,
        scores={name: round(100 * found[name]["score"]) for name in categories},
        failed=tuple(_failure(audits[name]) for name in counted if _fails(audits[name])),
        numbers={
            name: audit["numericValue"] for name, audit in audits.items() if "numericValue" in audit
        },
    )


def _fails(audit: Mapping[str, Any]) -> bool:
    """Where an audit does not apply, its score is null."""
    return audit["score"] is not None and audit["score"] < 1


def _failure(audit: Mapping[str, Any]) -> str:
    items = audit.get("details", {}).get("items", [])
    places = [item["node"]["snippet"] for item in items if "node" in item]
    said = audit.get("displayValue", "")
    return f"{audit['id']}: {audit['title']} {' '.join([said, *places[:5]])}".rstrip()
