"""A challenge made to measure for the dancer who asks."""

from __future__ import annotations

from typing import Final

from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from functions.api.caller import Me
from functions.api.outcomes import outcomes
from functions.api.responses.challenges import PersonalChallengeResponse
from functions.api.wiring.challenge_personal import Personal
from functions.api.wiring.challenges import Published
from functions.api.wiring.clock import Now

router = APIGatewayRouter()
UNKNOWN: Final = "Dance a challenge, and the next one will be made for you."


@router.get("/challenges/personalized", responses=outcomes({200: PersonalChallengeResponse}))
def mine(
    caller: Me, personal: Personal, published: Published, now: Now
) -> PersonalChallengeResponse:
    """Return the challenge that trains what the caller's recent dances lost most points on."""
    challenge, training = personal.choose(caller.user_id, now=now)
    return PersonalChallengeResponse.of(
        challenge,
        url_of=published.url_of,
        time_remaining=challenge.time_remaining(now),
        participant_count=None,
        reason=training.reason if training else UNKNOWN,
        weak_metric=training.metric if training else None,
        level=training.level if training else None,
        based_on=training.based_on if training else 0,
    )
