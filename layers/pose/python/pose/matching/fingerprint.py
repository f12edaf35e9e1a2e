"""What a clip is recognised by when it comes back: re-encoded, scaled, cut, mirrored, retimed.

Two fingerprints, because each sees what the other misses. The pictures' one knows a copy from
another take of the same dance, but not once the frame is cropped. The landmarks' one does not care
how the dance was framed. Both are compared by `pose.matching.likeness`; `bands` gives the keys
under which an index finds whom to compare with.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from pose.body.limbs import LIMBS, PARTNERS
from pose.clip.picture_hash import STILL, Hashes, mirrored
from pose.clip.traits import ClipTraits
from pose.errors import UnreadablePoseError
from pose.motion import FloatArray, Motion

FINGERPRINT_HZ: Final = 10.0
"""Poses a second: a body moves little in less, and an index of millions wants small entries."""
BANDS: Final = 16
"""Keys of a fingerprint; each is one exact look-up."""
LIMB_QUANTUM: Final = 0.01
_VERSION: Final = b"\x01"
_USUAL_LONGEST: Final = 90
_LONGEST: Final = 127
_KEY_BITS: Final = 32
_WINDOW: Final = 20
"""Poses under one key: two seconds."""
_PROJECTIONS: Final = 20
_SMOOTH: Final = 1.5
_LEAST_MOTION: Final = 0.08
"""Root mean square limb lengths by which a window must move: everybody stands alike."""
_WEAKEST: Final = _PROJECTIONS // 4


@dataclass(frozen=True, slots=True, eq=False)
class VideoFingerprint:
    """A clip's pictures: a 64-bit hash of the movement for each fifteenth of a second.

    Attributes
    ----------
    hashes
        Shape (H,), as `ClipTraits.hashes`.
    """

    hashes: Hashes

    def to_bytes(self) -> bytes:
        """Return the stored form, 8 bytes a hash."""
        return _VERSION + self.hashes.astype(">u8").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "VideoFingerprint":
        """Read the stored form; UnreadablePoseError if it is none."""
        _check(data, size=8)
        return cls(np.frombuffer(data[1:], dtype=">u8").astype(np.uint64))


@dataclass(frozen=True, slots=True, eq=False)
class PoseFingerprint:
    """A performance: where the limbs point in the picture, ten times a second.

    Attributes
    ----------
    limbs
        Shape (T, 9, 2), hundredths of each limb's own length, x right, y up; both 0 where unseen.
        A limb that points at the camera is short, and counts little.
    """

    limbs: npt.NDArray[np.int8]

    def to_bytes(self) -> bytes:
        """Return the stored form, 18 bytes a pose."""
        return _VERSION + self.limbs.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "PoseFingerprint":
        """Read the stored form; UnreadablePoseError if it is none."""
        _check(data, size=2 * len(LIMBS))
        return cls(np.frombuffer(data[1:], dtype=np.int8).reshape(-1, len(LIMBS), 2))

    @property
    def vectors(self) -> FloatArray:
        """Return the limbs in their own lengths, shape (T, 9, 2)."""
        return np.asarray(self.limbs * LIMB_QUANTUM, dtype=np.float64)


def video_fingerprint(clip: ClipTraits) -> VideoFingerprint:
    """Return the fingerprint of a clip's pictures."""
    return VideoFingerprint(clip.hashes)


def pose_fingerprint(motion: Motion) -> PoseFingerprint:
    """Return the fingerprint of a performance."""
    step = round(motion.rate / FINGERPRINT_HZ)
    limbs = np.stack(
        [motion.middle(end)[::step] - motion.middle(start)[::step] for _, start, end in LIMBS],
        axis=1,
    )
    lengths = np.linalg.norm(limbs, axis=2)
    longest = np.percentile(np.nan_to_num(lengths), _USUAL_LONGEST, axis=0)
    own = limbs / np.maximum(longest, 1e-6)[:, None]
    steps = np.clip(np.rint(np.nan_to_num(own) / LIMB_QUANTUM), -_LONGEST, _LONGEST)
    return PoseFingerprint(steps.astype(np.int8))


