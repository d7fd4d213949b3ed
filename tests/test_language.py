"""The language of a case: catalogues, plurals, months, numbers, order; and no word left in code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import pseudo
from casebook import pages
from casebook.case import Case, load
from casebook.dates import parse, say
from casebook.language import ENGLISH, Language, Message, catalogues, extraction, language_of
from casebook.language.alphabets import ALPHABETS
from casebook.pages.render import body, environment
from casebook.records import Term
from casebook.text import link
from casebook.views.indexes import by_letter
from crawl.runs import copy_project
from tools import ROOT
from tools.building import build_site

GOLDEN = Path(__file__).parent / "golden" / "language"
ORDER = yaml.load((GOLDEN / "order.yml").read_text("utf-8"), yaml.BaseLoader)
DATES = yaml.load((GOLDEN / "dates.yml").read_text("utf-8"), yaml.BaseLoader)
SHELLS = ("index.html", "timeline/index.html", "actors/index.html", "about/index.html", "404.html")
CASES = [ROOT / "data", ROOT / "tests" / "sites" / "south-pole" / "data"]
# What the second case says around its pages: its title, its licence, its hand-written page.
OWN = re.compile("The race to the South Pole|CC.BY.4.0|About this case")
SHIPPED = sorted(catalogues.LOCALE.glob("*/LC_MESSAGES/*.po"))


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an empty folder that stands for the catalogues."""
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    language_of.cache_clear()
    yield tmp_path
    language_of.cache_clear()


@pytest.fixture
def russian(locale: Path) -> Language:
    _plant(locale, "ru", (GOLDEN / "dates_ru.po").read_text("utf-8"))
    return language_of("ru")


def test_the_catalogues_are_what_the_code_and_the_templates_say() -> None:
    stale = [path.name for path, content in extraction.files() if path.read_bytes() != content]
    assert stale == [], "run make messages"


def test_the_english_catalogue_is_complete() -> None:
    found = catalogues.load(catalogues.path_of("en"))
    assert [message.id for message in found if message.id and message.string != message.id] == []
    assert len(found) > 300
    assert str(found.plural_forms) == "nplurals=2; plural=(n != 1);"


def test_english_needs_no_catalogue(locale: Path) -> None:
    """It would say the messages themselves, and reading it would take a tenth of a start."""
    _plant(locale, "en", "this is no catalogue")
    for tag in ("en", "en-GB"):
        english = language_of(tag)
        assert [english.gettext("Sources"), english.pgettext("list", ", ")] == ["Sources", ", "]
        said = [english.ngettext("%(num)s answer", "%(num)s answers", n) for n in (0, 1, 2)]
        assert said == ["0 answers", "1 answer", "2 answers"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.parent.name)
def test_no_translation_loses_or_invents_a_value(path: Path) -> None:
    found = catalogues.load(path)
    assert {str(m.id): [str(e) for e in errors] for m, errors in found.check()} == {}


def test_every_message_can_be_filled_in() -> None:
    """A percent sign that is meant for a reader is written twice."""
    for message in extraction.extract():
        for text in _texts(message.id):
            assert text % _Anything() is not None


class _Anything(Mapping[str, object]):
    """Has a value for every name."""

    def __getitem__(self, name: str) -> object:
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_a_language_with_three_plural_forms(russian: Language) -> None:
    answers = [
        russian.ngettext("%(num)s answer", "%(num)s answers", n) for n in (1, 2, 5, 21, 1000)
    ]
    assert answers == ["1 ответ", "2 ответа", "5 ответов", "21 ответ", "1\u00a0000 ответов"]


def test_a_template_takes_the_plural_and_the_number_of_its_language(russian: Language) -> None:
    words = '{{ ngettext("%(num)s answer", "%(num)s answers", n) }} {{ 12345 | number }}'
    made = environment(russian).from_string(words).render(n=3)
    assert made == "3 ответа 12\u00a0345"


def test_values_are_escaped_and_messages_are_not(locale: Path) -> None:
    _plant(locale, "qaa", _po('msgid "<b>%(name)s</b>"\nmsgstr "<i>%(name)s</i>"\n'))
    template = environment(language_of("qaa")).from_string('{{ _("<b>%(name)s</b>", name=name) }}')
    assert template.render(name="A & <B>") == "<i>A &amp; &lt;B&gt;</i>"


