"""Run axe-core, from disk, on a page that is open in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tools.errors import ToolError
from tools.web import AXE, installed

WCAG_22_AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""The tags by which axe names the success criteria of WCAG 2.2 up to level AA."""

_RUN = """async tags => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return found.violations;
}"""


@dataclass(frozen=True)
class Violation:
    """One rule that a page breaks, and where."""

    rule: str
    impact: str
    """`minor`, `moderate`, `serious` or `critical`."""
    help: str
    places: tuple[str, ...]
    """The markup of each element at fault."""

    def __str__(self) -> str:
        return "\n  ".join((f"{self.rule} ({self.impact}): {self.help}", *self.places))


def axe(page: Page) -> tuple[Violation, ...]:
    """Check the page as it now stands against WCAG 2.2 AA and return what it breaks.

    Raises ToolError in a view without scripts, where axe would wait for ever.
    """
    if not page.evaluate("matchMedia('(scripting: enabled)').matches"):
        raise ToolError("axe needs scripts: open the page in a view that has them")
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    return tuple(_violation(raw) for raw in page.evaluate(_RUN, list(WCAG_22_AA)))


@cache
def _source() -> str:
    return installed(AXE).read_text(encoding="utf-8")


def _violation(raw: dict[str, Any]) -> Violation:
    return Violation(
        rule=raw["id"],
        impact=raw["impact"],
        help=raw["help"],
        places=tuple(node["html"] for node in raw["nodes"]),
    )
