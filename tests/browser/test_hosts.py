"""The site as nginx and Caddy serve it with the configurations that the project ships."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from browser.test_kinds import RECORDS, kinds
from crawl.runs import SITES, copy_project, run_build
from tools.browser import VIEWS, View, opened
from tools.readers import read_at_once
from tools.servers import served_by

pytestmark = pytest.mark.site

NAMES = ("nginx", "caddy")
FOREVER = "public, max-age=31536000, immutable"
HTML, CSS, SCRIPT = (
    "text/html; charset=utf-8",
    "text/css; charset=utf-8",
    r"\w+/javascript; .*utf-8",
)

ANSWERS = {
    "": (200, HTML, "no-cache"),
    "timeline/index.html": (200, HTML, "no-cache"),
    "timeline/": (200, HTML, "no-cache"),
    RECORDS["person"]: (200, HTML, "no-cache"),
    "assets/casebook.css": (200, CSS, "no-cache"),
    "assets/js/search.js": (200, SCRIPT, "no-cache"),
    "search/index.js": (200, SCRIPT, "no-cache"),
    "assets/stylesheets/main.{hash}.min.css": (200, CSS, FOREVER),
    "assets/javascripts/bundle.{hash}.min.js": (200, SCRIPT, FOREVER),
    "sitemap.xml": (200, r"application/xml; charset=utf-8", "no-cache"),
    "data/casebook.json": (200, r"application/json; charset=utf-8", "no-cache"),
    "data/case.jsonld": (200, r"application/ld\+json; charset=utf-8", "no-cache"),
    "data/places.geojson": (200, r"application/geo\+json; charset=utf-8", "no-cache"),
    "data/timeline.csv": (200, r"text/csv; charset=utf-8", "no-cache"),
    "data/timeline.ics": (200, r"text/calendar; charset=utf-8", "no-cache"),
    "data/sources.bib": (200, r"application/x-bibtex; charset=utf-8", "no-cache"),
    "data/sources.ris": (200, r"application/x-research-info-systems; charset=utf-8", "no-cache"),
    "data/feeds/changes.atom": (200, r"application/atom\+xml; charset=utf-8", "no-cache"),
    "assets/images/favicon.png": (200, r"image/png", "no-cache"),
    "nowhere/": (404, HTML, "no-cache"),
    "events/nobody/index.html": (404, HTML, "no-cache"),
    "assets/stylesheets/main.deadbeef.min.css": (404, HTML, "no-cache"),
    "_headers": (404, HTML, "no-cache"),
}
"""What is asked for, and the status, the type of content and the caching that must come."""

SECURITY = {
    "Content-Security-Policy": r"default-src 'none'; script-src 'self'( 'sha256-[^']{44}')+;"
    r" style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self';"
    r" base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": r"(?=.*\bcamera=\(\))(?=.*\bgeolocation=\(\))(?=.*\bmicrophone=\(\)).*",
    "X-Content-Type-Options": "nosniff",
}
"""What must come with every answer."""

_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (found) =>
  window.violated(`${location.href}: ${found.violatedDirective} ${found.blockedURI}`));"""


@pytest.fixture(scope="module", params=NAMES)
def home(request: pytest.FixtureRequest, built_site: Path) -> Iterator[str]:
    with served_by(request.param, built_site) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, home: str) -> Iterator[Callable[[View], Page]]:
    """Return a function that opens a page; none may complain, break its policy or ask elsewhere."""
    with _visiting(chromium, home) as open_page:
        yield open_page


def test_every_kind_of_file_comes_with_its_headers(home: str, built_site: Path) -> None:
    assert list(_wrong_answers(home, built_site)) == []


@pytest.mark.parametrize("name", [*SECURITY, "Cache-Control", "charset ", "error_page"])
def test_a_line_less_in_the_configuration_is_noticed(name: str, built_site: Path) -> None:
    def without(text: str) -> str:
        lines = text.splitlines(keepends=True)
        kept = [line for line in lines if name not in line.replace("add_header", "")]
        assert len(kept) == len(lines) - 1
        return "".join(kept)

    with served_by("nginx", built_site, without) as home:
        assert list(_wrong_answers(home, built_site))


def test_text_comes_compressed_and_is_not_sent_twice(home: str) -> None:
    for path in ("timeline/index.html", "assets/casebook.css", "assets/js/search.js", "nowhere/"):
        whole, pressed = _ask(home, path), _ask(home, path, **{"Accept-Encoding": "gzip"})
        assert pressed.headers["Content-Encoding"] == "gzip", path
        assert "Accept-Encoding" in pressed.headers["Vary"], path
        assert pressed.length < whole.length / 2, path
    tag = str(_ask(home, "timeline/index.html").headers["ETag"])
    assert _ask(home, "timeline/index.html", **{"If-None-Match": tag}).status == 304


def test_an_address_without_its_slash_leads_on_within_the_site(home: str) -> None:
    answer = _ask(home, "timeline")
    assert (answer.status, answer.url) == (200, f"{home}timeline/")


def test_nothing_beside_the_site_is_served(home: str, built_site: Path) -> None:
    (built_site.parent / "beside.txt").touch()
    for path in ("../beside.txt", "%2e%2e/beside.txt", "assets/../../beside.txt"):
        assert _ask(home, path).status in (400, 404), path


