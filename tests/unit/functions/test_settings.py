"""What each function reads from its environment: no more, no less than the contract lists."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from functions.api.wiring import settings as api
from functions.authorizer import wiring as authorizer
from functions.leaderboard import wiring as leaderboard
from functions.live import wiring as live
from functions.news import wiring as news
from functions.privacy import wiring as privacy
from functions.push import wiring as push
from functions.rotation import wiring as rotation
from functions.scoring import wiring as scoring
from idance.environment import EnvironmentSettings

TABLES = {"CHALLENGES_TABLE", "CORE_TABLE", "OPERATIONS_TABLE"}
CONTRACT: list[tuple[type[EnvironmentSettings], set[str]]] = [
    (
        api.Settings,
        {
            *TABLES,
            "SOCIAL_TABLE",
            "DRAWING_MACHINE_ARN",
            "LIVE_URL",
            "MEDIA_BUCKET",
            "AGGREGATES_TABLE",
            "MEDIA_URL",
            "RATE_PER_ADDRESS",
            "RATE_PER_USER",
            "REDIS_URL",
            "REPORTS_PER_HOUR",
            "REPORTS_TO_HIDE",
            "RESCORING_MACHINE_ARN",
            "ERASING_MACHINE_ARN",
            "STATE_MACHINE_ARN",
            "UPLOAD_TTL_SECONDS",
        },
    ),
    (
        authorizer.Settings,
        {"OIDC_ISSUER", "OIDC_AUDIENCE", "OIDC_JWKS_URL", "ADMIN_GROUP", "OPERATIONS_TABLE"},
    ),
    (scoring.Settings, {*TABLES, "SOCIAL_TABLE", "MEDIA_BUCKET", "POSE_MODEL_PATH"}),
    (
        rotation.Settings,
        {*TABLES, "SOCIAL_TABLE", "AGGREGATES_TABLE", "MEDIA_BUCKET", "MEDIA_URL", "REDIS_URL"},
    ),
    (
        privacy.Settings,
        {
            *TABLES,
            "SOCIAL_TABLE",
            "AGGREGATES_TABLE",
            "MEDIA_BUCKET",
            "REDIS_URL",
            "ERASURE_SETTLES_SECONDS",
        },
    ),
    (
        leaderboard.Settings,
        {
            "CORE_TABLE",
            "CHALLENGES_TABLE",
            "AGGREGATES_TABLE",
            "MEDIA_BUCKET",
            "REDIS_URL",
            "NEWS_QUEUE_URL",
            "LOST_RECORDS_QUEUE_URL",
        },
    ),
    (live.Settings, {"CHALLENGES_TABLE", "REDIS_URL", "NEWS_QUEUE_URL"}),
    (news.Settings, {"CONNECTIONS_URL"}),
    (
        push.Settings,
        {
            "CORE_TABLE",
            "SOCIAL_TABLE",
            "PUSH_TOPIC_ARN",
            "IOS_APPLICATION_ARN",
            "ANDROID_APPLICATION_ARN",
        },
    ),
]


@pytest.mark.parametrize(("settings", "keys"), CONTRACT)
def test_settings_are_the_keys_of_the_environment(
    settings: type[EnvironmentSettings],
    keys: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for key in keys:
        monkeypatch.setenv(key, "3600")
    assert {name.upper() for name in settings.read().model_dump()} == keys


@pytest.mark.parametrize(("settings", "keys"), CONTRACT)
def test_nothing_of_the_environment_may_be_missing(
    settings: type[EnvironmentSettings],
    keys: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for key in keys:
        monkeypatch.delenv(key, raising=False)
    with pytest.raises(ValidationError) as error:
        settings.read()
    assert error.value.error_count() == len(keys)
