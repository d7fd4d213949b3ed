"""Endings that a preview can clean up after: all but the one that no program hears of."""

from __future__ import annotations

import signal
import threading

# Asked to end by another program; the terminal was closed. Windows has no such thing as the latter.
_ENDINGS = ("SIGTERM", "SIGHUP")


def end_gently() -> None:
    """Let the signals to end do what Ctrl-C does: MkDocs then removes its folders, and we ours.

    One that is ignored, as under `nohup`, stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    for name in _ENDINGS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
