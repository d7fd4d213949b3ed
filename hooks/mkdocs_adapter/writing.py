"""A file of the site, put where it belongs."""

import os


def write_file(content: bytes, path: str) -> None:
    """Write `content` to `path`, and make its folder if there is none; raises `OSError`.

    MkDocs' own function asks for the folder each time: for most of some thousand files it is there.
    """
    # A path as an object would take longer than the disk.
    try:
        file = open(path, "wb")  # noqa: PTH123, SIM115  # closed below
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb")  # noqa: PTH123, SIM115  # closed below
    with file:
        file.write(content)
