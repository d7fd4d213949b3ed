"""The whole site as plain files, for other generators or for none.

`gather` makes every page of a case, hand-written ones included; a form (`FORMS`) makes files of
them; `place` puts these into a folder, which is then as the form wants it, or as it was.
"""

from casebook.writing.folder import RefusedError, place
from casebook.writing.forms import FORMS
from casebook.writing.gather import Written, gather

__all__ = ["FORMS", "RefusedError", "Written", "gather", "place"]
