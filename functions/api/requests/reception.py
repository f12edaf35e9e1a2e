"""What a dancer has for another's dance."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, StrictBool, StringConstraints

from functions.api.requests.example import example
from idance.domain.model import Model


class LikeRequest(Model):
    """A dancer likes a dance, or no longer.

    Attributes
    ----------
    liked : bool, optional
        Which of the two: said again, it changes nothing. Unsaid, it is the opposite of what was.
    """

    model_config = example(liked=True)

    liked: StrictBool | None = None


class CommentRequest(Model):
    """A dancer comments on a dance; space around the text is left out."""

    model_config = example(content="Amazing moves! 🔥")

    content: Annotated[
        str,
        Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$"),
        StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    ]


UNSAID: Final = LikeRequest()
