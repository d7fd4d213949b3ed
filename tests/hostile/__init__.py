"""Input that nobody writes who means well, and what must not come of it."""
