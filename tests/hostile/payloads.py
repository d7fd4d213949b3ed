"""Scripts for every text of a case, and addresses that run something for every field of one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from strategies import ADDRESS, Case, Leaf, whole_case

RAN = "window.ran = 1; document.title = 'ran'"
"""What a script does that should not have run."""

SCRIPTS = (
    f"<script>{RAN}</script>",
    f"</title></style></textarea></script><script>{RAN}</script>",
    f'"\'><img src=x onerror="{RAN}">',
    f"<svg onload=\"{RAN}\"><a xlink:href='javascript:{RAN}'>x</a></svg>",
    f'<svg><style><img src=x onerror="{RAN}"></style></svg><math><mtext><script>{RAN}</script>',
    f"-->]]><!--[if true]><script>{RAN}</script><![endif]--> <?php x ?>",
    f'<b onmouseover="{RAN}" style="position: fixed" autofocus tabindex=0 onfocus="{RAN}">x</b>',
    f"<iframe srcdoc='<script>parent.{RAN}</script>'></iframe><base href='https://example.org/'>",
    f"<i>x</i><details open ontoggle=\"{RAN}\"><form action='javascript:{RAN}'><input autofocus>",
    "{{ 7 * 7 }} {% raw %} {# x #} {{ self.__class__ }} ${7*7} <%= 7 * 7 %> #{7*7}",
    f'`<script>{RAN}</script>` [x](<javascript:{RAN}>) [y]: javascript:x "><script>{RAN}</script>',
    "casebookCards({}); </script><script>" + RAN + "</script> \\u003c/script> \u2028 \u2029",
    "&lt;script&gt;" + RAN + "&lt;/script&gt; &#60;script&#62; &amp;lt;script&amp;gt;",
    f"x\" onclick=\"{RAN}\" y=' onclick='{RAN}' [[actors-1|<script>{RAN}</script>]] [@sources-1]",
)
"""Texts that do something where they are not taken for text."""

ADDRESSES = (
    f"javascript:{RAN}",
    f"JaVaScRiPt:{RAN}",
    f"java\tscript:{RAN}",
    f"\u2028javascript:{RAN}",
    f"javascript&colon;{RAN}",
    f"data:text/html,<script>{RAN}</script>",
    "data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://example.org/x",
    'https://example.org/" onclick="x',
    "https://example.org/<script>",
    "//example.org/x",
)
"""Addresses that are none of a web page."""

_LINKS = "Words [x](<{0}>) [x]({0}) <{0}> <a href='{0}'>x</a> [z] [w][z]\n\n[z]: <{0}>\n"


def filled_with(*scripts: str) -> Case:
    """Return a case in which every text of every field is one of these, each in turn."""
    turn = cycle(scripts)
    return whole_case(lambda leaf: _fitted(f"Words {next(turn)}", leaf))


def with_address(address: str) -> dict[str, Case]:
    """Return cases with an address in one field each, by its name, and one with it in all texts."""
    texts = whole_case(lambda leaf: _fitted(_LINKS.format(address), leaf))
    fields = sorted({key for key, _ in _addresses(whole_case(_plain))})
    return {"texts": texts} | {name: _with(name, address) for name in fields}


def _plain(_leaf: Leaf) -> str:
    return "x"


def _fitted(text: str, leaf: Leaf) -> str:
    return " ".join(text.split()) if leaf.line else text


def _with(name: str, address: str) -> Case:
    case = whole_case(_plain)
    for key, record in _addresses(case):
        if key == name:
            record[key] = address
    return case


def _addresses(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key that holds an address, with the mapping that it stands in."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inner == ADDRESS:
                yield key, value
            yield from _addresses(inner)
    elif isinstance(value, list):
        for item in value:
            yield from _addresses(item)