def test_every_kind_of_page_works_under_its_policy(
    visit: Callable[[View], Page], built_site: Path
) -> None:
    page = visit(View())
    for address in kinds(built_site):
        page.goto(address)
        expect(page.locator("html")).to_contain_class("js")
        assert page.evaluate("document.styleSheets.length") >= 3, address


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_search_filters_cards_and_map_work_under_the_policy(
    visit: Callable[[View], Page], view: View
) -> None:
    page = visit(view)
    page.goto("index.html")
    if (opener := page.locator(".cb-search-open")).is_visible():
        opener.click()
    page.locator("input[name=query]").press_sequentially("Халимов")
    found = page.locator(".md-search-result__item > a").first
    expect(found).to_have_attribute("href", re.compile("actors/gulmurod-khalimov/"))

    page.goto(RECORDS["article"])
    link = page.locator(".cb-prose a.cb-auto").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".cb-pop .cb-pop-name")).to_be_visible()

    page.goto("timeline/index.html?status=disputed")
    events = page.locator(".cb-event")
    assert 0 < events.filter(visible=True).count() < events.count()
    expect(page.locator(".cb-shown")).to_contain_text(f"of {events.count()}")
    page.goto("timeline/index.html?known=2015-05-28")
    expect(page.locator(".cb-known-on")).to_be_visible()
    assert 0 < events.filter(visible=True).count() < events.count()

    page.goto("places/index.html")
    page.locator(".cb-map a").first.click()
    expect(page).to_have_url(re.compile("places/"))


def test_the_colours_that_were_chosen_stay(visit: Callable[[View], Page]) -> None:
    page = visit(View())
    page.goto("index.html")
    page.locator(".cb-palette label:visible").click()
    page.goto("timeline/index.html")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")


def test_a_wrong_address_shows_the_page_that_says_so(visit: Callable[[View], Page]) -> None:
    page = visit(View())
    answer = page.goto("events/nobody/at/all.html")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("There is no page at this address")
    assert page.evaluate("document.styleSheets.length") >= 3
    page.locator("main").get_by_role("link", name="Timeline").click()
    expect(page.locator("h1")).to_have_text("Timeline")


def test_two_hundred_readers_at_once_lose_nothing(home: str, built_site: Path) -> None:
    files = [path for path in built_site.rglob("*") if path.is_file() and path.name != "_headers"]
    sizes = {path.relative_to(built_site).as_posix(): path.stat().st_size for path in files}
    read = read_at_once(home, sizes, readers=200, each=20)
    assert read.faults == []
    assert read.answers == 200 * 20


def test_what_an_editor_writes_by_hand_is_allowed_as_well(
    chromium: Browser, tmp_path: Path
) -> None:
    """An aligned table has styles in attributes; a page may have a template of its own."""
    case = SITES / "south-pole"
    root = copy_project(tmp_path / "case", case / "data", docs=[case / "docs"])
    template = (
        '{% extends "shell.html" %}\n{% block scripts %}<script>own = 1</script>{% endblock %}'
    )
    (root / "hooks/mkdocs_adapter/theme/own.html").write_text(template, "utf-8")
    table = "# Table\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n"
    (root / "docs" / "table.md").write_text(f"{table}\n<script>written = 1</script>\n", "utf-8")
    (root / "docs" / "own.md").write_text(f"---\ntemplate: own.html\n---\n{table}", "utf-8")
    assert (done := run_build(root, tmp_path / "site")).code == 0, done.log
    for name in NAMES:
        with (
            served_by(name, tmp_path / "site") as home,
            _visiting(chromium, home) as open_page,
        ):
            page = open_page(View())
            for address, variable in (("table", "written"), ("own", "own")):
                page.goto(f"{address}/index.html")
                assert page.evaluate(f"window.{variable}") == 1
                expect(page.locator("td").last).to_have_css("text-align", "right")


class _Answer:
    def __init__(self, status: int, url: str, headers: Message, body: bytes) -> None:
        self.status, self.url, self.headers, self.length = status, url, headers, len(body)


def _ask(home: str, path: str, **headers: str) -> _Answer:
    request = Request(home + path, headers=headers)
    try:
        with urlopen(request) as answer:
            return _Answer(answer.status, answer.url, answer.headers, answer.read())
    except HTTPError as error:
        with error:
            return _Answer(error.code, error.url, error.headers, error.read())


def _wrong_answers(home: str, site: Path) -> Iterator[str]:
    for path, (status, content, caching) in ANSWERS.items():
        pattern = path.replace("{hash}", "*")
        real = next(site.glob(pattern)).relative_to(site).as_posix() if "*" in pattern else path
        answer = _ask(home, real)
        if answer.status != status:
            yield f"{path}: {answer.status}"
        wanted = {"Content-Type": content, "Cache-Control": re.escape(caching), **SECURITY}
        for name, value in wanted.items():
            found = answer.headers.get_all(name, [])
            if len(found) != 1 or not re.fullmatch(value, found[0]):
                yield f"{path}: {name}: {found}"


@contextmanager
def _visiting(chromium: Browser, home: str) -> Iterator[Callable[[View], Page]]:
    """Give a function that opens a page, and complain of all that these complain of."""
    complaints: list[str] = []

    def heed(said: ConsoleMessage) -> None:
        # That an address leads nowhere is what one of the tests is about.
        if said.type in ("error", "warning") and "status of 404" not in said.text:
            complaints.append(f"{said.location.get('url')}: {said.text}")

    def open_page(view: View) -> Page:
        page = pages.enter_context(opened(chromium, view, home))[0]
        page.on("console", heed)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.expose_function("violated", lambda said: complaints.append(said))  # noqa: PLW0108
        page.add_init_script(_VIOLATIONS)
        return page

    with ExitStack() as pages:
        yield open_page
    assert complaints == []