def mirror_limbs(limbs: FloatArray) -> FloatArray:
    """Return limbs (..., 9, 2) as a mirror shows them: sides and directions exchanged."""
    return np.asarray(limbs[..., PARTNERS, :] * [-1.0, 1.0])


def bands(fingerprint: VideoFingerprint | PoseFingerprint) -> tuple[str, ...]:
    """Return up to 16 keys; near duplicates, mirrored or not, most likely share at least one.

    For pictures the keys are the first half of the hashes, of which the 16 least by SHA-256 are
    kept: of two clips alike in a share J of their keys, at least one is kept of both with
    probability 1 - (1 - J)^16 (Broder 1997, min-wise hashing). For poses they are the signs of 20
    random projections of two seconds of movement (Charikar 2002), and the 16 kept are those whose
    signs noise is least likely to turn.
    """
    if isinstance(fingerprint, VideoFingerprint):
        return _video_bands(fingerprint.hashes)
    return _pose_bands(fingerprint.vectors)


def _video_bands(hashes: Hashes) -> tuple[str, ...]:
    moving = hashes[hashes != STILL]
    shift = np.uint64(64 - _KEY_BITS)
    either_way = np.minimum(moving >> shift, mirrored(moving) >> shift)
    keys = {f"v{key:08x}" for key in either_way.tolist()}
    return tuple(sorted(keys, key=lambda key: hashlib.sha256(key.encode()).digest())[:BANDS])


def _pose_bands(limbs: FloatArray) -> tuple[str, ...]:
    if len(limbs) < _WINDOW:
        return ()
    windows = np.lib.stride_tricks.sliding_window_view(limbs, _WINDOW, axis=0)
    windows = np.moveaxis(windows, -1, 1)
    windows = windows - windows.mean(axis=1, keepdims=True)
    windows = windows[np.sqrt(np.mean(windows**2, axis=(1, 2, 3))) > _LEAST_MOTION]
    if not len(windows):
        return ()
    plain, mirror = (_projected(view) for view in (windows, mirror_limbs(windows)))
    codes = np.minimum(_signs(plain), _signs(mirror))
    safest = np.argsort(-np.minimum(_margin(plain), _margin(mirror)), kind="stable")
    return tuple(dict.fromkeys(f"p{code:05x}" for code in codes[safest].tolist()))[:BANDS]


def _projected(windows: FloatArray) -> FloatArray:
    return np.asarray(windows.reshape(len(windows), -1) @ _directions())


def _signs(projections: FloatArray) -> npt.NDArray[np.int64]:
    return np.asarray((projections > 0) @ (1 << np.arange(_PROJECTIONS)))


def _margin(projections: FloatArray) -> FloatArray:
    """Return how far the weakest quarter of the signs is from turning, in usual projections."""
    usual = np.sqrt(np.mean(projections**2, axis=1, keepdims=True))
    sizes = np.sort(np.abs(projections) / np.maximum(usual, 1e-9), axis=1)
    return np.asarray(sizes[:, :_WEAKEST].mean(axis=1))


@cache
def _directions() -> FloatArray:
    """Return random unit directions, shape (360, 20), that change slowly with time, as bodies do.

    The chance comes from a hash function: a random generator may change with its library, and the
    keys in an index must not.
    """
    shape = (_WINDOW, 2 * len(LIMBS), _PROJECTIONS)
    chance = hashlib.shake_256(b"pose bands 1").digest(2 * int(np.prod(shape)))
    noise = np.frombuffer(chance, dtype="<i2").reshape(shape).astype(np.float64)
    slow = gaussian_filter1d(noise, _SMOOTH, axis=0).reshape(-1, _PROJECTIONS)
    return np.asarray(slow / np.linalg.norm(slow, axis=0))


def _check(data: bytes, *, size: int) -> None:
    if data[:1] != _VERSION or (len(data) - 1) % size:
        raise UnreadablePoseError("not a fingerprint of this version")
