"""Old scores under the scoring version of today: from stored landmarks, the old score kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest

from functions.leaderboard import consume_stream, verify
from functions.scoring import list_entries, rescore
from functions.scoring.contracts import UnderWayError
from functions.scoring.pose_files import pose_file_key
from idance.domain.board import challenge_board
from idance.domain.challenge import Challenge
from idance.domain.errors import ConflictError, NotFoundError
from idance.domain.period import Period
from idance.domain.ranking import Reading
from idance.domain.rejections import RejectionCode
from idance.domain.review_case import ReportReason
from idance.domain.score import Score
from idance.domain.submission import Submission
from idance.domain.submission_status import SubmissionStatus
from idance.store.table import Table
from ops.__main__ import main
from ops.journal import Journal
from ops.stage import DeployedStage, OperationError
from tests.builders import NOW, any_caller, any_challenge, any_held_score, any_score, any_user_id
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


@pytest.fixture
def _on_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line call the functions in this process."""
    handlers = {"Rescore": rescore.lambda_handler, "ListEntries": list_entries.lambda_handler}

    def call(_stage: DeployedStage, function: str, event: dict[str, Any]) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = handlers[function](event, AnyLambdaContext())
        except NotFoundError as error:
            raise OperationError(str(error)) from error
        return answer

    monkeypatch.setattr(DeployedStage, "call", call)
    monkeypatch.setattr(DeployedStage, "caller", "arn:aws:iam::1:user/ada")


@pytest.mark.usefixtures("_on_call")
def test_the_command_line_goes_on_after_one_that_fails(
    backend: Backend, challenge: Challenge, capsys: pytest.CaptureFixture[str]
) -> None:
    before = scored_long_ago(backend.house, challenge, any_score(50))
    assert main(["rescore", "sub_0", before.id]) == 1
    out = capsys.readouterr().out
    assert "SUBMISSION_NOT_FOUND" in out
    assert "50.00 -> " in out
    assert main(["rescore", "--dry-run", before.id]) == 0


