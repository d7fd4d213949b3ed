"""`python -m casebook links`: whether what the case links to is still there."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from casebook.build import check as check_case
from casebook.links import (
    AGENT,
    Cache,
    Keeping,
    Link,
    Manners,
    Outcome,
    collect,
    host_of,
    judged,
    to_archive,
)
from casebook.links.answers import FAILED
from casebook.links.cache import FILE
from casebook.problems import DataError, Problem
from casebook.terminal.check import absolute, named, pages_folder, print_problems
from casebook.terminal.options import form_option

_INTERRUPTED = 130  # as a shell calls what was ended by Ctrl-C


@dataclass(frozen=True)
class _Wishes:
    """What is to be asked for, and how."""

    skip: tuple[str, ...]
    max_age: float
    only_failed: bool
    offline: bool

    def due(self, links: Iterable[Link], cache: Cache, now: datetime) -> list[str]:
        """Return the addresses to ask for."""
        found = dict.fromkeys(link.asked for link in links if not self._skips(link.host))
        return [] if self.offline else [one for one in found if self._is_due(one, cache, now)]

    def _is_due(self, address: str, cache: Cache, now: datetime) -> bool:
        known = cache.get(address)
        if self.only_failed:
            return known is not None and known.answer.outcome in FAILED
        return known is None or now - known.at >= timedelta(days=self.max_age)

    def _skips(self, host: str) -> bool:
        return any(host == one or host.endswith(f".{one}") for one in self.skip)


@click.command()
@click.option("--yes", is_flag=True, help="Ask the hosts without asking you first.")
@click.option("--offline", is_flag=True, help="Ask nobody; report what was answered before.")
@click.option("--only-failed", is_flag=True, help="Ask again only for what failed the last time.")
@click.option(
    "--max-age",
    type=click.FloatRange(min=0),
    default=30,
    show_default=True,
    help="Days for which an answer holds; 0 asks for everything anew.",
)
@click.option("--skip", multiple=True, metavar="HOST", help="Never ask this host, nor those below.")
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    default=3,
    show_default=True,
    help="Seconds between two requests to one host.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=20,
    show_default=True,
    help="Seconds for an answer, however slowly it comes.",
)
@click.option("--user-agent", help="What hosts are told of who asks.")
@click.option(
    "--export",
    type=click.Choice(["missing", "all"]),
    is_flag=False,
    flag_value="missing",
    help="Ask nobody; print the addresses that have no kept copy (or all) for a web archive.",
)
@form_option
@click.option("--drafts/--no-drafts", default=False, help="Take unfinished records as well.")
@click.option("--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True)
@click.option("--docs", type=click.Path(path_type=Path), default=Path("docs"), show_default=True)
def links(
    yes: bool,
    offline: bool,
    only_failed: bool,
    max_age: float,
    skip: tuple[str, ...],
    delay: float,
    timeout: float,
    user_agent: str | None,
    export: str | None,
    form: str,
    drafts: bool,
    data: Path,
    docs: Path,
) -> None:
    """Ask whether the sources, and whatever else the case links to, are still there.

    This tells other computers that somebody looks at these pages. It says first whom it would ask,
    and goes on only when told to. Ctrl-C ends it; the next run goes on from there. Nothing is
    written but what was answered, below .cache/.

    The exit code is 0 where no page is lost, 1 where one is of which no copy is kept, 2 where the
    command is wrong or the network fails, 130 after Ctrl-C.
    """
    roots = (data, pages_folder(docs))
    found, own = _collected(*map(absolute, roots), drafts=drafts)
    if export:
        for address in to_archive(found, every=export == "all"):
            click.echo(address)
        return
    cache = Cache(absolute(data).parent / FILE)
    wishes = _Wishes(_hosts(skip), max_age, only_failed, offline)
    manners = Manners(
        user_agent or f"{AGENT} (looks whether links still work; {own})", delay, timeout
    )
    due = wishes.due(found, cache, datetime.now(UTC))
    ended = bool(due) and not _go(due, manners, cache, yes=yes)
    problems = judged(found, cache.get)
    print_problems(tuple(named(problem, roots) for problem in problems), form)
    click.echo(_summary(found, cache, problems), err=form != "text")
    if ended:
        click.echo("Ended before all were asked; the same command goes on from here.", err=True)
        raise click.exceptions.Exit(_INTERRUPTED)
    if any(problem.level == "error" for problem in problems):
        raise click.exceptions.Exit(1)


def _collected(data: Path, docs: Path, *, drafts: bool) -> tuple[tuple[Link, ...], str]:
    """Return the links of the case, and what is told of who asks for them."""
    try:
        checked = check_case(data, docs, drafts=drafts)
    except DataError as error:
        click.echo(error, err=True)
        raise click.exceptions.Exit(1) from None
    return collect(checked, docs), checked.case.about.url or "no address"


def _hosts(skip: tuple[str, ...]) -> tuple[str, ...]:
    """Return hosts in small letters; somebody may have named one by a whole address."""
    return tuple((host_of(one) if "://" in one else one).strip(".").lower() for one in skip)


def _go(due: Sequence[str], manners: Manners, cache: Cache, *, yes: bool) -> bool:
    """Ask, if the editor wants it; return whether all was asked that was to be."""
    # Nobody else need wait for what speaks to the network.
    from casebook.links.plan import announced  # noqa: PLC0415
    from casebook.links.round import Round  # noqa: PLC0415
    from casebook.links.web import ProxyFault  # noqa: PLC0415

    for line in announced(due, manners):
        click.echo(line, err=True)
    if not yes:
        _ask_the_editor()
    kept = Keeping(cache)
    try:
        with click.progressbar(
            length=len(due), label="Asking", show_pos=True, file=sys.stderr
        ) as bar:
            for address, answer in Round(manners).answers(due):
                kept.add(address, answer)
                bar.update(1)
    except KeyboardInterrupt:
        return False
    except ProxyFault as fault:
        raise _Failure(f"The proxy does not work: {fault}.") from None
    finally:
        kept.end()
        cache.tidy()
    if kept.is_cut_off:
        raise _Failure(
            "No host has answered: this computer seems to be cut off. Nothing was noted."
        )
    return True


class _Failure(click.ClickException):
    exit_code = 2


def _ask_the_editor() -> None:
    if not sys.stdin.isatty():
        raise _Failure("Nobody was asked: add --yes to let this be done.")
    click.confirm("Go on?", abort=True, err=True)


def _summary(found: Iterable[Link], cache: Cache, problems: Iterable[Problem]) -> str:
    """Return the sentence that counts what is known of every address."""
    addresses = dict.fromkeys(link.asked for link in found)
    known = [cache.get(address) for address in addresses]
    counts = Counter(one.answer.outcome if one else None for one in known)
    parts = [f"{counts[outcome]} {words}" for outcome, words in _WORDS.items() if counts[outcome]]
    lost = sum(problem.level == "error" for problem in problems)
    end = f" {lost} without a kept copy." if lost else ""
    return f"{len(addresses)} addresses: {', '.join(parts) or 'none'}.{end}"


_WORDS: dict[Outcome | None, str] = {
    "well": "there",
    "moved": "moved for good",
    "gone": "gone",
    "silent": "without an answer",
    "barred": "not shown to programs",
    None: "not asked yet",
}
