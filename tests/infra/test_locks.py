"""The locks: what the cloud runs on is what the tests run on, by hash and from anywhere."""

from __future__ import annotations

import re

import pytest

from tests.infra.synthesis import ROOT

PIN = re.compile(r"^([\w.-]+==[^\s;]+)(?: ; ([^\\]+))?", re.MULTILINE)
LOCKS = sorted(path.name for path in (ROOT / "requirements").glob("*.txt"))
LOCKS.remove("overrides.txt")


def pins(lock: str) -> set[str]:
    return {match[1] for match in PIN.finditer((ROOT / "requirements" / lock).read_text())}


@pytest.mark.parametrize("lock", ["runtime.txt", "scoring.txt"])
def test_what_is_deployed_has_the_versions_that_are_tested(lock: str) -> None:
    assert pins(lock) - pins("dev.txt") == set()


def test_the_layer_holds_nothing_of_the_image_alone() -> None:
    assert pins("runtime.txt") < pins("scoring.txt")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    assert text.count("--hash=sha256:") >= len(pins(lock))
    assert "://" not in text


def test_what_is_deployed_brings_its_own_time_zones() -> None:
    # The image that Lambda runs zips on need not have them, and `zoneinfo` falls back on this.
    assert any(pin.startswith("tzdata==") for pin in pins("runtime.txt"))
