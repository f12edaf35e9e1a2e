"""A clip's landmarks over time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pose.landmarks import LANDMARK_COUNT

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class PoseSequence:
    """Landmarks of one dancer in the sampled frames of one clip.

    Attributes
    ----------
    timestamps
        Shape (T,), seconds, true presentation times, strictly increasing, the first is 0.
    image
        Shape (T, 33, 3), fractions of the upright frame: x to the right, y down, both in [0, 1]
        inside the frame and beyond it outside; z is depth on x's scale, smaller is nearer.
        Not a number where nobody was found.
    world
        Shape (T, 33, 3), metres, origin between the hips, y down. Not a number where nobody was
        found.
    visibility
        Shape (T, 33), in [0, 1]; 0 where nobody was found.
    width, height
        Pixels of the upright frame of the source.
    native_fps
        Frames per second of the source, from its presentation times.
    duration_s
        Length of the source in seconds.
    video_sha256
        Digest of the video file, in hexadecimal.
    pose_version
        Version of the extraction that found the landmarks.
    people
        1, or 2 where somebody else was seen beside the dancer who was followed.

    Raises
    ------
    ValueError
        If shapes disagree or the timestamps do not increase from zero.
    """

    timestamps: FloatArray
    image: FloatArray
    world: FloatArray
    visibility: FloatArray
    width: int
    height: int
    native_fps: float
    duration_s: float
    video_sha256: str
    pose_version: str
    people: int = 1

    def __post_init__(self) -> None:
        frames = len(self.timestamps)
        shapes = (self.timestamps.shape, self.image.shape, self.world.shape, self.visibility.shape)
        space = (frames, LANDMARK_COUNT, 3)
        if shapes != ((frames,), space, space, (frames, LANDMARK_COUNT)):
            raise ValueError(f"shapes of a pose sequence disagree: {shapes}")
        if frames == 0 or self.timestamps[0] != 0 or not np.all(np.diff(self.timestamps) > 0):
            raise ValueError("timestamps must increase strictly from zero")

    def to_bytes(self) -> bytes:
        """Return the stored form: equal sequences give equal bytes."""
        # What archives take is imported when the first is written or read.
        from pose.sequence_file import stored  # noqa: PLC0415

        return stored(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> "PoseSequence":
        """Read the stored form.

        Raises
        ------
        UnreadablePoseError
            If the bytes are anything but a pose sequence of this format version.
        """
        from pose.sequence_file import restored  # noqa: PLC0415

        return restored(data)
