"""Old scores under the scoring version of today: from stored landmarks, the old score kept."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from functions.leaderboard import consume_stream, verify
from functions.scoring import rescore
from functions.scoring.pose_files import pose_file_key
from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.period import Period
from idance.domain.ranking import Reading
from idance.domain.score import Score
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from ops.__main__ import main
from ops.stage import DeployedStage, OperationError
from tests.builders import NOW, any_caller, any_held_score, any_score, any_user_id
from tests.integration.functions.backend import Backend
from tests.integration.functions.leaderboard.records import changes, records
from tests.integration.house import MEDIA_BUCKET, House, items_of
from tests.integration.idance.journey import open_session, publish, submit
from tests.unit.functions.lambda_context import AnyLambdaContext
from tests.unit.pose.any_sequence import any_pose_sequence


@pytest.fixture
def challenge(house: House) -> Challenge:
    return publish(house)


def scored_long_ago(house: House, challenge: Challenge, score: Score) -> Submission:
    """Return a submission with another version's score, its landmarks in S3."""
    caller = any_caller()
    key, sequence = pose_file_key("0" * 64), any_pose_sequence()
    house.media.write_pose(key, sequence.to_bytes())
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    house.scoring.begin(session.id, now=NOW)
    house.scoring.pose_extracted(session.id, pose_file_key=key, now=NOW)
    submission = house.scoring.complete(session.id, challenge.id, score, now=NOW)
    assert submission is not None
    return submission


def rescored(submission: Submission, **known: object) -> dict[str, Any]:
    event = {"submissionId": submission.id, **known}
    answer: dict[str, Any] = rescore.lambda_handler(event, AnyLambdaContext())
    return answer


def consume(batch: list[dict[str, Any]]) -> None:
    answer = consume_stream.lambda_handler({"Records": batch}, AnyLambdaContext())
    assert answer == {"batchItemFailures": []}


def boards(house: House, challenge: Challenge) -> list[list[float]]:
    """Return the scores on the challenge's board and on every period's."""
    who, ten = any_user_id(), Reading(limit=10)
    read = house.leaderboards
    pages = [read.challenge_leaderboard(challenge.id, user_id=who, reading=ten)]
    pages += [read.global_leaderboard(one, user_id=who, reading=ten, now=NOW) for one in Period]
    return [[entry.score for entry in page.entries] for page in pages]


@pytest.mark.parametrize("old", [100.0, 1.0])
def test_a_score_rises_or_falls_on_all_boards_and_the_old_one_is_kept(
    backend: Backend, challenge: Challenge, old: float
) -> None:
    house = backend.house
    before = scored_long_ago(house, challenge, any_score(old))
    consume(records())
    then = items_of("core")
    told = rescored(before)
    consume(changes(then, items_of("core")))

    after = house.submission_store.find(before.id)
    assert after.score is not None
    assert after.status is SubmissionStatus.SCORED
    assert (told["before"], told["after"]) == (old, after.total)
    assert (after.total > old) is (old == 1.0)
    assert after.score.scoring_version == told["versionAfter"] != told["versionBefore"]
    assert [past.score for past in after.past_scores] == [before.score]
    points = after.points_earned
    assert boards(house, challenge) == [[after.total], *[[points]] * 4]
    packed = challenge_board(challenge).pack(after.total, after.submitted_at)
    assert list(house.entrants.scored(challenge.id)) == [(after.user_id, packed)]
    stats = house.dancers.stats(after.user_id)
    assert {total.points for total in stats.totals.values()} == {points}
    assert stats.average_score == after.total
    found = verify.lambda_handler({"boards": []}, AnyLambdaContext())
    assert found["drift"] == []
    assert found["members"] > 0


def test_the_same_version_twice_changes_nothing(backend: Backend, challenge: Challenge) -> None:
    before = scored_long_ago(backend.house, challenge, any_score(50))
    first = rescored(before)
    then = items_of("core")
    again = rescored(before)
    assert items_of("core") == then
    assert again["before"] == again["after"] == first["after"]


