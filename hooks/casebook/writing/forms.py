"""The forms in which a site can be written: path -> content, below the folder that it goes to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from casebook.hosting import with_policy
from casebook.pages import addresses
from casebook.pages.render import body
from casebook.writing.gather import STYLES, Leaf, Written

# Filters, the choice of a day and other controls do nothing without their scripts.
_WITHOUT_SCRIPTS = ".cb-filters, .cb-known-on, .cb-controls { display: none; }\n"
_PLAIN = Path(__file__).with_name("plain.css")

# Templates of other generators begin so, in Liquid, Nunjucks, Go; a page means the letters.
_TEMPLATE = re.compile(r"\{(?=[{%#<])")
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)


def as_html(written: Written) -> dict[str, bytes]:
    """Return whole pages that need no generator, no server and no script."""
    found = {
        addresses.file_of(page.address): _shell(written, page).encode() for page in written.pages
    }
    look = written.styles + _WITHOUT_SCRIPTS + _PLAIN.read_text("utf-8")
    return {STYLES: look.encode(), **written.files, **found}


def as_markdown(written: Written) -> dict[str, bytes]:
    """Return Markdown files with front matter, whose text is the HTML of the page.

    It is one block of HTML, as https://spec.commonmark.org/0.31.2/#html-blocks defines it. Links
    name the files that a generator makes: `a/index.html` for `a/index.md`.
    """
    found = {f"{page.address}index.md": _markdown(page).encode() for page in written.pages}
    look = written.styles + _WITHOUT_SCRIPTS
    return {STYLES: look.encode(), **written.files, **found}


def as_project(written: Written) -> dict[str, bytes]:
    """Return the same below `docs/`, and the `mkdocs.yml` by which Zensical builds it.

    MkDocs and ProperDocs build it as well.
    """
    found = {f"docs/{path}": content for path, content in as_markdown(written).items()}
    return {"mkdocs.yml": _settings(written).encode(), **found}


FORMS: Mapping[str, Callable[[Written], dict[str, bytes]]] = {
    "html": as_html,
    "markdown": as_markdown,
    "zensical": as_project,
}
"""Every form by its name."""


def _shell(written: Written, page: Leaf) -> str:
    html = body(
        "plain.html",
        language=written.language,
        site=written,
        page=page,
        to=lambda address: addresses.href(address, page.address),
        styles=addresses.relative(STYLES, page.address),
    )
    return with_policy(html)


def _markdown(page: Leaf) -> str:
    front = f"title: {_quoted(page.title)}\ndescription: {_quoted(page.description)}\n"
    return f'---\n{front}---\n\n<div class="cb-page">\n{one_block(page.body)}\n</div>\n'


def one_block(html: str) -> str:
    """Return HTML without an empty line, which would end its block, and without a template.

    What is shown stays the same: a line inside `pre` is written as a character reference.
    """
    parts = _PREFORMATTED.split(html.strip())
    for place, part in enumerate(parts):
        if place % 2:
            parts[place] = re.sub(r"\n(?=[ \t]*\n)", "&#10;", part)
        else:
            parts[place] = _EMPTY_LINES.sub("\n", part)
    return _TEMPLATE.sub("&#123;", "".join(parts))


def _settings(written: Written) -> str:
    """Return a `mkdocs.yml`; strings of JSON are YAML's too, whatever they hold."""
    nav = [(written.title, addresses.HOME), *written.nav]
    language = written.language.tag.partition("-")[0]
    lines = [
        f"site_name: {_quoted(written.title)}",
        *([f"site_url: {_quoted(written.base)}"] if written.base else []),
        "use_directory_urls: true # the pages' links count on it",
        "theme:",
        "  name: material",
        "  variant: classic # for Zensical",
        f"  language: {_quoted(language)}",
        "  font: false # nothing is fetched from elsewhere",
        "  palette:",
        '    - {media: "(prefers-color-scheme: light)", scheme: default, primary: custom}',
        '    - {media: "(prefers-color-scheme: dark)", scheme: slate, primary: custom}',
        f"extra_css: [{STYLES}]",
        "extra: {generator: false}",
        f"copyright: {_quoted(written.note)}",
        "plugins: [search]",
        "markdown_extensions: []",
        "nav:",
        *(f"  - {_quoted(title)}: {address}index.md" for title, address in nav),
        "not_in_nav: '*'",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
