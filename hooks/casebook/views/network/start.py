"""A first drawing of points: the distances of the graph, turned and stretched to the paper.

Stress majorization, after Gansner, Koren and North, "Graph drawing by stress majorization" (2004),
from several seeds of a spring drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, inf, log, pi, sin

import networkx as nx
import numpy as np

from casebook.views.network.geometry import Floats, lengths
from casebook.views.network.plan import GAP, Plan, even

_SEEDS = 5
_FEW = 30  # boxes; so few come out well from any seed
_STEPS = 150
_STILL = 0.01  # of the distance between neighbours: less is no movement
_FILL = 0.45  # of the area: more would leave lines no way through, less would tear the whole apart
_SPARSE = 1.3  # relations for each actor
_LEAST = 0.2  # of that fill, however many relations there are


@lru_cache(maxsize=8)
def starts(count: int, links: tuple[tuple[int, int], ...]) -> tuple[Floats, ...]:
    """Return, for each seed, where `count` points lie that are joined by `links`."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(links)
    wanted = np.full((count, count), inf)
    for one, far in nx.all_pairs_shortest_path_length(graph):
        wanted[one, list(far)] = list(far.values())
    # Parts that nothing joins stand apart, but not for want of a path as far as can be.
    wanted[wanted == inf] = wanted[wanted < inf].max() * 0.6 + 2
    seeds = range(2 if count < _FEW else _SEEDS)
    drawn = [nx.spring_layout(graph, seed=seed, iterations=30) for seed in seeds]
    points = [np.array([at[number] for number in range(count)]) for at in drawn]
    return tuple(_majorized(at * count**0.5, wanted) for at in points)


def stretched(plan: Plan, points: Floats) -> Floats:
    """Turn a drawing of points until it fits the form of the paper, and stretch it over that."""
    areas = (2 * plan.halves + GAP).prod(1)
    # The more relations for each actor, the more lines have to find a way.
    relations = len(plan.starts) / 2
    sparse = _SPARSE * (len(areas) - relations) / max(relations, 1)
    fill = _FILL * min(1, max(sparse, _LEAST))
    form = np.array([plan.width, float(areas.sum()) / fill / plan.width])
    turned = min((_turned(points, pi * step / 24) for step in range(24)), key=_misfit(form))
    spread = (turned - turned.min(0)) / np.maximum(np.ptp(turned, 0), 1e-3)
    for axis in (0, 1):
        spread[:, axis] = (spread[:, axis] + _thinned(spread[:, axis], areas)) / 2
    room = np.maximum(form - 2 * plan.halves.max(0), 1)
    return even(spread * room + (form - room) / 2)


def _majorized(points: Floats, wanted: Floats) -> Floats:
    weights = 1 / np.maximum(wanted, 0.5) ** 2
    np.fill_diagonal(weights, 0)
    total = np.maximum(weights.sum(1), 1e-6)[:, None]
    for _ in range(_STEPS):
        apart = points[:, None] - points[None]
        ratio = weights * wanted / np.maximum(lengths(apart), 1e-6)
        moved = even(
            (np.einsum("ij,jk", weights, points) + np.einsum("ij,ijk->ik", ratio, apart)) / total
        )
        if np.abs(moved - points).max() < _STILL:
            return moved
        points = moved
    return points


def _thinned(places: Floats, areas: Floats) -> Floats:
    """Return places on one axis, from 0 to 1, at which the boxes lie equally dense."""
    order = np.argsort(places, kind="stable")
    thinned = np.zeros_like(places)
    thinned[order] = (areas[order].cumsum() - areas[order] / 2) / areas.sum()
    return thinned


def _turned(points: Floats, angle: float) -> Floats:
    x, y = points[:, 0], points[:, 1]
    return np.stack([x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)], -1)


def _misfit(form: Floats) -> Callable[[Floats], float]:
    """Return a function that tells how far the form of a drawing is from that of the paper."""

    def misfit(points: Floats) -> float:
        width, height = np.maximum(np.ptp(points, 0), 1e-3)
        return abs(log(width / height * form[1] / form[0]))

    return misfit
