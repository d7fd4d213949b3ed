"""Eleventy, with the barest of layouts, in the Node that the tests run on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bench import ROOT
from bench.peers.base import Peer, Prepared
from bench.peers.python import run_quietly
from bench.twin import write_twin
from bench.twin.flavours import Addresses
from tools.web import NODE

_LISTS = ROOT / "bench" / "web"
_NPM = NODE.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
_QUIETLY = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_SETTINGS = """module.exports = settings => {
  settings.addGlobalData("layout", "page.html");
  return {
    dir: { input: "content", includes: "../layouts", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "liquid",
  };
};
"""
_LAYOUT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><main>{{ content }}</main></body></html>
"""


class Eleventy(Peer):
    """Bare pages, no search; its server builds incrementally."""

    key = "eleventy"
    title = "Eleventy, bare pages"
    server = "Eleventy, incremental"
    site = "_site"
    leaves = ("_site", ".cache")

    @property
    def program(self) -> Path:
        """Its script."""
        return self.home / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"

    def install(self) -> None:
        if self.installed():
            return
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(_LISTS / name, self.home / name)
        run_quietly([str(NODE), str(_NPM), "ci", *_QUIETLY], self.home)

    def installed(self) -> bool:
        lock = self.home / "package-lock.json"
        same = lock.exists() and lock.read_bytes() == (_LISTS / lock.name).read_bytes()
        return same and self.program.exists()

    def version(self) -> str:
        package = json.loads(self.program.with_name("package.json").read_text("utf-8"))
        node = run_quietly([str(NODE), "--version"]).strip()
        return f"eleventy {package['version']}, node {node.removeprefix('v')}"

    def make_project(self, root: Path, prepared: Prepared) -> None:
        write_twin(prepared.content, root / "content", Addresses())
        (root / "layouts").mkdir()
        (root / "layouts" / "page.html").write_text(_LAYOUT, encoding="utf-8")
        (root / "eleventy.config.cjs").write_text(_SETTINGS, encoding="utf-8")

    def build_command(self, root: Path) -> list[str]:  # noqa: ARG002
        return [str(NODE), str(self.program), "--quiet"]

    def serve_command(self, root: Path, port: int) -> list[str]:  # noqa: ARG002
        served = ["--serve", "--incremental", f"--port={port}", "--quiet"]
        return [str(NODE), str(self.program), *served]

    def event_file(self, root: Path, number: int, name: str) -> Path:  # noqa: ARG002
        return root / "content" / "events" / name / "index.md"
