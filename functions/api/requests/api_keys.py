"""Keys of our own services."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field

from functions.api.requests.example import example
from functions.api.requests.fields import Tag
from idance.domain.model import Model

KeyId = Annotated[str, Path(pattern="^[a-z0-9-]{3,40}$")]


class CreateApiKeyRequest(Model):
    """An admin makes a key for a service.

    Attributes
    ----------
    scopes : tuple of str
        The resources whose admin routes the key opens: tags of this document.
    """

    model_config = example(scopes=["reviews"])

    scopes: Annotated[tuple[Tag, ...], Field(min_length=1, max_length=20)]
