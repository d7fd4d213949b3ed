"""The language of a case: its words for the interface, its numbers, months, names and order.

`language_of` gives the `Language` of a tag, and everything a reader sees is worded through it. The
English text is the message; the catalogues of other languages stand in `casebook/locale`. Words
that stand in a table are `Message`s, so that the catalogue has them; they are looked up with
`Language.word` where they are shown.
"""

from __future__ import annotations

from casebook.language.model import ENGLISH, Language, Message, language_of

__all__ = ["ENGLISH", "Language", "Message", "language_of"]
