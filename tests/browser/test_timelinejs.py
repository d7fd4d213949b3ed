"""The timeline as TimelineJS itself shows it: every event, with its date in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from casebook.dates import say
from casebook.exports import Given, timelinejs
from tools.browser import View, opened
from tools.cases import shipped
from tools.web import TIMELINEJS, installed

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A timeline</title>
<link rel="stylesheet" href="dist/css/timeline.css"><script src="dist/js/timeline.js"></script>
<div id="timeline" style="width: 100%; height: 600px"></div>
<script>
  // Without "font" it would fetch fonts from elsewhere.
  window.timeline = new TL.Timeline("timeline", "timelinejs.json", {font: null});
</script>
"""
SHOWN = """() => [...document.querySelectorAll(".tl-slide")].map(slide => ({
    id: slide.id,
    headline: slide.querySelector(".tl-headline")?.textContent.trim(),
    date: slide.querySelector(".tl-headline-date")?.textContent.trim(),
    text: slide.querySelector(".tl-text-content")?.textContent.trim(),
}))"""


def test_timelinejs_shows_every_event_with_its_date_in_words(
    chromium: Browser, serve_site: Callable[[Path], str], tmp_path: Path
) -> None:
    built = shipped()
    (file,) = timelinejs.FORMAT.make(Given(built.case, built.texts))
    (tmp_path / "timelinejs.json").write_bytes(file.content)
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "dist").symlink_to(installed(TIMELINEJS))
    made = json.loads(file.content)
    with opened(chromium, View(), serve_site(tmp_path)) as (page, _):
        page.goto("index.html")
        page.wait_for_function(
            "count => document.querySelectorAll('.tl-slide .tl-headline').length === count",
            arg=len(made["events"]) + 1,
        )
        shown = {slide["id"]: slide for slide in page.evaluate(SHOWN)}
        errors = page.evaluate("() => window.timeline.config.getErrors()")
        eras = page.locator(".tl-timeera").count()
        markers = page.locator(".tl-timemarker").count()
    assert errors == []
    title = shown.pop(made["title"]["unique_id"])
    assert title["headline"] == built.case.about.title
    dated = {event.id: event for event in built.case.events.values() if event.date}
    assert shown.keys() == dated.keys()
    assert markers == len(dated)
    assert eras == len(built.case.about.eras)
    for name, event in dated.items():
        assert shown[name]["headline"] == event.title
        assert event.date is not None
        assert say(event.date) in shown[name]["date"]
    undated = [event.title for event in built.case.events.values() if not event.date]
    assert all(name in title["text"] for name in undated)
