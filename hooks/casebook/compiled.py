"""Templates as they were compiled for an earlier build, kept where Python keeps compiled modules.

Compiling all templates takes a third of a second in each process of a build. They lie in the
`__pycache__` of this package and are trusted as its modules are, which are loaded from there too;
the `.cache` of a case would not do: it may come from a stranger. Where Python is told to keep
nothing, or nothing can be written, they live as long as the process.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

FOLDER = Path(__file__).parent / "__pycache__"
_DIGEST = hashlib.sha256().digest_size


class Compiled(BytecodeCache):
    """Keeps what Jinja compiles; Jinja compares the text of a template with what was compiled.

    A file that is damaged, cut short or of another version of Python or Jinja is passed over.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled."""
        code = self._codes.get(bucket.key) or self._read(bucket.key)
        if code is not None:
            self._codes[bucket.key] = code
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled."""
        code = bucket.bytecode_to_string()
        self._codes[bucket.key] = code
        if sys.dont_write_bytecode or sys.pycache_prefix:
            return
        path = self._path(bucket.key)
        # Written whole before it has its name: other processes read and write the same.
        new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            try:
                new.write_bytes(hashlib.sha256(code).digest() + code)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)

    def _read(self, key: str) -> bytes | None:
        try:
            content = self._path(key).read_bytes()
        except OSError:
            return None
        digest, code = content[:_DIGEST], content[_DIGEST:]
        return code if hashlib.sha256(code).digest() == digest else None

    def _path(self, key: str) -> Path:
        return self._folder / f"template-{key}.{sys.implementation.cache_tag}"
