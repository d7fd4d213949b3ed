"""All checks, in the order in which a reader would care."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from crawl import directions, evidence, links, markup, order, policy
from crawl.records import Data
from crawl.site import Site

Check = Callable[[Site, Data], Iterable[str]]

CHECKS: tuple[Check, ...] = (
    links.every_record_has_a_page,
    links.links_lead_somewhere,
    links.nothing_is_fetched,
    policy.pages_run_what_stands_in_them_alone,
    links.links_out_keep_quiet,
    links.records_are_in_reach,
    links.old_addresses_lead_on,
    markup.ids_are_unique,
    markup.headings_never_skip,
    markup.nothing_is_left_over,
    markup.names_say_their_language,
    evidence.records_show_their_sources,
    evidence.timeline_shows_sources,
    evidence.lists_show_sources,
    evidence.accounts_show_sources,
    evidence.profiles_show_sources,
    evidence.relations_show_sources,
    evidence.citations_lead_there_and_back,
    directions.references_show_where_they_stand,
    directions.references_show_from_the_other_side,
    directions.links_by_themselves_show_from_the_other_side,
    order.timeline_is_whole_and_in_order,
    order.years_hold_their_events,
    order.events_can_be_pointed_at,
    order.neighbours_follow_the_timeline,
    order.home_counts_right,
    order.search_finds_every_name,
)


def name_of(check: Check) -> str:
    """Return what a check shows, as the name of a test."""
    return getattr(check, "__name__", "check")


def listed(faults: Iterable[str], limit: int = 20) -> str:
    """Return the first faults, a line each, with the count of all; empty where there are none."""
    found = list(faults)
    shown = "\n".join(found[:limit])
    return f"{len(found)} faults:\n{shown}" if found else ""
