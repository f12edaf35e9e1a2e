"""What each function costs before its first event: its import, what that is made of, its archive.

Processor milliseconds of fresh processes with compiled files, over those of a bare interpreter. The
functions of the pipeline are started from an image, which was not built here: they have no archive.
"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from local.settings import ROOT

PEER: Final = "benchmarks.api_peer"
PARTS: Final = {
    "our own": ("functions", "idance", "pose"),
    "Powertools": ("aws_lambda_powertools", "jmespath"),
    "pydantic": ("pydantic", "pydantic_core", "annotated_types", "typing_inspection"),
    "tokens": ("jwt", "cryptography"),
    "pixels and numbers": ("numpy", "scipy", "cv2", "av", "mediapipe"),
    "boto3": ("boto3", "botocore", "s3transfer", "dateutil", "urllib3"),
    "redis-py": ("redis",),
    "FastAPI": ("fastapi", "starlette", "mangum", "anyio", "benchmarks"),
}
REST: Final = "Python's own"
_TIMED: Final = "import time; a = time.process_time(); import {}; print(time.process_time() - a)"
_BUNDLED: Final = "from infra.assets import Libraries; Libraries().try_bundle('{}')"
Row = dict[str, Any]


def handlers() -> list[str]:
    """Return the modules that Lambda is told to start."""
    files = sorted((ROOT / "functions").glob("*/*.py"))
    return [
        f"functions.{file.parent.name}.{file.stem}"
        for file in files
        if "def lambda_handler(" in file.read_text()
    ]


def measured(environment: dict[str, str], *, rounds: int) -> list[Row]:
    """Return what importing each function costs, and the peer's last, in turn."""
    modules = [*handlers(), PEER]
    spent: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(rounds):
        for module in modules:
            told = _python(["-c", _TIMED.format(module)], environment).stdout
            spent[module].append(float(told) * 1000)
    return [
        {"module": one, "cpu_ms": round(median(spent[one]), 1), "parts": parts(one, environment)}
        for one in modules
    ]


def parts(module: str, environment: dict[str, str]) -> dict[str, float]:
    """Return the share of each library in an import, the largest first."""
    own: Counter[str] = Counter()
    told_of = _python(["-X", "importtime", "-c", f"import {module}"], environment).stderr
    for line in told_of.splitlines():
        told, _, name = line.removeprefix("import time:").rpartition("|")
        micros = told.partition("|")[0].strip()
        if micros.isdigit():
            own[_part_of(name.strip().partition(".")[0])] += int(micros)
    total = own.total()
    return {name: round(micros / total, 3) for name, micros in own.most_common()}


def archives() -> dict[str, float]:
    """Return the megabytes of what is uploaded: the functions' archive and the layer's."""
    with TemporaryDirectory() as folder:
        _python(["-c", _BUNDLED.format(folder)], {})
        layer = _zipped(Path(folder))
    scoring = ROOT / "functions" / "scoring"
    functions = _zipped(ROOT / "functions", without=scoring)
    return {"functions": functions, "layer": layer}


def _zipped(folder: Path, *, without: Path | None = None) -> float:
    with TemporaryDirectory() as target:
        archive = Path(target, "archive.zip")
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
            for file in folder.rglob("*"):
                is_ours = without is None or without not in file.parents
                if file.is_file() and is_ours and "__pycache__" not in file.parts:
                    into.write(file, file.relative_to(folder))
        return round(archive.stat().st_size / 1e6, 2)


def _part_of(library: str) -> str:
    return next((name for name, libraries in PARTS.items() if library in libraries), REST)


def _python(
    arguments: Sequence[str], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
