"""The headers of a site, as each kind of host wants to be told of them."""

from __future__ import annotations

import re
from itertools import starmap
from pathlib import Path

from casebook.hosting.policy import of_site
from casebook.hosting.types import TEXTS, TYPES, UNKNOWN, type_of

SERVERS = ("nginx", "caddy")
"""The servers for which there is a configuration."""

HEADERS_FILE = "_headers"
"""Read from the root of a site by Netlify, Cloudflare Pages and others, and sent to nobody."""

SECURITY = {
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid"),
            *("magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial"),
            *("usb", "xr-spatial-tracking"),
        )
    ),
    "X-Content-Type-Options": "nosniff",
}
"""What goes with every answer, besides the policy."""

FOREVER = "public, max-age=31536000, immutable"
"""The caching of a file whose name changes with its content (RFC 9111, RFC 8246)."""

CHECKED = "no-cache"
"""The caching of all else: it may be kept, and is asked for again before it is used."""

# Material's style sheets and scripts. Ours keep their names, and so must be asked for again.
_HASHED = r"\.[0-9a-f]{8}\.min\.(css|js)(\.map)?$"


def is_hashed(path: str) -> bool:
    """Return whether the name of a file changes with its content."""
    return re.search(_HASHED, path) is not None


def headers_file(folder: Path) -> str:
    """Return the text of the `_headers` file of a built site.

    These hosts have browsers check what is not named here. Rules that overlap are added up by some
    of them and not by others, so that no header stands in two.
    """
    rules = [("/*", {"Content-Security-Policy": of_site(folder), **SECURITY})]
    found = (path.relative_to(folder).as_posix() for path in (folder / "assets").rglob("*"))
    hashed = sorted(path for path in found if is_hashed(path))
    rules += [(f"/{path}", {"Cache-Control": FOREVER}) for path in hashed]
    return "".join(
        f"{path}\n{''.join(f'  {name}: {value}{chr(10)}' for name, value in headers.items())}"
        for path, headers in rules
    )


def configuration(server: str, folder: Path, *, address: str, root: str) -> str:
    """Return the configuration by which a server, one of `SERVERS`, gives a built site to readers.

    `folder` has the site now; `root` is where the server will find it. `address` is what the server
    listens at: a port or address and port for nginx, an address of the site for Caddy.
    """
    text = (Path(__file__).parent / f"{server}.conf").read_text("utf-8")
    values = {
        "address": address,
        "root": root,
        "policy": of_site(folder),
        "permissions": SECURITY["Permissions-Policy"],
        "referrer": SECURITY["Referrer-Policy"],
        "sniffing": SECURITY["X-Content-Type-Options"],
        "hashed": _HASHED,
        "forever": FOREVER,
        "checked": CHECKED,
        "unknown": UNKNOWN,
        "texts": " ".join(kind for kind in TEXTS if kind != "text/html"),
        "types": "\n".join(starmap(_TYPES_FOR[server], TYPES.items())),
    }
    return re.sub(r"%(\w+)%", lambda found: values[found[1]], text)


def _type_for_nginx(end: str, kind: str) -> str:
    # It adds the encoding by itself.
    return f"        {kind} {end[1:]};"


def _type_for_caddy(end: str, _: str) -> str:
    # Its own guess comes later, and would win if this were not put off.
    name, content = f"@{end[1:]}", type_of(end[1:] + end)
    return (
        f'\t{name} path *{end}\n\theader {name} {{\n\t\tContent-Type "{content}"\n\t\tdefer\n\t}}'
    )


_TYPES_FOR = {"nginx": _type_for_nginx, "caddy": _type_for_caddy}
