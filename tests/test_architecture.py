"""The shape of the code: who may import whom, and what the code must not know."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml

from tools import ROOT

HOOKS = ROOT / "hooks"
DATA = ROOT / "data"

# A module imports from stages of a lower number, and from its own.
STAGES = {
    "language": 0,
    "plain": 0,
    "compiled": 0,
    "folders": 2,
    "json_bytes": 0,
    "hearing": 0,
    "hosting": 3,
    "processes": 1,
    "problems": 1,
    "dates": 1,
    "archiving": 4,
    "reading": 2,
    "records": 3,
    "case": 4,
    "text": 5,
    "lint": 6,
    "views": 7,
    "exports": 8,
    "pages": 9,
    "build": 10,
    "__init__": 11,
    "editing": 12,
    "links": 12,
    "writing": 13,
    "terminal": 14,
    "__main__": 15,
}
ADAPTER = ("main", "mkdocs_adapter")
GENERATORS = ("mkdocs", "material", "materialx", "properdocs", "zensical")
NAME_FIELDS = ("name", "term", "original")
NAME_LISTS = ("also_known_as", "aliases")


def test_a_module_imports_only_from_the_stages_before_it() -> None:
    assert list(_wrong_imports(HOOKS)) == []


def test_every_stage_exists_and_every_module_has_a_stage() -> None:
    found = {_stage(_module(path, HOOKS)) for path in (HOOKS / "casebook").rglob("*.py")}
    assert found == set(STAGES)


def test_mkdocs_is_imported_by_the_adapter_alone() -> None:
    users = {_module(path, HOOKS)[0] for path, name in _imports(HOOKS) if name[0] in GENERATORS}
    assert users == {"mkdocs_adapter"}


def test_the_core_runs_without_a_site_generator() -> None:
    modules = sorted(
        {".".join(_package(_module(p, HOOKS))) for p in (HOOKS / "casebook").rglob("*.py")}
    )
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print([n for n in {GENERATORS!r} if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOOKS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_build_loads_nothing_that_serves_or_watches() -> None:
    program = (
        "import sys, mkdocs_adapter.events\n"
        "print([n for n in ('mkdocs.livereload', 'watchdog') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOOKS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_name_of_the_shipped_case_occurs_in_the_code() -> None:
    names = _names_of_case(DATA)
    assert len(names) > 100
    assert list(_occurrences(names, HOOKS)) == []


def test_modules_are_short() -> None:
    lengths = {p: len(p.read_text("utf-8").splitlines()) for p in HOOKS.rglob("*.py")}
    assert {str(p.relative_to(HOOKS)): n for p, n in lengths.items() if n > 300} == {}


def test_everything_public_has_a_docstring() -> None:
    assert list(_undocumented(HOOKS)) == []


TREE = {
    "main.py": "from mkdocs_adapter import x\n",
    "mkdocs_adapter/__init__.py": "import mkdocs.plugins\nfrom casebook.pages import make\n",
    "casebook/language/model.py": "import babel\nfrom casebook import dates\n",
    "casebook/problems.py": "import re\n",
    "casebook/dates/__init__.py": "from .edtf import parse\nfrom casebook.dates import edtf\n",
    "casebook/dates/edtf.py": "from ..problems import Problem\nfrom ..language import model\n",
    "casebook/records/kinds.py": "from .. import problems\nfrom ..case.model import Case\n",
    "casebook/case/model.py": "from ..records import kinds\nimport casebook.text.marks\n",
    "casebook/text/marks.py": "def f():\n    from mkdocs.structure import files\n",
    "casebook/views/graph.py": "from casebook import pages, case\nfrom .. import views\n",
    "casebook/exports/bibtex.py": "from .. import build\nimport mkdocs_adapter.page\n",
    "casebook/pages/sheet.py": "from ..exports import bibtex\nif True:\n    import main\n",
    "casebook/build.py": "from . import pages\nfrom casebook import Built\n",
    "casebook/__init__.py": "from .build import build\n",
    "casebook/__main__.py": "from . import build\nfrom .pages.sheet import Sheet\n",
}


def test_each_forbidden_import_of_a_made_up_tree_is_found(tmp_path: Path) -> None:
    _plant(tmp_path, TREE)
    assert sorted(_wrong_imports(tmp_path)) == [
        "casebook/build.py imports casebook",
        "casebook/case/model.py imports casebook.text.marks",
        "casebook/dates/edtf.py imports casebook.problems.Problem",
        "casebook/exports/bibtex.py imports casebook.build",
        "casebook/exports/bibtex.py imports mkdocs_adapter.page",
        "casebook/language/model.py imports casebook.dates",
        "casebook/pages/sheet.py imports main",
        "casebook/records/kinds.py imports casebook.case.model.Case",
        "casebook/text/marks.py imports mkdocs.structure.files",
        "casebook/views/graph.py imports casebook.pages",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('COUNTRY = "Ruritania"\n', ["casebook/a.py:1: Ruritania"]),
        ("# as in STRELSAU\n", ["casebook/a.py:1: Strelsau"]),
        ('x = 1\nNAME = "Ҳенцау"\n', ["casebook/a.py:2: Ҳенцау"]),
        ("def rassendyll_first() -> None: ...\n", ["casebook/a.py:1: Rassendyll"]),
        ("hentzauer = 1\n", []),
        ("castle = 1\n", []),
        ("# this is no name\n", []),
        ("# Ruritan names\n", ["casebook/a.py:1: Ruritan"]),
        ("# the guard\n", []),
        ("# but IS it\n", ["casebook/a.py:1: IS"]),
    ],
)
def test_a_name_of_a_made_up_case_is_found_in_the_code(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    _plant(
        tmp_path / "data",
        {
            "actors/people.yml": (
                "- {kind: person, name: Rudolf Rassendyll, names: [{lang: tg, name: Ҳенцау}],"
                " also_known_as: [Hentzau]}\n- {kind: state, name: Ruritania}\n"
                "- {kind: media, name: IS}\n- {kind: unit, name: The Ruritan Guard}\n"
            ),
            "places.yml": "- {name: Strelsau}\n",
            "glossary.yml": "- {term: castle}\n",
        },
    )
    _plant(tmp_path / "hooks", {"casebook/a.py": text})
    names = _names_of_case(tmp_path / "data")
    assert list(_occurrences(names, tmp_path / "hooks")) == found


def test_a_missing_docstring_is_found(tmp_path: Path) -> None:
    code = (
        '"""M."""\ndef f(): ...\nclass C:\n    """C."""\n    def m(self): ...\n    def _p(s): ...\n'
    )
    _plant(tmp_path, {"casebook/a.py": code, "casebook/b.py": "def _f(): ...\n"})
    assert sorted(_undocumented(tmp_path)) == [
        "casebook/a.py: f",
        "casebook/a.py: m",
        "casebook/b.py: the module",
    ]


def _plant(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _wrong_imports(root: Path) -> Iterator[str]:
    for path, name in _imports(root):
        if _module(path, root)[0] == "casebook" and not _allowed(_module(path, root), name):
            yield f"{path.relative_to(root).as_posix()} imports {'.'.join(name)}"


def _allowed(module: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if name[0] != "casebook":
        return name[0] not in (*GENERATORS, *ADAPTER)
    own, other = _stage(module), _stage(name)
    return own == other or STAGES[other] < STAGES[own]


def _stage(module: tuple[str, ...]) -> str:
    """Return the stage of a module of the core; the root package has one of its own."""
    return module[1] if len(module) > 1 else "__init__"


def _module(path: Path, root: Path) -> tuple[str, ...]:
    return path.relative_to(root).with_suffix("").parts


def _package(module: tuple[str, ...]) -> tuple[str, ...]:
    return module[:-1] if module[-1] == "__init__" else module


def _imports(root: Path) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield what each file imports: the module, and the name where it may be a module as well."""
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, tuple(alias.name.split("."))) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = _base(_module(path, root), node)
                yield from ((path, _named(base, alias.name)) for alias in node.names)


