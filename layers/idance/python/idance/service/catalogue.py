"""Custom types and templates: what admins define for challenges to be made of."""

from __future__ import annotations

from datetime import datetime, timedelta

from idance.domain.challenge import day_of
from idance.domain.challenge_type import CustomType, is_built_in
from idance.domain.errors import ConflictError
from idance.domain.template import Template
from idance.service.challenge_rules import ChallengeRules
from idance.store.catalogue import Catalogue


class CustomTypeService:
    """Types beside the built-in ones.

    A challenge takes weights and base over from its type when it is made: changing or deleting a
    type changes nothing that exists.
    """

    def __init__(self, types: Catalogue[CustomType]) -> None:
        self._types = types

    def all(self) -> tuple[CustomType, ...]:
        """Return every custom type, by name."""
        return self._types.all()

    def create(self, custom: CustomType) -> CustomType:
        """Define a type.

        Raises
        ------
        ConflictError
            ``TYPE_EXISTS``, also for the names of built-in types.
        """
        if is_built_in(custom.name):
            raise ConflictError("TYPE_EXISTS", f"{custom.name} is a built-in type.", field="name")
        return self._types.add(custom.name, custom)

    def get(self, name: str) -> CustomType:
        """Return a custom type.

        Raises
        ------
        NotFoundError
            ``TYPE_NOT_FOUND``.
        """
        return self._types.get(name)

    def replace(self, name: str, custom: CustomType, *, tag: str) -> CustomType:
        """Define a type anew, under its name; the change is meant for one version of it.

        Raises
        ------
        NotFoundError
            ``TYPE_NOT_FOUND``.
        StaleError
            ``TYPE_CHANGED``.
        """
        return self._types.replace(name, custom.model_copy(update={"name": name}), tag=tag)

    def delete(self, name: str, *, tag: str) -> None:
        """Forget a type, in the version that is meant.

        Raises
        ------
        NotFoundError
            ``TYPE_NOT_FOUND``.
        StaleError
            ``TYPE_CHANGED``.
        """
        self._types.remove(name, tag=tag)


class TemplateService:
    """Templates that days without a challenge are filled from."""

    def __init__(self, templates: Catalogue[Template], rules: ChallengeRules) -> None:
        self._templates = templates
        self._rules = rules

    def all(self) -> tuple[Template, ...]:
        """Return every template, by name."""
        return self._templates.all()

    def get(self, name: str) -> Template:
        """Return a template.

        Raises
        ------
        NotFoundError
            ``TEMPLATE_NOT_FOUND``.
        """
        return self._templates.get(name)

    def create(self, template: Template, *, now: datetime) -> Template:
        """Store a template that can make a challenge.

        Raises
        ------
        InvalidError
            As `ChallengeRules.check` says.
        ConflictError
            ``TEMPLATE_EXISTS``.
        """
        self._check(template, now)
        return self._templates.add(template.name, template)

    def replace(self, name: str, template: Template, *, tag: str, now: datetime) -> Template:
        """Say everything anew of one version of a template, under its name.

        Raises
        ------
        InvalidError
            As `ChallengeRules.check` says.
        NotFoundError
            ``TEMPLATE_NOT_FOUND``.
        StaleError
            ``TEMPLATE_CHANGED``.
        """
        renamed = template.model_copy(update={"name": name})
        self._check(renamed, now)
        return self._templates.replace(name, renamed, tag=tag)

    def delete(self, name: str, *, tag: str) -> None:
        """Forget a template, in the version that is meant; challenges made of it stay.

        Raises
        ------
        NotFoundError
            ``TEMPLATE_NOT_FOUND``.
        StaleError
            ``TEMPLATE_CHANGED``.
        """
        self._templates.remove(name, tag=tag)

    def _check(self, template: Template, now: datetime) -> None:
        self._rules.check(template.on(day_of(now) + timedelta(days=1)), now=now)
