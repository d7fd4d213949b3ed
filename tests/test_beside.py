"""Pages that are written beside MkDocs: the same site, whoever writes, whatever goes wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crawl.runs import Run, fingerprint, run_build, run_build_leniently
from tools.large_case import make_project
from tools.large_records import Size

SETTINGS = {"SOURCE_DATE_EPOCH": "1700000000", "SITE_URL": "https://example.org/a/"}
ODD = "{% if page %}<p>{{ page.meta.description | length // 50 }}</p>{% endif %}"

pytestmark = pytest.mark.site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a case large enough to be shared out among processes."""
    return make_project(tmp_path / "large", Size.of(300))


@pytest.fixture
def plain(root: Path, tmp_path: Path) -> Path:
    _build(root, tmp_path / "plain", CASEBOOK_PLAIN="1")
    return tmp_path / "plain"


def test_one_processor_makes_the_same_site_as_several(
    root: Path, plain: Path, tmp_path: Path
) -> None:
    given = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(given)})
    try:
        _build(root, tmp_path / "one")
    finally:
        os.sched_setaffinity(0, given)
    _build(root, tmp_path / "several")
    assert fingerprint(tmp_path / "one") == fingerprint(plain)
    assert fingerprint(tmp_path / "several") == fingerprint(plain)


def test_whoever_listens_to_the_events_of_mkdocs_hears_of_every_page(
    root: Path, plain: Path, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    (root / "hooks" / "other.py").write_text(
        f"def on_post_page(output, page, config):\n"
        f"    with open({str(heard)!r}, 'a') as file:\n"
        f"        print(page.file.dest_uri, len(output) > 500, file=file)\n",
        encoding="utf-8",
    )
    settings = root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    assert "hooks: [hooks/main.py]" in text
    settings.write_text(text.replace("[hooks/main.py]", "[hooks/main.py, hooks/other.py]"), "utf-8")
    _build(root, tmp_path / "site")
    made = {name for name in fingerprint(plain) if name.endswith("index.html")}
    told = set(heard.read_text("utf-8").splitlines())
    # A page that only leads on to another is a file like any other.
    assert {f"{name} False" for name in made}.isdisjoint(told)
    assert {line.removesuffix(" True") for line in told} <= made
    assert len(told) > 0.9 * len(made)
    assert fingerprint(tmp_path / "site") == fingerprint(plain)


def test_a_theme_that_shows_more_is_obeyed_by_every_process(root: Path, tmp_path: Path) -> None:
    partial = root / "hooks" / "mkdocs_adapter" / "theme" / "partials" / "footer.html"
    partial.write_text(f"{partial.read_text('utf-8')}{ODD}\n", encoding="utf-8")
    run = _build(root, tmp_path / "fast")
    _build(root, tmp_path / "slow", CASEBOOK_PLAIN="1")
    assert "renders all pages like them one by one" in run.log
    assert fingerprint(tmp_path / "fast") == fingerprint(tmp_path / "slow")


def test_a_bug_in_one_page_keeps_its_traceback_and_the_old_site(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    _build(root, out)
    before = fingerprint(out)
    for number in (0, -1):
        _insert(
            root / "hooks" / "casebook" / "pages" / "records.py",
            "        record = self.case.records[key]\n",
            f"        if key == list(self.case.records)[{number}]:\n"
            '            raise RuntimeError("a bug of our own")\n',
        )
        run = run_build_leniently(root, out, **SETTINGS)
        assert run.code == 1
        assert "Traceback (most recent call last)" in run.log
        assert "RuntimeError: a bug of our own" in run.log
        assert 'pages/records.py", line' in run.log
        assert fingerprint(out) == before
    assert [path.name for path in tmp_path.glob(".site-*")] == []


def test_a_bug_in_a_format_keeps_its_traceback_and_the_old_site(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    _build(root, out)
    before = fingerprint(out)
    _insert(
        root / "hooks" / "casebook" / "exports" / "whole.py",
        "    yield Export(FILE, _content(given))\n",
        '    raise RuntimeError("a bug of our own")\n',
    )
    run = run_build_leniently(root, out, **SETTINGS)
    assert run.code == 1
    assert "RuntimeError: a bug of our own" in run.log
    assert 'exports/whole.py", line' in run.log
    assert fingerprint(out) == before
    assert [path.name for path in tmp_path.glob(".site-*")] == []


def test_a_case_that_is_refused_late_leaves_no_process_at_its_files(
    root: Path, tmp_path: Path
) -> None:
    noted = tmp_path / "processes"
    # By then another process makes files in other formats, which would never be asked for.
    _insert(
        root / "hooks" / "casebook" / "exports" / "whole.py",
        "    yield Export(FILE, _content(given))\n",
        f"    open({str(noted)!r}, 'w').write(str(__import__('os').getpid()))\n"
        "    __import__('time').sleep(600)\n",
    )
    _insert(
        root / "hooks" / "casebook" / "build.py",
        "    warnings = lint(",
        f"    while not Path({str(noted)!r}).exists() or not Path({str(noted)!r}).read_text():\n"
        "        pass\n"
        "    raise DataError([Problem(Where('data/case.yml'), 'refused', 'Wait', 'CB101')])\n",
    )
    run = run_build_leniently(root, tmp_path / "site", **SETTINGS)
    assert run.code == 1
    assert "refused" in run.log
    assert not (tmp_path / "site").exists()
    assert not Path("/proc", noted.read_text("utf-8")).exists()


def test_a_full_disk_is_named_whichever_process_meets_it(root: Path, tmp_path: Path) -> None:
    _insert(
        root / "hooks" / "mkdocs_adapter" / "beside.py",
        "        page, planned, in_nav = self.pages[number]\n",
        "        if number == 3:\n            raise OSError(28, 'No space left on device')\n",
    )
    run = run_build(root, tmp_path / "site", **SETTINGS)
    assert run.code == 1
    assert "The disk is full" in run.log
    assert not (tmp_path / "site").exists()


def _build(root: Path, out: Path, **settings: str) -> Run:
    run = run_build_leniently(root, out, **SETTINGS, **settings)
    assert run.code == 0, run.log
    return run


def _insert(path: Path, before: str, text: str) -> None:
    code = path.read_text("utf-8")
    assert before in code
    path.write_text(code.replace(before, text + before, 1), encoding="utf-8")
