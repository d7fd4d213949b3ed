"""Slides -> events, and one source that stands for the timeline they come from.

What an import cannot know it does not invent: an event is a draft, `claimed`, and rests on the
timeline itself, until an editor finds what it rests on in truth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from casebook.editing.importing import dates
from casebook.editing.importing.drafts import Draft, settle
from casebook.editing.importing.escaping import is_line, line
from casebook.editing.importing.fields import Fields
from casebook.editing.importing.markup import Converted, to_markdown, to_words
from casebook.editing.importing.report import quoted
from casebook.editing.importing.slides import Timeline
from casebook.editing.importing.slugs import slug
from casebook.editing.importing.standing import Standing

_PICTURES = "Casebook shows no pictures, films or maps of others"
_REASONS = {
    "media": _PICTURES,
    "background": "Pages have no backgrounds",
    "autolink": "Whether bare addresses are links is settled by the import",
    "scale": "Casebook finds the scale of its drawings itself",
    "start_date": "A date is kept as far as EDTF can say it",
    "end_date": "A date is kept as far as EDTF can say it",
}
_WORDED = ("display_date", "start_date.display_date", "end_date.display_date")
_PICTURE_FILES = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|tiff?)(?:[?#]|$)", re.IGNORECASE)
_FILMS = re.compile(r"//(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com)/|\.mp4")


@dataclass(frozen=True, slots=True)
class Origin:
    """The source that events come from: a new one with these fields, or `id` that is there."""

    title: str = ""
    issued: str = ""
    url: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How events are to be: their status, whether drafts, whether media count as sources."""

    status: str = "claimed"
    draft: bool = True
    media: bool = False


@dataclass
class Imported:
    """The records that an import makes, and lines for the eras of `case.yml`."""

    drafts: list[Draft] = field(default_factory=list)
    eras: list[str] = field(default_factory=list)


def title_of(timeline: Timeline) -> str:
    """Return the headline of the title slide, or an empty text."""
    return to_words(timeline.title.get("text.headline")).text if timeline.title else ""


def import_timeline(
    timeline: Timeline, origin: Origin, wishes: Wishes, standing: Standing
) -> Imported:
    """Return the records for a timeline; the reports of its slides tell what became of the rest."""
    made = Imported()
    source = None if origin.id else _source(timeline, origin, wishes, standing)
    if source is not None:
        made.drafts.append(source)
    remarks = [*_beside(timeline, source), *_eras(timeline, made.eras)]
    cited = origin.id or (source.id if source else "")
    events = [
        draft for slide in timeline.events for draft in _event(slide, cited, wishes, standing)
    ]
    if not events:
        return Imported()
    made.drafts += events
    made.drafts[0].remarks += remarks
    return made


def _source(timeline: Timeline, origin: Origin, wishes: Wishes, standing: Standing) -> Draft:
    title = timeline.title
    draft = Draft("sources", title.where if title else timeline.where)
    draft.put("id", standing.ids.give(slug(origin.title), "timeline"))
    draft.put("draft", wishes.draft)
    draft.put("type", "dataset")
    draft.put("title", origin.title)
    draft.put("issued", origin.issued)
    draft.put("URL", origin.url)
    if title is not None:
        if title_of(timeline) == origin.title:
            _tell(title, "text.headline", to_words(title.take("text.headline")))
        note = to_markdown(title.get("text.text"))
        if is_line(note.text):
            title.take("text.text")
            draft.put("note", note.text, "text.text")
            _tell(title, "text.text", note)
    draft.arrange()
    return draft


def _beside(timeline: Timeline, source: Draft | None) -> list[str]:
    """Return what stands beside the slides, and what is left of the title, as remarks."""
    found: list[str] = []
    if timeline.title is not None:
        became = f"the source {source.id}" if source else "nothing, since a source is named"
        timeline.title.changed("type", f"the title slide became {became}")
        timeline.title.take("type")
        found += timeline.title.remarks(_REASONS)
    if timeline.rest is not None:
        found += timeline.rest.remarks(_REASONS)
    return found


def _eras(timeline: Timeline, lines: list[str]) -> list[str]:
    """Gather the lines of YAML for the eras; return them and what else their slides hold."""
    remarks: list[str] = []
    for era in timeline.eras:
        start, end = dates.from_fields(era, "start_date"), dates.from_fields(era, "end_date")
        date = _spanned(era, start, end) if start and end else ""
        name = to_words(era.get("text.headline"))
        if not name.text or "/" not in date:
            era.refuse("an era needs a headline, and a date on which it begins and ends")
            continue
        era.take("text.headline")
        _tell(era, "text.headline", name)
        lines.append(f"- {{name: {quoted(name.text, None)}, date: {date}}}")
        hint = f"Add it there, under eras: {lines[-1]}"
        era.report.left(era.place("type"), f"{era.subject} belongs into case.yml", hint)
        remarks += [f"era: {lines[-1]}", *era.remarks(_REASONS)]
    return remarks


