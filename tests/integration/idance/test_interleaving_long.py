"""Two who change an entry at the same moment: it ends as if one had come after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.ids import submission_id
from idance.domain.score import Score
from idance.domain.submission_status import SubmissionStatus
from idance.store.aws.service import JsonService
from tests.builders import NOW, any_caller, any_challenge, any_held_score, any_score, any_session
from tests.integration.house import CORE_TABLE, House, aws_in_process, items_of
from tests.integration.idance.journey import analyse, publish, submit

CALLER = any_caller()
CHALLENGE = any_challenge(max_attempts=5)
FIRST, SECOND = (
    any_session(user_id=CALLER.user_id, challenge_id=CHALLENGE.id, id=f"sess_{name}")
    for name in ("first", "second")
)
MINE = submission_id(CALLER.user_id, CHALLENGE.id)
LATER = NOW + timedelta(minutes=5)
Step = Callable[[House], object]

pytestmark = pytest.mark.usefixtures("region")


def scores(total: float, *, held: bool = False) -> Step:
    """Return the pipeline's last step for the attempt that is under way."""
    score = any_held_score(total) if held else any_score(total)
    return lambda house: house.scoring.complete(SECOND.id, CHALLENGE.id, score, now=LATER)


def scores_again(first: float) -> Step:
    def step(house: House) -> None:
        fresh = any_score(first).model_copy(update={"scoring_version": "new"})
        house.rescoring.replace(MINE, {FIRST.id: fresh}, at=LATER)

    return step


def withholds(status: SubmissionStatus) -> Step:
    return lambda house: house.moderation.withhold(MINE, status, now=LATER)


def restores(house: House) -> None:
    house.moderation.restore(MINE, now=LATER)


def reviews(*, release: bool) -> Step:
    return lambda house: house.scoring.review(MINE, release=release, reviewer="Ada", now=LATER)


def cancels(house: House) -> None:
    house.submissions.cancel(CALLER, MINE, now=LATER)


def erases(_house: House) -> None:
    core = boto3.resource("dynamodb").Table(CORE_TABLE)
    for _, pk, sk in items_of(CORE_TABLE):
        if not sk.startswith("B#"):
            core.delete_item(Key={"PK": pk, "SK": sk})


STEPS: dict[str, Step] = {
    "scored better": scores(80),
    "scored worse": scores(40),
    "scored and held": scores(90, held=True),
    "scored again": scores_again(70),
    "hidden": withholds(SubmissionStatus.HIDDEN),
    "held": withholds(SubmissionStatus.HELD),
    "put back": restores,
    "let pass": reviews(release=True),
    "refused": reviews(release=False),
    "taken back": cancels,
    "erased": erases,
}
BEFORE: dict[str, tuple[str, ...]] = {
    "the best stands": (),
    "the best is hidden": ("hidden",),
    "a gate holds the next": ("scored and held",),
    "a gate holds the next, and the best is hidden": ("hidden", "scored and held"),
}


def step(house: House, name: str) -> None:
    """Do a step as far as it is possible by then."""
    with suppress(ConflictError, NotFoundError):
        STEPS[name](house)


@contextmanager
def interrupted(house: House, *, at: int, by: str) -> Iterator[None]:
    """Have somebody else do a whole step right before the n-th call to DynamoDB, or at the end."""
    real, left = JsonService.call, list(range(at))

    def call(service: JsonService, operation: str, arguments: Any) -> Any:  # noqa: ANN401
        if left:
            left.pop()
            if not left:
                step(house, by)
        return real(service, operation, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JsonService, "call", call)
        yield
    if left:
        step(house, by)


def given_entry(house: House, before: str) -> None:
    """Have a best attempt of 60, and another one under way, or what was made of it."""
    publish(house, CHALLENGE)
    for session in (FIRST, SECOND):
        house.session_store.add(session)
        submit(house, CALLER, CHALLENGE, session)
        analyse(house, session)
        if session is FIRST:
            house.scoring.complete(FIRST.id, CHALLENGE.id, any_score(60), now=NOW)
    for name in BEFORE[before]:
        step(house, name)


def what_is_there(house: House) -> object:
    """Return what anybody can see of the entry: what stands, the attempts, the points."""
    known = house.submission_store.get(CALLER.user_id, CHALLENGE.id)
    stats = house.dancers.stats(CALLER.user_id)
    points = {name: total.points for name, total in stats.board_totals.items() if total.points}
    if known is None:
        return None, points
    attempts = {
        one.session_id: (one.status, one.total) for one in house.submissions.attempts(CALLER, MINE)
    }
    stands = known.ranked
    if stands.status is SubmissionStatus.SCORED:
        assert set(points.values()) == {stands.points_earned}
    else:
        assert points == {}
    return (known.session_id, known.status, known.attempt), stands.status, attempts, points


def after(before: str, *names: str) -> object:
    with aws_in_process() as arn:
        house = House(arn, "redis://unused")
        given_entry(house, before)
        for name in names:
            step(house, name)
        return what_is_there(house)


SEQUENCES: dict[tuple[str, str, str], object] = {}


def in_sequence(before: str, first: str, second: str) -> object:
    key = (before, first, second)
    if key not in SEQUENCES:
        SEQUENCES[key] = after(*key)
    return SEQUENCES[key]


@settings(max_examples=600, deadline=None)
@given(
    before=st.sampled_from(list(BEFORE)),
    one=st.sampled_from(list(STEPS)),
    other=st.sampled_from(list(STEPS)),
    at=st.integers(1, 16),
)
def test_two_steps_at_once_end_as_one_after_the_other(
    before: str, one: str, other: str, at: int
) -> None:
    with aws_in_process() as arn:
        house = House(arn, "redis://unused")
        given_entry(house, before)
        with interrupted(house, at=at, by=other):
            step(house, one)
        found = what_is_there(house)
    assert found in (in_sequence(before, one, other), in_sequence(before, other, one))


@pytest.mark.parametrize("at", range(1, 16))
def test_what_is_hidden_while_a_worse_attempt_is_scored_stays_hidden(at: int) -> None:
    with aws_in_process() as arn:
        house = House(arn, "redis://unused")
        given_entry(house, "the best stands")
        with interrupted(house, at=at, by="hidden"):
            step(house, "scored worse")
        assert house.submission_store.find(MINE).status is SubmissionStatus.HIDDEN


def test_what_took_the_place_of_a_hidden_attempt_counts_in_full_and_for_good() -> None:
    with aws_in_process() as arn:
        house = House(arn, "redis://unused")
        given_entry(house, "the best is hidden")
        step(house, "scored better")
        fresh: dict[str, Score] = {
            session.id: any_score(total).model_copy(update={"scoring_version": "new"})
            for session, total in ((FIRST, 99), (SECOND, 70))
        }
        house.rescoring.replace(MINE, fresh, at=LATER)
        stands = house.submission_store.find(MINE)
        assert (stands.session_id, stands.total) == (SECOND.id, 70)
        assert what_is_there(house)
