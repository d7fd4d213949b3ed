"""Plain MkDocs with Material, given finished Markdown: what all others are measured against."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import yaml

from bench.peers.base import ADDRESS, Prepared
from bench.peers.python import PythonPeer
from bench.twin import write_twin
from bench.twin.flavours import Files, Flavour

# As Casebook has it: pages of records stay out of the nav, which costs a Material site most.
SETTINGS: dict[str, Any] = {
    "site_name": "A case about nothing",
    "site_url": ADDRESS,
    "theme": {
        "name": "material",
        "font": False,
        "palette": [
            {"media": "(prefers-color-scheme)", "toggle": {
                "icon": "material/brightness-auto", "name": "Colours: as the system"}},
            {"media": "(prefers-color-scheme: light)", "scheme": "default", "toggle": {
                "icon": "material/weather-sunny", "name": "Colours: light"}},
            {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "toggle": {
                "icon": "material/weather-night", "name": "Colours: dark"}},
        ],
    },
    "nav": [
        {"Home": "index.md"},
        *({name.capitalize(): f"{name}/index.md"} for name in (
            "articles", "timeline", "actors", "questions", "places", "glossary", "sources")),
    ],
    "not_in_nav": "*",
    "plugins": [{"search": {"lang": ["en", "ru", "ar"]}}],
    "markdown_extensions": ["tables", "sane_lists", "def_list"],
    "validation": {"nav": {"omitted_files": "ignore"}},
}  # fmt: skip


class Plain(PythonPeer):
    """Search on, pages of records out of the nav."""

    key = "plain"
    title = "plain MkDocs + Material"
    server = "plain MkDocs + Material"
    requirements: ClassVar[tuple[str, ...]] = ("mkdocs", "mkdocs-material")
    shown: ClassVar[tuple[str, ...]] = ("mkdocs", "mkdocs-material", "markdown")

    def flavour(self) -> Flavour:
        """Return how links are written."""
        return Files()

    def settings(self) -> dict[str, Any]:
        """Return what stands in mkdocs.yml."""
        return SETTINGS

    def make_project(self, root: Path, prepared: Prepared) -> None:
        write_twin(prepared.content, root / "docs", self.flavour())
        text = yaml.safe_dump(self.settings(), sort_keys=False)
        (root / "mkdocs.yml").write_text(text, encoding="utf-8")

    def build_command(self, root: Path) -> list[str]:  # noqa: ARG002
        return [str(self.python), "-m", "mkdocs", "build"]

    def serve_command(self, root: Path, port: int) -> list[str]:  # noqa: ARG002
        return [str(self.python), "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]

    def event_file(self, root: Path, number: int, name: str) -> Path:  # noqa: ARG002
        return root / "docs" / "events" / name / "index.md"
