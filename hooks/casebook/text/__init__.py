"""Markdown plus references, citations, automatic links; sanitised."""

from casebook.text.convert import plain
from casebook.text.documents import MARKDOWN, HandWritten, check_documents, read_documents
from casebook.text.extension import CasebookExtension
from casebook.text.kept import KeptTexts
from casebook.text.linking import Linking
from casebook.text.passage import EMPTY, Citation, Heading, Mention, Passage
from casebook.text.texts import Backlink, Texts, link
from casebook.text.weaving import weave

__all__ = [
    "EMPTY",
    "MARKDOWN",
    "Backlink",
    "CasebookExtension",
    "Citation",
    "HandWritten",
    "Heading",
    "KeptTexts",
    "Linking",
    "Mention",
    "Passage",
    "Texts",
    "check_documents",
    "link",
    "plain",
    "read_documents",
    "weave",
]
