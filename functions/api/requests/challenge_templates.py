"""Templates of challenges, as admins say them."""

from __future__ import annotations

from functions.api.requests.example import example
from idance.domain.template import Template


class TemplateRequest(Template):
    """A challenge without a date, as an admin says it."""

    model_config = example(
        name="freestyle-friday",
        title="Freestyle Friday",
        type="freestyle",
        points=150,
        badgeName="Freestyle Master",
        weekdays=[5],
    )
