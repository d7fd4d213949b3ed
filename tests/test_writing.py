"""The site as plain files: the same addresses, links and texts, whoever makes the pages of them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import markdown
import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import etree, html

from casebook.problems import DataError
from casebook.terminal import main
from casebook.writing import FORMS, Written, gather, place
from casebook.writing.folder import NOTE
from casebook.writing.forms import one_block
from tools import ROOT
from tools.building import build_site
from tools.nu import nu_errors

SITES = ROOT / "tests" / "sites"
SITE = SITES / "south-pole"
FORMS_OF_PAGES = {"html": ".html", "markdown": ".md", "zensical": ".md"}


@pytest.fixture(scope="session")
def shipped() -> Written:
    return gather(ROOT / "data", ROOT / "docs")


@pytest.fixture(scope="session")
def project(shipped: Written, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project") / "written"
    place(FORMS["zensical"](shipped), root)
    return root


@pytest.fixture(scope="session")
def south_pole() -> Written:
    return gather(SITE / "data", SITE / "docs")


def _zensical(project: Path) -> Path:
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "site"


@pytest.mark.site
@pytest.mark.parametrize("generator", ["zensical", "properdocs", "mkdocs"])
def test_generators_make_the_same_pages(
    generator: str, project: Path, built_site: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    if generator == "zensical":
        shutil.copytree(project, tmp_path / "project")
        site = _zensical(tmp_path / "project")
    else:
        build_site(project, site, generator)
    _compare(site, built_site)
    assert list(_fetched_from_elsewhere(site)) == []


@pytest.mark.site
def test_the_plain_pages_are_those_of_the_site(
    shipped: Written, built_site: Path, tmp_path: Path
) -> None:
    place(FORMS["html"](shipped), tmp_path / "site")
    _compare(tmp_path / "site", built_site)


def _fetched_from_elsewhere(site: Path) -> Iterator[str]:
    for path in site.rglob("*.html"):
        tree = html.fromstring(path.read_text("utf-8"))
        links = "//link[not(@rel='canonical')]/@href"
        for address in tree.xpath(f"{links} | //script/@src | //img/@src | //iframe/@src"):
            if re.match(r"(https?:)?//", str(address)):
                yield f"{path.name}: {address}"


def _compare(site: Path, built: Path) -> None:
    """Hold the content of every page, its links and its address against the site of MkDocs."""
    ours, theirs = _contents(site), _contents(built)
    assert sorted(ours) == sorted(theirs)
    assert len(ours) > 250
    assert [name for name in theirs if ours[name] != theirs[name]] == []


def _contents(site: Path) -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return the text of each page, where its links lead and its anchors, by the path."""
    found = {}
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        if name == "404.html":
            continue
        tree = html.fromstring(path.read_text("utf-8"))
        content = next(iter(tree.xpath("//article")), tree)
        links = (str(link) for link in content.xpath(".//a/@href"))
        found[name] = (
            " ".join(content.text_content().split()),
            tuple(unquote(urljoin(f"https://site.example/{name}", link)) for link in links),
            tuple(str(at) for at in content.xpath(".//@id") if not str(at).startswith("__")),
        )
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_link_of_a_form_leads_to_a_file_of_it(form: str, south_pole: Written) -> None:
    files = FORMS[form](south_pole)
    names = {_published(name) for name in files}
    seen = 0
    for name, content in files.items():
        if name.endswith((".html", ".md")):
            text = content.decode().partition("\n---\n")[2] if name.endswith(".md") else None
            tree = html.fromstring(text or content.decode())
            here = _published(name)
            for link in tree.xpath("//a/@href | //img/@src | //link[@rel='stylesheet']/@href"):
                parts = urlsplit(urljoin(f"https://site.example/{here}", str(link)))
                if parts.netloc == "site.example":
                    seen += 1
                    assert unquote(parts.path).lstrip("/") in names, (name, link)
    assert seen > 500


