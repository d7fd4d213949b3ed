"""Pages: addresses, links, citations, references, metadata, and that none of it breaks."""

from __future__ import annotations

import gc
import json
import posixpath
import re
import shutil
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from casebook import Built, DataError, build
from casebook.exports import FOLDER
from casebook.pages import Page, Redirect, addresses, finish, home, redirect_html
from casebook.pages.records import RecordPages
from casebook.pages.references import reference
from casebook.pages.render import describe
from casebook.records import Key, Source

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "pages"
SITE = HERE / "sites" / "south-pole"
BASE = "https://example.org/case/"


_EVENTS = "//li[contains(@class, 'cb-event')]"


def _table(name: str) -> Any:
    return yaml.load((GOLDEN / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)


@cache
def _south_pole(drafts: bool) -> Built:
    return build(SITE / "data", SITE / "docs", drafts=drafts, base=BASE)


FILES = {
    "case.yml": "title: T\nstandfirst: S\nlanguage: en\nas_of: 2020-01-01\n",
    "sources.yml": (
        "- {id: one, type: book, title: One, issued: 1901}\n"
        "- {id: two, type: book, title: Two, issued: 1902}\n"
    ),
}


def _build(tmp_path: Path, files: Mapping[str, str]) -> Built:
    """Build the case in these files, beside a description and two sources."""
    for name, text in {**FILES, **files}.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return build(tmp_path / "data", None)


def _pages(built: Built) -> dict[str, Page]:
    return {page.address: page for page in (built.site.home, *built.site.pages)}


def _tree(body: str) -> html.HtmlElement:
    return html.fragment_fromstring(body, create_parent="main")


def _ids(body: str) -> list[str]:
    return [str(found) for found in _tree(body).xpath("//@id")]


def _hrefs(body: str) -> list[str]:
    return [str(found) for found in _tree(body).xpath("//a/@href")]


def _broken(built: Built) -> Iterator[str]:
    """Yield every link of a site that leads to no page, no anchor and no file of its own."""
    pages = {**_pages(built), (data := built.data_page()).address: data}
    anchors = {addresses.file_of(address): set(_ids(p.body)) for address, p in pages.items()}
    anchors |= {FOLDER + file.path: set() for made in built.exports for file in made.files}
    for address, page in pages.items():
        for href in _hrefs(page.body):
            if href.startswith(("https://", "http://", "mailto:")):
                continue
            path, _, fragment = href.partition("#")
            file = (
                posixpath.normpath(posixpath.join(address, path))
                if path
                else (addresses.file_of(address))
            )
            if file not in anchors or (fragment and fragment not in anchors[file]):
                yield f"{address or '/'}: {href}"


def _repeated(pages: Mapping[str, Page]) -> dict[str, list[str]]:
    counts = {address: Counter(_ids(page.body)) for address, page in pages.items()}
    found = {a: [name for name, n in count.items() if n > 1] for a, count in counts.items()}
    return {address: names for address, names in found.items() if names}


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("case", _table("addresses"), ids=lambda c: f"{c['start']}>{c['target']}")
def test_a_link_names_the_file_it_leads_to(case: dict[str, str]) -> None:
    assert addresses.href(case["target"], case["start"]) == case["href"]


def test_an_address_is_its_kind_and_its_id() -> None:
    assert addresses.of(Key("actors", "csto")) == "actors/csto/"
    assert addresses.file_of("actors/csto/") == "actors/csto/index.html"
    assert addresses.file_of(addresses.HOME) == "index.html"


@pytest.mark.parametrize("drafts", [False, True])
def test_every_record_has_one_page_and_every_kind_an_index(drafts: bool) -> None:
    built = _south_pole(drafts)
    expected = {f"{key.kind}/{key.id}/" for key in built.case.records}
    kinds = ("articles", "actors", "places", "questions", "glossary", "sources")
    expected |= {f"{kind}/" for kind in kinds} | {"timeline/", "network/"}
    found = [page.address for page in built.site.pages]
    assert sorted(found) == sorted(expected)
    assert ("events/raw-html/" in found) is drafts


@pytest.mark.parametrize("drafts", [False, True])
def test_every_link_of_a_site_leads_somewhere(drafts: bool) -> None:
    built = _south_pole(drafts)
    pages = _pages(built)
    assert list(_broken(built)) == []
    assert sum(len(_hrefs(page.body)) for page in pages.values()) > 1000


@pytest.mark.parametrize("drafts", [False, True])
def test_no_anchor_stands_twice_on_a_page(drafts: bool) -> None:
    assert _repeated(_pages(_south_pole(drafts))) == {}


def test_a_page_has_a_heading_a_title_and_a_description() -> None:
    for page in _pages(_south_pole(drafts=True)).values():
        headings = _tree(page.body).xpath("//h1")
        assert len(headings) == 1
        assert page.title == _words(headings[0]) or page.address == ""
        assert 0 < len(page.description) <= 160
        assert page.draft is (page.address == "events/raw-html/")


def test_a_draft_is_marked_wherever_it_is_listed() -> None:
    """On its own page, in the timeline, by its neighbours, its source, and what came out later."""
    listed = {
        *("events/raw-html/", "timeline/", "events/depots-laid/", "events/false-start/"),
        *("sources/amundsen-1912/", "articles/first-reports/"),
    }
    for address, page in _pages(_south_pole(drafts=True)).items():
        drafts = len(_tree(page.body).xpath("//*[contains(@class, 'cb-draft')]"))
        assert drafts == (1 if address in listed else 0), address


def test_raw_html_of_a_record_is_harmless_on_its_page() -> None:
    page = _pages(_south_pole(drafts=True))["events/raw-html/"]
    tree = _tree(page.body)
    assert tree.xpath("//script") == []
    assert not [href for href in _hrefs(page.body) if "javascript" in href]
    assert _words(tree.xpath("//h1")[0]) == 'A test: <b>bold</b> & "quoted"'
    assert page.title == 'A test: <b>bold</b> & "quoted"'


def test_a_page_names_the_file_of_its_record() -> None:
    pages = _pages(_south_pole(drafts=False))
    assert pages["events/two-bases/"].source == "data/events/1911.yml"
    assert pages["glossary/barrier/"].source == "data/glossary.yml"
    assert pages["timeline/"].source is None


def test_every_reference_shows_on_both_pages() -> None:
    built = _south_pole(drafts=False)
    linked = {address: _linked(address, page) for address, page in _pages(built).items()}
    for made in built.case.references:
        if made.source != made.target:
            source, target = addresses.of(made.source), addresses.of(made.target)
            assert target in linked[source], f"{made.source} does not show {made.target}"
            assert source in linked[target], f"{made.target} does not show {made.source}"
    for (key, _), passage in built.texts.passages.items():
        if key is None:
            continue
        targets = {m.target for m in passage.mentions}
        targets |= {Key("sources", c.source) for c in passage.citations}
        for other in targets - {key}:
            assert addresses.of(key) in linked[addresses.of(other)], f"{other} lacks {key}"


def _linked(address: str, page: Page) -> set[str]:
    hrefs = (href.partition("#")[0] for href in _hrefs(page.body))
    files = (posixpath.normpath(posixpath.join(address, href)) for href in hrefs if href)
    return {file.removesuffix("index.html") for file in files}


def test_every_statement_shows_a_source() -> None:
    for address, page in _pages(_south_pole(drafts=False)).items():
        tree = _tree(page.body)
        for path in ("//*[@class='cb-account']", "//ul[contains(@class,'cb-ties')]/li"):
            for element in tree.xpath(path):
                assert element.xpath(".//sup[@class='cb-cite']/a"), f"{address}: {_words(element)}"
        if address.startswith(("events/", "actors/")) and address != "actors/":
            assert tree.xpath("//p[contains(@class, 'cb-sources')]//sup/a")


def test_citations_are_numbered_in_order_of_reading_and_lead_there_and_back() -> None:
    cited = 0
    for page in _pages(_south_pole(drafts=False)).values():
        tree = _tree(page.body)
        numbers = [
            int(a.text_content().split(",")[0]) for a in tree.xpath("//sup[@class='cb-cite']/a")
        ]
        assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
        entries = tree.xpath("//section[contains(@class, 'cb-references')]/ol/li")
        assert [entry.get("id") for entry in entries] == [
            f"ref-{number}" for number in range(1, len(entries) + 1)
        ]
        assert len(entries) == len(set(numbers))
        for link in tree.xpath("//sup[@class='cb-cite']/a"):
            number = link.text_content().split(",")[0]
            assert link.get("href") == f"#ref-{number}"
            entry = entries[int(number) - 1]
            assert f"#{link.get('id')}" in entry.xpath(".//a[@class='cb-back']/@href")
            cited += 1
        backs = [back for entry in entries for back in entry.xpath(".//a[@class='cb-back']")]
        assert len(backs) == len(numbers)
        assert all(back.get("aria-label") for back in backs)
    assert cited > 100


def test_the_place_in_a_source_stands_beside_its_number() -> None:
    page = _pages(_south_pole(drafts=False))["events/norwegians-at-the-pole/"]
    links = [a.text_content() for a in _tree(page.body).xpath("//sup[@class='cb-cite']/a")]
    assert links[0] == "1, ch. XII"


def test_a_page_does_not_link_to_itself() -> None:
    for address, page in _pages(_south_pole(drafts=False)).items():
        assert "index.html" not in _hrefs(page.body), address


def test_accounts_stand_in_the_order_in_which_they_were_given() -> None:
    # The record has them the other way round.
    page = _pages(_south_pole(drafts=False))["events/oates-walks-out/"]
    accounts = [_words(a) for a in _tree(page.body).xpath("//*[@class='cb-account']")]
    begin = ["The report brought by the ship", "Scott's journal"]
    assert [account[: len(words)] for account, words in zip(accounts, begin, strict=True)] == begin
    given = ["February 1913", "1913"]
    assert all(words in account for account, words in zip(accounts, given, strict=True))


def test_an_interest_is_shown_where_it_is_the_only_source() -> None:
    page = _pages(_south_pole(drafts=False))["events/false-start/"]
    sources = _tree(page.body).xpath("//p[contains(@class, 'cb-sources')]")[0]
    assert "the leader of the Norwegian expedition" in _words(sources)
    page = _pages(_south_pole(drafts=False))["events/two-bases/"]
    sources = _tree(page.body).xpath("//p[contains(@class, 'cb-sources')]")[0]
    assert "the leader of the Norwegian expedition" not in _words(sources)


def test_every_event_has_a_permanent_place_on_the_timeline() -> None:
    built = _south_pole(drafts=False)
    tree = _tree(_pages(built)["timeline/"].body)
    anchors = [str(li.get("id")) for li in tree.xpath(_EVENTS)]
    assert anchors == [f"event-{name}" for name in built.case.events]
    headings = [_words(h) for h in tree.xpath("//h2[contains(@class, 'cb-year')]")]
    assert headings == ["1911", "1912", "1913"]
    assert [a.get("href") for a in tree.xpath("//nav[contains(@class, 'cb-jump')]/a")] == [
        f"#{h.get('id')}" for h in tree.xpath("//h2[contains(@class, 'cb-year')]")
    ]


def test_a_date_is_machine_readable_where_html_allows_it() -> None:
    tree = _tree(_pages(_south_pole(drafts=False))["timeline/"].body)
    when = {
        str(li.get("id"))[6:]: li.xpath(".//*[@class='cb-when']")[0] for li in tree.xpath(_EVENTS)
    }
    assert when["norwegians-at-the-pole"].xpath("./time/@datetime") == ["1911-12-14"]
    assert when["two-bases"].xpath("./time/@datetime") == ["1911-01"]
    for name in ("oates-walks-out", "polheim-left", "depots-laid", "last-camp"):
        assert when[name].xpath("./time") == []
    assert [a.get("href") for a in when["last-camp"].xpath("./a")] == [
        "../events/oates-walks-out/index.html",
        "../events/last-entry/index.html",
    ]


def test_status_is_a_word_and_a_shape_beside_its_colour() -> None:
    for page in _pages(_south_pole(drafts=False)).values():
        for mark in _tree(page.body).xpath("//*[contains(concat(@class, ' '), 'cb-status ')]"):
            word = _words(mark)
            assert f"cb-{word}" in str(mark.get("class"))
            assert mark.xpath("./svg[@aria-hidden='true']")


def test_an_article_says_what_was_learned_later() -> None:
    tree = _tree(_pages(_south_pole(drafts=False))["articles/first-reports/"].body)
    later = tree.xpath("//section[contains(@class, 'cb-later')]//li")
    linked = {str(li.xpath("./a/@href")[0]) for li in later}
    assert "../../events/tent-found/index.html" in linked
    assert "../../questions/first-at-the-pole/index.html" in linked
    assert "../../events/fram-at-hobart/index.html" not in linked


def test_what_is_learned_in_a_year_of_many_digits_is_said_by_the_year(tmp_path: Path) -> None:
    files = {
        "events.yml": "- {id: e, title: E, summary: S, status: claimed, sources: [f], date: 1911}",
        "sources.yml": "- {id: f, type: book, title: F, issued: Y12345}",
        "articles.yml": "- {id: a, title: A, kind: report, published: 1912, body: '[[events/e]]'}",
    }
    body = _pages(_build(tmp_path, files))["articles/a/"].body
    (later,) = _tree(body).xpath("//section[contains(@class, 'cb-later')]//li")
    assert "12,345" in _words(later)


def test_a_former_address_leads_on() -> None:
    built = _south_pole(drafts=False)
    assert [(r.address, r.target) for r in built.site.redirects] == [
        ("events/scott-at-the-pole/", "events/british-at-the-pole/"),
        ("events/british-arrival/", "events/british-at-the-pole/"),
    ]
    text = redirect_html(Redirect("a/b/", "a/c/", 'A "B" <C>'), "../c/index.html", "en")
    tree = html.document_fromstring(text)
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../c/index.html"]
    assert tree.xpath("//a/@href") == ["../c/index.html"]
    assert _words(tree.xpath("//h1")[0]) == 'A "B" <C>'
    assert tree.xpath("//script") == []


def test_the_home_page_shows_what_matters() -> None:
    built = _south_pole(drafts=False)
    page = built.site.home
    linked = _linked("", page)
    for key in [f"events/{e.id}/" for e in built.case.events.values() if e.key]:
        assert key in linked
    assert {"articles/two-roads/", "actors/roald-amundsen/", "questions/day-of-oates/"} <= linked
    assert {"timeline/", "actors/", "network/", "places/", "glossary/", "sources/"} <= linked
    assert "questions/first-at-the-pole/" not in linked
    assert "30 June 2025" in page.body


def test_a_hand_written_introduction_takes_the_place_of_the_standfirst() -> None:
    built = _south_pole(drafts=False)
    words = '<h1>Hello</h1><p><a href="cb:places/framheim">A</a><sup class="cb-cite">'
    words += '<a href="cite:scott-1913">scott-1913</a></sup></p>'
    page = home(built.case, built.texts, words)
    tree = _tree(page.body)
    assert [_words(h) for h in tree.xpath("//h1")] == ["Hello"]
    assert "places/framheim/index.html" in _hrefs(page.body)
    assert tree.xpath("//li[@id='ref-1']")


def test_a_hand_written_page_gets_its_links_and_references() -> None:
    built = _south_pole(drafts=False)
    words = '<p><a href="cb:places/framheim">A</a><sup class="cb-cite">'
    words += '<a href="cite:scott-1913" title="p. 4">scott-1913</a></sup></p>'
    body = finish(built.case, built.texts, words, "about/")
    assert "../places/framheim/index.html" in _hrefs(body)
    assert [_words(a) for a in _tree(body).xpath("//sup[@class='cb-cite']/a")] == ["1, p. 4"]
    assert _tree(body).xpath("//li[@id='ref-1']//a[@class='cb-back']/@href") == ["#cite-1-1"]
    assert "cb:" not in body
    assert "cite:" not in body


TYPES = {
    "articles/first-reports/": "NewsArticle",
    "articles/two-roads/": "Article",
    "events/two-bases/": "Event",
    "actors/roald-amundsen/": "Person",
    "actors/british-expedition/": "Organization",
    "places/framheim/": "Place",
    "glossary/depot/": "DefinedTerm",
    "sources/scott-1913/": "Book",
}


@pytest.mark.parametrize(("address", "kind"), TYPES.items())
def test_each_kind_describes_itself_in_the_words_of_schema_org(address: str, kind: str) -> None:
    page = _pages(_south_pole(drafts=False))[address]
    data = json.loads(json.dumps(page.json_ld))
    assert (data["@context"], data["@type"]) == ("https://schema.org", kind)
    assert data["url"] == BASE + address
    assert data["description"] == page.description
    assert data.get("name", data.get("headline")) == page.title


def test_every_page_describes_itself() -> None:
    for page in _pages(_south_pole(drafts=True)).values():
        data = json.loads(json.dumps(page.json_ld))
        assert data["@type"]
        assert None not in data.values()
        assert "" not in data.values()


@pytest.mark.parametrize(("date", "told"), _table("event_dates").items())
def test_metadata_dates_say_no_more_than_the_record(
    tmp_path: Path, date: str, told: dict[str, str]
) -> None:
    event = f'- {{id: e, title: E, summary: S, status: claimed, sources: [one], date: "{date}"}}\n'
    data = _pages(_build(tmp_path, {"events.yml": event}))["events/e/"].json_ld
    assert {name: data[name] for name in ("startDate", "endDate") if name in data} == told


def test_an_imprecise_point_is_told_to_nobody_as_exact() -> None:
    pages = _pages(_south_pole(drafts=False))
    assert pages["places/south-pole/"].json_ld["geo"]["latitude"] == -90
    assert "geo" not in pages["places/framheim/"].json_ld


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in _table("references").items()]
)
def test_a_reference_reads_well(case: dict[str, Any]) -> None:
    made = reference(Source.model_validate({"id": "s", **case["source"]}))
    assert _words(_tree(str(made))) == case["words"]


