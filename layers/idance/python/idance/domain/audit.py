"""The audit log: what admins did, who, when, and what it changed."""

from __future__ import annotations

from typing import Any, Final

from pydantic import AwareDatetime

from idance.domain.model import Model

DONE: Final = "DONE"


class AuditEntry(Model):
    """One act of an admin, done or refused.

    Attributes
    ----------
    actor, actor_name
        Who.
    action
        Method and address pattern, such as ``PUT /challenges/{challenge_id}``.
    target
        What the address names, by parameter.
    outcome
        ``DONE``, or the code of the error it was refused with.
    request
        The JSON that was sent, if any.
    before, after
        The thing itself, as it was and as it is; None where there was or is none.
    """

    id: str
    at: AwareDatetime
    actor: str
    actor_name: str
    action: str
    target: dict[str, str]
    outcome: str = DONE
    request: Any = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
