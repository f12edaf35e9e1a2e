"""What is stored of a clip: exact where it must be, small, and read back only if it is whole."""

import dataclasses
import io
import json
import pickle
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pose.errors import UnreadablePoseError
from pose.sequence import PoseSequence
from pose.sequence_file import FORMAT_VERSION, IMAGE_QUANTUM, WORLD_QUANTUM


def any_sequence(frames: int = 30, seed: int = 0) -> PoseSequence:
    chance = np.random.default_rng(seed)
    steps = chance.normal(0, 0.01, (2, frames, 33, 3)).cumsum(axis=1)
    return PoseSequence(
        timestamps=np.round(np.arange(frames) / 15, 6),
        image=0.5 + steps[0],
        world=steps[1],
        visibility=chance.uniform(0, 1, (frames, 33)),
        width=480,
        height=854,
        native_fps=29.97,
        duration_s=frames / 15,
        video_sha256="ab" * 32,
        pose_version="1",
    )


def _rewritten(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == name else content)
    return out.getvalue()


def test_storing_loses_less_than_half_a_quantum() -> None:
    before = any_sequence()

    after = PoseSequence.from_bytes(before.to_bytes())

    assert np.array_equal(after.timestamps, before.timestamps)
    assert np.abs(after.image - before.image).max() <= IMAGE_QUANTUM * 0.5001
    assert np.abs(after.world - before.world).max() <= WORLD_QUANTUM * 0.5001
    assert np.abs(after.visibility - before.visibility).max() <= 0.5001 / 255
    for name in (
        "width",
        "height",
        "native_fps",
        "duration_s",
        "video_sha256",
        "pose_version",
        "people",
    ):
        assert getattr(after, name) == getattr(before, name)


def test_equal_sequences_are_equal_bytes() -> None:
    assert any_sequence().to_bytes() == any_sequence().to_bytes()


def test_reading_and_storing_again_changes_nothing() -> None:
    data = any_sequence().to_bytes()

    assert PoseSequence.from_bytes(data).to_bytes() == data


def test_frames_without_a_dancer_stay_unknown() -> None:
    sequence = any_sequence()
    sequence.image[3:7] = sequence.world[3:7] = np.nan
    sequence.visibility[3:7] = 0

    after = PoseSequence.from_bytes(sequence.to_bytes())

    assert np.array_equal(np.isnan(after.image[:, 0, 0]), np.isin(np.arange(30), range(3, 7)))
    assert np.isnan(after.world[3:7]).all()
    assert (after.visibility[3:7] == 0).all()


def test_landmarks_outside_the_frame_are_kept_and_absurd_ones_bounded() -> None:
    sequence = any_sequence()
    sequence.image[0, 0] = (-0.75, 1.5, -2.0)
    sequence.image[0, 1] = (1e9, -1e9, np.inf)

    after = PoseSequence.from_bytes(sequence.to_bytes())

    assert after.image[0, 0] == pytest.approx([-0.75, 1.5, -2.0], abs=IMAGE_QUANTUM)
    assert after.image[0, 1] == pytest.approx([4, -4, 4], abs=0.001)


def test_a_minute_takes_less_than_300_kilobytes() -> None:
    assert len(any_sequence(frames=900).to_bytes()) < 300_000


@pytest.mark.parametrize(
    "changes",
    [
        {"timestamps": np.array([0.0, 0.2, 0.1])},
        {"timestamps": np.array([0.1, 0.2, 0.3])},
        {"timestamps": np.array([0.0, 0.1])},
        {"image": np.zeros((3, 32, 3))},
        {"visibility": np.zeros((3, 33, 1))},
    ],
)
def test_a_sequence_that_contradicts_itself_cannot_be_made(
    changes: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]],
) -> None:
    with pytest.raises(ValueError, match=r"shapes|timestamps"):
        dataclasses.replace(any_sequence(frames=3), **changes)  # type: ignore[arg-type]


def test_an_empty_sequence_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="timestamps"):
        any_sequence(frames=0)


@given(st.binary(max_size=300))
def test_other_bytes_are_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadablePoseError):
        PoseSequence.from_bytes(data)


@given(st.data())
def test_a_flipped_or_missing_byte_never_passes_unnoticed(data: st.DataObject) -> None:
    whole = any_sequence(frames=3).to_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    value = data.draw(st.integers(0, 255))
    cut = data.draw(st.booleans())
    changed = whole[:place] if cut else whole[:place] + bytes([value]) + whole[place + 1 :]

    try:
        after = PoseSequence.from_bytes(changed)
    except UnreadablePoseError:
        return
    assert after.to_bytes() == whole


@pytest.mark.parametrize("name", ["header.json", "image.npy", "timestamps.npy", "visibility.npy"])
@given(content=st.binary(max_size=200))
def test_an_archive_of_other_members_is_unreadable(name: str, content: bytes) -> None:
    data = _rewritten(any_sequence(frames=3).to_bytes(), name, lambda _: content)

    with pytest.raises(UnreadablePoseError):
        PoseSequence.from_bytes(data)


def test_another_format_version_is_unreadable() -> None:
    def upgrade(header: bytes) -> bytes:
        return json.dumps({**json.loads(header), "format_version": FORMAT_VERSION + 1}).encode()

    data = _rewritten(any_sequence().to_bytes(), "header.json", upgrade)

    with pytest.raises(UnreadablePoseError, match="version"):
        PoseSequence.from_bytes(data)


def test_numbers_of_another_kind_are_unreadable() -> None:
    def widen(content: bytes) -> bytes:
        out = io.BytesIO()
        np.save(out, np.load(io.BytesIO(content)).astype(np.float64))
        return out.getvalue()

    data = _rewritten(any_sequence().to_bytes(), "image.npy", widen)

    with pytest.raises(UnreadablePoseError, match="kind"):
        PoseSequence.from_bytes(data)


def test_a_pickle_is_never_run() -> None:
    def pickled(_: bytes) -> bytes:
        out = io.BytesIO()
        np.save(out, np.array([_Trap()], dtype=object), allow_pickle=True)
        return out.getvalue()

    data = _rewritten(any_sequence().to_bytes(), "image.npy", pickled)

    with pytest.raises(UnreadablePoseError):
        PoseSequence.from_bytes(data)
    with pytest.raises(UnreadablePoseError):
        PoseSequence.from_bytes(pickle.dumps(_Trap()))


def test_an_archive_that_would_fill_the_memory_is_unreadable() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("image.npy", bytes(80 * 2**20))

    with pytest.raises(UnreadablePoseError, match="larger"):
        PoseSequence.from_bytes(bomb.getvalue())


class _Trap:
    """Fails the test when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return (pytest.fail, ("a pickle was run",))
