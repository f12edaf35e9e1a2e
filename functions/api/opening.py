"""A resolver whose routes are imported when somebody asks for them.

A process that starts on demand has somebody waiting: it imports the module that answers them, and
another when another is asked for. One that starts ahead of its requests (from a snapshot, or kept
ready) imports and builds everything before the first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from threading import Lock
from typing import Any, Final

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.api_gateway import Route

from functions.api.contents import CONTENTS, module_at
from functions.api.resources import resource_of
from idance.domain.model import Model

PREFIXES: Final = ("/v1", "/api")
_PLACES: Final = {name: place for place, name in enumerate(CONTENTS)}


class OpeningResolver(APIGatewayRestResolver):
    """Answers requests with the modules that the table of contents names."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 (Powertools has the types)
        super().__init__(strip_prefixes=list(PREFIXES), **settings)
        self._opening = Lock()
        self._open: set[str] = set()

    def resolve(self, event: Mapping[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 (Lambda's)
        """Answer a request; where no module is known to, with all of them open."""
        module = module_at(event.get("httpMethod", ""), _path(event.get("path", "")))
        self._include([module] if module else CONTENTS)
        return super().resolve(event, context)

    @property
    def routes(self) -> Sequence[Route]:
        """All routes."""
        self._include(CONTENTS)
        return [*self._static_routes, *self._dynamic_routes]

    def build(self) -> None:
        """Build what would else be built when it is first needed."""
        for route in self.routes:
            _ = route.dependant, route.body_field
        models: list[type[Model]] = [Model]
        while models:
            model = models.pop()
            model.model_rebuild()
            models += model.__subclasses__()

    def _include(self, modules: Collection[str]) -> None:
        if self._open.issuperset(modules):
            return
        with self._opening:
            for name in modules:
                if name not in self._open:
                    self.include_router(import_module(f"functions.api.routes.{name}").router)
                    self._open.add(name)
            for routes in (self._static_routes, self._dynamic_routes):
                routes.sort(key=_place)


def _place(route: Route) -> int:
    return _PLACES[resource_of(route.func)]


def _path(path: str) -> str:
    for prefix in PREFIXES:
        if path.startswith(f"{prefix}/"):
            return path.removeprefix(prefix)
    return path