def _event(slide: Fields, cited: str, wishes: Wishes, standing: Standing) -> list[Draft]:
    date = _date(slide)
    title, summary = _texts(slide)
    if not date or not title:
        what = "it has no date that can be read" if not date else "it has no headline and no text"
        slide.refuse(what, "Give it a year" if not date else "Give it a headline")
        return []
    draft = Draft("events", slide.where)
    draft.put("id", _id(slide, title, date, standing))
    draft.put("draft", wishes.draft)
    draft.put("title", title)
    draft.put("date", date)
    draft.put("summary", summary)
    draft.put("status", wishes.status)
    group = to_words(slide.take("group"))
    _tell(slide, "group", group)
    draft.put("tags", [group.text] if group.text else [], "group")
    draft.put("sources", [cited])
    if not settle(draft, slide):
        return []
    media = _media(slide, standing) if wishes.media else None
    if media is not None:
        draft.put("sources", list(dict.fromkeys([cited, media.id])))
    draft.remarks += slide.remarks(_REASONS)
    if media is None or "type" not in media.values:
        return [draft]
    media.put("draft", wishes.draft)
    media.arrange()
    return [draft, media]


def _date(slide: Fields) -> str:
    start, end = dates.from_fields(slide, "start_date"), dates.from_fields(slide, "end_date")
    date = _spanned(slide, start, end) if start and end else start
    for name in _WORDED:
        hint = f"Casebook words {date} itself. Where the words say less, write {date}~ or {date}?"
        slide.leave(name, hint)
    return date


def _spanned(slide: Fields, start: str, end: str) -> str:
    first, last = start.partition("T")[0], end.partition("T")[0]
    clocks = [("start_date", start != first), ("end_date", end != last)]
    if first != last and dates.interval(first, last) is None:
        for part in ("year", "month", "day", "time", "hour", "minute", "second"):
            slide.leave(f"end_date.{part}", f"it would end, on {last}, before it begins")
        return start
    if first == last and end == last:
        return start
    for prefix in (prefix for prefix, timed in clocks if timed):
        for part in ("time", "hour", "minute", "second"):
            slide.leave(f"{prefix}.{part}", "a span of time has days, and no times of day")
    return first if first == last else f"{first}/{last}"


def _texts(slide: Fields) -> tuple[str, str]:
    """Return a title and a summary; where one is missing, the other stands in for it."""
    headline = to_words(slide.get("text.headline"))
    text = to_markdown(slide.get("text.text"), link=slide.get("autolink") != "false")
    words = to_words(slide.get("text.text")).text or to_words(slide.get("media.caption")).text
    if headline.text:
        slide.take("text.headline")
        _tell(slide, "text.headline", headline)
    elif words:
        slide.changed("text.text", "there is no headline, so the title was made from these words")
    if text.text:
        slide.take("text.text")
        _tell(slide, "text.text", text)
    elif headline.text:
        slide.changed("text.headline", "there is no text, so the summary repeats the headline")
    title = headline.text or _shortened(words)
    return title, text.text or line(headline.text or words)


def _shortened(words: str, most: int = 80) -> str:
    if len(words) <= most:
        return words
    return f"{words[:most].rsplit(' ', 1)[0]} …"


def _id(slide: Fields, title: str, date: str, standing: Standing) -> str:
    own = slug(slide.get("unique_id"))
    wanted = own or slug(title)
    given = standing.ids.give(wanted, slug(f"event-{date}"))
    if own:
        slide.take("unique_id")
    if given != (slide.get("unique_id") if own else wanted):
        what = f"the id became {given}"
        slide.changed("unique_id" if own else "text.headline", what)
    return given


def _media(slide: Fields, standing: Standing) -> Draft | None:
    """Return the source for what a slide shows; one without a type stands in the case already."""
    address = slide.get("media.url")
    if not re.fullmatch(r"https?://[^\s<>\"]+", address):
        return None
    draft = Draft("sources", slide.where)
    if known := standing.known(address):
        slide.changed("media.url", f"the source {known} has this address already")
        slide.take("media.url")
        draft.put("id", known)
        return draft
    title = to_words(slide.get("media.caption")).text or address
    wanted = slug(re.sub(r"^https?://(?:www\.)?", "", title))
    draft.put("id", standing.ids.give(wanted, "media"))
    draft.put("type", _type(address), "media.url")
    draft.put("title", title, "media.caption")
    credit = to_words(slide.get("media.credit")).text
    draft.put("author", [{"literal": credit}] if credit else [], "media.credit")
    draft.put("issued", "XXXX")
    draft.put("URL", address, "media.url")
    if not settle(draft, Fields(slide.subject, slide.where, (), slide.report)):
        return None
    for name in ("media.url", "media.caption", "media.credit"):
        _tell(slide, name, to_words(slide.take(name)))
    slide.changed("media.url", f"it became the source {draft.id}, issued XXXX", "Find its date")
    standing.remember(address, draft.id)
    return draft


def _type(address: str) -> str:
    if _PICTURE_FILES.search(address):
        return "graphic"
    return "motion_picture" if _FILMS.search(address) else "webpage"


def _tell(fields: Fields, name: str, converted: Converted) -> None:
    """Report what of its markup a text does not hold."""
    for lost in converted.lost:
        fields.changed(name, f"{lost} was taken off")
