"""A clip on its way in."""

from __future__ import annotations

from typing import Annotated

from pydantic import StrictBool, StringConstraints

from functions.api.requests.example import example
from functions.api.requests.fields import Id
from idance.domain.model import NUMBER, Model


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

    model_config = example(contentType="video/mp4", sizeBytes=4_200_000, challengeId="ch_123")

    content_type: Annotated[str, StringConstraints(max_length=100)]
    size_bytes: Annotated[int, NUMBER]
    challenge_id: Id | None = None
    multipart: StrictBool = False
