"""Find nginx and Caddy, or fetch Debian's, and let one serve a site as the project configures it.

The packages are unpacked into the virtual environment and not installed: that needs no root, and
nothing begins to listen on the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tools import ROOT
from tools.errors import ToolError
from tools.ports import free_port

FOLDER = ROOT / ".venv" / "servers"
_PROGRAMS = {"nginx": "usr/sbin/nginx", "caddy": "usr/bin/caddy"}
# The common one has the table of content types.
_PACKAGES = ("nginx", "nginx-common", "caddy")
_ADVICE = (
    "the tests of the shipped configurations need nginx and Caddy: install them (on Debian:"
    " apt-get install nginx caddy), or set NGINX and CADDY to the paths of the programs. Without"
    " root it is enough that `apt-get download` can fetch them"
)
_PATIENCE = 30
"""Seconds for a server to begin on a busy machine."""

_COMPLAINT = re.compile(r'\[(?:warn|error|crit|alert|emerg)\]|"level":"(?:warn|error)"')
_NGINX = """\
daemon off;
{user}pid nginx.pid;
error_log stderr;
events {{ worker_connections 1024; }}
http {{
    include {types};
    default_type application/octet-stream;
    {temporary}
    include casebook.conf;
}}
"""
_CADDY = "{\n\tadmin off\n\tauto_https off\n}\nimport casebook.conf\n"


def find_server(name: str) -> Path | None:
    """Return the program: $NGINX or $CADDY if set, else that of the machine, else the fetched one.

    Raises ToolError if the variable names nothing that can be run.
    """
    chosen = os.environ.get(name.upper())
    # Debian keeps servers where only root looks for programs.
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
    if found := shutil.which(chosen or name, path=places):
        return Path(found)
    if chosen:
        raise ToolError(f"{name.upper()} is set to {chosen!r}, which cannot be run")
    fetched = FOLDER / _PROGRAMS[name]
    return fetched if fetched.exists() else None


def ensure_servers() -> dict[str, Path]:
    """Return the program of each server, after fetching Debian's packages where one is missing.

    Raises ToolError, with what to do, where that is not possible.
    """
    found = {name: find_server(name) for name in _PROGRAMS}
    if not all(found.values()):
        _fetch()
        found = {name: find_server(name) for name in _PROGRAMS}
    programs = {name: path for name, path in found.items() if path}
    if len(programs) < len(_PROGRAMS):
        raise ToolError(_ADVICE)
    return programs


@contextmanager
def served_by(name: str, site: Path, change: Callable[[str], str] = str) -> Iterator[str]:
    """Serve a built site by nginx or Caddy, with what `python -m casebook host` prints for it.

    `change` is applied to that. Gives the address, on a free port of this machine, with a slash at
    its end. Raises ToolError if the server is not there, does not begin, or complains.
    """
    if (program := find_server(name)) is None:
        raise ToolError(f"{name} is not installed: run `make tools`")
    address = f"127.0.0.1:{free_port()}"
    with TemporaryDirectory() as made:
        folder = Path(made)
        listens = address if name == "nginx" else f"http://{address}"
        (folder / "casebook.conf").write_text(change(shipped(name, site, listens)), "utf-8")
        with (folder / "log").open("w+", encoding="utf-8") as log:
            running = subprocess.Popen(
                _command(name, program, folder),
                cwd=folder,
                env={**os.environ, "HOME": made, "XDG_DATA_HOME": made, "XDG_CONFIG_HOME": made},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait(running, address, folder / "log")
                yield f"http://{address}/"
            finally:
                running.terminate()
                running.wait()
        _heed((folder / "log").read_text("utf-8"))


def shipped(name: str, site: Path, address: str) -> str:
    """Return the configuration that the command prints. Raises ToolError if it fails."""
    command = [sys.executable, "-m", "casebook", "host", name, "--site", str(site)]
    done = subprocess.run(
        [*command, "--root", str(site), "--address", address],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ToolError(f"`casebook host {name}` failed:\n{done.stderr}")
    return done.stdout


def _command(name: str, program: Path, folder: Path) -> list[str]:
    if name == "caddy":
        (folder / "Caddyfile").write_text(_CADDY, "utf-8")
        return [str(program), "run", "--config", "Caddyfile", "--adapter", "caddyfile"]
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    main = _NGINX.format(
        # A fetched program has its table beside it.
        types=program.parents[2] / "etc" / "nginx" / "mime.types",
        # What root has made for itself, the usual user of nginx may not read.
        user="user root;\n" if os.geteuid() == 0 else "",
        temporary=" ".join(f"{kind}_temp_path {kind};" for kind in kinds),
    )
    if not (program.parents[2] / "etc").is_dir():
        main = main.replace(str(program.parents[2]), "")
    (folder / "nginx.conf").write_text(main, "utf-8")
    return [str(program), "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _wait(running: subprocess.Popen[bytes], address: str, log: Path) -> None:
    host, port = address.split(":")
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and running.poll() is None:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ToolError(f"the server did not begin:\n{log.read_text('utf-8')}")


def _heed(log: str) -> None:
    complaints = [line for line in log.splitlines() if _is_complaint(line)]
    if complaints:
        raise ToolError("the server complains:\n" + "\n".join(complaints))


def _is_complaint(line: str) -> bool:
    # nginx complains of a page that is not there, Caddy of what _CADDY asks for and of its end.
    expected = ("No such file or directory", '"admin"', "automatic HTTPS is", "exiting")
    return _COMPLAINT.search(line) is not None and not any(mark in line for mark in expected)


def _fetch() -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise ToolError(_ADVICE)
    with TemporaryDirectory() as made:
        # Whoever is not root may have no fresh list of packages; whoever is can make one.
        if not _download(made):
            if os.geteuid() == 0:
                subprocess.run(("apt-get", "update", "-qq"), check=False)
            if not _download(made):
                raise ToolError(_ADVICE)
        FOLDER.mkdir(parents=True, exist_ok=True)
        for package in sorted(Path(made).glob("*.deb")):
            subprocess.run(("dpkg-deb", "--extract", package, FOLDER), check=True)


def _download(folder: str) -> bool:
    quiet = ("-qq", "-o", "APT::Sandbox::User=root")
    command = ("apt-get", *(quiet if os.geteuid() == 0 else quiet[:1]), "download", *_PACKAGES)
    return subprocess.run(command, cwd=folder, check=False).returncode == 0
