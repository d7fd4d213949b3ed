"""The index of the search: small scripts that lead from every word to every entry that has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.pages.finding import files, level_of_name, level_of_text
from casebook.pages.folding import words
from casebook.pages.searched import Entry, of_html
from crawl.found import Found, read_found, read_script
from strategies import texts


def _read(entries: list[Entry]) -> list[Found]:
    return read_found({file.path: file.text for file in files(entries)}.__getitem__)


@given(st.lists(st.tuples(texts(line=True), texts(), st.lists(texts(line=True), max_size=2))))
def test_every_word_leads_to_every_entry_that_has_it(
    given: list[tuple[str, str, list[str]]],
) -> None:
    entries = [
        Entry(f"{n}/index.html", title, text, tuple(names))
        for n, (title, text, names) in enumerate(given)
    ]
    found = _read(entries)
    assert [(one.location, one.title, one.names) for one in found] == [
        (entry.location, entry.title, entry.names) for entry in entries
    ]
    for one, entry in zip(found, entries, strict=True):
        named = {word for name in (entry.title, *entry.names) for word in words(name)}
        assert named <= one.named
        assert named | set(words(entry.text)) <= one.words


def test_no_entry_is_found_by_a_word_that_it_has_not() -> None:
    first, second = _read([Entry("a", "One", "first words"), Entry("b", "Two", "other words")])
    assert first.words == {"one", "first", "words"}
    assert second.words == {"two", "other", "words"}
    assert second.named == {"two"}


def test_a_part_of_a_page_says_whose_part_it_is() -> None:
    made = of_html(
        "x/index.html",
        "Whole",
        '<h1 id="t">Whole</h1><p>Begin<sup class="cb-cite">1</sup>.</p>'
        '<h2 id="a">Part &amp; a</h2><p>Text .</p>',
    )
    whole, part = _read([*made, Entry("y/index.html", "Next", "")])[:2]
    assert (whole.location, whole.page, whole.text) == ("x/index.html", "", "Begin.")
    assert (part.location, part.title, part.page) == ("x/index.html#a", "Part & a", "Whole")
    index = read_script(files(made)[0].text, "index")
    assert index["parts"] == [[0, 1]]


def test_files_stay_small_and_their_number_grows_with_the_entries() -> None:
    def entry(n: int) -> Entry:
        return Entry(f"{n}/", f"Name {n}", " ".join(f"word{n % 997}x{i}" for i in range(60)))

    made = files([entry(n) for n in range(2000)])
    assert len([file for file in made if "/entries/" in file.path]) == 250
    assert max(len(file.text) for file in made if "/words/" in file.path) < 60_000
    assert len(made[0].text) < 5_000


def test_the_version_follows_the_content() -> None:
    def version(text: str) -> str:
        return str(read_script(files([Entry("a", "A", text)])[0].text, "index")["version"])

    assert version("x") == version("x")
    assert version("x") != version("y")


def test_words_stand_in_the_order_of_a_browser() -> None:
    """It compares halves of letters beyond U+FFFF, which come before U+E000."""
    entries = [Entry("a", "𐤀𐤁 ﷲ zz", " ".join(f"w{i}" for i in range(4000)))]
    shards = [file for file in files(entries) if "/words/" in file.path]
    keys = [key for n, file in enumerate(shards) for key in read_script(file.text, f"words/{n}")]
    assert len(shards) > 1
    assert keys == sorted(keys, key=lambda key: key.encode("utf-16-be"))


@pytest.mark.parametrize("evil", ["</script><script>", "<!--", "\u2028", "\\"])
def test_no_text_ends_a_script(evil: str) -> None:
    for file in files([Entry("a", evil, evil, (evil,))]):
        assert "</" not in file.text
        assert "<!" not in file.text
        assert "\u2028" not in file.text
    assert _read([Entry("a", evil, "x")])[0].title == evil


def test_short_names_say_more_than_long_ones_and_names_more_than_texts() -> None:
    assert [level_of_text(count) for count in (1, 2, 4, 90)] == [1, 2, 3, 3]
    levels = [level_of_name(length) for length in (1, 2, 5, 30)]
    assert levels == sorted(levels, reverse=True)
    assert set(levels) <= {4, 5, 6, 7, 8, 9}
