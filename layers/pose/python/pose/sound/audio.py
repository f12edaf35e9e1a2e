"""The sound of a clip, on the clock of its pictures.

Sound is a help, never a condition: whatever is wrong with it, the clip is scored without it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.stream import Stream

from pose.clip.container import LENIENCE_S, MAX_DURATION_S, OpenVideo, opened
from pose.sound.onsets import SAMPLE_RATE, Samples

LONGEST: Final = round((MAX_DURATION_S + LENIENCE_S) * SAMPLE_RATE)
"""Samples beyond which no clip reaches."""

_CODECS: Final = frozenset(
    {"aac", "ac3", "alac", "amr_nb", "amr_wb", "eac3", "flac", "mp3", "opus", "vorbis"}
)
_UNCOMPRESSED: Final = "pcm_"
_SEAM: Final = round(0.02 * SAMPLE_RATE)
"""Containers round times to a millisecond; only a jump of more than 20 is a gap in the sound."""


def soundtrack(path: Path) -> Samples | None:
    """Decode the first sound stream of a clip.

    Parameters
    ----------
    path
        A clip that `pose.clip.video.probe` accepts.

    Returns
    -------
    Samples | None
        Shape (n,), in [-1, 1], mono, 22 050 a second, at most a minute. The first sample sounds
        when the first picture is shown; what is missing or damaged is silence. None if there is no
        sound that can be decoded, or nothing to be heard.

    Raises
    ------
    ClipError
        As `pose.clip.container.opened`: then the clip is refused as a whole.
    """
    with opened(path) as video:
        stream = next((s for s in video.container.streams.audio if _is_known(s)), None)
        if stream is None:
            return None
        return _laid_out(*_decoded(video, stream))


def _is_known(stream: AudioStream) -> bool:
    # The library's types do not say that a codec may be unknown to it.
    context: AudioCodecContext | None = stream.codec_context
    name = context.codec.canonical_name if context else ""
    return name in _CODECS or name.startswith(_UNCOMPRESSED)


def _decoded(video: OpenVideo, stream: AudioStream) -> tuple[float, list[tuple[float, Samples]]]:
    """Return when the first picture is shown, s, and what sounds from when on, up to a break."""
    shown, pieces, heard = np.inf, list[tuple[float, Samples]](), 0
    resampler = AudioResampler(format="fltp", layout="mono", rate=SAMPLE_RATE)
    try:
        for packet in video.container.demux(video.stream, stream):
            if packet.stream is video.stream:
                if packet.pts is not None and not packet.is_discard:
                    shown = min(shown, packet.pts * video.tick_s)
            elif heard <= LONGEST:
                for piece in _resampled(packet, resampler):
                    pieces.append(piece)
                    heard += len(piece[1])
    except av.FFmpegError:
        pass
    return (shown if np.isfinite(shown) else 0.0), pieces


def _resampled(
    packet: "av.Packet[Stream]", resampler: AudioResampler
) -> Iterator[tuple[float, Samples]]:
    """Yield a packet's sound and when it is heard, s; a damaged packet holds none."""
    try:
        for frame in packet.decode():
            for even in resampler.resample(frame) if isinstance(frame, AudioFrame) else ():
                if even.pts is not None and even.time_base is not None:
                    yield float(even.pts * even.time_base), even.to_ndarray()[0]
    except (av.FFmpegError, ValueError):
        return


def _laid_out(first_picture_s: float, pieces: list[tuple[float, Samples]]) -> Samples | None:
    """Return the pieces one after the other, or apart where there is a gap between them."""
    out = np.zeros(LONGEST, np.float32)
    end = 0
    for time_s, samples in pieces:
        start = round((time_s - first_picture_s) * SAMPLE_RATE)
        if end and abs(start - end) < _SEAM:
            start = end
        begin, last = max(start, 0), min(start + len(samples), LONGEST)
        if begin < last:
            out[begin:last] = samples[begin - start : last - start]
            end = last
    out = np.clip(np.nan_to_num(out[:end]), -1, 1)
    return out if out.any() else None
