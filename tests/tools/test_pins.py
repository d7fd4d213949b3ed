"""The pins are complete, hashed, in step with pyproject.toml and free of addresses."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import ROOT

LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
FTM_LOCK = ROOT / "tests" / "tools" / "ftm.txt"
NPM_LOCK = ROOT / "tests" / "tools" / "package-lock.json"


def _project() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime: list[str] = project["dependencies"]
    return {
        "requirements.txt": runtime,
        "requirements-dev.txt": runtime + project["optional-dependencies"]["dev"],
    }


def _entries(lock: Path) -> list[str]:
    """Return one logical line per pinned package, its hashes included."""
    joined = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.lstrip().startswith("#")]


def _pins(lock: Path) -> dict[str, list[str]]:
    """Return the versions pinned for each package: more than one where markers choose."""
    pins: dict[str, list[str]] = {}
    for entry in _entries(lock):
        pin = Requirement(entry.split(" --hash", maxsplit=1)[0])
        pins.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier).lstrip("="))
    return pins


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_dependency_is_pinned_within_its_bounds(lock: Path) -> None:
    pins = _pins(lock)
    for wanted in map(Requirement, _project()[lock.name]):
        versions = pins.get(canonicalize_name(wanted.name), [])
        assert versions, f"{wanted.name} is not pinned: run `make lock`"
        assert all(version in wanted.specifier for version in versions), wanted


@pytest.mark.parametrize("lock", [*LOCKS, FTM_LOCK], ids=lambda lock: lock.name)
def test_every_pin_is_exact_and_hashed(lock: Path) -> None:
    shape = re.compile(r"[a-z0-9-]+==\S+( ; .+?)? +(--hash=sha256:[0-9a-f]{64} *)+")
    assert [entry for entry in _entries(lock) if not shape.fullmatch(entry)] == []


def test_development_uses_the_versions_that_readers_get() -> None:
    runtime, development = map(_pins, LOCKS)
    assert {name: development.get(name) for name in runtime} == runtime


def test_web_packages_are_exact_and_hashed() -> None:
    wanted = json.loads((NPM_LOCK.with_name("package.json")).read_text())["devDependencies"]
    packages = json.loads(NPM_LOCK.read_text())["packages"]
    locked = {name: packages[f"node_modules/{name}"]["version"] for name in wanted}
    assert locked == wanted
    fetched = [package for place, package in packages.items() if place]
    assert all(package["integrity"].startswith("sha512-") for package in fetched)


def test_nothing_of_the_web_packages_reports_errors_to_anybody() -> None:
    packages = json.loads(NPM_LOCK.read_text())["packages"]
    reporters = {place: package for place, package in packages.items() if "sentry" in place}
    assert {package.get("name") for package in reporters.values()} == {"ms"}


def test_the_environment_of_followthemoney_has_what_it_asks_for() -> None:
    pins = _pins(FTM_LOCK)
    lines = FTM_LOCK.with_suffix(".in").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if not line.startswith("#")]
    assert wanted
    assert all(pins[wish.name] == [str(wish.specifier)[2:]] for wish in wanted)


@pytest.mark.parametrize("lock", [*LOCKS, FTM_LOCK, NPM_LOCK], ids=lambda lock: lock.name)
def test_locks_name_no_address(lock: Path) -> None:
    assert re.findall(r"\w+://|index-url|find-links", lock.read_text(encoding="utf-8")) == []
