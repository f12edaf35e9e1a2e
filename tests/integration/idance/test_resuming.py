"""A crash between any two writes: going on afterwards ends exactly where no crash would have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from idance.domain.errors import ConflictError
from idance.domain.ids import submission_id
from idance.domain.rejections import RejectionCode
from idance.domain.score import Score
from idance.store.aws.service import JsonService
from tests.builders import NOW, any_caller, any_challenge, any_held_score, any_score, any_session
from tests.integration.house import (
    CHALLENGES_TABLE,
    CORE_TABLE,
    OPERATIONS_TABLE,
    House,
    aws_in_process,
    items_of,
)
from tests.integration.idance.journey import analyse, publish, submit

LATER = NOW + timedelta(minutes=5)
MUCH_LATER = NOW + timedelta(hours=1)
CALLER = any_caller()
CHALLENGE = any_challenge()
SESSION = any_session(user_id=CALLER.user_id, challenge_id=CHALLENGE.id)
TWIN = any_session()
Step = Callable[[House], object]

pytestmark = pytest.mark.usefixtures("region")


class CrashError(Exception):
    """The process is gone."""


@contextmanager
def crash_after(writes: int) -> Iterator[list[str]]:
    """End the process right after its n-th write to DynamoDB; yield the writes that were done."""
    real, done = JsonService.call, list[str]()

    def counted(service: JsonService, operation: str, arguments: Any) -> Any:  # noqa: ANN401
        answer = real(service, operation, arguments)
        if operation in {"PutItem", "TransactWriteItems"}:
            done.append(operation)
            if len(done) == writes:
                raise CrashError
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JsonService, "call", counted)
        yield done


def stand(house: House) -> None:
    publish(house, CHALLENGE)
    house.session_store.add(SESSION)


def stand_submitted(house: House) -> None:
    stand(house)
    submit(house, CALLER, CHALLENGE, SESSION)


def stand_analysed(house: House) -> None:
    stand_submitted(house)
    analyse(house, SESSION)


def stand_scored(house: House) -> None:
    stand(house)
    analyse(house, SESSION)
    complete(house)


def complete(house: House) -> None:
    house.scoring.complete(SESSION.id, CHALLENGE.id, any_score(95), now=NOW)


def complete_later(house: House) -> None:
    house.scoring.complete(SESSION.id, CHALLENGE.id, any_score(95), now=LATER)


def give_up_later(house: House) -> None:
    house.scoring.reject(SESSION.id, RejectionCode.SCORING_FAILED, now=LATER)


def ask(house: House) -> None:
    mine = submission_id(CALLER.user_id, CHALLENGE.id)
    house.submissions.get_submission(CALLER, mine, now=MUCH_LATER)


def complete_held(house: House) -> None:
    house.scoring.complete(SESSION.id, CHALLENGE.id, any_held_score(95), now=NOW)


def same_clip() -> Score:
    return any_score(95).model_copy(update={"video_sha256": "ab" * 32})


def stand_after_twin(house: House) -> None:
    stand_analysed(house)
    house.session_store.first_with("ab" * 32, TWIN)


def complete_clip(house: House) -> None:
    house.scoring.complete(SESSION.id, CHALLENGE.id, same_clip(), now=NOW)


def stand_held(house: House) -> None:
    stand_analysed(house)
    complete_held(house)


def release(house: House) -> None:
    mine = submission_id(CALLER.user_id, CHALLENGE.id)
    house.scoring.review(mine, release=True, reviewer="Ada", now=NOW)


def release_later(house: House) -> None:
    mine = submission_id(CALLER.user_id, CHALLENGE.id)
    house.scoring.review(mine, release=True, reviewer="Bea", now=LATER)


def reject(house: House) -> None:
    house.scoring.reject(SESSION.id, RejectionCode.NO_PERSON, now=NOW)


def reject_later(house: House) -> None:
    house.scoring.reject(SESSION.id, RejectionCode.NO_PERSON, now=LATER)


def sweep(house: House) -> None:
    house.scoring.expire_overdue(MUCH_LATER)


def submit_now(house: House) -> None:
    submit(house, CALLER, CHALLENGE, SESSION)


def submit_again_and_ask(house: House) -> None:
    with suppress(ConflictError):
        submit_now(house)
    ask(house)


@dataclass(frozen=True)
class Story:
    """What is there, what crashes, how it goes on; and after how many writes it would be done."""

    given: Step
    act: Step
    resume: Step
    writes: int


STORIES = {
    # session, attempt, six badges, stats, submission
    "completion, retried by the pipeline": Story(stand_analysed, complete, complete_later, 10),
    "completion, given up by the pipeline": Story(stand_analysed, complete, give_up_later, 10),
    "completion, asked for by the dancer": Story(stand_analysed, complete, ask, 10),
    # session (the entry is refused), attempt, submission
    "a clip entered before, retried": Story(stand_after_twin, complete_clip, complete_clip, 4),
    "held, retried by the pipeline": Story(stand_analysed, complete_held, complete_later, 4),
    "held, asked for by the dancer": Story(stand_analysed, complete_held, ask, 4),
    # session, entry, attempt, six badges, stats, submission
    "completion of a clip nobody entered": Story(stand_analysed, complete_clip, complete_clip, 11),
    # submission, six badges, the whole entry
    "release, repeated by another reviewer": Story(stand_held, release, release_later, 8),
    "release, asked for by the dancer": Story(stand_held, release, ask, 8),
    # session, attempt, submission
    "rejection, retried": Story(stand_analysed, reject, reject_later, 3),
    "rejection, asked for by the dancer": Story(stand_analysed, reject, ask, 3),
    "an upload that never came, asked for": Story(stand_submitted, sweep, ask, 3),
    # session, challenge, profile, submission; attempt, six badges, stats, submission
    "submission of a scored clip": Story(stand_scored, submit_now, submit_again_and_ask, 13),
}


def outcome(story: Story, *, crash_at: int) -> dict[tuple[str, str, str], Any]:
    """Return all that is stored after a story crashed and resumed; 0 never crashes."""
    with aws_in_process() as arn:
        house = House(arn, "redis://unused")
        story.given(house)
        if crash_at == 0:
            story.act(house)
        else:
            with crash_after(crash_at), pytest.raises(CrashError):
                story.act(house)
            story.resume(house)
        return items_of(CHALLENGES_TABLE, CORE_TABLE, OPERATIONS_TABLE)


@pytest.mark.parametrize("name", STORIES)
def test_a_crash_after_any_write_is_made_good_by_going_on(name: str) -> None:
    story = STORIES[name]
    undisturbed = outcome(story, crash_at=0)

    for crash_at in range(1, story.writes + 1):
        assert outcome(story, crash_at=crash_at) == undisturbed, f"after write {crash_at}"


@pytest.mark.parametrize("name", STORIES)
def test_no_write_follows_those_a_crash_was_tried_after(name: str) -> None:
    story = STORIES[name]

    with aws_in_process() as arn:
        house = House(arn, "redis://unused")
        story.given(house)
        with crash_after(story.writes + 1) as done:
            story.act(house)

    assert len(done) == story.writes
