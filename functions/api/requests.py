"""What clients send."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Annotated, Any, Final, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BeforeValidator, ConfigDict, Field, JsonValue, StrictBool, StringConstraints

from idance.domain.challenge import ChallengeDraft
from idance.domain.challenge_editing import ChallengePatch
from idance.domain.challenge_type import CustomType
from idance.domain.contest import Contest
from idance.domain.model import Model
from idance.domain.ranking import Ranking, Reading, View
from idance.domain.review_case import ReportReason
from idance.domain.template import Template

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def _written_out(text: object) -> object:
    """Refuse what is no day as people write it: pydantic would take a number for a time, too."""
    if isinstance(text, str) and not _DAY.fullmatch(text):
        raise ValueError("a day is written like 2026-11-24")
    return text


Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]
KeyId = Annotated[str, Path(pattern="^[a-z0-9-]{3,40}$")]
Day = Annotated[dt.date, BeforeValidator(_written_out)]
PathId = Annotated[str, Path(max_length=100)]
Limit = Annotated[int, Query(ge=1, le=100)]
CursorText = Annotated[str | None, Query(max_length=700)]


def _example(**body: JsonValue) -> ConfigDict:
    """Return the configuration of a model that shows one body in the OpenAPI document."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class PutChallengeRequest(ChallengeDraft):
    """Everything an admin says of a challenge."""

    model_config = _example(
        title="Freestyle Friday",
        description="Show your best freestyle moves!",
        type="freestyle",
        startTime="2025-01-28T00:00:00Z",
        endTime="2025-01-28T23:59:59Z",
        demoVideoFileKey="challenges/demo_123.mp4",
        points=150,
        badgeName="Freestyle Master",
    )


class CreateChallengeRequest(PutChallengeRequest):
    """An admin makes a challenge, for everybody or as a draft."""

    status: Literal["draft", "published"] = "published"


class PatchChallengeRequest(ChallengePatch):
    """What an admin changes of a challenge."""

    model_config = _example(title="Freestyle Friday Night", points=200)


class ImportRequest(Model):
    """Challenges to make, as rows or as CSV with a header: one of the two.

    Attributes
    ----------
    partial : bool
        Make what is right although another row is wrong; else nothing is made then.
    dry_run : bool
        Make nothing, only report.
    """

    model_config = _example(
        challenges=[
            {
                "title": "Freestyle Friday",
                "type": "freestyle",
                "startTime": "2025-01-31T00:00:00Z",
                "endTime": "2025-01-31T23:59:59Z",
                "points": 150,
                "badgeName": "Freestyle Master",
            }
        ]
    )

    challenges: Annotated[tuple[dict[str, JsonValue], ...] | None, Field(max_length=400)] = None
    csv: Annotated[str | None, Field(max_length=500_000)] = None
    partial: StrictBool = False
    dry_run: StrictBool = False


class MonthRequest(Model):
    """A month of challenges to make from templates."""

    model_config = _example(month="2025-02")

    month: Annotated[str, StringConstraints(pattern=r"^20\d{2}-(0[1-9]|1[0-2])$")]
    partial: StrictBool = False
    dry_run: StrictBool = False


class CustomTypeRequest(CustomType):
    """A type of challenges as an admin defines it."""

    model_config = _example(
        name="popping",
        description="Hits on the beat.",
        baseType="speed",
        scoringCriteria={"speed": 40, "rhythm": 60},
    )


class TemplateRequest(Template):
    """A challenge without a date, as an admin says it."""

    model_config = _example(
        name="freestyle-friday",
        title="Freestyle Friday",
        type="freestyle",
        points=150,
        badgeName="Freestyle Master",
        weekdays=[5],
    )


class ContestRequest(Contest):
    """A board of an admin's making."""

    model_config = _example(
        slug="summer-spin",
        name="Summer of Spins",
        operator="incr",
        counted="points",
        startTime="2030-06-01T00:00:00Z",
        endTime="2030-07-01T00:00:00Z",
        tickMs=1000,
        maxPoints=20000,
        challengeType="spin",
    )


