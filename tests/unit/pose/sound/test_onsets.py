"""Onset strength rises where something begins, in the bands in which it begins."""

from collections.abc import Callable
from typing import Final

import numpy as np
import pytest

from pose.sound.onsets import (
    FRAME_RATE,
    FloatArray,
    Onsets,
    Samples,
    loudness,
    sharp_onsets,
    steady_onsets,
)
from tests.unit.pose.any_audio import RATE, drum_loop, white_noise

CLOCK: Final = np.arange(4 * RATE) / RATE
both = pytest.mark.parametrize("onsets", [sharp_onsets, steady_onsets])
Method = Callable[[FloatArray], Onsets]


def tone(hertz: float, begins_s: float) -> Samples:
    return np.where(begins_s <= CLOCK, 0.5 * np.sin(2 * np.pi * hertz * CLOCK), 0).astype(
        np.float32
    )


@both
@pytest.mark.parametrize(("hertz", "band"), [(80, "low"), (700, "middle"), (5000, "high")])
def test_a_tone_begins_once_in_its_own_band_and_in_time(
    onsets: Method, hertz: float, band: str
) -> None:
    own = getattr(onsets(loudness(tone(hertz, begins_s=1.5))), band)

    assert own.argmax() / FRAME_RATE == pytest.approx(1.5, abs=0.03)
    assert own[round(1.7 * FRAME_RATE) :].max() < 0.05 * own.max()


@both
def test_kicks_are_low_and_hats_are_high(onsets: Method) -> None:
    heard = onsets(loudness(drum_loop(pattern="house", bpm=120.0, seconds=8.0)))

    def near(signal: FloatArray, first_s: float) -> float:
        frames = np.rint(np.arange(first_s, 7, 0.5) * FRAME_RATE).astype(int)
        return float(np.mean([signal[frame - 2 : frame + 3].max() for frame in frames]))

    assert near(heard.low, 1.0) > 5 * near(heard.low, 1.25)
    assert near(heard.high, 1.25) > near(heard.low, 1.25)


@both
def test_loudness_does_not_matter(onsets: Method) -> None:
    loop = drum_loop(seconds=6.0)

    quiet, loud = onsets(loudness(0.02 * loop)), onsets(loudness(loop))

    np.testing.assert_allclose(quiet.mixed(1, 1, 1), loud.mixed(1, 1, 1), atol=1e-3)


@both
def test_silence_begins_nothing(onsets: Method) -> None:
    heard = onsets(loudness(np.zeros(4 * RATE, np.float32)))

    assert not heard.mixed(1, 1, 1).any()


def test_broken_samples_are_silence() -> None:
    broken, mended = white_noise(4.0), white_noise(4.0)
    broken[::1000], mended[::1000] = np.nan, 0
    broken[5::1000], mended[5::1000] = np.inf, 0

    np.testing.assert_array_equal(loudness(broken), loudness(mended))