def test_a_kept_copy_stands_beside_each_link_to_a_source(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "data" / "sources.yml"
    text = file.read_text("utf-8")
    for address in set(re.findall(r"URL: (\S+)", text)):
        text = text.replace(f"URL: {address}\n", f"URL: {address}\n  archived: {address}/kept\n")
    file.write_text(text, "utf-8")
    built = build(tmp_path / "data", tmp_path / "docs")
    sources = {source.url: source for source in built.case.sources.values() if source.url}
    shown = 0
    for page in built.site.pages:
        addresses = [str(link) for link in _tree(page.body).xpath("//a/@href")]
        for place, address in enumerate(addresses):
            if address in sources:
                shown += 1
                assert addresses[place + 1] == sources[address].archived, page.address
    assert shown > 2 * len(sources)
    name = next(iter(sources.values())).id
    page = next(page for page in built.site.pages if page.address == f"sources/{name}/")
    assert page.json_ld["archivedAt"] == f"{page.json_ld['sameAs']}/kept"


def test_a_reference_leads_to_the_source_and_says_its_language() -> None:
    fields = {"id": "s", "type": "webpage", "title": 'A <b> & "c"', "issued": "2015"}
    links = {"URL": "https://example.org/?a=1&b=2", "archived": "https://example.org/kept"}
    made = str(reference(Source.model_validate({**fields, **links, "language": "ru"})))
    tree = _tree(made)
    assert tree.xpath("//a/@href") == [links["URL"], links["archived"]]
    assert all("noreferrer" in str(a.get("rel")) for a in tree.xpath("//a"))
    assert tree.xpath("//*[@lang='ru']")[0].text_content() == '“A <b> & "c"”'


@pytest.mark.parametrize("length", [10, 159, 160, 161, 400])
def test_a_description_is_cut_at_a_word(length: int) -> None:
    text = ("word " * 100)[:length].strip()
    found = describe(text)
    assert len(found) <= 160
    assert found == text or (found.endswith("word…") and len(found) > 150)


def test_a_description_without_blanks_is_cut_as_well() -> None:
    assert len(describe("х" * 500)) <= 160


def test_a_case_of_nothing_but_its_description_has_its_pages(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "case.yml").write_text(FILES["case.yml"], "utf-8")
    built = build(tmp_path / "data", None)
    pages = _pages(built)
    assert set(pages) == {"", "timeline/", "network/"} | {
        f"{kind}/" for kind in ("articles", "actors", "places", "questions", "glossary", "sources")
    }
    assert list(_broken(built)) == []


EVENT = "- {id: e, date: 1900, title: E, summary: S, status: claimed, sources: [one]}\n"
ARTICLE = "- id: a\n  title: A\n  kind: report\n  published: 1900\n  body: |\n    "


@pytest.mark.parametrize(
    "text",
    [
        '<a href="cb:actors/none">f</a>',
        '<a title="t" href="cb:actors/none">f</a>',
        '<a href="cb:none">f</a>',
        '<a href="cb:events/e">f</a>',
        '<a href="cb:events/e/../../x">f</a>',
        '<a href="cite:none">f</a>',
        '<a href="cite:one">f</a>',
        '<sup class="cb-cite"><a href="cite:none">f</a></sup>',
        '<sup class="cb-cite"><a title="t" href="cite:one">f</a> and text</sup>',
        '<sup class="cb-cite">no link</sup>',
        '<a class="cb-auto" href="cb:events/none">f</a>',
    ],
)
def test_a_forged_mark_leads_nowhere_it_should_not(tmp_path: Path, text: str) -> None:
    built = _build(tmp_path, {"articles.yml": ARTICLE + text, "events.yml": EVENT})
    pages = _pages(built)
    body = pages["articles/a/"].body
    assert not re.search(r'href="(?:cb|cite):', body)
    assert list(_broken(built)) == []


@pytest.mark.parametrize("address", ["cb:actors/none", "cb:none", "cb:events/e", "cite:none"])
def test_a_forged_address_of_markdown_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(DataError) as caught:
        _build(tmp_path, {"articles.yml": f"{ARTICLE}[f]({address})", "events.yml": EVENT})
    assert [str(problem.where) for problem in caught.value.problems] == ["data/articles.yml:6:9"]


def test_ids_and_headings_of_records_never_meet_those_of_the_page(tmp_path: Path) -> None:
    names = ["references", "mentions", "accounts", "ref-1", "cite-1-1", "y1900", "undated", "start"]
    events = "".join(EVENT.replace("id: e", f"id: {name}") for name in names)
    sources = "".join(
        f"- {{id: {name}, type: book, title: S, issued: 1900}}\n" for name in ["y1900", "one"]
    )
    headings = ["Facts", "Roles", "Relations", "Names", "References", "Corrections", "Mentions"]
    actor = (
        "id: a\nname: A\nkind: person\nsummary: S [@one]\nalso_known_as: [B]\nsources: [one]\n"
        "facts: [{label: L, value: V, status: claimed, sources: [one]}]\n"
        "roles: [{title: L, sources: [one]}]\n"
        "corrections: [{date: 2015-01-01, text: T}]\n"
        "body: |\n" + "".join(f"  ## {heading}\n\n  Text.\n\n" for heading in headings)
    )
    term = (
        "- id: t\n  term: T\n  short: S\n  definition: |\n    ## References\n\n    ## References\n"
    )
    files = {
        "events.yml": events,
        "sources.yml": sources,
        "actors.yml": actor,
        "glossary.yml": term,
    }
    built = _build(tmp_path, files)
    pages = _pages(built)
    assert _repeated(pages) == {}
    assert list(_broken(built)) == []
    outline = pages["actors/a/"].outline
    assert [heading.words for heading in outline] == headings
    assert {heading.anchor for heading in outline} <= set(_ids(pages["actors/a/"].body))


def test_the_interest_of_a_source_may_cite_another(tmp_path: Path) -> None:
    sources = (
        "- {id: one, type: book, title: One, issued: 1901,"
        ' interest: "says [@two]", note: "N [@two]"}\n'
        "- {id: two, type: book, title: Two, issued: 1902}\n"
    )
    built = _build(tmp_path, {"sources.yml": sources, "events.yml": EVENT})
    pages = _pages(built)
    assert list(_broken(built)) == []
    assert _repeated(pages) == {}


def test_a_question_that_cites_a_source_keeps_its_words(tmp_path: Path) -> None:
    question = (
        "- id: q\n  question: Who was *first* [@one]?\n  status: open\n  answer: A\n"
        "  accounts: [{says: A, sources: [one]}, {says: B, sources: [two]}]\n"
    )
    built = _build(tmp_path, {"questions.yml": question, "events.yml": EVENT})
    page = _pages(built)["questions/q/"]
    assert page.title == "Who was first?"
    assert _words(_tree(page.body).xpath("//h1")[0]).startswith("Who was first")
    assert "one?" not in _pages(built)["questions/"].body


def test_names_in_other_scripts_carry_their_language_and_direction(tmp_path: Path) -> None:
    actor = (
        "- {id: a, name: A, kind: person, summary: S, sources: [one], names: [{lang: ar, name: ب}, "
        "{lang: tg, name: Ҳ}, {lang: az, script: Arab, name: آ}]}\n"
    )
    term = "- {id: t, term: T, short: S, lang: fa, original: پ}\n"
    files = {"actors.yml": actor, "glossary.yml": term, "events.yml": EVENT}
    pages = _pages(_build(tmp_path, files))
    names = {
        bdi.text_content(): (bdi.get("lang"), bdi.get("dir"))
        for address in ("actors/a/", "glossary/t/")
        for bdi in _tree(pages[address].body).xpath("//bdi[@lang]")
    }
    assert names == {
        "ب": ("ar", "rtl"),
        "Ҳ": ("tg", "ltr"),
        "آ": ("az-Arab", "rtl"),
        "پ": ("fa", "rtl"),
    }


def test_a_page_is_the_same_whatever_was_made_before_it() -> None:
    built = _south_pole(True)
    made = {page.key: page for page in built.site.pages if page.key}
    shared = RecordPages(built.case, built.texts, BASE)
    for key in reversed(made):
        assert shared.page(key) == made[key]
        assert RecordPages(built.case, built.texts, BASE).page(key) == made[key]


def test_a_link_to_a_record_is_that_to_its_address() -> None:
    starts = ("", "events/", "events/a/", "events/a/b/", "actors/a/", "x.html", "../x/", "eventsx/")
    for start in starts:
        for key in (Key("events", "a"), Key("actors", "b")):
            found = addresses.to_record(key, start)
            assert found == addresses.href(addresses.of(key), start), (start, key)


def test_pages_of_a_kind_share_their_links_to_all_but_themselves() -> None:
    own = Key("events", "own")
    for key in (Key("events", "a"), Key("events", "own-too"), Key("actors", "own")):
        shared = addresses.to_record(key, addresses.beside(own))
        assert shared == addresses.to_record(key, addresses.of(own))


def test_a_link_to_a_file_is_the_shortest_way_to_it() -> None:
    paths = ("a.css", "data/a.ris", "events/index.html", "events/a/index.html", "events/a.json",
             "events/a/b/c.html", "a/a/a", ".well-known/a", "data//a", "../a", "a/./b")  # fmt: skip
    starts = ("", "events/", "events/a/", "events/ab/", "a/a/b/", "../x/", "./a/", "x.html")
    for path in paths:
        for start in starts:
            expected = posixpath.relpath(path, start or ".")
            assert addresses.relative(path, start) == expected, (path, start)


@pytest.mark.parametrize("kind", ["actors", "events", "glossary"])
def test_a_page_of_a_record_leaves_nothing_to_the_collector(kind: str) -> None:
    built = _south_pole(False)
    pages = RecordPages(built.case, built.texts, BASE)
    keys = [key for key in built.case.records if key.kind == kind]
    for key in keys:  # what is made once for all pages
        pages.page(key)
    gc.collect()
    for key in keys:
        pages.page(key)
    assert gc.collect() == 0


def test_nothing_is_kept_of_a_case_when_it_is_no_longer_needed(tmp_path: Path) -> None:
    built = _build(tmp_path, {})
    case = weakref.ref(built.case)
    del built
    gc.collect()
    assert case() is None
