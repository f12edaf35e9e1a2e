"""A clip as a recording that may come back: re-encoded, cropped, cut, mirrored, retimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from functions.scoring.pose_files import PoseFiles
from idance.domain.errors import NotFoundError
from pose.clip.traits import ClipTraits
from pose.errors import PoseError
from pose.matching.fingerprint import (
    PoseFingerprint,
    VideoFingerprint,
    bands,
    pose_fingerprint,
    video_fingerprint,
)
from pose.matching.likeness import same_clip, same_performance
from pose.motion import Motion
from pose.preprocessing.preparing import prepare


@dataclass(frozen=True, slots=True)
class Recording:
    """A clip's fingerprints; no pictures where only landmarks are known."""

    poses: PoseFingerprint
    pictures: VideoFingerprint | None

    @classmethod
    def of(cls, motion: Motion, traits: ClipTraits | None) -> Self:
        """Take the fingerprints of a clip."""
        return cls(pose_fingerprint(motion), video_fingerprint(traits) if traits else None)

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is filed under: other cuts and encodings of it most likely share some."""
        return (*bands(self.poses), *(bands(self.pictures) if self.pictures else ()))

    def is_stored_as(self, pose_file_key: str, files: PoseFiles) -> bool:
        """Compare it with a clip whose landmarks are stored; what cannot be read is no match."""
        try:
            other = Recording.of(
                prepare(files.sequence(pose_file_key)), files.traits(pose_file_key)
            )
        except (NotFoundError, PoseError):
            return False
        if same_performance(other.poses, self.poses).same:
            return True
        if other.pictures is None or self.pictures is None:
            return False
        return same_clip(other.pictures, self.pictures).same