def _base(module: tuple[str, ...], node: ast.ImportFrom) -> tuple[str, ...]:
    around = module[: len(module) - node.level] if node.level else ()
    return (*around, *(node.module.split(".") if node.module else ()))


def _named(base: tuple[str, ...], name: str) -> tuple[str, ...]:
    # What the root package exports is not a stage: taking it means taking all of the core.
    return base if base == ("casebook",) and name not in STAGES else (*base, name)


def _names_of_case(data: Path) -> list[str]:
    """Return the names that only this case has: those with a capital or in another script.

    Of a person every part counts; of all else, a word from which another name is made, as the
    word for a people is the beginning of its country's name.
    """
    found: set[str] = set()
    for kind in ("actors", "places", "glossary"):
        for path in [data / f"{kind}.yml", *(data / kind).rglob("*.yml")]:
            if path.is_file():
                records = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
                for record in records if isinstance(records, list) else [records]:
                    found |= set(_names_of(record, whole=record.get("kind") != "person"))
    parts = {part for name in found for part in re.findall(r"[^\W\d_]{4,}", name) if part.istitle()}
    found |= {p for p in parts if any(n.startswith(p) and n[len(p) :].isalpha() for n in found)}
    return sorted(found)


def _names_of(record: dict[str, object], *, whole: bool) -> Iterator[str]:
    names = [str(record[field]) for field in NAME_FIELDS if field in record]
    for field in NAME_LISTS:
        names += map(str, _list(record.get(field)))
    names += [str(name["name"]) for name in _list(record.get("names")) if isinstance(name, dict)]
    for name in names:
        parts = [name] if whole else [name, *re.findall(r"\w{5,}", name)]
        yield from (part for part in parts if part.lower() != part or not part.isascii())


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def _occurrences(names: Iterable[str], root: Path) -> Iterator[str]:
    # What is all capitals is an abbreviation, which may be a common word in small letters.
    parts = "|".join(
        f"(?:{re.escape(name)})" if name.isupper() else f"(?i:{re.escape(name)})"
        for name in sorted(names, key=len, reverse=True)
    )
    # An underscore joins the words of an identifier, so it does not count as a letter here.
    pattern = re.compile(rf"(?<![^\W_])(?:{parts})(?![^\W_])")
    by_fold = {name.casefold(): name for name in names}
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".json", ".svg"):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                for match in pattern.finditer(line):
                    name = by_fold[match[0].casefold()]
                    yield f"{path.relative_to(root).as_posix()}:{number}: {name}"


def _undocumented(root: Path) -> Iterator[str]:
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        name = path.relative_to(root).as_posix()
        if not ast.get_docstring(tree):
            yield f"{name}: the module"
        yield from (f"{name}: {node.name}" for node in _public(tree) if not ast.get_docstring(node))


def _public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if child.name.startswith("_"):
                continue
            yield child
            if isinstance(child, ast.ClassDef):
                yield from _public(child)