def _published(name: str) -> str:
    """Return the path at which a generator publishes a file."""
    return re.sub(r"\.md$", ".html", name.removeprefix("docs/"))


def test_plain_pages_stand_alone(south_pole: Written) -> None:
    for name, content in FORMS["html"](south_pole).items():
        if name.endswith("index.html"):
            tree = html.fromstring(content.decode())
            assert tree.xpath("//script | //iframe | //object | //base") == [], name
            fetched = tree.xpath("//link[not(@rel='canonical')]/@href | //img/@src | //@srcset")
            assert [str(at) for at in fetched if re.match(r"(\w+:)?//|/", str(at))] == [], name
            assert all(urlsplit(str(a)).path != "/" for a in tree.xpath("//a/@href"))
            assert len(tree.xpath("//h1")) == 1, name
            policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            assert [str(rule).split(";")[0] for rule in policy] == ["default-src 'none'"], name
            assert tree.get("lang") == "en"
            assert tree.findtext(".//title")


def test_a_markdown_page_is_front_matter_and_one_block_of_html(south_pole: Written) -> None:
    for page in south_pole.pages:
        text = FORMS["markdown"](south_pole)[f"{page.address}index.md"].decode()
        _, front, body = text.split("---\n", 2)
        assert yaml.safe_load(front) == {"title": page.title, "description": page.description}
        assert body.startswith("\n<div ")
        assert "\n\n" not in body.strip()
        assert not re.search(r"\{[{%#<]", body)
        made = markdown.markdown(body)
        assert _words(made).split() == _words(page.body).split(), page.address
        trees = [etree.tostring(html.fromstring(text.strip())) for text in (made, body)]
        assert trees[0] == trees[1], page.address


def _words(made: str) -> str:
    return html.fromstring(f"<div>{made}</div>").text_content().strip()


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<p>a</p>\n\n \n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<pre>a\n\n\nb</pre>\n\n<p>c</p>", "<pre>a&#10;&#10;\nb</pre>\n<p>c</p>"),
        ("<code>{{Title}}</code>", "<code>&#123;{Title}}</code>"),
        ("{% x %} {# y #} {{{ {< z", "&#123;% x %} &#123;# y #} &#123;&#123;{ &#123;< z"),
        ("{a} { {", "{a} { {"),
    ],
)
def test_html_becomes_one_block(given: str, made: str) -> None:
    assert one_block(given) == made
    assert _words(one_block(given)).split() == _words(given).split()


def _case(root: Path, **documents: str) -> Path:
    """Lay a small case with hand-written pages, by names in which `__` stands for a slash."""
    shutil.copytree(SITE / "data", root / "data")
    for name, text in documents.items():
        path = root / "docs" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _written(root: Path) -> Written:
    return gather(root / "data", root / "docs")


def test_links_between_hand_written_pages_lead_to_what_is_published(tmp_path: Path) -> None:
    root = _case(
        tmp_path,
        method="# Method\n\n## Part\n",
        deep__page=(
            "[a](../method.md#part) [b](../method.md) [c](#x) [d](https://e.example/x.md)"
            " [f](other%20page.md) [g](/method/) ![h](../pic%20one.png)"
            " [i](nowhere.txt) [j](../method.md?q=1)\n"
        ),
    )
    (root / "docs" / "deep" / "other page.md").write_text("# Other\n", "utf-8")
    (root / "docs" / "pic one.png").write_bytes(b"png")
    page = next(p for p in _written(root).pages if p.address == "deep/page/")
    tree = html.fromstring(page.body)
    assert tree.xpath("//a/@href | //img/@src") == [
        "../../method/index.html#part",
        "../../method/index.html",
        "#x",
        "https://e.example/x.md",
        "../other%20page/index.html",
        "/method/",
        "../../pic%20one.png",
        "nowhere.txt",
        "../../method/index.html?q=1",
    ]


