"""Let two folders change places at one instant, where the system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_Call = Callable[[bytes, bytes], int]

# What a file system or a kernel answers that does not know how to exchange.
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)

# linux/fcntl.h, linux/fs.h, sys/stdio.h of macOS, and the tables of system calls in the kernel.
_HERE = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_NUMBERS = {"x86_64": 316, "aarch64": 276}


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one file system change places; whoever looks finds the one or the other.

    Returns False, with nothing done, where the system or the file system cannot do it. Raises
    `OSError` as `os.rename` does, `FileNotFoundError` when either is missing. The calls are
    renameat2(2) with RENAME_EXCHANGE on Linux and renamex_np(2) with RENAME_SWAP on macOS.
    """
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


@cache
def _call() -> _Call | None:
    if sys.platform == "darwin":
        return _mac(ctypes.CDLL(None, use_errno=True))
    if sys.platform != "linux":
        return None
    return _linux(ctypes.CDLL(None, use_errno=True))


def _mac(library: ctypes.CDLL) -> _Call | None:
    named = getattr(library, "renamex_np", None)
    return named and (lambda one, other: int(named(one, other, _RENAME_SWAP)))


def _linux(library: ctypes.CDLL) -> _Call | None:
    named = getattr(library, "renameat2", None)
    if named is not None:
        return lambda one, other: int(named(_HERE, one, _HERE, other, _RENAME_EXCHANGE))
    # Not every C library has a name for it; then it goes by its number, which a program of 32 bits
    # would have to look up elsewhere.
    number = _NUMBERS.get(platform.machine())
    if number is None or sys.maxsize < 2**32:
        return None
    # The system takes numbers from registers of their whole width.
    what, here, flag = map(ctypes.c_long, (number, _HERE, _RENAME_EXCHANGE))
    return lambda one, other: int(library.syscall(what, here, one, here, other, flag))
