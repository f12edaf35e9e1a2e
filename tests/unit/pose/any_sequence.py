"""Dancers made of numbers: pose sequences whose skill is known because it was put in.

A stick figure of Drillis and Contini's proportions is moved from key pose to key pose, one a beat,
and seen by a camera in front of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, sosfiltfilt

from pose.brief import ScoringBrief
from pose.landmarks import LANDMARK_COUNT, Landmark
from pose.preprocessing.swaps import MIRRORED
from pose.sequence import PoseSequence

FloatArray = npt.NDArray[np.float64]

STATURE = 1.7
FINE_HZ = 60.0
KEYS = 12
(
    LEFT_RAISE, LEFT_FRONT, LEFT_BEND, RIGHT_RAISE, RIGHT_FRONT, RIGHT_BEND,
    SHIFT, DROP, LEAN, BOW, LEFT_STEP, RIGHT_STEP,
) = range(KEYS)  # fmt: skip
LOWEST = np.array([10, 0, 0, 10, 0, 0, -0.06, 0, -8, -5, 0.02, -0.22])
HIGHEST = np.array([160, 90, 110, 160, 90, 110, 0.06, 0.12, 8, 15, 0.22, -0.02])
IN_DEGREES = [0, 1, 2, 3, 4, 5, 8, 9]


@dataclass(frozen=True, kw_only=True)
class Dancer:
    """How someone dances; the defaults dance well.

    `beat_error_s` is the spread of the steps around the beat; `jerk`, `wobble` and `variety` lie
    in [0, 1].
    """

    bpm: float = 120.0
    seconds: float = 12.0
    beat_error_s: float = 0.0
    lag_s: float = 0.0
    tempo: float = 1.0
    jerk: float = 0.0
    wobble: float = 0.0
    variety: float = 1.0
    amplitude: float = 1.0
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class Camera:
    """How a body is filmed, and how well it is tracked.

    `scale` is frame heights per metre, `place` where the floor's middle lies in the frame, `noise`
    the spread of the landmarks in frame heights.
    """

    rate: float = 15.0
    native_fps: float = 30.0
    noise: float = 0.0
    seed: int = 0
    scale: float = 0.42
    place: tuple[float, float] = (0.5, 0.9)


def any_pose_sequence(**fields: float) -> PoseSequence:
    """Return what a tracker would see of a dancer; `fields` are those of `Dancer` and `Camera`."""
    named = {"noise": 0.001, "seed": 0} | fields
    dancing = {name: value for name, value in named.items() if hasattr(Dancer, name)}
    filming = {name: value for name, value in named.items() if hasattr(Camera, name)}
    assert set(fields) <= set(dancing) | set(filming), fields
    return seen_by_camera(bodies(Dancer(**dancing)), **filming)  # type: ignore[arg-type]


def seen_by_camera(body: FloatArray, **fields: object) -> PoseSequence:
    """Film a body (T, 33, 3), metres at 60 Hz, x right, y up from the floor, z to the front.

    `fields` are those of `Camera`.
    """
    camera = Camera(**fields)  # type: ignore[arg-type]
    noise, scale = camera.noise, camera.scale
    times = np.arange(0, len(body) / FINE_HZ - 1e-9, 1 / camera.rate)
    index = np.minimum(np.rint(times * FINE_HZ).astype(int), len(body) - 1)
    times, body = index / FINE_HZ, body[index]
    width, height = 1280, 720
    shake = np.random.default_rng(camera.seed + 1).normal(size=(*body.shape[:2], 6))
    image = body * [scale * height / width, -scale, -scale] + [*camera.place, 0.0]
    image += noise * shake[..., :3] * [height / width, 1, 3]
    hips = body[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=1, keepdims=True)
    world = (body - hips) * [1, -1, -1] + 2 * noise * shake[..., 3:] * [1, 1, 2]
    return PoseSequence(
        timestamps=times,
        image=image,
        world=world,
        visibility=np.full(body.shape[:2], 0.99),
        width=width,
        height=height,
        native_fps=camera.native_fps,
        duration_s=float(times[-1] + 1 / camera.native_fps),
        video_sha256="0" * 64,
        pose_version="1",
    )


def bodies(dancer: Dancer) -> FloatArray:
    """Return where a dancer's landmarks are, shape (T, 33, 3), as `seen_by_camera` takes them."""
    rng = np.random.default_rng(dancer.seed)
    times = np.arange(0, dancer.seconds, 1 / FINE_HZ)
    period = 60 / dancer.bpm / dancer.tempo
    count = int(dancer.seconds / period) + 5
    errors = np.clip(rng.normal(0, dancer.beat_error_s + 1e-12, count), -period / 3, period / 3)
    beats = dancer.lag_s + (np.arange(count) - 2) * period + errors
    beats = np.sort(beats)
    phase = np.interp(times, beats, np.arange(count))
    keys = _choreography(dancer, count)
    body = _figure(_between(keys, phase, dancer.jerk), phase, dancer.amplitude)
    body += 0.03 * dancer.jerk * _coloured(rng, len(times), (LANDMARK_COUNT, 3), 3.0, 6.0)
    sway = np.radians(7 * dancer.wobble) * _coloured(rng, len(times), (1,), 0.3, 1.5)
    return _swayed(body, sway)


