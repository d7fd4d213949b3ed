"""What MkDocs needs and the core must not know: its files, its page class, its events in order."""

import gc

# What is imported from here on stays: looking through it for garbage takes a sixth of the time.
gc.set_threshold(100_000, *gc.get_threshold()[1:])
