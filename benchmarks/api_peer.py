"""The peer: the same endpoints the way the requirements assumed them.

FastAPI behind Mangum, pydantic models, boto3's resource, one client of everything at import. It
checks the caller and answers the same documents from the same kind of items; it has no problem
documents, no limits, no ETags and no idempotency keys.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import uuid4

import boto3
import redis
from fastapi import Depends, FastAPI, HTTPException, Request
from mangum import Mangum
from pydantic import BaseModel

app = FastAPI()
dynamodb = boto3.resource("dynamodb")
challenges = dynamodb.Table(os.environ["CHALLENGES_TABLE"])
operations = dynamodb.Table(os.environ["OPERATIONS_TABLE"])
s3 = boto3.client("s3")
step_functions = boto3.client("stepfunctions")
boards = redis.Redis.from_url(os.environ["REDIS_URL"])


class ChallengeOut(BaseModel):
    """A challenge, as dancers see it."""

    id: str
    title: str
    description: str
    type: str
    difficulty: str
    startTime: datetime  # noqa: N815 (the requirements' name)
    endTime: datetime  # noqa: N815
    timeRemaining: str  # noqa: N815
    points: int
    badgeName: str  # noqa: N815
    scoringCriteria: dict[str, int]  # noqa: N815
    participantCount: int  # noqa: N815


class SessionIn(BaseModel):
    """A dancer is about to upload a clip."""

    contentType: str  # noqa: N815
    sizeBytes: int  # noqa: N815


class SessionOut(BaseModel):
    """A session, and where its clip goes."""

    sessionId: str  # noqa: N815
    status: str
    upload: dict[str, Any]


def user_id(request: Request) -> str:
    """Return who calls, as the authorizer says."""
    authorizer = request.scope["aws.event"]["requestContext"].get("authorizer")
    if not authorizer:
        raise HTTPException(401)
    return str(authorizer["userId"])


@app.get("/v1/challenges/today")
def today() -> ChallengeOut:
    """Return the challenge of the day."""
    day = datetime.now(UTC).date().isoformat()
    slot = challenges.get_item(Key={"PK": f"PEER#{day}", "SK": "DAILY"}).get("Item")
    if slot is None:
        raise HTTPException(404)
    item = challenges.get_item(Key={"PK": slot["challengeId"], "SK": "DEF"})["Item"]
    end = datetime.fromisoformat(str(item["endTime"]))
    left = str(end - datetime.now(UTC)).partition(".")[0]
    participants = boards.zcard("lb:" + str(item["PK"]))
    return ChallengeOut.model_validate(
        item | {"id": item["PK"], "timeRemaining": left, "participantCount": participants}
    )


@app.post("/v1/sessions", status_code=201)
def create_session(clip: SessionIn, caller: Annotated[str, Depends(user_id)]) -> SessionOut:
    """Return a new session and the form to upload its clip with."""
    session_id = uuid4().hex
    key = f"videos/{caller}/{session_id}.mp4"
    upload = s3.generate_presigned_post(
        os.environ["MEDIA_BUCKET"], key, Conditions=[["content-length-range", 1, clip.sizeBytes]]
    )
    operations.put_item(
        Item={
            "PK": f"S#{session_id}",
            "SK": "SESSION",
            "userId": caller,
            "status": "CREATED",
            "sizeBytes": Decimal(clip.sizeBytes),
            "videoFileKey": key,
            "createdAt": datetime.now(UTC).isoformat(),
            "expiresAt": int((datetime.now(UTC) + timedelta(days=90)).timestamp()),
        },
        ConditionExpression="attribute_not_exists(PK)",
    )
    return SessionOut(sessionId=session_id, status="CREATED", upload=upload)


@app.get("/v1/sessions/{session_id}")
def one_session(session_id: str, caller: Annotated[str, Depends(user_id)]) -> SessionOut:
    """Return how far a clip has come."""
    found = operations.get_item(
        Key={"PK": f"S#{session_id}", "SK": "SESSION"}, ConsistentRead=True
    ).get("Item")
    if found is None or found["userId"] != caller:
        raise HTTPException(404)
    return SessionOut(sessionId=session_id, status=str(found["status"]), upload={})


handler = Mangum(app, lifespan="off")
