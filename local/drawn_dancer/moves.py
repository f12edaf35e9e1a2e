"""The moves the puppet knows: key postures, one a beat, four to a bar."""

from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

BEATS_PER_BAR: Final = 4


class Column(IntEnum):
    """Place of a quantity in a key's row of numbers."""

    LEFT_RAISE = 0
    LEFT_BEND = auto()
    RIGHT_RAISE = auto()
    RIGHT_BEND = auto()
    LEAN = auto()
    TURN = auto()
    TILT = auto()
    SHIFT = auto()
    LEFT_STEP = auto()
    RIGHT_STEP = auto()
    LEFT_LIFT = auto()
    RIGHT_LIFT = auto()
    DIP = auto()


class Move(IntEnum):
    """Names of `MOVES`."""

    STEP_TOUCH = 0
    WAVE = auto()
    GRASS = auto()
    POINT = auto()
    FOLD = auto()
    KNEES = auto()
    TWIST = auto()
    LUNGE = auto()


@dataclass(frozen=True, slots=True)
class Key:
    """Where the body is on one beat.

    Attributes
    ----------
    left, right
        Arm: raise and bend, degrees, as `skeleton.Posture` has them.
    shift
        Of the pelvis to the puppet's left, metres.
    lean, turn, tilt
        Of trunk, trunk and head, degrees.
    steps
        Of the left and the right foot to the puppet's left, metres.
    lifts
        Of the left and the right foot off the floor, metres.
    dip
        How much lower the pelvis is, metres.
    """

    left: tuple[float, float]
    right: tuple[float, float]
    shift: float = 0.0
    lean: float = 0.0
    turn: float = 0.0
    tilt: float = 0.0
    steps: tuple[float, float] = (0.0, 0.0)
    lifts: tuple[float, float] = (0.0, 0.0)
    dip: float = 0.0

    def numbers(self) -> FloatArray:
        """Return one row in the order of `Column`: degrees as radians, metres as they are."""
        angles = np.radians([*self.left, *self.right, self.lean, self.turn, self.tilt])
        return np.array([*angles, self.shift, *self.steps, *self.lifts, self.dip])

    def mirrored(self) -> "Key":
        """Return the same key danced to the other side."""
        return Key(
            left=self.right,
            right=self.left,
            shift=-self.shift,
            lean=-self.lean,
            turn=-self.turn,
            tilt=-self.tilt,
            steps=(-self.steps[1], -self.steps[0]),
            lifts=(self.lifts[1], self.lifts[0]),
            dip=self.dip,
        )


def _both_sides(first: Key, second: Key) -> tuple[Key, ...]:
    """Return a bar of two keys to one side and the same to the other."""
    return (first, second, first.mirrored(), second.mirrored())


MOVES: Final[tuple[tuple[Key, ...], ...]] = (
    # Step and touch, arms swinging.
    _both_sides(
        Key(left=(50, 60), right=(15, 75), shift=0.10, lean=4, steps=(0.16, 0.0)),
        Key(left=(20, 40), right=(35, 50), shift=0.12, lean=-2, steps=(0.16, 0.12)),
    ),
    # A wave through both arms.
    (
        Key(left=(95, 10), right=(60, -10), shift=0.06, lean=6, tilt=5),
        Key(left=(125, -35), right=(85, 30), shift=0.02, lean=2),
        Key(left=(60, -10), right=(95, 10), shift=-0.06, lean=-6, tilt=-5),
        Key(left=(85, 30), right=(125, -35), shift=-0.02, lean=-2),
    ),
    # Both arms up, swaying like grass.
    _both_sides(
        Key(left=(150, 15), right=(140, 25), shift=0.10, lean=10, tilt=8),
        Key(left=(140, 35), right=(150, 10), shift=0.03, lean=3, tilt=0, dip=0.05),
    ),
    # Point to the ceiling, then to the floor.
    _both_sides(
        Key(left=(140, 0), right=(35, 95), shift=0.07, lean=6, turn=12, steps=(0.10, 0.0)),
        Key(left=(40, 10), right=(35, 95), shift=-0.03, lean=-6, turn=-14, steps=(0.10, 0.0)),
    ),
    # Open wide, fold in, sinking.
    (
        Key(left=(90, 5), right=(90, 5), steps=(0.12, -0.12)),
        Key(left=(45, 115), right=(45, 115), steps=(0.12, -0.12), dip=0.12),
        Key(left=(120, 30), right=(120, 30), steps=(0.12, -0.12), tilt=6),
        Key(left=(30, 100), right=(30, 100), steps=(0.12, -0.12), dip=0.12, tilt=-6),
    ),
    # Knees up, the other arm up with each.
    _both_sides(
        Key(left=(25, 60), right=(125, 45), shift=-0.09, lean=-4, lifts=(0.22, 0.0)),
        Key(left=(55, 70), right=(55, 70)),
    ),
    # Twist with the elbows out.
    _both_sides(
        Key(left=(75, 95), right=(75, 95), turn=22, shift=0.03),
        Key(left=(80, 60), right=(60, 115), turn=-8, shift=0.05, dip=0.05),
    ),
    # Lunge and draw a big circle.
    _both_sides(
        Key(left=(110, 0), right=(70, 0), shift=0.17, lean=8, steps=(0.26, 0.0), dip=0.06),
        Key(left=(160, 20), right=(30, 20), shift=0.04, lean=-3, steps=(0.05, 0.0)),
    ),
)
"""The first is the one that a dancer of a single move repeats."""

REST: Final = Key(left=(12, 15), right=(12, 15)).numbers()
"""Standing about: where a movement without any size ends up."""
ON_ONE_LEG: Final = Key(left=(80, 15), right=(80, 15), shift=-0.1, lifts=(0.42, 0.0)).numbers()
SPINNING: Final = Key(left=(40, 95), right=(40, 95), steps=(-0.05, 0.05)).numbers()
