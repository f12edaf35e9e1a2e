"""Where the gates stand: numbers kept as data, each with what it was measured on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_FILE: Final = "thresholds.json"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The gates' thresholds.

    Attributes
    ----------
    version
        Of the numbers.
    digest
        SHA-256 of the file they came from, in hexadecimal.
    values, sources
        By name: the number, and its unit and origin in words.
    """

    version: str
    digest: str
    values: Mapping[str, float]
    sources: Mapping[str, str]

    @classmethod
    def from_json(cls, data: bytes) -> "Thresholds":
        """Read thresholds as stored."""
        stored = json.loads(data)
        entries = stored["thresholds"].items()
        return cls(
            version=stored["version"],
            digest=hashlib.sha256(data).hexdigest(),
            values={name: float(entry["value"]) for name, entry in entries},
            sources={name: f"{entry['unit']}; {entry['source']}" for name, entry in entries},
        )


@cache
def current_thresholds() -> Thresholds:
    """Return the thresholds that this version of the package judges by."""
    return Thresholds.from_json(files("pose.gates").joinpath(_FILE).read_bytes())


def threshold(name: str) -> float:
    """Return one threshold by name."""
    return current_thresholds().values[name]
