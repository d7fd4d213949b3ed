"""The text of a BibTeX field -> plain words, with LaTeX letters as the letters they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

# Commands that say how words look: the words stay.
_LOOKS = (
    "emph|textit|textbf|textsc|textsl|textrm|texttt|textsf|textup|textmd|textnormal|text|mbox|hbox|"
    "mkbibemph|mkbibbold|mkbibitalic|uppercase|MakeUppercase|lowercase|MakeLowercase|"
    "bibstring|textsuperscript|textsubscript|underline"
)
_LOOK = re.compile(rf"\\({_LOOKS})\s*(?={{)")
_SILENT = re.compile(r"\\(?:url|nolinkurl|path)\s*(?={)")
_SWITCH = re.compile(
    r"\\(em|it|bf|sc|sl|rm|tt|sf|itshape|bfseries|scshape|protect|relax)(?![A-Za-z])\s*"
)
_QUOTE = re.compile(r"\\(?:enquote|mkbibquote)\s*\{([^{}]*)\}")
_LINK = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_DOTLESS = re.compile(r"(\\[`'^\"~=.uvHcdbrk])\s*(?:\{\\([ij])\s*\}|\\([ij])(?![A-Za-z])\s*)")
_COMMENT = re.compile(r"(?<!\\)%")
_SINGLE = re.compile(r"(^|[^\w\\`])`([^`']+)'(?!\w)")
# Mathematics stays as it is, unless it is a single sign, which is a letter of its own.
_MATHS = re.compile(r"(?<!\\)\$(?!\\[A-Za-z]+\$)[^$]+(?<!\\)\$")
_HOLE = "\ufdd0"  # no text has it: Unicode keeps it for such uses
_LEFT = re.compile(r"\\(?:[A-Za-z]+|.)|(?<!\\)\$[^$]+\$")
# What the codec of LaTeX letters does not know.
_SIGNS = {
    r"\texteuro": "€",
    r"\euro": "€",
    r"\dots": "…",
    r"\textquotesingle": "'",
    r"\textbackslash": "\\",
    r"\slash": "/",
    r"\textdegree": "°",
    r"\textnumero": "№",
}
_SIGN = re.compile(f"({'|'.join(map(re.escape, _SIGNS))})(?![A-Za-z])(?:\\{{\\}}|\\s*)")
_SMALL = {
    r"\-": "",
    r"\/": "",
    r"\,": " ",
    r"\;": " ",
    r"\:": " ",
    r"\~{}": "~",
    r"\^{}": "^",
    r"\@": "",
}
_BRACES = {r"\{": "\ue010", r"\}": "\ue011", "\ue010": "{", "\ue011": "}"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Words, the commands whose looks were taken off, and the LaTeX that stands as written."""

    text: str
    looks: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def decode(value: str) -> Decoded:
    """Return the words that a field sets in type.

    Accents, ligatures and signs become letters, braces that guard capitals go; what is neither,
    such as mathematics, stays as it is written.
    """
    looks = tuple(dict.fromkeys([*_LOOK.findall(value), *_SWITCH.findall(value)]))
    text = _QUOTE.sub("“\\1”", _LINK.sub(r"\2 (\1)", value))
    text = _SILENT.sub("", _SWITCH.sub("", _LOOK.sub("", text)))
    text = _SINGLE.sub(r"\1‘\2’", text)
    text = _SIGN.sub(lambda match: _SIGNS[match[1]], text) if "\\" in text else text
    maths = _MATHS.findall(text)
    text = _MATHS.sub(_HOLE, text)
    for written, meant in _SMALL.items():
        text = text.replace(written, meant)
    text = _letters(_DOTLESS.sub(r"\1{\2\3}", text))
    words = " ".join(text.replace("\xa0", " ").split())
    for formula in maths:
        words = words.replace(_HOLE, formula, 1)
    kept = () if "\\" not in words and "$" not in words else tuple(_LEFT.findall(words))
    return Decoded(words, looks, tuple(dict.fromkeys(kept)))


def verbatim(value: str) -> str:
    """Return an address or a number, in which LaTeX's signs stand for themselves."""
    text = re.sub(r"\\(?:url|nolinkurl|path|href)\s*\{([^{}]*)\}", r"\1", value)
    text = text.replace(r"\~{}", "~").replace(r"{\textasciitilde}", "~")
    text = text.replace(r"\textasciitilde", "~").replace(r"{\_}", "_")
    return re.sub(r"\\([_%#&~$])", r"\1", text).replace("{", "").replace("}", "").strip()


def _letters(text: str) -> str:
    for brace in (r"\{", r"\}"):
        text = text.replace(brace, _BRACES[brace])
    # The codec takes a bare percent sign for the beginning of a comment; in BibTeX it is none.
    guarded = _COMMENT.sub(r"\%", text)
    try:
        made = str(Text.from_latex(guarded))
    except (PybtexError, UnicodeError):
        made = text.replace("{", "").replace("}", "")
    for sign in ("\ue010", "\ue011"):
        made = made.replace(sign, _BRACES[sign])
    return made
