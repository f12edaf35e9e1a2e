"""How a drawn dancer dances: music, skill and chance in, postures over time out."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.interpolate import PchipInterpolator

from local.drawn_dancer.feats import Feat, held, no_feat, spun
from local.drawn_dancer.moves import BEATS_PER_BAR, MOVES, REST, Column, FloatArray, Move
from local.drawn_dancer.skeleton import ANKLE_HEIGHT, STANDING, Posture

BOUNCE_M: Final = 0.06
HALF_STANCE_M: Final = 0.13
STEP_HEIGHT_M: Final = 0.05
SLACK_M: Final = 0.02
"""How far the hips stay below what straight legs would allow."""
ARM_REACH: Final = 0.12
"""Radians that the arms stay in front of the body's plane."""
_JERK_BAND_HZ: Final = (3.5, 6.5)
_WOBBLE_BAND_HZ: Final = (0.35, 1.1)
_TOUCH_DOWN_S: Final = 0.4


@dataclass(frozen=True, slots=True)
class Dance:
    """A dancer's music and skill. The same values give the same dance, to the last digit.

    Attributes
    ----------
    bpm
        Beats per minute of the music.
    duration_s
        Seconds.
    seed
        Of all chance: order of the moves, errors of timing, trembling, swaying.
    variety
        Moves known, from 1 to 8.
    lag_s
        How late every beat is hit, seconds.
    tempo_error
        How much faster than the music the dancer is: 0.05 is five per cent.
    timing_jitter_s
        Standard deviation of each beat's own error, seconds.
    jerkiness
        From 0, flowing, to 1, hacked and trembling.
    wobble
        From 0, steady, to 1, fighting for balance.
    routine
        Moves in the order they are danced, a bar each, again and again; none: by chance.
    wrong_share
        Share of the routine's bars in which another move is danced, from 0 to 1.
    energy
        Size of all movement: 1 as it should be, 0.5 half-hearted.
    fatigue
        Share of the energy that is lost by the end.
    turns
        Whole turns of the body, once, after the second bar; positive to the dancer's left.
    hold_s
        Seconds on one leg, once, from the first second on.
    """

    bpm: float = 120.0
    duration_s: float = 10.0
    seed: int = 0
    variety: int = len(MOVES)
    lag_s: float = 0.0
    tempo_error: float = 0.0
    timing_jitter_s: float = 0.0
    jerkiness: float = 0.0
    wobble: float = 0.0
    routine: tuple[Move, ...] = ()
    wrong_share: float = 0.0
    energy: float = 1.0
    fatigue: float = 0.0
    turns: float = 0.0
    hold_s: float = 0.0

    def __post_init__(self) -> None:
        if not 1 <= self.variety <= len(MOVES):
            raise ValueError(f"a dancer knows 1 to {len(MOVES)} moves, not {self.variety}")
        if self.bpm <= 0 or self.duration_s <= 0:
            raise ValueError("tempo and duration are above 0")

    def beat_times(self) -> FloatArray:
        """Return when the music's beats sound, in seconds from the clip's start."""
        return np.arange(0.0, self.duration_s, 60 / self.bpm)


# How far each of a key's numbers trembles at full jerkiness: radians, then metres.
_TREMBLING: Final = np.array(
    [0.16, 0.22, 0.16, 0.22, 0.035, 0.06, 0.05, 0.014, 0.0, 0.0, 0.0, 0.0, 0.012]
)


def postures(dance: Dance, times: FloatArray) -> Posture:
    """Return what the puppet does at each of the times, shape (T,), in seconds."""
    chance = np.random.default_rng(dance.seed)
    keys = _bars(dance, chance)
    beats = _danced_beats(dance, times, chance)
    body, hops = _between_keys(keys, beats, dance.jerkiness)
    feat, vigour = _feat(dance, times), _vigour(dance, times)
    body = REST + (vigour * (1 - feat.share))[:, None] * (body - REST) + feat.body
    body += dance.jerkiness * _TREMBLING * _drift(times, chance, _JERK_BAND_HZ, len(Column))
    sway = dance.wobble * _drift(times, chance, _WOBBLE_BAND_HZ, 3)
    bounce = BOUNCE_M * vigour * (1 - feat.share) * (0.5 + 0.5 * np.cos(2 * np.pi * beats))
    height = STANDING - SLACK_M - bounce - np.maximum(body[:, Column.DIP], 0)
    stray = dance.wobble * feat.stray
    aside = body[:, Column.SHIFT] + 0.13 * sway[:, 0] + stray
    return Posture(
        pelvis=np.stack([aside, height, np.zeros_like(times)], axis=1),
        lean=body[:, Column.LEAN] + 0.10 * sway[:, 0] + 0.16 * sway[:, 1],
        turn=body[:, Column.TURN],
        tilt=body[:, Column.TILT] + 0.10 * sway[:, 2],
        raises=body[:, [Column.LEFT_RAISE, Column.RIGHT_RAISE]],
        bends=body[:, [Column.LEFT_BEND, Column.RIGHT_BEND]],
        reaches=np.full((len(times), 2), ARM_REACH),
        feet=_feet(body, hops * (1 - feat.share)[:, None], stray)
        + _touch_downs(times, chance, dance.wobble),
        heading=feat.heading,
    )