@pytest.mark.parametrize(
    ("tag", "text", "words"),
    [
        pytest.param(tag, text, words, id=f"{tag}: {text}")
        for tag, cases in DATES.items()
        for text, words in cases.items()
    ],
)
def test_a_date_is_said_in_a_language(russian: Language, tag: str, text: str, words: str) -> None:
    language = russian if tag == "ru" else language_of(tag)
    assert say(parse(text), language) == words


def test_a_date_inside_a_sentence_takes_the_form_that_the_sentence_asks_for(
    russian: Language,
) -> None:
    month = parse("2015-05")
    assert (say(month, russian), say(month, russian, inside=True)) == (
        "май 2015",
        "мая 2015 года",
    )
    assert say(month, ENGLISH, inside=True) == say(month) == "May 2015"


@pytest.mark.parametrize(
    ("tag", "direction"),
    [("ar", "rtl"), ("ar-TN", "rtl"), ("en", "ltr"), ("ru", "ltr"), ("tg", "ltr"),
     ("tg-Arab", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("qaa", "ltr"), ("zh-Hant-TW", "ltr")],
)  # fmt: skip
def test_a_language_knows_its_direction(tag: str, direction: str) -> None:
    assert language_of(tag).direction == direction


def test_a_tag_without_a_catalogue_takes_that_of_its_language_then_english(locale: Path) -> None:
    _plant(locale, "pt", _po('msgid "Sources"\nmsgstr "Fontes"\n\nmsgid "Year"\nmsgstr "Ano"\n'))
    _plant(locale, "pt_BR", _po('msgid "Sources"\nmsgstr "As fontes"\n'))
    brazil, portugal = language_of("pt-BR"), language_of("pt-PT")
    assert [brazil.gettext("Sources"), brazil.gettext("Year")] == ["As fontes", "Ano"]
    assert portugal.gettext("Sources") == "Fontes"
    assert brazil.gettext("Places") == language_of("nl").gettext("Places") == "Places"
    assert language_of("nl").month(3) == "maart"
    assert language_of("qaa").month(3) == "March"


def test_a_message_is_told_apart_by_its_context(locale: Path) -> None:
    _plant(locale, "qaa", _po('msgctxt "kind"\nmsgid "report"\nmsgstr "account"\n'))
    language = language_of("qaa")
    assert language.word(Message("report", "kind")) == "account"
    assert language.word(Message("report")) == language.word("report") == "report"
    assert language.word("100% of it") == "100% of it"
    assert language.word("") == ""


def test_numbers_and_names_follow_the_language() -> None:
    russian, german = language_of("ru"), language_of("de-CH")
    assert ENGLISH.number(1234567) == "1,234,567"
    assert german.number(1234567) == "1’234’567"
    assert russian.number(38.5598) == "38,5598"
    assert [russian.language_name(tag) for tag in ("en", "tg", "xx-nothing")] == [
        "английский", "таджикский", "xx-nothing",
    ]  # fmt: skip


@pytest.mark.parametrize("tag", ORDER)
def test_words_stand_in_the_order_and_under_the_letters_of_the_language(tag: str) -> None:
    language, cases = language_of(tag), ORDER[tag]
    words = sorted((case["words"] for case in cases), key=str.swapcase)
    words.sort(key=language.sort_key)
    assert words == [case["words"] for case in cases]
    assert [language.first_letter(word) for word in words] == [case["letter"] for case in cases]


@pytest.mark.parametrize("code", ALPHABETS)
def test_an_alphabet_is_sorted_as_it_stands(code: str) -> None:
    letters, language = ALPHABETS[code].split(), language_of(code)
    keys = [language.sort_key(letter) for letter in letters]
    assert all(first < second for first, second in pairwise(keys))
    assert [language.sort_key(language.first_letter(letter)) for letter in letters] == keys


@given(st.text(max_size=20), st.sampled_from(["en", *ALPHABETS]))
def test_any_text_has_a_place_and_case_does_not_move_it(words: str, code: str) -> None:
    language = language_of(code)
    assert language.sort_key(words) == language.sort_key(words)
    assert language.first_letter(words)
    if words.isascii() and code not in ("az", "tr"):
        assert language.sort_key(words.upper()) == language.sort_key(words.lower())


def test_an_index_has_the_letters_of_the_language_and_each_page_leads_to_its_own() -> None:
    terms = [
        Term.model_validate({"id": f"t{number}", "term": word, "short": "S"})
        for number, word in enumerate(("қалам", "кор", "ҷавоб", "чой", "ӣд"))
    ]
    groups = by_letter(terms, language_of("tg"))
    assert [(group.name, group.anchor) for group in groups] == [
        ("Ӣ", "ӣ"), ("К", "к"), ("Қ", "қ"), ("Ч", "ч"), ("Ҷ", "ҷ"),
    ]  # fmt: skip
    assert [group.name for group in by_letter(terms)] == ["И", "К", "Ч", "Қ", "Ҷ"]


def test_a_redirect_is_in_the_language_of_the_case() -> None:
    made = body("redirect.html", language=language_of("ar"), title="T", target="../t/index.html")
    assert '<html lang="ar" dir="rtl">' in made


@pytest.mark.parametrize("data", CASES, ids=lambda path: path.parent.name)
def test_no_word_of_the_interface_stands_outside_the_catalogue(locale: Path, data: Path) -> None:
    pseudo.plant(locale)
    found = {page: words for page, words in _said(_foreign(data)) if words}
    assert found == {}


@pytest.mark.site
def test_no_word_of_the_shell_stands_outside_the_catalogue(tmp_path: Path) -> None:
    """A site built by MkDocs: all around the page, and the page that says there is none."""
    root = copy_project(tmp_path / "case", CASES[1], docs=[CASES[1].parent / "docs"])
    pseudo.plant(root / "hooks" / "casebook" / "locale")
    about = root / "data" / "case.yml"
    about.write_text(
        about.read_text("utf-8").replace("language: en", f"language: {pseudo.TAG}"), "utf-8"
    )
    build_site(root, tmp_path / "site")
    shells = {name: _shell(tmp_path / "site" / name) for name in SHELLS}
    assert {name: words for name, words in shells.items() if words} == {}


def test_a_word_that_stands_in_a_template_is_found(locale: Path) -> None:
    pseudo.plant(locale)
    language = language_of(pseudo.TAG)
    words = (
        '<p title="{{ _("Sources") }}">{{ _("Sources: %(sources)s", sources="Жж") }} und 3</p>'
        '<i aria-label="Kind" data-of="some-id" data-words="{{ _("Menu") }} all">'
        '{{ _("Menu") }}</i>'
    )
    made = environment(language).from_string(words).render()
    assert list(pseudo.unmarked(made)) == [
        "⟦Sources: ⟧Жж und 3",
        "aria-label=Kind",
        "data-words=⟦Menu⟧ all",
    ]


def _foreign(data: Path) -> Case:
    """Return the case in the folder, its texts in another script, its interface marked."""
    case, problems = load(data)
    assert problems == []
    about = pseudo.foreign(case.about).model_copy(update={"language": pseudo.TAG})
    records = {key: pseudo.foreign(record) for key, record in case.records.items()}
    return Case(about, records, case.index, case.raw, case.about_raw)


def _said(case: Case) -> Iterator[tuple[str, list[str]]]:
    """Yield what each page says outside the marks, and the pages and files of the case."""
    texts, flaws = link(case)
    assert flaws == []
    site = pages.make(case, texts, "https://example.org/")
    for page in (site.home, *site.pages):
        # A record without a text of its own is described by its id.
        named = page.description.replace(page.key.id, "") if page.key else page.description
        head = [words for words in (page.title, named) if pseudo.leftover(words)]
        yield page.address, [*head, *pseudo.unmarked(page.body)]
    for file in site.files:
        strings = re.findall(r'"((?:[^"\\]|\\.)*)"', file.text)
        cards = [json.loads(f'"{string}"') for string in strings]
        yield file.path, [w for card in cards if "<" in card for w in pseudo.unmarked(card)]


def _shell(path: Path) -> list[str]:
    """Return what a built page says outside the marks, apart from its own text."""
    tree = html.document_fromstring(path.read_text("utf-8"))
    assert tree.attrib["lang"] == pseudo.TAG
    settings = json.loads(tree.xpath("string(//script[@id='__config'])"))
    said = [*settings["translations"].values(), tree.xpath("string(//title)")]
    for element in tree.xpath("//head" if path.name == "404.html" else "//head | //article"):
        element.getparent().remove(element)
    said += pseudo.unmarked(str(html.tostring(tree.xpath("//body")[0], encoding="unicode")))
    return [text for text in said if pseudo.leftover(OWN.sub("", text))]


def _texts(message: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def _plant(locale: Path, name: str, text: str) -> None:
    path = locale / name / "LC_MESSAGES" / "casebook.po"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def _po(messages: str) -> str:
    return f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{messages}'
