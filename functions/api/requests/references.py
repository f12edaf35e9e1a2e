"""A demo video on its way in."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from functions.api.requests.example import example
from idance.domain.model import NUMBER, Model


class CreateReferenceRequest(Model):
    """An admin is about to upload a demo video.

    Attributes
    ----------
    content_type : str
        ``video/mp4``, ``video/quicktime`` or ``video/webm``.
    size_bytes : int
        The video's exact size.
    """

    model_config = example(contentType="video/mp4", sizeBytes=4_812_344)

    content_type: Annotated[str, StringConstraints(max_length=100)]
    size_bytes: Annotated[int, NUMBER]
