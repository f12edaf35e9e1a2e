"""Where an admin works on a challenge: what is done there is answered alike and noted for audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Depends, Response

from functions.api.audit import Tracked, Trail
from functions.api.preconditions import seen_version, tagged
from functions.api.responses.challenge_editing import AdminChallengeResponse
from functions.api.wiring.challenges import Challenges, Published
from functions.api.wiring.clock import Now
from idance.domain.challenge import Challenge
from idance.domain.profile import Caller
from idance.service.challenge import ChallengeService
from idance.service.challenge_editing import Edit
from idance.store.published import PublishedStore


@dataclass(frozen=True, slots=True)
class Desk:
    """What every change of a challenge needs beside the change."""

    challenges: ChallengeService
    published: PublishedStore
    trail: Trail
    now: datetime

    def change(
        self,
        challenge_id: str,
        act: Callable[[Edit], Challenge],
        *,
        admin: Caller,
        if_match: str | None,
    ) -> Response[AdminChallengeResponse]:
        """Change a challenge and answer it as it is then.

        Raises
        ------
        NotFoundError
            ``CHALLENGE_NOT_FOUND``.
        UnconditionalError
            ``IF_MATCH_MISSING``.
        """
        before = self.challenges.get_challenge(challenge_id)
        after = act(self.edit(admin, if_match))
        self.trail.changed(before, after)
        return self.answer(after)

    def edit(self, admin: Caller, if_match: str | None) -> Edit:
        """Return who changes what state of a challenge.

        Raises
        ------
        UnconditionalError
            ``IF_MATCH_MISSING``.
        """
        return Edit(tag=seen_version(if_match), admin=admin.user_id, now=self.now)

    def answer(
        self, challenge: Challenge, status: HTTPStatus = HTTPStatus.OK
    ) -> Response[AdminChallengeResponse]:
        """Return a challenge as admins see it, with the tag that the next change needs."""
        return tagged(self.seen(challenge), challenge.tag, status)

    def seen(self, challenge: Challenge) -> AdminChallengeResponse:
        """Return a challenge as admins see it now."""
        return AdminChallengeResponse.seen(challenge, url_of=self.published.url_of, now=self.now)


def _desk(challenges: Challenges, published: Published, trail: Tracked, now: Now) -> Desk:
    return Desk(challenges, published, trail, now)


AtDesk = Annotated[Desk, Depends(_desk)]
