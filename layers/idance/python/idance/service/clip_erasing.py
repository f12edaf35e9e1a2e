"""A dancer's clips, erased: sessions and attempts, with every object that was made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from idance.domain.ids import analysis_key, exports_of, pose_key
from idance.domain.picture import PictureKind, picture_key_of
from idance.domain.score import Score
from idance.domain.session import Session
from idance.domain.submission import Submission
from idance.store.fingerprints import FingerprintStore
from idance.store.media import MediaStore
from idance.store.sessions import SessionStore
from idance.store.uploads import UploadStore


class ClipErasing:
    """Removes clips, landmarks, analyses, pictures and fingerprints."""

    def __init__(
        self,
        *,
        sessions: SessionStore,
        media: MediaStore,
        uploads: UploadStore,
        fingerprints: FingerprintStore,
    ) -> None:
        self._sessions = sessions
        self._media = media
        self._uploads = uploads
        self._fingerprints = fingerprints

    def close(self, user_id: str, *, now: datetime) -> Counter[str]:
        """End all sessions of a dancer, so that nothing more comes of them; remove their objects.

        The sessions stay: what is still being uploaded is found by them when they are forgotten.
        """
        told: Counter[str] = Counter(objects=self._media.forget_all(exports_of(user_id)))
        for session in self._sessions.all_of(user_id):
            ended = self._sessions.change(session.id, lambda known: known.deleted(now=now))
            told += self._cleared(ended)
        return told

    def forget(self, user_id: str) -> Counter[str]:
        """Remove all sessions of a dancer, and what has arrived for them meanwhile."""
        told: Counter[str] = Counter()
        for session in self._sessions.all_of(user_id):
            told += self._cleared(session)
            self._sessions.forget(session)
            told["sessions"] += 1
        return told

    def of_attempt(self, attempt: Submission) -> Counter[str]:
        """Remove the objects that an attempt's scores tell of: its session may be gone."""
        told: Counter[str] = Counter()
        for score in _scores(attempt):
            told += self._of_score(score, attempt.challenge_id)
        key = analysis_key(session_id=attempt.session_id, challenge_id=attempt.challenge_id)
        told["objects"] += self._media.forget_all(key)
        return told

    def _cleared(self, session: Session) -> Counter[str]:
        told: Counter[str] = Counter()
        if session.multipart_upload_id:
            self._uploads.abort(session.video_file_key, session.multipart_upload_id)
        for key in (session.video_file_key, *session.derived_keys):
            told["objects"] += self._media.forget_all(key)
        if session.challenge_id:
            key = analysis_key(session_id=session.id, challenge_id=session.challenge_id)
            told["objects"] += self._media.forget_all(key)
        if session.pose_data_file_key:
            told["objects"] += self._of_pose(session.pose_data_file_key)
        told["fingerprints"] += self._fingerprints.forget(session.id)
        return told

    def _of_score(self, score: Score, challenge_id: str) -> Counter[str]:
        told: Counter[str] = Counter()
        for kind in PictureKind:
            key = picture_key_of(kind, challenge_id, score)
            told["objects"] += self._media.forget_all(key) if key else 0
        if score.video_sha256:
            pose = pose_key(pose_version=score.pose_version, video_sha256=score.video_sha256)
            told["objects"] += self._of_pose(pose)
        return told

    def _of_pose(self, key: str) -> int:
        """Remove landmarks, and what lies beside them under names that begin alike."""
        stem = key.removesuffix(".npz")
        return self._media.forget_all(f"{stem}.") + self._media.forget_all(f"segments/{stem}/")


def _scores(attempt: Submission) -> Iterator[Score]:
    """Yield every score that an attempt has, or has had."""
    if attempt.score:
        yield attempt.score
    yield from (past.score for past in attempt.past_scores)
    if attempt.best:
        yield from _scores(attempt.best)