def _choreography(dancer: Dancer, count: int) -> FloatArray:
    """Return one row of joint values a beat: few poses in turn, or many in no order."""
    poses = 2 + round(14 * dancer.variety)
    pool = np.random.default_rng(7).uniform(LOWEST, HIGHEST, (16, KEYS))
    rounds = [np.random.default_rng(n).permutation(poses) for n in range(count // poses + 1)]
    turns = np.concatenate(rounds) if poses > 2 else np.arange(count) % 2
    keys: FloatArray = LOWEST + (pool[turns[:count]] - LOWEST) * dancer.amplitude
    keys[:, IN_DEGREES] = np.radians(keys[:, IN_DEGREES])
    return keys


def _between(keys: FloatArray, phase: FloatArray, jerk: float) -> FloatArray:
    """Move from key to key as a hand would (minimum jerk), or in a hurry at the last moment."""
    start = np.clip(phase.astype(int), 0, len(keys) - 2)
    share = np.clip((phase - start - 0.75 * jerk) / (1 - 0.75 * jerk), 0, 1)[:, None]
    eased = share**3 * (10 - 15 * share + 6 * share**2)
    return np.asarray(keys[start] + (keys[start + 1] - keys[start]) * eased)


def _figure(joints: FloatArray, phase: FloatArray, amplitude: float) -> FloatArray:
    """Return the landmarks of a figure that bounces on every beat."""
    frames = len(joints)
    body = np.zeros((frames, LANDMARK_COUNT, 3))
    hips = np.zeros((frames, 3))
    hips[:, 0] = joints[:, [LEFT_STEP, RIGHT_STEP]].mean(axis=1) + joints[:, SHIFT]
    bounce = 0.02 * amplitude * (1 + np.cos(2 * np.pi * phase))
    hips[:, 1] = 0.53 * STATURE - 0.03 - bounce - joints[:, DROP]
    spine = _unit(np.sin(joints[:, LEAN]), np.ones(frames), np.sin(joints[:, BOW]))
    chest = hips + 0.288 * STATURE * spine
    body[:, :11] = (chest + 0.1 * STATURE * spine)[:, None] + [0, 0, 0.1]
    for side, name in ((1, "LEFT"), (-1, "RIGHT")):
        ear = chest + 0.118 * STATURE * spine + np.array([side * 0.08, 0, 0])
        parts = {
            "EAR": ear,
            "EYE": ear + np.array([-side * 0.05, 0.01, 0.08]),
            "SHOULDER": chest + np.array([side * 0.11 * STATURE, 0, 0]),
            "HIP": hips + np.array([side * 0.06 * STATURE, 0, 0]),
        }
        raised = LEFT_RAISE if side > 0 else RIGHT_RAISE
        parts |= _arm(side, parts["SHOULDER"], *joints[:, raised : raised + 3].T)
        step = LEFT_STEP if side > 0 else RIGHT_STEP
        parts |= _leg(side, parts["HIP"], joints[:, step])
        for part, points in parts.items():
            body[:, Landmark[f"{name}_{part}"]] = points
    return body


def _arm(
    side: int, shoulder: FloatArray, raised: FloatArray, front: FloatArray, bend: FloatArray
) -> dict[str, FloatArray]:
    elbow = shoulder + 0.186 * STATURE * _pointed(side, raised, front)
    fore = _pointed(side, np.minimum(raised + bend, np.pi), front)
    wrist = elbow + 0.146 * STATURE * fore
    hand = {"INDEX": 0.1, "PINKY": 0.09, "THUMB": 0.05}
    reached = {part: wrist + length * fore for part, length in hand.items()}
    return {"ELBOW": elbow, "WRIST": wrist, **reached}


def _leg(side: int, hip: FloatArray, step: FloatArray) -> dict[str, FloatArray]:
    """Return knee and foot; a foot that travels is off the floor."""
    ankle = np.zeros((len(step), 3))
    ankle[:, 0] = step + side * 0.06
    lift = np.clip(np.abs(np.gradient(step, 1 / FINE_HZ)) / 0.8, 0, 1)
    ankle[:, 1] = 0.039 * STATURE + 0.08 * lift
    return {
        "KNEE": _knee(hip, ankle),
        "ANKLE": ankle,
        "HEEL": ankle + np.array([0, -0.03, -0.05]),
        "FOOT_INDEX": ankle + np.array([side * 0.05, -0.06, 0.17]),
    }


def _unit(x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    vector = np.stack([x, y, z], axis=-1)
    return np.asarray(vector / np.linalg.norm(vector, axis=-1, keepdims=True))


def _pointed(side: int, raised: FloatArray, front: FloatArray) -> FloatArray:
    return _unit(
        side * np.sin(raised) * np.cos(front), -np.cos(raised), np.sin(raised) * np.sin(front)
    )


def _knee(hip: FloatArray, ankle: FloatArray) -> FloatArray:
    thigh, shank = 0.245 * STATURE, 0.246 * STATURE
    line = ankle - hip
    reach = np.clip(np.linalg.norm(line, axis=1, keepdims=True), 0.1, thigh + shank - 1e-6)
    along = (thigh**2 - shank**2 + reach**2) / (2 * reach)
    out = np.sqrt(np.maximum(thigh**2 - along**2, 0))
    return np.asarray(hip + line / reach * along + out * [0, 0, 1])


def _coloured(
    rng: np.random.Generator, frames: int, shape: tuple[int, ...], low: float, high: float
) -> FloatArray:
    """Return noise between two frequencies, of unit spread, shape (frames, *shape)."""
    sos = butter(2, [low, high], btype="bandpass", fs=FINE_HZ, output="sos")
    noise = sosfiltfilt(sos, rng.normal(size=(frames + 400, *shape)), axis=0)[200 : 200 + frames]
    return np.asarray(noise / noise.std())


def _swayed(body: FloatArray, angle: FloatArray) -> FloatArray:
    """Tip the whole body sideways about the floor."""
    out = body.copy()
    out[..., 0] = body[..., 0] * np.cos(angle) + body[..., 1] * np.sin(angle)
    out[..., 1] = body[..., 1] * np.cos(angle) - body[..., 0] * np.sin(angle)
    feet = [landmark for landmark in Landmark if landmark >= Landmark.LEFT_ANKLE]
    out[:, feet] = body[:, feet]
    return out


def turned(body: FloatArray, count: float) -> FloatArray:
    """Turn a body about the vertical, evenly, so many times, counter-clockwise from above."""
    angle = np.linspace(0, 2 * np.pi * count, len(body))[:, None]
    x, z = body[..., 0], body[..., 2]
    out = body.copy()
    out[..., 0] = x * np.cos(angle) + z * np.sin(angle)
    out[..., 2] = z * np.cos(angle) - x * np.sin(angle)
    return out


def changed(sequence: PoseSequence, **fields: object) -> PoseSequence:
    """Return a sequence with some of its fields replaced."""
    return replace(sequence, **fields)  # type: ignore[arg-type]


def without(sequence: PoseSequence, landmarks: Iterable[int]) -> PoseSequence:
    """Return a sequence in which some landmarks are never seen."""
    visibility = sequence.visibility.copy()
    visibility[:, list(landmarks)] = 0.1
    return changed(sequence, visibility=visibility)


def mirrored(sequence: PoseSequence) -> PoseSequence:
    """Return what a front camera that mirrors would have recorded."""
    image, world = (points[:, list(MIRRORED)] for points in (sequence.image, sequence.world))
    return changed(
        sequence,
        image=image * [-1, 1, 1] + [1, 0, 0],
        world=world * [-1, 1, 1],
        visibility=sequence.visibility[:, list(MIRRORED)],
    )


def any_brief(**fields: object) -> ScoringBrief:
    """Return a freestyle challenge at 120 beats a minute; `fields` are those of `ScoringBrief`."""
    default = {
        "challenge_type": "freestyle",
        "criteria": {"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20},
        "target_bpm": 120.0,
    }
    return ScoringBrief(**(default | fields))  # type: ignore[arg-type]
