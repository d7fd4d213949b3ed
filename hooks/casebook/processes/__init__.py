"""Work of many pieces, shared out among the processors of the machine.

Each process begins as a copy of this one (fork), so it has the case at hand, and sends back only
what it made. That is safe where this process has a single thread, and quick where there is enough
to do; elsewhere the work is done here, with the same result.
"""

from casebook.processes.ahead import Ahead
from casebook.processes.shared import Shared, share_out

__all__ = ["Ahead", "Shared", "share_out"]
