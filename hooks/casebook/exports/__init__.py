"""Case -> files: one format, one module."""