def test_titles_of_hand_written_pages_are_those_that_mkdocs_gives(tmp_path: Path) -> None:
    root = _case(
        tmp_path,
        one="---\ntitle: From the *front*\ndescription: D & E\n---\n# Other\n",
        two="# The `code` & [[roald-amundsen|him]]\n",
        three_words_here="No heading.\n",
        index="Welcome.\n",
    )
    pages = {page.address: page for page in _written(root).pages}
    titles = {address: pages[address].title for address in ("one/", "two/", "three_words_here/")}
    assert titles == {
        "one/": "From the *front*",
        "two/": "The code & him",
        "three_words_here/": "Three words here",
    }
    assert pages["one/"].description == "D & E"
    assert "Welcome." in pages[""].body


def test_what_mkdocs_leaves_out_is_left_out(tmp_path: Path) -> None:
    root = _case(tmp_path, index="I", shown="S", editing__a="A", templates__b="B")
    (root / "docs" / "secret.txt").write_text("s", "utf-8")
    (root / "docs" / ".hidden").write_text("h", "utf-8")
    (root / "mkdocs.yml").write_text(
        "site_url: !ENV [X, '']\nexclude_docs: secret.*\ndraft_docs: editing/\n"
        "nav:\n  - index.md\n  - Actors: actors/index.md\n  - More: [{Places: places/index.md}]\n"
        "  - Elsewhere: https://e.example\n"
        "markdown_extensions: [admonition, {toc: {baselevel: 2}}]\n"
        "extra: {links: [{title: S, url: shown/index.html}]}\n",
        "utf-8",
    )
    written = _written(root)
    addresses = {page.address for page in written.pages}
    assert "shown/" in addresses
    assert not addresses & {"editing/a/", "templates/b/"}
    assert not {"secret.txt", ".hidden"} & set(written.files)
    assert written.nav == (("Actors", "actors/"), ("More", "places/"))
    assert written.links == (("Shown", "shown/"),)


@pytest.mark.parametrize("text", ["", "- list\n", "nav: !!python/object:os.system x\n", "nav: 7"])
def test_settings_of_another_shape_are_passed_over(tmp_path: Path, text: str) -> None:
    root = _case(tmp_path, index="I")
    (root / "mkdocs.yml").write_text(text, "utf-8")
    assert _written(root).nav == _written(SITE).nav


@pytest.mark.parametrize("text", ["a: [", "\x00"])
def test_settings_that_cannot_be_read_are_a_problem(tmp_path: Path, text: str) -> None:
    root = _case(tmp_path, index="I")
    (root / "mkdocs.yml").write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"mkdocs\.yml:1:1: this file cannot be read"):
        _written(root)


def _run(root: Path, *arguments: str) -> Result:
    with chdir(root):
        return CliRunner().invoke(main, ["write", *arguments])


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_case_is_written_the_same_and_a_change_takes_the_old_away(
    tmp_path: Path, form: str
) -> None:
    root = _case(tmp_path, index="I", extra="# E")
    assert _run(root, "out", "--for", form).exit_code == 0
    first = _tree(root / "out")
    again = _run(root, "out", "--for", form)
    assert ", 0 of them changed." in again.stdout
    assert _tree(root / "out") == first
    (root / "docs" / "extra.md").unlink()
    (root / "out" / "theirs.txt").write_text("kept", "utf-8")
    assert _run(root, "out", "--for", form).exit_code == 0
    gone = set(first) - set(_tree(root / "out"))
    assert [Path(name).parent.name for name in gone] == ["extra"]
    assert not any(path.name == "extra" for path in (root / "out").rglob("*"))
    assert (root / "out" / "theirs.txt").exists()


def test_one_form_takes_the_place_of_another(tmp_path: Path) -> None:
    root = _case(tmp_path, index="I")
    _run(root, "out", "--for", "zensical")
    _run(root, "out", "--for", "html")
    _run(root, "fresh", "--for", "html")
    assert _tree(root / "out") == _tree(root / "fresh")


