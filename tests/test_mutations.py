"""A slip of the hand in the shipped case is accepted or named at its place, whatever it is.

`bench/mutations.py` tries two thousand; here is a sample of them, and the judge is judged.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.problems import Problem, Where
from tools import ROOT
from tools.mutations import Mutator, Trial, judge
from tools.slips import KINDS, Mutation

SEED = 20
SAMPLE = 8
"""Mutations of each kind."""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial.of(ROOT, tmp_path_factory.mktemp("mutated"), SEED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_slip_is_accepted_or_named_at_its_place(kind: str, trial: Trial) -> None:
    mutator = Mutator.of(ROOT / "data", SEED)
    accepted: list[Mutation] = []
    for _ in range(SAMPLE):
        mutation = mutator.mutation(kind)
        verdict = trial.verdict(mutation)
        assert verdict.word in ("accepted", "right"), f"{mutation.what}: {verdict}"
        accepted += [mutation] if verdict.word == "accepted" else []
    assert [trial.failure(mutation) for mutation in accepted[:1]] in ([], [""])


def test_the_case_is_as_it_was_after_each_trial(trial: Trial) -> None:
    trial.verdict(trial.mutator.mutation("cut a file"))
    assert Mutator.of(trial.root / "data", 0).sources == trial.mutator.sources


def test_the_same_seed_makes_the_same_mutations() -> None:
    one, other = (Mutator.of(ROOT / "data", seed=3) for _ in range(2))
    assert list(one.mutations(20)) == list(other.mutations(20))
    assert {mutation.kind for mutation in one.mutations(len(KINDS))} == set(KINDS)


CASE = {
    "actors.yml": "- id: ada\n  name: Ada\n- id: eve\n  name: Eve\n",
    "events.yml": "- id: it\n  actors: [ada]\n",
}


@pytest.mark.parametrize(
    ("problems", "word"),
    [
        ([], "accepted"),
        ([("data/actors.yml:1", 'no key "nmae"')], "right"),
        ([("data/actors.yml:4", 'no key "nmae"')], "wrong"),
        ([("data/events.yml:2", 'no actor "ada"')], "right"),
        ([("data/events.yml:2", 'no actor "eve"')], "wrong"),
        ([("data/events.yml:2", "taken by data/actors.yml:1")], "right"),
        ([("data/events.yml:2", "taken by data/actors.yml:3")], "wrong"),
        ([("data/actors.yml:1", "x"), ("data/events.yml:1", "y")], "wrong"),
        ([("data/actors.yml:1", "x"), ("data/events.yml:2", '"adda"')], "right"),
    ],
)
def test_the_judge_knows_what_is_named_rightly(
    problems: list[tuple[str, str]], word: str, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    for name, text in CASE.items():
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")
    mutator = Mutator.of(tmp_path / "data", seed=0)
    text = CASE["actors.yml"].replace("id: ada", "id: adda")
    mutation = Mutation("misspell an id", "data/actors.yml", text, "", range(1, 2), range(1, 3))
    found = [_problem(place, what) for place, what in problems]
    assert judge(mutator, mutation, found).word == word


def _problem(place: str, what: str) -> Problem:
    file, line = place.split(":")
    return Problem(Where(file, int(line)), what, "Mend it", "CB201")
