"""`python -m bench`: build the same case with several tools in turn, and print what each took."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import report
from bench.aside import sweep
from bench.machine import load, machine, making_a_file
from bench.measuring import Plan, measure
from bench.peers import BASE, PEERS, InstallError, Peer, chosen
from bench.report import Measured
from bench.stages import profile
from bench.synthetic import FEWEST, SEED


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says. Returns the exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        peers = chosen(asked.peers)
    except ValueError as error:
        parser.error(str(error))
    if asked.command == "install":
        return _install(peers)
    if asked.profile:
        for events in asked.sizes:
            print(profile(events, asked.seed))
        return 0
    try:
        return _measure(asked, peers)
    finally:
        sweep(_say)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m bench",
        description="Measure how long several tools take for a site of the same made-up case.",
        epilog=f"The peers: {', '.join(f'{peer.key} ({peer.title})' for peer in PEERS)}.",
    )
    parser.add_argument("command", nargs="?", choices=("install",), help="install the peers")
    parser.add_argument("--peers", type=_names, default=[peer.key for peer in PEERS])
    parser.add_argument("--sizes", type=_sizes, default=[100, 1000, 4000, 10000], help="in events")
    parser.add_argument("--runs", type=int, default=5, help="of each build, and of edits")
    parser.add_argument(
        "--patience",
        type=float,
        default=8,
        metavar="MINUTES",
        help="that a tool may take for its builds of one size, and for its edits again",
    )
    parser.add_argument("--seed", type=int, default=SEED, help="of the made-up case")
    parser.add_argument("--no-builds", action="store_true", help="measure edits alone")
    parser.add_argument("--no-edits", action="store_true", help="measure builds alone")
    parser.add_argument("--profile", action="store_true", help="say where Casebook's time goes")
    parser.add_argument("--results", type=Path, metavar="FILE", help="write the tables there too")
    parser.add_argument("--note", default="", help="a sentence for the results: what was unusual")
    return parser


def _names(text: str) -> list[str]:
    return text.split(",")


def _sizes(text: str) -> list[int]:
    sizes = [int(size) for size in text.split(",")]
    if min(sizes) < FEWEST:
        raise ArgumentTypeError(f"{FEWEST} events are the least")
    return sizes


def _install(peers: Sequence[Peer]) -> int:
    failed = False
    for peer in peers:
        try:
            peer.install()
            print(f"{peer.title}: {peer.version()}")
        except InstallError as error:
            failed = True
            print(f"{peer.title} does not install here: {error}", file=sys.stderr)
    return int(failed)


def _measure(asked: Namespace, peers: Sequence[Peer]) -> int:
    there = [peer for peer in peers if peer.installed()]
    missing = [peer for peer in peers if peer not in there]
    texts = [_described(asked, there, missing)]
    _say(texts[0])
    measured: list[Measured] = []
    plan = Plan(
        seed=asked.seed,
        builds=0 if asked.no_builds else asked.runs,
        edits=0 if asked.no_edits else asked.runs,
        patience=asked.patience * 60,
    )
    for events in sorted(asked.sizes):
        quick = f"a file is made in {making_a_file() * 1e6:.0f} microseconds"
        _say(f"{events:,} events (load of the machine: {load():.1f}; {quick})")
        before = measured[-1] if measured else None
        measured.append(measure(events, there, plan, before, _say))
        texts.append(_tables(measured[-1], peers))
        print(f"\n{texts[-1]}\n", flush=True)
    if grown := report.growth([] if asked.no_builds else measured, _titles(peers)):
        texts.append(f"## Growth\n\n{grown}")
        print(texts[-1])
    if asked.results:
        asked.results.write_text("\n\n".join(["# Builds side by side", *texts]) + "\n", "utf-8")
    return 0


def _described(asked: Namespace, there: Sequence[Peer], missing: Sequence[Peer]) -> str:
    versions = dict.fromkeys(peer.version() for peer in there)
    lines = [
        f"Measured on {datetime.now(UTC):%d %B %Y} by `python -m bench`, seed {asked.seed}.",
        f"Every build was made {asked.runs} times, in turn with all others; so were the edits.",
        f"A tool for which {asked.patience:g} minutes were not enough for that made fewer.",
        f"Machine: {machine()}; load at the start: {load():.1f}.",
        f"Versions: {'; '.join(versions)}.",
    ]
    if missing:
        names = ", ".join(peer.title for peer in missing)
        lines.append(f"Not installed, so not measured: {names} (`python -m bench install`).")
    if asked.note:
        lines.append(asked.note)
    return "\n\n".join(lines)


def _titles(peers: Sequence[Peer]) -> dict[str, str]:
    return {peer.key: peer.title for peer in peers}


def _tables(measured: Measured, peers: Sequence[Peer]) -> str:
    texts = []
    if any(measured.builds.values()):
        texts.append(f"## {measured.events:,} events, builds")
        texts.append(report.builds(measured, _titles(peers), BASE))
    if measured.loops:
        texts.append(f"## {measured.events:,} events, from a saved edit to the new words")
        servers = {peer.key: peer.server for peer in peers if peer.server}
        texts.append(report.loops(measured, servers, BASE))
    if measured.remarks:
        texts.append(report.remarks(measured))
    return "\n\n".join(texts)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
