"""A clip's way from the phone to the board, in every order of upload and submit."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis import Redis

from functions.api.responses.challenges import ChallengeResponse
from functions.api.responses.leaderboards import ChallengeLeaderboardResponse
from functions.api.responses.submissions import AcceptedResponse, SubmissionResponse
from idance.domain.period import Period
from idance.domain.session import SessionStatus
from idance.domain.submission_status import SubmissionStatus
from local.demo.journey import Danced, Entry, dance
from local.drawn_dancer import Dance
from local.executions import Executions
from local.operations import run_job
from local.phone import Phone, upload
from local.stage import Stage
from tests.e2e.conftest import NewChallenge, NewClip, SignIn, drawn
from tests.e2e.takes import take

PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Contest:
    """Three dancers on one board: two good ones and a poor one; and one with a stolen clip."""

    challenge: ChallengeResponse
    first: Danced
    second: Danced
    poor: Danced
    thief: Danced

    @property
    def all(self) -> tuple[Danced, ...]:
        """Everybody who is on the board."""
        return (self.first, self.second, self.poor)


@pytest.fixture(scope="module")
def contest(sign_in: SignIn, new_challenge: NewChallenge, clips: Mapping[str, Path]) -> Contest:
    """Return a contest that is over and on the boards."""
    challenge = new_challenge()
    danced = {
        name: dance(Entry(name, clip, sign_in(name), submit_first=name == "First"), challenge.id)
        for name, clip in clips.items()
    }
    board_with(danced["Poor"].entry.phone, challenge.id, entries=3)
    return Contest(challenge, **{name.lower(): one for name, one in danced.items()})


def board_with(phone: Phone, challenge_id: str, *, entries: int) -> ChallengeLeaderboardResponse:
    """Return the board once so many dancers are on it."""
    deadline = time.monotonic() + PATIENCE_S
    while (board := phone.challenge_board(challenge_id)).total_count < entries:
        assert time.monotonic() < deadline, f"{board.total_count} of {entries} on the board"
        time.sleep(0.2)
    return board


def session_that_is(status: SessionStatus, phone: Phone, session_id: str) -> None:
    """Wait until a session has come so far."""
    deadline = time.monotonic() + PATIENCE_S
    while (seen := phone.http.get(f"/sessions/{session_id}").json()["status"]) != status:
        assert time.monotonic() < deadline, f"still {seen}, not {status}"
        time.sleep(0.2)


def scored(danced: Danced) -> SubmissionResponse:
    """Return the submission, which must be scored."""
    assert danced.code is None, danced.message
    assert danced.submission
    assert danced.submission.status is SubmissionStatus.SCORED
    return danced.submission


def test_a_clip_is_scored_by_four_metrics_that_add_up(contest: Contest) -> None:
    submission = scored(contest.first)
    assert submission.score is not None
    assert 0 <= submission.score <= 100
    assert submission.score_breakdown is not None
    assert set(submission.score_breakdown) == {"balance", "rhythm", "smoothness", "creativity"}
    assert round(sum(submission.score_breakdown.values()), 2) == submission.score
    assert submission.feedback
    assert submission.frames == 60
    assert submission.seconds == pytest.approx(4.0, abs=0.05)


def test_the_first_dance_earns_a_badge_that_everybody_may_see(
    contest: Contest, dancer: Phone
) -> None:
    submission = scored(contest.first)
    assert "First Challenge" in submission.badges
    shown = dancer.badges(submission.user_profile.id)
    assert {badge.name for badge in shown.badges} == set(submission.badges)


def test_another_dancer_likes_a_dance_and_comments_on_it(contest: Contest, dancer: Phone) -> None:
    submission = f"/submissions/{scored(contest.second).submission_id}"
    liked = dancer.http.post(f"{submission}/like", json={"liked": True})
    assert liked.json() == {"liked": True, "totalLikes": 1}
    said = dancer.http.post(f"{submission}/comments", json={"content": "Amazing moves! 🔥"})
    assert dancer.http.get(f"{submission}/comments").json()["comments"] == [said.json()]
    removed = dancer.http.delete(f"{submission}/comments/{said.json()['commentId']}")
    assert removed.status_code == 204
    assert dancer.http.get(submission).json()["totalComments"] == 0


def test_better_dancing_stands_higher_on_the_board(contest: Contest) -> None:
    assert scored(contest.first).score > scored(contest.poor).score  # type: ignore[operator]
    board = contest.poor.entry.phone.challenge_board(contest.challenge.id)
    names = [line.user.display_name for line in board.leaderboard]
    assert sorted(names[:2]) == ["First", "Second"]
    assert names[2:] == ["Poor"]
    assert [line.rank for line in board.leaderboard] == [1, 2, 3]
    assert (board.user_rank, board.user_score) == (3, contest.poor.score)


def test_a_stolen_clip_is_held_and_says_why(contest: Contest) -> None:
    assert contest.thief.code == "HELD"
    assert contest.thief.message
    assert "another dancer's clip" in contest.thief.message
    board = contest.thief.entry.phone.challenge_board(contest.challenge.id)
    assert board.user_rank is None


@pytest.mark.parametrize("period", Period)
def test_every_global_board_knows_the_dancer(contest: Contest, period: Period) -> None:
    places = [one.entry.phone.global_board(period).user_position for one in contest.all]
    assert all(places)
    ranks = [place.rank for place in places if place]
    assert ranks[-1] == max(ranks)


def test_the_boards_come_back_as_they_were_when_redis_loses_everything(
    contest: Contest, stage: Stage
) -> None:
    phone = contest.first.entry.phone
    before = phone.challenge_board(contest.challenge.id)
    weekly = phone.global_board(Period.WEEKLY)
    with Redis.from_url(stage.redis_url) as redis:
        redis.flushall()
    lost = phone.challenge_board(contest.challenge.id)
    assert lost.total_count == 0 or lost.approximate
    run_job(stage, "Rebuild", {"boards": [f"c:{contest.challenge.id}"]})
    run_job(stage, "Rebuild")
    assert phone.challenge_board(contest.challenge.id) == before
    assert phone.global_board(Period.WEEKLY) == weekly


def test_a_clip_scored_before_it_is_submitted_is_answered_at_once(
    challenge: ChallengeResponse, dancer: Phone, new_clip: NewClip
) -> None:
    clip = new_clip()
    grant = dancer.create_session(clip, challenge_id=challenge.id)
    upload(grant.upload, clip.read_bytes())
    session_that_is(SessionStatus.SCORED, dancer, grant.session_id)
    answer = dancer.submit(challenge.id, grant.session_id)
    assert isinstance(answer, SubmissionResponse)
    assert answer.status is SubmissionStatus.SCORED
    assert answer.score is not None
    assert answer.rank is not None
    assert answer.message


def test_a_clip_uploaded_for_no_challenge_is_scored_when_it_is_submitted(
    challenge: ChallengeResponse, dancer: Phone, new_clip: NewClip, executions: Executions
) -> None:
    clip = new_clip()
    grant = dancer.create_session(clip, challenge_id=None)
    upload(grant.upload, clip.read_bytes())
    session_that_is(SessionStatus.ANALYSED, dancer, grant.session_id)
    answer = dancer.submit(challenge.id, grant.session_id)
    assert isinstance(answer, AcceptedResponse)
    assert dancer.follow(answer.submission_id).status is SubmissionStatus.SCORED
    assert len(executions.of_session(grant.session_id)) == 2


def test_a_long_clip_is_extracted_in_segments_and_scored(
    challenge: ChallengeResponse,
    dancer: Phone,
    executions: Executions,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    clip = drawn(tmp_path_factory, "long", Dance(duration_s=11.0, seed=3))
    danced = dance(Entry("Long", clip, dancer), challenge.id)

    assert scored(danced).frames == 165
    assert danced.session_id
    times = executions.state_times_ms(danced.session_id)
    assert list(times)[:3] == ["probe_video", "extract_segments", "join_pose"]


def test_a_clip_uploaded_in_parts_is_scored_like_any_other(
    challenge: ChallengeResponse, dancer: Phone, good_clip: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.mp4"
    large.write_bytes(take(good_clip.read_bytes(), name="large" * 2_000_000))
    grant = dancer.create_session(large, challenge_id=challenge.id, multipart=True)
    assert len(grant.upload.parts) == 2
    upload(grant.upload, large.read_bytes())
    dancer.complete_upload(grant.session_id)
    session_that_is(SessionStatus.SCORED, dancer, grant.session_id)


def test_the_addresses_of_the_requirements_work_as_well(stage: Stage, dancer: Phone) -> None:
    old = f"{stage.outputs['ApiUrl']}/api/challenges/today"
    assert dancer.http.get(old).json()["id"] == dancer.today().id


def test_anybody_may_ask_whether_the_service_is_there(dancer: Phone) -> None:
    del dancer.http.headers["Authorization"]
    assert dancer.http.get("/health").json() == {"status": "ok"}
