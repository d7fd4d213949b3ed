"""`python -m casebook`."""

from __future__ import annotations

import gc

from casebook.terminal import main

if __name__ == "__main__":
    # What a command reads it keeps until it ends: looking for garbage among it over and over would
    # find none, and take a quarter of its time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    main(prog_name="python -m casebook")
