"""Each check of the crawler finds the faults that it is there to find; they stand in faults.yml."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from crawl import links
from crawl.checks import CHECKS, Check, name_of
from crawl.records import Data, read_data
from crawl.second import SECOND, second_case
from crawl.site import Site

FAULTS: dict[str, list[dict[str, str]]] = yaml.load(
    Path(__file__).with_name("faults.yml").read_bytes(), Loader=yaml.CBaseLoader
)
CASES = [
    pytest.param(check, fault, id=f"{name_of(check)}-{number}")
    for check in CHECKS
    for number, fault in enumerate(FAULTS.get(name_of(check), []))
]

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(second_case(tmp_path_factory.getbasetemp()))


@pytest.fixture(scope="module")
def data() -> Data:
    return read_data(SECOND / "data")


@pytest.mark.parametrize(("check", "fault"), CASES)
def test_a_fault_is_found(check: Check, fault: dict[str, str], site: Site, data: Data) -> None:
    before = site.read(fault["page"])
    count = 0 if "all" in fault else 1
    after = re.sub(fault["replace"], fault["with"], before, count=count, flags=re.DOTALL)
    assert after != before, "the page has no such place"
    found = list(check(Site(site.root, {fault["page"]: after}), data))
    assert any(fault["says"] in line for line in found), found


def test_a_record_out_of_reach_is_found(site: Site, data: Data) -> None:
    # Without its links the home page leads nowhere.
    bare = re.sub(r'href="[^"]*"', 'href="#"', site.read("index.html"))
    found = list(links.records_are_in_reach(Site(site.root, {"index.html": bare}), data))
    assert len(found) == len(data.records)


def test_every_check_has_a_fault_to_find() -> None:
    assert {*FAULTS, name_of(links.records_are_in_reach)} == {name_of(check) for check in CHECKS}
