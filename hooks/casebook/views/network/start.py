"""A first drawing of points: the distances of the graph, turned and stretched to the paper.

Stress majorization, after Gansner, Koren and North, "Graph drawing by stress majorization" (2004),
from several seeds of the spring drawing in `spring`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, inf, pi, sin
from typing import TypeAlias

import numpy as np

from casebook.views.network.geometry import Flags, Floats, Whole
from casebook.views.network.plan import GAP, Move, Plan, even, settled
from casebook.views.network.spring import sprung

Links: TypeAlias = tuple[tuple[int, int], ...]

_SEEDS = 5
_FEW = 30  # boxes; so few come out well from any seed
_STEPS = 150
_STILL = 0.01  # of the distance between neighbours: less is no movement
_FILL = 0.45  # of the area: more would leave lines no way through, less would tear the whole apart
_SPARSE = 1.3  # relations for each actor
_LEAST = 0.2  # of that fill, however many relations there are
_TURNS = 24


def starts(count: int, graphs: Sequence[Links]) -> Floats:
    """Return, for each graph and seed, where `count` points lie that are joined by its links."""
    numbers = {links: number for number, links in enumerate(dict.fromkeys(graphs))}
    wanted = np.array([_wanted(count, links) for links in numbers])
    seeds = 2 if count < _FEW else _SEEDS
    drawn = sprung((wanted == 1).astype(float), seeds).reshape(-1, count, 2)
    points = _majorized(drawn * count**0.5, np.repeat(wanted, seeds, 0))
    each = points.reshape(-1, seeds, count, 2)
    return each[[numbers[links] for links in graphs]]


def stretched(plan: Plan, points: Floats) -> Floats:
    """Turn drawings of points until each fits the form of its paper, and stretch it over that."""
    halves = plan.each(plan.halves)
    areas = (2 * halves + GAP).prod(2)
    # The more relations for each actor, the more lines have to find a way.
    relations = plan.links.shape[1] / 2
    sparse = _SPARSE * (areas.shape[1] - relations) / max(relations, 1)
    fill = _FILL * min(1, max(sparse, _LEAST))
    form = np.stack([plan.widths, areas.sum(1) / fill / plan.widths], -1)
    turned = _fitting(points, form)
    low, size = turned.min(1), np.maximum(np.ptp(turned, 1), 1e-3)
    spread = (turned - low[:, None]) / size[:, None]
    for axis in (0, 1):
        spread[:, :, axis] = (spread[:, :, axis] + _thinned(spread[:, :, axis], areas)) / 2
    room = np.maximum(form - 2 * halves.max(1), 1)[:, None]
    return even(spread * room + (form[:, None] - room) / 2).reshape(-1, 2)


def _wanted(count: int, links: Links) -> Floats:
    """Return a table of how many lines lie between any two points."""
    near: list[list[int]] = [[] for _ in range(count)]
    for one, two in links:
        near[one].append(two)
        near[two].append(one)
    wanted = np.array([_far(number, near) for number in range(count)])
    # Parts that nothing joins stand apart, but not for want of a path as far as can be.
    wanted[wanted == inf] = wanted[wanted < inf].max() * 0.6 + 2
    return wanted


def _far(start: int, near: Sequence[Sequence[int]]) -> list[float]:
    """Return how many lines each point lies from one."""
    far = [inf] * len(near)
    far[start] = 0.0
    reached = [start]
    for one in reached:
        for two in near[one]:
            if far[two] == inf:
                far[two] = far[one] + 1
                reached.append(two)
    return far


def _majorized(points: Floats, wanted: Floats) -> Floats:
    weights = 1 / np.maximum(wanted, 0.5) ** 2
    weights[:, range(wanted.shape[1]), range(wanted.shape[1])] = 0
    return settled(points, _STEPS, lambda live: _majorizing(weights[live], wanted[live]))


def _majorizing(weights: Floats, wanted: Floats) -> Move:
    total = np.maximum(weights.sum(2), 1e-6)[:, :, None]
    force = weights * wanted

    def move(points: Floats, _step: int) -> tuple[Floats, Flags]:
        x, y = (side[:, :, None] - side[:, None] for side in (points[..., 0], points[..., 1]))
        ratio = force / np.maximum(np.sqrt(x**2 + y**2), 1e-6)
        apart = np.stack([(ratio * x).sum(2), (ratio * y).sum(2)], -1)
        moved = even((weights @ points + apart) / total)
        return moved, np.abs(moved - points).max((1, 2)) < _STILL

    return move


def _fitting(points: Floats, form: Floats) -> Floats:
    """Return each drawing turned so that its form is most like that of its paper."""
    turns = np.stack([_turned(points, pi * step / _TURNS) for step in range(_TURNS)], 1)
    sizes = np.maximum(np.ptp(turns, 2), 1e-3)
    misfit = np.abs(np.log(sizes[..., 0] / sizes[..., 1] * form[:, 1, None] / form[:, 0, None]))
    fitting: Floats = turns[np.arange(len(points)), misfit.argmin(1)]
    return fitting


def _thinned(places: Floats, areas: Floats) -> Floats:
    """Return places on one axis, from 0 to 1, at which the boxes lie equally dense."""
    order: Whole = np.argsort(places, axis=1, kind="stable")
    ordered = np.take_along_axis(areas, order, 1)
    thinned = np.zeros_like(places)
    dense = (ordered.cumsum(1) - ordered / 2) / areas.sum(1)[:, None]
    np.put_along_axis(thinned, order, dense, 1)
    return thinned


def _turned(points: Floats, angle: float) -> Floats:
    x, y = points[..., 0], points[..., 1]
    return np.stack([x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)], -1)
