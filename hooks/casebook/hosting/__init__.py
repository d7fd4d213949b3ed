"""What a host sends with a site: the policy that browsers hold it to, and the other headers."""

from casebook.hosting.headers import SERVERS, configuration, headers_file
from casebook.hosting.policy import of_page, of_preview, of_site, with_policy
from casebook.hosting.workflows import workflows

__all__ = [
    "SERVERS",
    "configuration",
    "headers_file",
    "of_page",
    "of_preview",
    "of_site",
    "with_policy",
    "workflows",
]
