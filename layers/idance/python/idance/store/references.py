"""Demo videos in the challenges table: ``REF#<id>`` / ``DEF`` holds one (``doc``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from idance.domain.ids import reference_of_key
from idance.domain.reference import Reference
from idance.store.item import Item
from idance.store.table import Table, document, until_written

_DEF: Final = "DEF"
Step = Callable[[Reference | None], Reference]


class ReferenceStore:
    """Demo videos by id."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(Item, table_name)

    def find(self, reference_id: str) -> Reference | None:
        """Return a demo video, or None if nobody has announced or uploaded it."""
        item = self._table.get(_pk(reference_id), _DEF, consistent=True)
        return Reference.model_validate_json(item.doc) if item else None

    def named(self, demo_video_file_key: str | None) -> Reference | None:
        """Return the demo video that a challenge names, or None if nobody knows of one."""
        reference_id = reference_of_key(demo_video_file_key or "")
        return self.find(reference_id) if reference_id else None

    def change(self, reference_id: str, step: Step) -> Reference:
        """Store what a step makes of a demo video, or of there being none yet; return that."""

        def attempt() -> Reference | None:
            item = self._table.get(_pk(reference_id), _DEF, consistent=True)
            before = Reference.model_validate_json(item.doc) if item else None
            after = step(before)
            if after is before:
                return after
            item = item or self._table.item(_pk(reference_id), _DEF)
            item.doc = document(after)
            return after if self._table.put(item) else None

        return until_written(attempt)


def _pk(reference_id: str) -> str:
    return f"REF#{reference_id}"
