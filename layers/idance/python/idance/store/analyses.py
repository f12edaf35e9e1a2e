"""Analyses in S3: too much for an item that is read with every board."""

from __future__ import annotations

from idance.domain.analysis import Analysis
from idance.domain.errors import NotFoundError
from idance.domain.ids import analysis_key
from idance.store.media import MediaStore


class AnalysisStore:
    """The analyses of a bucket: one for a clip in a challenge, the latest stands."""

    def __init__(self, media: MediaStore) -> None:
        self._media = media

    def write(self, analysis: Analysis, *, session_id: str, challenge_id: str) -> None:
        """Keep an analysis."""
        key = analysis_key(session_id=session_id, challenge_id=challenge_id)
        self._media.write_document(key, analysis.model_dump_json(exclude_none=True))

    def get(self, *, session_id: str, challenge_id: str) -> Analysis:
        """Return an analysis.

        Raises
        ------
        NotFoundError
            ``ANALYSIS_NOT_FOUND``.
        """
        key = analysis_key(session_id=session_id, challenge_id=challenge_id)
        document = self._media.read_document(key)
        if document is None:
            raise NotFoundError("ANALYSIS_NOT_FOUND", "There is no analysis of this clip yet.")
        return Analysis.model_validate_json(document)
