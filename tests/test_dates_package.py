"""The ends of a date beside those of the `edtf` package (5.0), where that one is right.

Left out, with the reason:

- an interval whose end is unknown (`/2006`, `1985/`): the package puts ten years there;
- winter (24, 28) and southern summer (30): the package ends them on 31 December;
- significant digits: its strict ends are those of the estimate alone;
- `20XX-02-29`: its last day is 2099-02-29, which does not exist;
- some digits of a month or day unknown (`2015-04-2X`, `1984-1X`): it fails with another error;
- `-01XX-05`, a qualified season or long year, a long year in an interval, a season in a set, a
  set of one element, a time without seconds: it does not read them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from edtf import parse_edtf

from casebook.dates import Day, parse

# fmt: off
_SAME = [
    "2001-02-03", "2008-12", "2008", "0000", "-0999", "2016-02-29", "2015-02", "2016-02",
    "9999-12-31", "2001-02-03T09:30:01", "2004-01-01T10:10:10Z", "2004-01-01T10:10:10+05:00",
    "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02",
    "2005/2006-02", "1984?", "2004-06-11?", "2004-06~", "1984%", "-0275~", "199X", "19XX",
    "1999-XX", "1999-01-XX", "1999-XX-XX", "2015-02-XX", "2016-02-XX", "1984~/2004-06",
    "1984/2004-06~", "1984?/2004%", "1984-06-02?/2004-08-08~", "Y170000002", "Y-170000002",
    "Y17E7", "Y-17E7", "2001-21", "2003-22", "2000-23", "2001-29", "2001-31", "2001-32",
    "2001-33", "2001-34", "2001-35", "2001-36", "2001-37", "2001-38", "2001-39", "2001-40",
    "2001-41", "2004?-06-11", "2004-06~-11", "2004-06-~11", "2004-%06", "?2004-%06",
    "2011-~06-~04", "156X-12-25", "15XX-12-25", "1560-XX-25", "15XX-12-XX", "XXXX-XX-23",
    "1XX3", "[1667,1668,1670..1672]", "[1667,1760-12]", "{1667,1668,1670..1672}",
    "{1960,1961-12}", "2004-06-~01/2004-06-~20", "2004-06-XX/2004-07-03", "2004-02-01/2005",
    "-01XX", "XXXX", "1XXX-12", "2015-XX-31", "?-0043-03-15", "-0043-03-15", "-0043-02",
    "2001-21/2003-22", "[201X,2022]", "../2006", "2004-01-01/..", "[..1984]", "[1760-12..]",
    "{..1984}",
]
# fmt: on


@pytest.mark.parametrize("text", _SAME)
def test_the_ends_are_those_of_the_edtf_package(text: str) -> None:
    other, own = parse_edtf(text), parse(text)
    assert own.earliest == _day(other.lower_strict())
    assert own.latest == _day(other.upper_strict())


def _day(end: Sequence[int] | float) -> Day | None:
    # An open end is infinity there and None here.
    return None if isinstance(end, float) else Day(*end[:3])