def test_a_broken_case_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    root = _case(tmp_path, index="I")
    _run(root, "out")
    before = _tree(root / "out")
    (root / "docs" / "index.md").write_text("[[nobody]]\n", "utf-8")
    done = _run(root, "out")
    assert done.exit_code == 1
    assert "docs/index.md:1:1: " in done.stderr
    assert "Nothing was written" in done.stderr
    assert _tree(root / "out") == before
    assert _run(root, "fresh").exit_code == 1
    assert not (root / "fresh").exists()


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    root = _case(tmp_path, index="I")
    (root / "theirs").mkdir()
    (root / "theirs" / "a.txt").write_text("a", "utf-8")
    before = _tree(root)
    for folder in ("theirs", ".", "docs/out", "data/out", "docs"):
        done = _run(root, folder)
        assert (done.exit_code, "Name a" in done.stderr) == (1, True), folder
        assert "Traceback" not in done.output
    assert _run(root, "theirs/a.txt").exit_code == 2
    assert _tree(root) == before


def test_what_somebody_has_changed_is_not_overwritten(tmp_path: Path) -> None:
    root = _case(tmp_path, index="I")
    _run(root, "out", "--for", "zensical")
    settings = root / "out" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "# mine\n", "utf-8")
    before = _tree(root / "out")
    done = _run(root, "out", "--for", "zensical")
    assert done.exit_code == 1
    assert "mkdocs.yml has been changed since it was written" in done.stderr
    assert _tree(root / "out") == before


def test_nothing_is_written_or_removed_outside_the_folder(tmp_path: Path) -> None:
    root = _case(tmp_path, index="I")
    _run(root, "out")
    (root / "outside").mkdir()
    precious = root / "outside" / "index.html"
    precious.write_text("precious", "utf-8")
    shutil.rmtree(root / "out" / "actors")
    (root / "out" / "actors").symlink_to(root / "outside")
    done = _run(root, "out")
    assert (done.exit_code, "leads out of" in done.stderr) == (1, True)
    (root / "out" / "actors").unlink()
    note = root / "out" / NOTE
    noted = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps({**noted, "../outside/index.html": "0"}), "utf-8")
    assert _run(root, "out").exit_code == 1
    assert precious.read_text("utf-8") == "precious"


def test_a_write_that_fails_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place({"a/index.html": b"a", "b.html": b"b"}, tmp_path / "out")
    before = _tree(tmp_path / "out")
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if Path(target).name == "b.html":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        place({"a/index.html": b"A", "b.html": b"B", "c/d/e.html": b"E"}, tmp_path / "out")
    monkeypatch.undo()
    assert _tree(tmp_path / "out") == before
    assert not (tmp_path / "out" / "c").exists()


GUIDE = (ROOT / "docs" / "editing" / "writing.md").read_text("utf-8")
USES = re.findall(r"^    python -m casebook (write (?!FOLDER).*)$", GUIDE, re.MULTILINE)


@pytest.mark.parametrize("use", USES)
def test_each_use_that_the_guide_shows_works(tmp_path: Path, use: str) -> None:
    root = _case(tmp_path, index="I")
    with chdir(root):
        done = CliRunner().invoke(main, use.split())
    assert done.exit_code == 0, done.output
    assert list(root.rglob("index.html" if "html" in use else "index.md"))
    if "zensical" in use:
        site = _zensical(root / "project")
        assert (site / "actors" / "roald-amundsen" / "index.html").is_file()


def test_the_guide_shows_each_form() -> None:
    assert {use.rpartition(" ")[2] for use in USES} == set(FORMS)


@pytest.mark.site
def test_plain_pages_are_valid_html(south_pole: Written, tmp_path: Path) -> None:
    place(FORMS["html"](south_pole), tmp_path / "site")
    assert nu_errors(sorted((tmp_path / "site").rglob("*.html"))) == ()
