"""The corpus: files to be laid over a small sound case, each of them hostile in one way."""

from hostile.corpus.characters import characters
from hostile.corpus.documents import documents
from hostile.corpus.files import files
from hostile.corpus.hostile import CLEAN, EITHER, REFUSED, Hostile
from hostile.corpus.texts import pages, texts
from hostile.corpus.values import values
from hostile.corpus.volumes import volumes

__all__ = ["CLEAN", "CORPUS", "EITHER", "REFUSED", "Hostile"]

CORPUS: tuple[Hostile, ...] = (
    *documents(), *characters(), *values(), *files(), *texts(), *pages(), *volumes(),
)  # fmt: skip
"""Every hostile input."""
