"""Where challenges come from, put together in one place: stores, rules, generator, manifest."""

from __future__ import annotations

from functools import cached_property

from idance.service.challenge import ChallengeService
from idance.service.challenge_rules import ChallengeRules
from idance.service.figures import FigureService
from idance.service.generator import ChallengeGenerator
from idance.service.manifest import ManifestService
from idance.store import catalogue
from idance.store.challenges import ChallengeStore
from idance.store.entrants import EntrantStore
from idance.store.figures import FigureStore
from idance.store.published import PublishedStore
from idance.store.references import ReferenceStore


class ChallengeRoom:
    """What dancers see of challenges and what fills the days; each part built when first needed.

    Parameters
    ----------
    challenges : ChallengeStore, optional
        The process's own, where others change or remember challenges beside this room.
    """

    def __init__(  # noqa: PLR0913 (where everything is, by name)
        self,
        *,
        challenges_table: str,
        challenges: ChallengeStore | None = None,
        core_table: str,
        aggregates_table: str,
        media_bucket: str,
        media_url: str,
    ) -> None:
        self.store = challenges or ChallengeStore(challenges_table)
        self.published = PublishedStore(media_bucket, base_url=media_url)
        self.references = ReferenceStore(challenges_table)
        self.types = catalogue.custom_types(challenges_table)
        self.templates = catalogue.templates(challenges_table)
        self.figure_store = FigureStore(aggregates_table)
        self._entrants = EntrantStore(core_table)

    @cached_property
    def rules(self) -> ChallengeRules:
        """What a challenge must keep to."""
        return ChallengeRules(self.types, self.published, self.references)

    @cached_property
    def manifest(self) -> ManifestService:
        """What a CDN serves."""
        return ManifestService(self.store, self.published)

    @cached_property
    def service(self) -> ChallengeService:
        """Challenges of today, of the days to come, and by id."""
        generator = ChallengeGenerator(self.store, self.templates, self.rules)
        return ChallengeService(
            self.store,
            rules=self.rules,
            generator=generator,
            manifest=self.manifest,
            figures=self.figures,
        )

    @cached_property
    def figures(self) -> FigureService:
        """Stats, and the series of days."""
        return FigureService(self.store, self._entrants, self.figure_store)
