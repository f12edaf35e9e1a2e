"""Who we are: in a function, in one that starts from a snapshot, and on a laptop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idance.store.aws.credentials import Credentials, CredentialSource, region_of_environment
from idance.store.aws.errors import CredentialsError, UnreachableError
from tests.integration.aws.player import Player, Reply, playing

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAMES = (
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_PROFILE",
)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have no environment, and an empty home."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def told(key: str, *, ends_at: datetime) -> Reply:
    return Reply(
        {
            "AccessKeyId": key,
            "SecretAccessKey": "secret",
            "Token": "token",
            "Expiration": f"{ends_at:%Y-%m-%dT%H:%M:%SZ}",
        }
    )


def tell(monkeypatch: pytest.MonkeyPatch, player: Player) -> None:
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{player.url}/credentials")
    monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "open sesame")


def test_a_function_has_its_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CredentialSource()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKID")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    assert source.current() == Credentials("AKID", "secret")

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "NEXT")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    assert source.current() == Credentials("NEXT", "secret", "token")


def test_one_that_starts_from_a_snapshot_asks_its_runtime_and_again_before_the_key_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    source = CredentialSource(clock)
    hour = timedelta(hours=1)
    with playing(told("ONE", ends_at=NOW + hour), told("TWO", ends_at=NOW + 2 * hour)) as player:
        tell(monkeypatch, player)
        first = source.current()
        clock.now += timedelta(minutes=54)
        still = source.current()
        clock.now += timedelta(minutes=2)
        second = source.current()

    assert first == Credentials("ONE", "secret", "token", NOW + hour)
    assert still is first
    assert second.access_key == "TWO"
    assert player.headers[0]["Authorization"] == "open sesame"


def test_a_runtime_that_falls_silent_is_forgiven_while_the_key_is_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock()
    source = CredentialSource(clock)
    ends_at = NOW + timedelta(minutes=10)
    broken = Reply({"message": "oh"}, status=500)
    with playing(told("ONE", ends_at=ends_at), broken, broken) as player:
        tell(monkeypatch, player)
        first = source.current()
        clock.now = ends_at - timedelta(minutes=1)
        assert source.current() == first
        clock.now = ends_at

        with pytest.raises(UnreachableError, match="500"):
            source.current()


def test_what_is_forgotten_is_asked_for_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    source = CredentialSource(Clock())
    ends_at = NOW + timedelta(hours=1)
    with playing(told("ONE", ends_at=ends_at), told("TWO", ends_at=ends_at)) as player:
        tell(monkeypatch, player)
        source.current()
        source.forget()

        assert source.current().access_key == "TWO"


def test_a_runtime_that_is_not_there_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(monkeypatch, Player("http://127.0.0.1:9", []))

    with pytest.raises(UnreachableError):
        CredentialSource().current()


def test_the_word_to_the_runtime_may_lie_in_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "word").write_text("from a file")
    with playing(told("ONE", ends_at=NOW)) as player:
        tell(monkeypatch, player)
        monkeypatch.setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", str(tmp_path / "word"))
        CredentialSource(Clock()).current()

    assert player.headers[0]["Authorization"] == "from a file"


def test_on_a_laptop_botocore_knows_the_profile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "ops")
    (tmp_path / "config").write_text("[profile ops]\nregion = eu-north-1\n")
    (tmp_path / "credentials").write_text(
        "[ops]\naws_access_key_id = AKID\naws_secret_access_key = secret\n"
    )

    assert CredentialSource().current() == Credentials("AKID", "secret")
    assert region_of_environment() == "eu-north-1"


def test_credentials_of_a_session_are_asked_for_again_in_time(tmp_path: Path) -> None:
    clock = Clock()
    source = CredentialSource(clock)
    file = tmp_path / "credentials"
    profile = (
        "[default]\naws_access_key_id = {}\naws_secret_access_key = s\naws_session_token = t\n"
    )
    file.write_text(profile.format("ONE"))

    assert source.current().access_key == "ONE"

    file.write_text(profile.format("TWO"))
    clock.now += timedelta(minutes=16)
    assert source.current().access_key == "TWO"


def test_who_has_no_credentials_is_told_so() -> None:
    with pytest.raises(CredentialsError, match="no AWS credentials"):
        CredentialSource().current()
    with pytest.raises(CredentialsError, match="AWS_REGION"):
        region_of_environment()
