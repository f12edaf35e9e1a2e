"""A stranger's video file, opened only if its claims are acceptable.

Nothing is decoded here: codec, picture size and length are read from the container and refused
before a decoder could choke on them. Playlists, devices and network addresses are never opened.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from pose.errors import (
    EmptyFileError,
    NotAVideoError,
    NoVideoStreamError,
    TooLongError,
    TruncatedVideoError,
    UnsupportedCodecError,
    UnsupportedResolutionError,
)

MAX_DURATION_S: Final = 60.0
LENIENCE_S: Final = 0.5
"""A phone's sixty seconds are rarely exact."""
MIN_SIDE: Final = 120
MAX_SIDE: Final = 4096

_CODECS: Final = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "mpeg4"})
_CONTAINERS: Final = frozenset({"mov", "matroska"})
# Most of these are opened only to be refused by their right name.
_RECOGNISED: Final = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,asf,mpegts,mpeg,ogg,mp3,aac,wav,flac,amr,"
    "gif,apng,jpeg_pipe,png_pipe,webp_pipe,bmp_pipe,tiff_pipe"
)
_OPEN_OPTIONS: Final = {"format_whitelist": _RECOGNISED, "protocol_whitelist": "file"}
_LEAVE_UNDECODED: Final = {"skip_frame": "all"}


class OpenVideo(NamedTuple):
    """A file being read, and the one stream of pictures in it.

    Attributes
    ----------
    stream
        To be decoded on one thread.
    codec_name
        Name of the codec, whichever decoder was found for it.
    tick_s
        Seconds that one step of the stream's clock lasts.
    announced_s
        Length that the file claims, in seconds; 0 where it claims none.
    """

    container: InputContainer
    stream: VideoStream
    codec_name: str
    tick_s: float
    announced_s: float

    def packets(self) -> "Iterator[av.Packet[VideoStream]]":
        """Yield what is to be shown, up to the end of the file or to where it breaks off."""
        try:
            for packet in self.container.demux(self.stream):
                if not packet.is_discard:
                    yield packet
        except av.FFmpegError:
            return


def pictures(packet: "av.Packet[VideoStream]") -> list[av.VideoFrame]:
    """Decode a packet; a damaged one holds no picture."""
    try:
        return packet.decode()
    except av.FFmpegError:
        return []


@contextmanager
def opened(path: Path, *, to_decode: bool = True) -> Iterator[OpenVideo]:
    """Open a clip whose claims are acceptable.

    Parameters
    ----------
    to_decode
        Whether its pictures will be decoded. Otherwise none is on opening either: FFmpeg needs some
        to learn in what order they come out, which takes 4 to 17 ms.

    Raises
    ------
    ClipError
        One of EmptyFileError, NotAVideoError, NoVideoStreamError, UnsupportedCodecError,
        UnsupportedResolutionError, TooLongError, or TruncatedVideoError where an MP4 lacks the
        index that phones write last.
    """
    if path.stat().st_size == 0:
        raise EmptyFileError("no bytes")
    with _recognised(path, {} if to_decode else _LEAVE_UNDECODED) as container:
        streams = [
            stream
            for stream in container.streams.video
            if not stream.disposition & Disposition.attached_pic
        ]
        if not streams:
            raise NoVideoStreamError(container.format.name)
        video = _described(container, streams[0])
        _check_claims(video)
        yield video


def check_not_too_long(seconds: float) -> None:
    """Raise TooLongError beyond a minute."""
    if seconds > MAX_DURATION_S + LENIENCE_S:
        raise TooLongError(f"{seconds:.1f} s")


def _recognised(path: Path, options: dict[str, str]) -> InputContainer:
    try:
        return av.open(str(path), options=_OPEN_OPTIONS | options)
    except (av.FFmpegError, ValueError) as error:
        with path.open("rb") as file:
            begins_as_mp4 = file.read(8)[4:] == b"ftyp"
        if begins_as_mp4:
            raise TruncatedVideoError("the index at the end of the file is missing") from error
        raise NotAVideoError(str(error)) from error


def _described(container: InputContainer, stream: VideoStream) -> OpenVideo:
    # The library's types do not say that a codec may be unknown to it.
    context: VideoCodecContext | None = stream.codec_context
    tick_s = float(stream.time_base or 0)
    if stream.duration is not None:
        announced_s = stream.duration * tick_s
    elif stream.start_time is not None:
        # A container's own length begins at zero, wherever its pictures begin.
        announced_s = (container.duration or 0) / av.time_base - stream.start_time * tick_s
    else:
        announced_s = 0.0
    return OpenVideo(
        container=container,
        stream=stream,
        codec_name=context.codec.canonical_name if context else "unknown",
        tick_s=tick_s,
        announced_s=announced_s,
    )


def _check_claims(video: OpenVideo) -> None:
    form = video.container.format.name
    if form.split(",")[0] not in _CONTAINERS or video.codec_name not in _CODECS:
        raise UnsupportedCodecError(f"{video.codec_name} in {form}")
    codec = video.stream.codec_context
    sides = (codec.width, codec.height)
    if min(sides) < MIN_SIDE or max(sides) > MAX_SIDE:
        raise UnsupportedResolutionError(f"{codec.width}x{codec.height}")
    check_not_too_long(video.announced_s)
    codec.thread_count = 1
    # The stream may still change its mind about its size half-way.
    # Smoothing the block edges of pictures that no other picture is made from changes nothing but
    # them, and they are about to be made small.
    codec.options = {"max_pixels": str(MAX_SIDE**2), "skip_loop_filter": "noref"}
