"""``python -m benchmarks.fingerprints``: stolen clips found again, other people's left in peace.

Exits 1 if a copy is neither found under a common key nor known as one, or a stranger's clip is
taken for a copy.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from benchmarks import attacks, clip_attacks, clips, motion_capture
from benchmarks.clips import say
from local.drawn_dancer import Clip, Dance, write_clip
from pose.errors import PoseError
from pose.matching.fingerprint import (
    PoseFingerprint,
    VideoFingerprint,
    bands,
    pose_fingerprint,
    video_fingerprint,
)
from pose.matching.likeness import Match, same_clip, same_performance
from pose.preprocessing.preparing import prepare

ONE_FILM: Final = frozenset({"choreo_attempt", "choreo_reference"})
"""Two of the shared clips were cut from one film, at two sizes."""
LEAST_KNOWN: Final = 0.9
"""Share of copies that must be known; a copy both short and cropped may slip through."""
_SAME_DANCE: Final = {
    f"drawn, same dance, take {seed}": Dance(
        duration_s=8.0, seed=seed, variety=1, wobble=0.3, timing_jitter_s=0.02
    )
    for seed in (5, 15, 25, 35)
}


@dataclass(frozen=True, slots=True)
class Prints:
    """A clip's fingerprints; no pictures where only landmarks were recorded."""

    poses: PoseFingerprint | None
    pictures: VideoFingerprint | None

    @property
    def keys(self) -> frozenset[str]:
        """Return all keys the clip is filed under."""
        return frozenset(
            key for found in (self.poses, self.pictures) if found for key in bands(found)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A clip beside another."""

    what: str
    who: str
    keys: int
    pictures: Match | None
    poses: Match | None

    @property
    def same(self) -> bool:
        """Tell whether either fingerprint knows the clip."""
        return any(match.same for match in (self.pictures, self.poses) if match)


def taken(path: Path) -> Prints:
    """Return the fingerprints of a clip."""
    try:
        poses = pose_fingerprint(prepare(clips.tracked(path)))
    except PoseError:
        poses = None
    return Prints(poses, video_fingerprint(clips.measured(path)))


def compared(what: str, who: str, first: Prints, second: Prints) -> Comparison:
    """Lay two clips' fingerprints beside each other."""
    pictures = poses = None
    if first.pictures and second.pictures:
        pictures = same_clip(first.pictures, second.pictures)
    if first.poses and second.poses:
        poses = same_performance(first.poses, second.poses)
    return Comparison(what, who, len(first.keys & second.keys), pictures, poses)


def copies() -> Iterator[Comparison]:
    """Compare originals with their copies."""
    for subject, path in clips.sources():
        original = taken(path)
        for what, edit in clip_attacks.COPIES.items():
            copy = taken(clips.edited(path, subject, what, edit))
            yield compared(f"clip, {what}", subject, original, copy)
    if motion_capture.RECORDINGS.exists():
        for name in ("dance", "hop", "cartwheel"):
            sequence = motion_capture.captured(name)
            original = Prints(pose_fingerprint(prepare(sequence)), None)
            for what, make in attacks.COPIES.items():
                copy = Prints(pose_fingerprint(prepare(make(sequence))), None)
                yield compared(f"landmarks, {what}", name, original, copy)


def strangers() -> Iterator[Comparison]:
    """Compare different clips, and different takes of one dance in one room."""
    everybody = {subject: taken(path) for subject, path in clips.sources()}
    for first, second in combinations(everybody, 2):
        if {first, second} != ONE_FILM:
            pair = f"{first} / {second}"
            yield compared("strangers", pair, everybody[first], everybody[second])
    takes = {}
    for name, dance in _SAME_DANCE.items():
        path = clips.CACHE / "films" / f"{name}.mp4"
        if not path.exists():
            write_clip(path, dance, Clip())
        takes[name] = taken(path)
    for first, second in combinations(takes, 2):
        pair = f"{first} / {second}"
        yield compared("takes of one dance", pair, takes[first], takes[second])


def table(comparisons: list[Comparison]) -> str:
    """Return what was found and known of each kind of pair."""
    heads = ["pairs", "n", "share a key", "least keys"]
    heads += ["known by pictures", "by poses", "by either", "picture scores", "pose scores"]
    rows = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for what in dict.fromkeys(comparison.what for comparison in comparisons):
        some = [comparison for comparison in comparisons if comparison.what == what]
        pictures, poses = [c.pictures for c in some], [c.poses for c in some]
        shared = [comparison.keys for comparison in some]
        cells = [what, len(some), sum(keys > 0 for keys in shared), min(shared)]
        cells += [_known(pictures), _known(poses), sum(c.same for c in some)]
        cells += [_scores(pictures), _scores(poses)]
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)


def _known(matches: list[Match | None]) -> str:
    made = [match for match in matches if match]
    return f"{sum(match.same for match in made)}/{len(made)}" if made else "–"


def _scores(matches: list[Match | None]) -> str:
    scores = [match.score for match in matches if match]
    return f"{min(scores):.2f}–{max(scores):.2f}" if scores else "–"


def main() -> None:
    """Run all comparisons, print the table, and say what went wrong."""
    found, apart = list(copies()), list(strangers())
    say(table(found + apart))
    missed = [c for c in found if not (c.same and c.keys)]
    taken_for_copies = [c for c in apart if c.same]
    for comparison in missed + taken_for_copies:
        say(f"{comparison.what}: {comparison.who}: {'same' if comparison.same else 'not known'}, "
            f"{comparison.keys} keys in common")  # fmt: skip
    enough = len(missed) <= (1 - LEAST_KNOWN) * len(found)
    sys.exit(bool(taken_for_copies) or not enough)


if __name__ == "__main__":
    main()
