"""A function's settings: what it reads of its environment, with types.

pydantic-settings reads files, secrets and command lines as well, and takes as long to import as a
third of everything else a small function imports.
"""

from __future__ import annotations

import os
from typing import Self

from pydantic import BaseModel, ConfigDict


class EnvironmentSettings(BaseModel):
    """Each field is the variable of its name in upper case."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def read(cls) -> Self:
        """Return the environment of this process.

        Raises
        ------
        pydantic.ValidationError
            If a variable is missing, or is not what its field takes.
        """
        told = {name: os.environ.get(name.upper()) for name in cls.model_fields}
        return cls.model_validate({name: text for name, text in told.items() if text is not None})
