"""One way of finding the dancer in one clip, in a process of its own."""

import json
import sys
import time
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from scipy.interpolate import CubicSpline

from benchmarks.mediapipe_itself import opened_as_documented
from pose.brief import ScoringBrief
from pose.clip.traits import PICTURE_HZ, ClipObserver
from pose.clip.video import VideoInfo, probe, sampled_frames
from pose.errors import CannotScoreError, ClipError, NotAVideoError
from pose.landmarks import HIPS, SHOULDERS
from pose.motion import FloatArray
from pose.scoring import score
from pose.sequence import PoseSequence
from pose.tracker.estimator import extract
from pose.tracker.landmarker import opened_landmarker

REPOSITORY: Final = Path(__file__).parents[1]
MODELS: Final = {
    "naive": REPOSITORY / ".cache" / "pose_landmarker_whole.task",
    "ours": REPOSITORY / ".cache" / "pose_landmarker.task",
}
BRIEF: Final = ScoringBrief(
    challenge_type="freestyle",
    criteria={"balance": 25, "rhythm": 30, "smoothness": 25, "creativity": 20},
    target_bpm=120.0,
)
SEEN: Final = 0.5


def main() -> None:
    """Run ``naive|ours CLIP OUT``; keep the landmarks, print the costs or why there are none."""
    way, clip, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    info = probe(clip)
    start = time.process_time()
    try:
        sequence = naive(clip, info) if way == "naive" else ours(clip)
    except ClipError as error:
        print(json.dumps({"refused": f"{error.code} ({error})"}))  # noqa: T201 - as below
        return
    cost: dict[str, Any] = {"cpu_s": time.process_time() - start, "seconds": sequence.duration_s}
    cost["peak_mb"] = _peak_mb()
    cost["where"] = _where(clip, cost["cpu_s"]) if way == "ours" else {}
    out.write_bytes(sequence.to_bytes())
    print(json.dumps(cost))  # noqa: T201 - read by benchmarks.pose


def ours(clip: Path) -> PoseSequence:
    """Return what the project extracts, and measure the pictures as it does for its gates."""
    observer = ClipObserver()
    sequence = extract(clip, model_path=MODELS["ours"], video_sha256="0" * 64, observer=observer)
    observer.traits()
    return sequence


def naive(clip: Path, info: VideoInfo) -> PoseSequence:
    """Return what the loop extracts that a newcomer writes."""
    times: list[float] = []
    found = []
    capture = cv2.VideoCapture(str(clip))
    # Phones film lying down and say so; OpenCV turns their pictures upright only if it is told to.
    capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)
    with opened_as_documented(MODELS["naive"]) as detect:
        while True:
            there, picture = capture.read()
            if not there:
                break
            time_ms = capture.get(cv2.CAP_PROP_POS_MSEC)
            # MediaPipe counts whole milliseconds, and they must increase.
            if times and round(time_ms) <= round(times[-1]):
                continue
            times.append(time_ms)
            rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
            found.append(detect(np.asarray(rgb, np.uint8), round(time_ms)))
    if not times:
        raise NotAVideoError("OpenCV, through which the naive loop reads, finds no picture")
    space = np.full((33, 3), np.nan)
    return PoseSequence(
        timestamps=(np.array(times) - times[0]) / 1000,
        image=np.stack([pose.image if pose else space for pose in found]),
        world=np.stack([pose.world if pose else space for pose in found]),
        visibility=np.stack([pose.visibility if pose else np.zeros(33) for pose in found]),
        width=info.width,
        height=info.height,
        native_fps=info.fps,
        duration_s=info.duration_s,
        video_sha256="0" * 64,
        pose_version="naive",
    )


def _peak_mb() -> float:
    """Return the largest memory of this process alone; not a number where the system keeps none."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    peaks = [float(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return peaks[0] / 1024 if peaks else float("nan")


def _where(clip: Path, total_s: float) -> dict[str, float]:
    """Return the processor seconds of each step; the networks' are what the others leave."""
    marks = [time.process_time()]
    for _ in sampled_frames(clip, rate_hz=PICTURE_HZ):
        pass
    marks.append(time.process_time())
    observer = ClipObserver()
    for frame in sampled_frames(clip, rate_hz=PICTURE_HZ):
        observer.see(frame.luma, frame.time_s)
    marks.append(time.process_time())
    observer.traits()
    marks.append(time.process_time())
    with opened_landmarker(MODELS["ours"]):
        pass
    marks.append(time.process_time())
    decode, seen, traits, load = np.diff(marks)
    parts = {"decode": decode, "traits": max(0.0, seen - decode) + traits, "load": load}
    return parts | {"networks": total_s - sum(parts.values())}


def difference(full: Path, sampled: Path) -> dict[str, float | None]:
    """Return how far two stored sequences differ: landmarks in % of a torso, score in points.

    The sampled landmarks are interpolated to the full rate's moments; landmarks seen by both count:
    without any the error is infinite.
    """
    truth, ours_ = (PoseSequence.from_bytes(path.read_bytes()) for path in (full, sampled))
    pixels = np.array([truth.width, truth.height])
    known = np.isfinite(ours_.image[:, 0, 0])
    moments = ours_.timestamps[known]
    at = (truth.timestamps >= moments[0]) & (truth.timestamps <= moments[-1])
    places = CubicSpline(moments, ours_.image[known, :, :2] * pixels)(truth.timestamps[at])
    true = truth.image[at, :, :2] * pixels
    nearest = np.clip(np.searchsorted(moments, truth.timestamps[at]), 0, len(moments) - 1)
    seen = (truth.visibility[at] > SEEN) & (ours_.visibility[known][nearest] > SEEN)
    apart = np.linalg.norm(places - true, axis=2)[seen] / _torso(true) * 100
    apart = apart[np.isfinite(apart)]
    if not apart.size:
        apart = np.array([np.inf])
    before, after = _points(truth), _points(ours_)
    points = None if before is None or after is None else after - before
    return {
        "error": float(apart.mean()),
        "p95": float(np.percentile(apart, 95)),
        "points": points,
        "score": after,
    }


def _torso(places: FloatArray) -> float:
    middles = (places[:, list(joints)].mean(axis=1) for joints in (SHOULDERS, HIPS))
    above, below = middles
    return float(np.nanmedian(np.linalg.norm(above - below, axis=1)))


def _points(sequence: PoseSequence) -> float | None:
    try:
        return score(sequence, BRIEF).total
    except CannotScoreError:
        return None


if __name__ == "__main__":
    main()
