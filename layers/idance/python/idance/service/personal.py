"""Personalised challenges: made ahead for every weakness and level, chosen by what was danced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from idance.domain.challenge import Challenge, day_of
from idance.domain.challenge_content import Difficulty
from idance.domain.challenge_type import ChallengeType, MetricName
from idance.domain.generation import generated
from idance.domain.training import (
    TRAINABLE,
    Training,
    personal_slot,
    training_for,
    training_template,
)
from idance.service.challenge import ChallengeService
from idance.store.challenges import ChallengeStore
from idance.store.submissions import SubmissionStore


@dataclass(frozen=True, slots=True)
class PersonalService:
    """Chooses a challenge for one dancer."""

    challenges: ChallengeStore
    submissions: SubmissionStore
    service: ChallengeService

    def choose(self, user_id: str, *, now: datetime) -> tuple[Challenge, Training | None]:
        """Return the challenge a dancer should dance today, and why.

        Somebody whose dances say nothing yet is given the day's own.
        """
        training = training_for(tuple(self.submissions.of_dancer(user_id)))
        if training is None:
            return self.service.get_active_challenge(now), None
        return self._filled(day_of(now), training.metric, training.level, now), training

    def pregenerate(self, now: datetime) -> int:
        """Make today's and tomorrow's challenges for every weakness and level; return how many.

        They differ in what they train only: each is there before the first dancer asks.
        """
        days = (day_of(now), day_of(now) + timedelta(days=1))
        known = {day: self.challenges.of_day(day) for day in days}
        missing = [
            (day, metric, level)
            for day, metric, level in product(days, TRAINABLE, Difficulty)
            if personal_slot(metric, level) not in known[day]
        ]
        for day, metric, level in missing:
            self._filled(day, metric, level, now)
        return len(missing)

    def _filled(self, day: date, metric: MetricName, level: Difficulty, now: datetime) -> Challenge:
        template = training_template(metric, level)
        slot = personal_slot(metric, level)

        def made(ordinal: int) -> Challenge:
            base = ChallengeType(template.type)
            draft = template.on(day, slot=slot)
            return generated(draft, base_type=base, ordinal=ordinal, now=now)

        return self.challenges.fill(day, slot, made)
