"""Near duplicates: which clips entered before a new one has to be compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from idance.domain.errors import NotFoundError
from idance.domain.gate import LIKE_ANOTHERS, LIKE_NONE, LIKE_OWN, Gate
from idance.store.fingerprints import FiledClip, FingerprintStore
from idance.store.sessions import SessionStore


class DuplicateService:
    """Files clips, and finds those that are another's again."""

    def __init__(self, *, fingerprints: FingerprintStore, sessions: SessionStore) -> None:
        self._fingerprints = fingerprints
        self._sessions = sessions

    def judge(
        self,
        session_id: str,
        pose_file_key: str,
        keys: Sequence[str],
        *,
        is_same: Callable[[str], bool],
        now: datetime,
    ) -> Gate:
        """Say whether a clip is one that was entered before, or a part of it.

        Parameters
        ----------
        keys : sequence of str
            Those of its fingerprints.
        is_same : callable
            Compares it with the clip whose landmarks have this key; asked as seldom as possible.

        Returns
        -------
        Gate
            Which holds if another session has entered the same recording. A session that entered
            nothing, or whose scoring failed, stands in nobody's way; the very same bytes are told
            of by another gate.

        Raises
        ------
        NotFoundError
            ``SESSION_NOT_FOUND``.
        """
        session = self._sessions.get(session_id)
        mine = FiledClip(
            session_id=session.id, user_id=session.user_id, pose_file_key=pose_file_key, at=now
        )
        mine = self._fingerprints.file(mine, keys)
        for other in self._fingerprints.filed_before(mine, keys):
            if self._is_entered(other, pose_file_key) and is_same(other.pose_file_key):
                return LIKE_OWN if other.user_id == mine.user_id else LIKE_ANOTHERS
        return LIKE_NONE

    def _is_entered(self, other: FiledClip, pose_file_key: str) -> bool:
        if other.pose_file_key == pose_file_key:
            return False
        try:
            session = self._sessions.get(other.session_id)
        except NotFoundError:
            return False
        return session.challenge_submission_id is not None and not session.is_spent
