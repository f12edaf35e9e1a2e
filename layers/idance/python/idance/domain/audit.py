"""The audit log: what admins did, who, when, and what it changed."""

from __future__ import annotations

import json
import re
from typing import Any, Final, Self

from pydantic import AwareDatetime

from idance.domain.ids import SUBMISSION_ID, parse_submission_id
from idance.domain.model import Model

DONE: Final = "DONE"
ERASED: Final = "erased"
"""Stands where a dancer was named who has been erased."""
_USER_ID: Final = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")


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

    @property
    def named(self) -> frozenset[str]:
        """The dancers whom it names, by id, beside who acted."""
        said = json.dumps([self.target, self.request, self.before, self.after])
        found = {match[0] for match in _USER_ID.finditer(said)}
        addresses = (parse_submission_id(match[0]) for match in SUBMISSION_ID.finditer(said))
        return frozenset(found | {one.user_id for one in addresses if one})

    def without(self, user_id: str) -> Self:
        """Return it as it is kept of a dancer who was erased: who did what, and to nobody."""
        target = {
            name: ERASED if user_id in _named_by(value) else value
            for name, value in self.target.items()
        }
        update = {"target": target, "request": None, "before": None, "after": None}
        return self.model_copy(update=update)


def _named_by(value: str) -> set[str]:
    address = parse_submission_id(value)
    return {value, address.user_id} if address else {value}
