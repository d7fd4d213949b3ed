"""`python -m casebook`."""

from __future__ import annotations

from casebook.build import calm_collector
from casebook.terminal import main

if __name__ == "__main__":
    calm_collector()
    main(prog_name="python -m casebook")