def _vigour(dance: Dance, times: FloatArray) -> FloatArray:
    """Return the size of the movement over time, shape (T,)."""
    return dance.energy * (1 - dance.fatigue * times / dance.duration_s)


def _feat(dance: Dance, times: FloatArray) -> Feat:
    if dance.hold_s:
        return held(times, dance.hold_s)
    if dance.turns:
        return spun(times, dance.turns, start_s=2 * BEATS_PER_BAR * 60 / dance.bpm)
    return no_feat(times)


def _bars(dance: Dance, chance: np.random.Generator) -> FloatArray:
    """Return the key of every beat, shape (beats, numbers): whole bars, no move twice in a row."""
    known = [0, *chance.permutation(np.arange(1, len(MOVES)))[: dance.variety - 1]]
    bars = int(dance.duration_s * dance.bpm * (1 + abs(dance.tempo_error)) / 60) // BEATS_PER_BAR
    order: list[int] = []
    while len(order) < bars + 3:
        order += dance.routine or [known[index] for index in chance.permutation(len(known))]
    if dance.wrong_share:
        order = _mistaken(order, dance.wrong_share, chance)
    return np.array([key.numbers() for move in order for key in MOVES[move]])


def _mistaken(order: list[int], share: float, chance: np.random.Generator) -> list[int]:
    """Return the bars with another move in a share of them; a greater share has the same and more.

    Counted in eights, so that a clip of eight bars has exactly its share.
    """
    wrong = [rank < share * 8 for _ in order for rank in chance.permutation(8)][: len(order)]
    others = chance.integers(1, len(MOVES), len(order))
    return [
        (move + int(other)) % len(MOVES) if amiss else move
        for move, other, amiss in zip(order, others, wrong, strict=True)
    ]


def _danced_beats(dance: Dance, times: FloatArray, chance: np.random.Generator) -> FloatArray:
    """Return how many beats the dancer has danced at each time; whole where one is hit."""
    period = 60 / dance.bpm / (1 + dance.tempo_error)
    numbers = np.arange(-4, int(dance.duration_s / period) + 6)
    errors = dance.timing_jitter_s * chance.standard_normal(len(numbers))
    limit = 0.35 * period
    hits = numbers * period + dance.lag_s + np.clip(errors, -limit, limit)
    return np.asarray(PchipInterpolator(hits, numbers)(times))


def _between_keys(
    keys: FloatArray, beats: FloatArray, jerkiness: float
) -> tuple[FloatArray, FloatArray]:
    """Move from key to key by minimum jerk, arriving on the beat; later and faster if jerky.

    Returns
    -------
    tuple
        Numbers of the body, shape (T, columns), and how far along its hop each foot is that
        changes its place, shape (T, 2), from 0 over 1 to 0.
    """
    index = np.clip(np.floor(beats).astype(int) + 1, 1, len(keys) - 1)
    share = 1 - 0.6 * jerkiness
    done = np.clip((beats - np.floor(beats) - (1 - share)) / share, 0, 1)
    eased = (done**3 * (10 - 15 * done + 6 * done**2))[:, None]
    change = keys[index] - keys[index - 1]
    travels = change[:, [Column.LEFT_STEP, Column.RIGHT_STEP]] != 0
    return keys[index - 1] + change * eased, np.sin(np.pi * eased) ** 2 * travels


def _feet(body: FloatArray, hops: FloatArray, stray: FloatArray) -> FloatArray:
    """Return the ankles' places, shape (T, 2, 3)."""
    steps = body[:, [Column.LEFT_STEP, Column.RIGHT_STEP]] + stray[:, None]
    lifts = body[:, [Column.LEFT_LIFT, Column.RIGHT_LIFT]]
    across = np.array([HALF_STANCE_M, -HALF_STANCE_M]) + steps
    return np.stack([across, ANKLE_HEIGHT + lifts + STEP_HEIGHT_M * hops, 0.5 * lifts], axis=2)


def _drift(
    times: FloatArray, chance: np.random.Generator, band_hz: tuple[float, float], count: int
) -> FloatArray:
    """Return smooth noise of unit variance within a band, shape (T, count)."""
    waves = 6
    rates = chance.uniform(*band_hz, (waves, count))
    phases = chance.uniform(0, 2 * np.pi, (waves, count))
    angles = 2 * np.pi * rates * times[:, None, None] + phases
    return np.asarray(np.sin(angles).sum(axis=1) * np.sqrt(2 / waves))


def _touch_downs(times: FloatArray, chance: np.random.Generator, wobble: float) -> FloatArray:
    """Return what saving steps add to the feet, shape (T, 2, 3): up to one a second."""
    feet = np.zeros((len(times), 2, 3))
    for start in np.arange(0.5, times[-1], 1.0):
        side, wanted = int(chance.integers(2)), chance.random()
        done = np.clip((times - start) / _TOUCH_DOWN_S, 0, 1)
        if wanted < wobble:
            hop = np.sin(np.pi * done) ** 2
            feet[:, side, 0] += (0.16 if side == 0 else -0.16) * hop
            feet[:, side, 1] += 0.09 * np.sin(2 * np.pi * done) ** 2
    return feet
