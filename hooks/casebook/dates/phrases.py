"""Tables of the messages in which dates are worded; a translator finds each in the catalogue.

Where a date stands inside a phrase that governs it ("from …", "about …", "between …") some
languages want another form than for a date alone. Such messages come twice, the second with the
context "in a phrase"; where a catalogue leaves the second out, the first serves.
"""

from __future__ import annotations

from typing import NamedTuple

from casebook.language import Message


class Form(NamedTuple):
    """A message for a date alone, and the one for a date inside a phrase."""

    alone: Message
    inside: Message | None = None


# By how many parts a date has, and how many of them, from the year on, are left out because a
# neighbour says them.
DATES = {
    # Translators: a day, such as 27 May 2015.
    (3, 0): Form(
        Message("%(day)s %(month)s %(year)s"),
        Message("%(day)s %(month)s %(year)s", "in a phrase"),
    ),
    # Translators: a day, such as 27 May, whose year is said by another date beside it.
    (3, 1): Form(Message("%(day)s %(month)s")),
    # Translators: a day, such as 27, whose month is said by another date beside it.
    (3, 2): Form(Message("%(day)s", "day")),
    # Translators: a month, such as May 2015; the name of the month is the one that stands alone.
    (2, 0): Form(
        Message("%(month)s %(year)s"),
        # Translators: a month after a word such as "from"; the month's name is as in "27 May".
        Message("%(month)s %(year)s", "in a phrase"),
    ),
    # Translators: a month, such as May, whose year is said by another date beside it.
    (2, 1): Form(Message("%(month)s", "month"), Message("%(month)s", "month in a phrase")),
    # Translators: a year, such as 2015.
    (1, 0): Form(Message("%(year)s", "year"), Message("%(year)s", "year in a phrase")),
}
# Translators: for example the 2010s.
DECADE = Form(Message("the %(decade)ss"), Message("the %(decade)ss", "in a phrase"))
CENTURY = Form(
    # Translators: %(ordinal)s is 20th; %(number)s, 20, and %(roman)s, XX, may be used instead.
    Message("the %(ordinal)s century"),
    Message("the %(ordinal)s century", "in a phrase"),
)
CENTURY_BC = Form(
    # Translators: %(ordinal)s is 2nd; %(number)s, 2, and %(roman)s, II, may be used instead.
    Message("the %(ordinal)s century BC"),
    Message("the %(ordinal)s century BC", "in a phrase"),
)
MILLENNIUM = Form(
    # Translators: %(ordinal)s is 2nd; %(number)s, 2, and %(roman)s, II, may be used instead.
    Message("the %(ordinal)s millennium"),
    Message("the %(ordinal)s millennium", "in a phrase"),
)
MILLENNIUM_BC = Form(
    # Translators: %(ordinal)s is 2nd; %(number)s, 2, and %(roman)s, II, may be used instead.
    Message("the %(ordinal)s millennium BC"),
    Message("the %(ordinal)s millennium BC", "in a phrase"),
)
UNKNOWN = Form(Message("an unknown year"), Message("an unknown year", "in a phrase"))
UNKNOWN_BC = Form(Message("an unknown year BC"), Message("an unknown year BC", "in a phrase"))

# CLDR's categories of ordinal numbers; a language translates those that it has.
ORDINALS = {
    "zero": Message("%(number)sth", "ordinal: zero"),
    "one": Message("%(number)sst", "ordinal: one"),
    "two": Message("%(number)snd", "ordinal: two"),
    "few": Message("%(number)srd", "ordinal: few"),
    "many": Message("%(number)sth", "ordinal: many"),
    "other": Message("%(number)sth", "ordinal: other"),
}

# By the last digit that EDTF gives a season: 21 to 24, and with a hemisphere 25 to 32.
SEASONS = (
    Form(Message("spring %(year)s"), Message("spring %(year)s", "in a phrase")),
    Form(Message("summer %(year)s"), Message("summer %(year)s", "in a phrase")),
    Form(Message("autumn %(year)s"), Message("autumn %(year)s", "in a phrase")),
    Form(Message("winter %(year)s"), Message("winter %(year)s", "in a phrase")),
)
# Translators: %(season)s is a season of a year, such as spring 2015.
NORTHERN = Message("%(season)s (northern hemisphere)")
# Translators: %(season)s is a season of a year, such as spring 2015.
SOUTHERN = Message("%(season)s (southern hemisphere)")
STRETCHES = {
    33: Message("the first quarter of %(year)s"),
    34: Message("the second quarter of %(year)s"),
    35: Message("the third quarter of %(year)s"),
    36: Message("the last quarter of %(year)s"),
    37: Message("the first third of %(year)s"),
    38: Message("the second third of %(year)s"),
    39: Message("the last third of %(year)s"),
    40: Message("the first half of %(year)s"),
    41: Message("the second half of %(year)s"),
}

# Every date of a range is meant: from one to another, from one on, up to one.
EVERY = {
    "day": (
        Message("every day from %(first)s to %(last)s"),
        Message("every day from %(first)s on"),
        Message("every day up to %(last)s"),
    ),
    "month": (
        Message("every month from %(first)s to %(last)s"),
        Message("every month from %(first)s on"),
        Message("every month up to %(last)s"),
    ),
    "season": (
        Message("every season from %(first)s to %(last)s"),
        Message("every season from %(first)s on"),
        Message("every season up to %(last)s"),
    ),
    "year": (
        Message("every year from %(first)s to %(last)s"),
        Message("every year from %(first)s on"),
        Message("every year up to %(last)s"),
    ),
    "decade": (
        Message("every decade from %(first)s to %(last)s"),
        Message("every decade from %(first)s on"),
        Message("every decade up to %(last)s"),
    ),
    "century": (
        Message("every century from %(first)s to %(last)s"),
        Message("every century from %(first)s on"),
        Message("every century up to %(last)s"),
    ),
    "millennium": (
        Message("every millennium from %(first)s to %(last)s"),
        Message("every millennium from %(first)s on"),
        Message("every millennium up to %(last)s"),
    ),
}
FINEST_FIRST = tuple(EVERY)

# The parts of a date of which alone something is doubtful.
PARTS = {
    "year": Message("year", "part of a date"),
    "season": Message("season", "part of a date"),
    "month": Message("month", "part of a date"),
    "day": Message("day", "part of a date"),
}