class CreateSessionRequest(Model):
    """A dancer is about to upload a clip.

    Attributes
    ----------
    content_type : str
        ``video/mp4``, ``video/quicktime`` or ``video/webm``.
    size_bytes : int
        The clip's exact size.
    challenge_id : str, optional
        The challenge it is meant for: it is then scored while the dancer still types a caption.
    multipart : bool
        Upload it in parts, which a lost connection does not begin anew.
    """

    model_config = _example(contentType="video/mp4", sizeBytes=4_200_000, challengeId="ch_123")

    content_type: Annotated[str, StringConstraints(max_length=100)]
    size_bytes: int
    challenge_id: Id | None = None
    multipart: StrictBool = False


class CreateReferenceRequest(Model):
    """An admin is about to upload a demo video.

    Attributes
    ----------
    content_type : str
        ``video/mp4``, ``video/quicktime`` or ``video/webm``.
    size_bytes : int
        The video's exact size.
    """

    model_config = _example(contentType="video/mp4", sizeBytes=4_812_344)

    content_type: Annotated[str, StringConstraints(max_length=100)]
    size_bytes: int


class SubmitRequest(Model):
    """A dancer enters a clip in a challenge."""

    model_config = _example(
        sessionId="sess_456", caption="My best attempt!", tags=["freestyle", "morning"]
    )

    session_id: Id
    caption: Annotated[str | None, Field(max_length=500)] = None
    tags: Annotated[tuple[Tag, ...], Field(max_length=10)] = ()


class BoardQuery(Model):
    """Which part of a leaderboard: a page from the top, the lines around me, or my friends'.

    Attributes
    ----------
    page : int
        From 1 on; passed over where there is a cursor.
    cursor : str, optional
        `nextCursor` of the page before.
    level : int, optional
        Only dancers of this level, among the first thousand.
    """

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    cursor: Annotated[str | None, Field(max_length=64)] = None
    view: View = View.TOP
    ranking: Ranking = Ranking.ORDINAL
    level: Annotated[int | None, Field(ge=1, le=1000)] = None

    @property
    def reading(self) -> Reading:
        """The same in the domain's words."""
        return Reading(**self.model_dump())


class CreateApiKeyRequest(Model):
    """An admin makes a key for a service.

    Attributes
    ----------
    scopes : tuple of str
        The resources whose admin routes the key opens: tags of this document.
    """

    model_config = _example(scopes=["reviews"])

    scopes: Annotated[tuple[Tag, ...], Field(min_length=1, max_length=20)]


class TimeZoneRequest(Model):
    """How far a dancer's clock is ahead of UTC, in minutes."""

    model_config = _example(utcOffsetMinutes=60)

    utc_offset_minutes: Annotated[int, Field(ge=-720, le=840)]


class ReviewRequest(Model):
    """A reviewer lets a submission count, or hides it; its dancer reads the reason."""

    model_config = _example(release=True, reason="The music was simply fast.")

    release: StrictBool
    reason: Annotated[str, Field(max_length=500)] = ""


class ReportRequest(Model):
    """A dancer finds something wrong with another's submission."""

    model_config = _example(reason="cheating", detail="This is a famous video.")

    reason: ReportReason
    detail: Annotated[str, Field(max_length=1000)] = ""


class AppealRequest(Model):
    """A dancer asks for another look."""

    model_config = _example(message="I danced this myself, live, on Sunday.")

    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


def parsed(text: str) -> Any:  # noqa: ANN401 (JSON is any of its types)
    """Return the JSON in a body.

    Raises
    ------
    json.JSONDecodeError
        For whatever Python cannot read as JSON, nesting and numbers without end among it.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise json.JSONDecodeError(str(error), text, 0) from error


def as_json(event: dict[str, Any]) -> dict[str, Any]:
    """Return the event without its content type: a body is JSON here, whatever it says it is."""
    headers = event.get("headers") or {}
    kept = {name: value for name, value in headers.items() if name.lower() != "content-type"}
    return {**event, "headers": kept, "multiValueHeaders": None}
