"""Zensical, which reads the settings and the Markdown of a MkDocs site."""

from __future__ import annotations

from pathlib import Path

from bench.peers.plain import Plain


class Zensical(Plain):
    """The same project as the plain one."""

    key = "zensical"
    title = "Zensical"
    server = "Zensical"
    leaves = ("site", ".cache")
    # 0.0.74 and newer want zensical-ui, which not every index has.
    requirements = ("zensical==0.0.73", "deepmerge==2.0", "tomli==2.4.0")
    shown = ("zensical",)

    def build_command(self, root: Path) -> list[str]:  # noqa: ARG002
        return [str(self.home / "bin" / "zensical"), "build"]

    def serve_command(self, root: Path, port: int) -> list[str]:  # noqa: ARG002
        command = str(self.home / "bin" / "zensical")
        return [command, "serve", "--dev-addr", f"127.0.0.1:{port}"]
