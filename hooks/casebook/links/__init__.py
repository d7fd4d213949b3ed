"""Whether what the case links to is still there: asks the web, only where an editor says so.

`collect` lists the addresses, `Round` (in `round`) asks for them with good manners, `Cache` keeps
what was answered, `judged` turns answers into problems by file and line. No build comes here.
"""

from casebook.links.answers import Answer, Outcome
from casebook.links.cache import Cache, Keeping, Known
from casebook.links.collect import Link, by_host, collect, host_of, to_archive
from casebook.links.findings import judged
from casebook.links.manners import AGENT, Manners

__all__ = [
    "AGENT",
    "Answer",
    "Cache",
    "Keeping",
    "Known",
    "Link",
    "Manners",
    "Outcome",
    "by_host",
    "collect",
    "host_of",
    "judged",
    "to_archive",
]
