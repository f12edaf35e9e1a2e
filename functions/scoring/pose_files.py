"""Where landmarks, what was measured on the pictures, and the parts of both are kept."""

from __future__ import annotations

from contextlib import suppress

from idance.domain.errors import NotFoundError
from idance.domain.ids import beats_key, pose_key, segment_key, traits_key
from idance.store.media import MediaStore
from pose.clip.traits import ClipTraits
from pose.clip.traits_file import FORMAT_VERSION
from pose.sequence import PoseSequence
from pose.sound import beat_file
from pose.sound.beat_grid import BeatGrid
from pose.tracker.part import restored, stored
from pose.tracker.segments import Part
from pose.tracker.version import POSE_VERSION


def pose_file_key(video_sha256: str) -> str:
    """Return where the landmarks of these bytes are, found as this version finds them."""
    return pose_key(pose_version=POSE_VERSION, video_sha256=video_sha256)


class PoseFiles:
    """The pose files of a bucket: each written once, and the same whoever writes it."""

    def __init__(self, media: MediaStore) -> None:
        self._media = media

    def are_known(self, video_sha256: str) -> bool:
        """Whether nothing is left to be found in these bytes."""
        key = pose_file_key(video_sha256)
        return self._media.pose_exists(_traits_key(key)) and self._media.pose_exists(key)

    def has_part(self, video_sha256: str, index: int, count: int) -> bool:
        """Whether a segment has been extracted."""
        return self._media.pose_exists(_part_key(video_sha256, index, count))

    def write_part(self, video_sha256: str, index: int, count: int, part: Part) -> None:
        """Keep what was found in a segment until it is joined."""
        self._media.write_pose(_part_key(video_sha256, index, count), stored(part))

    def parts(self, video_sha256: str, count: int) -> list[Part]:
        """Return what was found in all segments.

        Raises
        ------
        NotFoundError
            ``POSE_NOT_FOUND`` if one is missing.
        """
        keys = (_part_key(video_sha256, index, count) for index in range(count))
        return [restored(self._media.read_pose(key)) for key in keys]

    def write(self, sequence: PoseSequence, traits: ClipTraits) -> str:
        """Keep a clip's landmarks and traits, the landmarks last; return their key."""
        key = pose_file_key(sequence.video_sha256)
        self._media.write_pose(_traits_key(key), traits.to_bytes())
        self._media.write_pose(key, sequence.to_bytes())
        return key

    def write_beats(self, video_sha256: str, beats: BeatGrid | None) -> None:
        """Keep what was heard in a clip, or that nothing was."""
        self._media.write_pose(_beats_key(pose_file_key(video_sha256)), beat_file.stored(beats))

    def beats(self, key: str) -> BeatGrid | None:
        """Return the beats of a clip's own sound, if it has any and was ever listened to."""
        with suppress(NotFoundError):
            return beat_file.restored(self._media.read_pose(_beats_key(key)))
        return None

    def sequence(self, key: str) -> PoseSequence:
        """Return landmarks.

        Raises
        ------
        NotFoundError
            ``POSE_NOT_FOUND``.
        """
        return PoseSequence.from_bytes(self._media.read_pose(key))

    def traits(self, key: str) -> ClipTraits | None:
        """Return what was measured on the pictures; landmarks older than that have none."""
        with suppress(NotFoundError):
            return ClipTraits.from_bytes(self._media.read_pose(_traits_key(key)))
        return None


def _part_key(video_sha256: str, index: int, count: int) -> str:
    return segment_key(pose_file_key(video_sha256), index=index, count=count)


def _traits_key(key: str) -> str:
    return traits_key(key, traits_version=FORMAT_VERSION)


def _beats_key(key: str) -> str:
    return beats_key(key, beats_version=beat_file.FORMAT_VERSION)
