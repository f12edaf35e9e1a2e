"""Before anybody dances: the operators' jobs run, and an admin makes the challenge of the day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final

from functions.api.responses.challenges import ChallengeResponse
from idance.domain.challenge import ChallengeDraft
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, default_criteria
from local.operations import run_job
from local.phone import ApiError, Phone
from local.stage import Stage

BPM: Final = 120.0
_DAY: Final = timedelta(days=1)
_LONG_ENOUGH: Final = timedelta(hours=1)


def open_the_day(stage: Stage) -> ChallengeResponse:
    """Rotate, fill the days to come, and return today's challenge: the admin's, if it can be."""
    run_job(stage, "Rotate")
    run_job(stage, "Pregenerate")
    with Phone(stage.api_url, stage.identities.token_for("The admin", admin=True)) as admin:
        try:
            admin.create_challenge(todays_draft(datetime.now(UTC)))
        except ApiError as error:
            # On a stage that is kept running people have danced today's challenge already.
            if error.code != "CHALLENGE_SLOT_TAKEN":
                raise
        return admin.today()


def todays_draft(now: datetime) -> ChallengeDraft:
    """Return a challenge for the UTC day; one made just before midnight lasts an hour into it."""
    start = datetime.combine(now.date(), time.min, tzinfo=UTC)
    return ChallengeDraft(
        title="One-Machine Groove",
        description="Dance to 120 beats a minute: steady, smooth, and with ideas of your own.",
        type=ChallengeType.FREESTYLE,
        difficulty=Difficulty.BEGINNER,
        start_time=start,
        end_time=max(start + _DAY, now + _LONG_ENOUGH),
        points=100,
        badge_name="Groove Machine",
        scoring_criteria=default_criteria(),
        target_bpm=BPM,
    )
