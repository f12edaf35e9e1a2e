"""Reports, appeals, and what people decide on them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import Field, StrictBool, StringConstraints, model_validator

from functions.api.requests.example import example
from idance.domain.model import Model
from idance.domain.review_case import Decision, Queue, ReportReason

QueueName = Annotated[Queue, Query()]


class RescoreRequest(Model):
    """A dance is to be scored again; its dancer reads the reason."""

    model_config = example(reason="We hear the beat better now.")

    reason: Annotated[str, Field(max_length=500)] = ""


class ReviewRequest(RescoreRequest):
    """A reviewer lets a submission count, hides it, or has it scored again.

    Attributes
    ----------
    decision : Decision, optional
        What is decided.
    release : bool, optional
        The same in the older way: whether it counts. One of the two is said.
    """

    model_config = example(decision="release", reason="The music was simply fast.")

    decision: Decision | None = None
    release: StrictBool | None = None

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if (self.decision is None) == (self.release is None):
            raise ValueError("say either decision or release")
        return self

    @property
    def decided(self) -> Decision:
        """What is decided, whichever way it was said."""
        return self.decision or (Decision.RELEASE if self.release else Decision.HIDE)


class ReportRequest(Model):
    """A dancer finds something wrong with another's submission."""

    model_config = example(reason="cheating", detail="This is a famous video.")

    reason: ReportReason
    detail: Annotated[str, Field(max_length=1000)] = ""


class CommentReviewRequest(RescoreRequest):
    """A reviewer shows a comment, or hides it for good; its author reads the reason."""

    model_config = example(decision="hide", reason="Please be kind.")

    decision: Literal[Decision.RELEASE, Decision.HIDE]


class AppealRequest(Model):
    """A dancer asks for another look."""

    model_config = example(message="I danced this myself, live, on Sunday.")

    message: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
