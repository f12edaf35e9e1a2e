"""Reports, appeals, and what people decide on them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from functions.api.requests.example import example
from idance.domain.model import Model
from idance.domain.review_case import ReportReason


class ReviewRequest(Model):
    """A reviewer lets a submission count, or hides it; its dancer reads the reason."""

    model_config = example(release=True, reason="The music was simply fast.")

    release: StrictBool
    reason: Annotated[str, Field(max_length=500)] = ""


class ReportRequest(Model):
    """A dancer finds something wrong with another's submission."""

    model_config = example(reason="cheating", detail="This is a famous video.")

    reason: ReportReason
    detail: Annotated[str, Field(max_length=1000)] = ""


class AppealRequest(Model):
    """A dancer asks for another look."""

    model_config = example(message="I danced this myself, live, on Sunday.")

    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