@pytest.mark.usefixtures("_on_call")
def test_a_whole_challenge_is_measured_and_reported_before_it_is_written(
    backend: Backend, challenge: Challenge, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    house, path = backend.house, tmp_path / "run.jsonl"
    lucky = scored_long_ago(house, challenge, any_score(100))
    poor = scored_long_ago(house, challenge, any_score(1))
    lost = scored_long_ago(house, challenge, any_score(50))
    forget_landmarks(house, lost)
    held = scored_long_ago(house, challenge, any_held_score(95))
    then = items_of("core")
    run = ["rescore", "--challenge", challenge.id, "--journal", str(path), "--rate", "1000"]

    assert main([*run, "--at-once", "1", "--dry-run"]) == 0
    assert items_of("core") == then
    summary = json.loads(path.with_suffix(".summary.json").read_text())
    assert (summary["entries"], summary["off_boards"], summary["is_written"]) == (4, 1, False)
    assert summary["kept"] == {lost.id: ["POSE_NOT_FOUND"]}
    assert (summary["drift"]["scores"], summary["drift"]["moved"]) == (3, 2)
    assert "rank correlation" in capsys.readouterr().out

    assert main(run) == 1
    assert "--resume it" in capsys.readouterr().out
    assert main([*run, "--resume"]) == 1
    assert items_of("core") == then
    assert "Nothing was written" in capsys.readouterr().out

    assert main([*run, "--resume", "--accept-drift"]) == 0
    after = {one.id: house.submission_store.find(one.id) for one in (lucky, poor, lost, held)}
    assert after[lucky.id].total == after[poor.id].total not in (1, 100)
    assert after[lost.id] == lost
    assert after[held.id].status is SubmissionStatus.HELD
    assert json.loads(path.with_suffix(".summary.json").read_text())["is_written"]
    written = items_of("core")
    assert main([*run, "--resume", "--accept-drift"]) == 0
    assert items_of("core") == written
    page = house.audit.of_day(datetime.now(UTC).date(), limit=10, cursor=None)
    assert {entry.actor for entry in page.items} == {"arn:aws:iam::1:user/ada"}
    assert house.notifications.of_dancer(lucky.user_id, limit=10, cursor=None).items == ()


@pytest.mark.usefixtures("_on_call")
def test_a_run_that_was_stopped_goes_on_where_it_was(
    backend: Backend,
    challenge: Challenge,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "run.jsonl"
    for total in (40, 50, 60):
        scored_long_ago(backend.house, challenge, any_score(total))
    run = ["rescore", "--challenge", challenge.id, "--journal", str(path), "--rate", "1000"]
    run += ["--at-once", "1", "--accept-drift"]
    with monkeypatch.context() as stopped:
        noted = Journal.note

        def once(journal: Journal, line: dict[str, Any]) -> None:
            noted(journal, line)
            raise KeyboardInterrupt

        stopped.setattr(Journal, "note", once)
        with pytest.raises(KeyboardInterrupt):
            main(run)
    assert main([*run, "--resume"]) == 0
    assert "measured: 1 of 3 are done already" in capsys.readouterr().out
    assert {one.status for one in the_entries(backend.house, challenge)} == {
        SubmissionStatus.SCORED
    }
    assert all(one.past_scores for one in the_entries(backend.house, challenge))


def the_entries(house: House, challenge: Challenge) -> list[Submission]:
    dancers = [user_id for user_id, _ in house.entrants.scored(challenge.id)]
    return list(house.submission_store.of_dancers(challenge.id, dancers).values())


def forget_landmarks(house: House, submission: Submission) -> None:
    """Let a session know no landmarks any more, as when they have been deleted."""
    house.session_store.change(
        submission.session_id,
        lambda session: session.model_copy(update={"pose_data_file_key": None}),
    )


def two_attempts(house: House, challenge: Challenge, *scores: Score) -> Submission:
    """Return the entry of a dancer who danced so, long ago; later attempts are later."""
    caller, key = any_caller(), pose_file_key("0" * 64)
    house.media.write_pose(key, any_pose_sequence().to_bytes())
    for number, score in enumerate(scores):
        at = NOW + timedelta(minutes=number)
        session = open_session(house, caller, now=at)
        submit(house, caller, challenge, session, now=at)
        house.scoring.begin(session.id, now=at)
        house.scoring.pose_extracted(session.id, pose_file_key=key, now=at)
        submission = house.scoring.complete(session.id, challenge.id, score, now=at)
    assert submission is not None
    return submission


def test_of_several_attempts_the_best_by_todays_scores_stands_on_all_boards(
    backend: Backend,
) -> None:
    house = backend.house
    challenge = publish(house, any_challenge(max_attempts=3))
    before = two_attempts(house, challenge, any_score(99), any_score(40), any_score(100))
    # Its landmarks are gone, so that it keeps its 40.
    second = house.attempts.of(before.user_id, challenge.id)[1]
    forget_landmarks(house, second)
    consume(records())
    then = items_of("core")
    told = rescored(before)
    consume(changes(then, items_of("core")))

    after = house.submission_store.find(before.id)
    first = house.attempts.of(before.user_id, challenge.id)[2]
    expected = max(first.total, 40.0)
    assert (told["before"], told["after"], told["attempts"]) == (100, expected, 3)
    assert [one["code"] for one in told["kept"]] == ["POSE_NOT_FOUND"]
    assert (after.total, after.attempt, after.best) == (expected, 3, None)
    points = after.points_earned
    assert boards(house, challenge) == [[expected], *[[points]] * 4]
    assert verify.lambda_handler({"boards": []}, AnyLambdaContext())["drift"] == []
    written = items_of("core")
    assert rescored(before)["after"] == expected
    assert items_of("core") == written


def test_a_better_score_earns_badges_and_a_worse_one_takes_none(
    house: House, challenge: Challenge
) -> None:
    before = scored_long_ago(house, challenge, any_score(50))
    for total, version in ((99.0, "better"), (10.0, "worse")):
        score = any_score(total).model_copy(update={"scoring_version": version})
        scores = {before.session_id: score}
        entry = house.rescoring.replace(before.id, scores, at=NOW)
        assert entry.submission.total == total
        assert "Perfect Score" in entry.submission.badges_awarded
        held = {badge.name for badge in house.dancers.badges(before.user_id)}
        assert held == set(entry.submission.badges_awarded) > set(before.badges_awarded)
        assert house.dancers.stats(before.user_id).total_badges == len(held)


def test_what_one_step_cannot_hold_is_not_begun(
    backend: Backend, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scored_long_ago(backend.house, challenge, any_score(50))
    monkeypatch.setattr("idance.service.rescoring.MOST_ATTEMPTS", 0)
    with pytest.raises(ConflictError, match="TOO_MANY_ATTEMPTS"):
        rescored(before)


def test_another_attempt_that_is_under_way_comes_first(backend: Backend) -> None:
    house = backend.house
    challenge = publish(house, any_challenge(max_attempts=3))
    before = two_attempts(house, challenge, any_score(50))
    caller = any_caller(user_id=before.user_id)
    submit(house, caller, challenge, open_session(house, caller))
    then = items_of("core")
    with pytest.raises(UnderWayError):
        rescored(before)
    assert items_of("core") == then


Meanwhile = Callable[[House, Submission], object]


def hide(house: House, known: Submission) -> None:
    house.moderation.withhold(known.id, SubmissionStatus.HIDDEN, now=NOW)


def hold(house: House, known: Submission) -> None:
    house.moderation.withhold(known.id, SubmissionStatus.HELD, now=NOW)


def ban(house: House, known: Submission) -> None:
    house.moderation.ban(known.user_id)


def score_too(_house: House, known: Submission) -> None:
    rescored(known)


@pytest.mark.parametrize("meanwhile", [hide, hold, ban, score_too])
def test_whatever_is_decided_while_it_is_scored_again_stands(
    backend: Backend,
    challenge: Challenge,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Meanwhile,
) -> None:
    house = backend.house
    before = scored_long_ago(house, challenge, any_score(50))
    consume(records())
    then, write = items_of("core"), Table.put_all
    left = [meanwhile]

    def late(table: Table[Any], *items: Any, **more: Any) -> bool:  # noqa: ANN401 (any item)
        while left:
            left.pop()(house, before)
        return write(table, *items, **more)

    monkeypatch.setattr(Table, "put_all", late)
    rescored(before)
    consume(changes(then, items_of("core")))

    after = house.submission_store.find(before.id)
    assert len(after.past_scores) == 1
    is_seen = meanwhile is score_too
    assert boards(house, challenge)[0] == ([after.total] if is_seen else [])
    assert verify.lambda_handler({"boards": []}, AnyLambdaContext())["drift"] == []
    if meanwhile in (hide, hold):
        back = house.moderation.restore(before.id, now=NOW)
        assert back.total == after.total
    totals = house.dancers.stats(before.user_id).totals.values()
    assert {one.points for one in totals} == {after.points_earned}


def test_who_is_erased_while_it_is_scored_again_does_not_come_back(
    backend: Backend, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scored_long_ago(backend.house, challenge, any_score(50))
    write, core = Table.put_all, boto3.resource("dynamodb").Table("core")

    def late(table: Table[Any], *items: Any, **more: Any) -> bool:  # noqa: ANN401 (any item)
        for _, pk, sk in items_of("core"):
            core.delete_item(Key={"PK": pk, "SK": sk})
        return write(table, *items, **more)

    monkeypatch.setattr(Table, "put_all", late)
    with pytest.raises(NotFoundError, match="SUBMISSION_NOT_FOUND"):
        rescored(before)
    assert items_of("core") == {}


def test_dancer_and_reporters_are_told_and_the_audit_log_knows(
    backend: Backend, challenge: Challenge
) -> None:
    house, reporter = backend.house, any_caller()
    before = scored_long_ago(house, challenge, any_score(50))
    reason = ReportReason.CHEATING
    house.reviews.report(reporter, before.id, reason=reason, detail="", now=NOW)
    order = {"at": NOW.isoformat(), "actor": "u-ada", "actorName": "Ada", "tells": True}
    told = [rescored(before, reason="We hear better now.", **order) for _ in range(2)]
    assert told[0] == told[1]

    (mine,) = house.notifications.of_dancer(before.user_id, limit=9, cursor=None).items
    expected = f"its score is now {told[0]['after']:.2f}, and was 50.00. We hear better now."
    assert mine.message.endswith(expected)
    (theirs,) = house.notifications.of_dancer(reporter.user_id, limit=9, cursor=None).items
    assert theirs.message.startswith("Thank you for your report.")
    (entry,) = house.audit.of_day(NOW.date(), limit=9, cursor=None).items
    assert (entry.actor, entry.action, entry.outcome) == ("u-ada", "RESCORE", "DONE")
    assert entry.before == {"score": 50, "scoringVersion": told[0]["versionBefore"]}
    assert entry.after
    assert entry.after["score"] == told[0]["after"]


def test_what_cannot_be_scored_again_is_told_too(backend: Backend, challenge: Challenge) -> None:
    house = backend.house
    before = scored_long_ago(house, challenge, any_score(50))
    forget_landmarks(house, before)
    rescored(before, at=NOW.isoformat(), actor="u-ada", tells=True)
    (mine,) = house.notifications.of_dancer(before.user_id, limit=9, cursor=None).items
    assert mine.message.startswith("We could not score your dance again, so its score stays 50.00.")
    (entry,) = house.audit.of_day(NOW.date(), limit=9, cursor=None).items
    assert entry.outcome == "POSE_NOT_FOUND"


def test_entries_are_listed_by_the_shard_and_those_without_a_score_left_out(
    backend: Backend, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = backend.house
    scored = {scored_long_ago(house, challenge, any_score(50)).id for _ in range(3)}
    caller = any_caller()
    session = open_session(house, caller)
    submit(house, caller, challenge, session)
    house.scoring.reject(session.id, RejectionCode.NO_PERSON, now=NOW)
    monkeypatch.setattr(list_entries, "ENOUGH", 1)
    found: list[str] = []
    shard: int | None = 0
    while shard is not None:
        event = {"challengeId": challenge.id, "shard": shard}
        told = list_entries.lambda_handler(event, AnyLambdaContext())
        found += told["submissions"]
        shard = told["nextShard"]
    assert (set(found), len(found)) == (scored, 3)