def test_what_is_written_is_written_in_one_step(
    backend: Backend, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = backend.house
    before = scored_long_ago(house, challenge, any_score(50))
    with monkeypatch.context() as crash:
        crash.setattr("idance.store.table.Table.put_all", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rescored(before)
    assert house.submission_store.find(before.id) == before
    rescored(before)
    after = house.submission_store.find(before.id)
    totals = house.dancers.stats(before.user_id).totals
    assert {total.points for total in totals.values()} == {after.points_earned}
    assert house.attempts.of(before.user_id, challenge.id)[0].score == after.score


def test_a_held_one_stays_held_and_counts_for_nothing(
    backend: Backend, challenge: Challenge
) -> None:
    house = backend.house
    held = scored_long_ago(house, challenge, any_held_score(95))
    assert rescored(held)["status"] == "HELD"
    after = house.submission_store.find(held.id)
    assert (after.awaits_review, after.reasons) == (True, held.reasons)
    assert list(house.entrants.scored(challenge.id)) == []
    assert house.dancers.stats(held.user_id).version == 0
    released = house.scoring.review(held.id, release=True, reviewer="admin", now=NOW)
    assert (released.status, released.total) == (SubmissionStatus.SCORED, after.total)


def test_a_hidden_one_stays_hidden_and_comes_back_with_its_new_score(
    backend: Backend, challenge: Challenge
) -> None:
    house = backend.house
    hidden = scored_long_ago(house, challenge, any_score(50))
    house.moderation.withhold(hidden.id, SubmissionStatus.HIDDEN, now=NOW)
    assert rescored(hidden)["status"] == "HIDDEN"
    assert not any(one.points for one in house.dancers.stats(hidden.user_id).totals.values())
    back = house.moderation.restore(hidden.id, now=NOW)
    totals = house.dancers.stats(hidden.user_id).totals.values()
    assert {one.points for one in totals} == {back.points_earned}
    assert back.past_scores


def test_a_dry_run_tells_and_changes_nothing(backend: Backend, challenge: Challenge) -> None:
    before = scored_long_ago(backend.house, challenge, any_score(50))
    then = items_of("core")
    told = rescored(before, dryRun=True)
    assert items_of("core") == then
    assert rescored(before)["after"] == told["after"] != 50


def test_without_landmarks_the_old_score_stays(backend: Backend, challenge: Challenge) -> None:
    before = scored_long_ago(backend.house, challenge, any_score(50))
    key = backend.house.session_store.get(before.session_id).pose_data_file_key
    boto3.client("s3").delete_object(Bucket=MEDIA_BUCKET, Key=str(key))
    told = rescored(before)
    assert [one["code"] for one in told["kept"]] == ["POSE_NOT_FOUND"]
    assert backend.house.submission_store.find(before.id) == before


def test_what_has_no_score_is_not_scored_again(backend: Backend, challenge: Challenge) -> None:
    caller = any_caller()
    session = open_session(backend.house, caller)
    waiting = submit(backend.house, caller, challenge, session)
    with pytest.raises(ConflictError, match="NOT_SCORED_YET"):
        rescored(waiting)


def test_the_command_line_goes_on_after_one_that_fails(
    backend: Backend,
    challenge: Challenge,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def call(_stage: DeployedStage, function: str, event: dict[str, Any]) -> dict[str, Any]:
        assert function == "Rescore"
        try:
            answer: dict[str, Any] = rescore.lambda_handler(event, AnyLambdaContext())
        except NotFoundError as error:
            raise OperationError(str(error)) from error
        return answer

    monkeypatch.setattr(DeployedStage, "call", call)
    before = scored_long_ago(backend.house, challenge, any_score(50))
    assert main(["rescore", "sub_0", before.id]) == 1
    out = capsys.readouterr().out
    assert "SUBMISSION_NOT_FOUND" in out
    assert "50.00 -> " in out
    assert main(["rescore", "--dry-run", before.id]) == 0
