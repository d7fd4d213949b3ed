"""`python -m casebook`."""

from __future__ import annotations

from casebook.terminal import main

if __name__ == "__main__":
    main(prog_name="python -m casebook")
