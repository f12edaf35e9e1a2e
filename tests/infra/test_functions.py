"""The functions: what runs them, what they read, what they may do."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from tests.infra.synthesis import ROOT, Resource, Template, actions_of, resources_of

HANDLERS = [
    "functions.api.handler.lambda_handler",
    "functions.authorizer.admit.lambda_handler",
    "functions.authorizer.authorize.lambda_handler",
    "functions.leaderboard.close_day.lambda_handler",
    "functions.leaderboard.consume_stream.lambda_handler",
    "functions.leaderboard.inspect_boards.lambda_handler",
    "functions.leaderboard.publish.lambda_handler",
    "functions.leaderboard.rebuild.lambda_handler",
    "functions.leaderboard.verify.lambda_handler",
    "functions.live.follow_board.lambda_handler",
    "functions.news.deliver.lambda_handler",
    "functions.privacy.erase.lambda_handler",
    "functions.push.send.lambda_handler",
    "functions.push.tell_badges.lambda_handler",
    "functions.rotation.expire.lambda_handler",
    "functions.rotation.pregenerate.lambda_handler",
    "functions.rotation.publish.lambda_handler",
    "functions.rotation.roll_up.lambda_handler",
    "functions.rotation.rotate.lambda_handler",
    "functions.scoring.complete_submission.lambda_handler",
    "functions.scoring.draw_picture.lambda_handler",
    "functions.scoring.extract_segment.lambda_handler",
    "functions.scoring.fail_submission.lambda_handler",
    "functions.scoring.join_pose.lambda_handler",
    "functions.scoring.keep_reference.lambda_handler",
    "functions.scoring.list_entries.lambda_handler",
    "functions.scoring.probe_video.lambda_handler",
    "functions.scoring.rescore.lambda_handler",
    "functions.scoring.score_submission.lambda_handler",
]
DELETING = {
    "s3:DeleteObject": {"/videos/*']]}", "/analyses/*']]}", "/pictures/*']]}"},
    "dynamodb:DeleteItem": {"Challenges", "Social", "Operations"},
}
"""What a dancer deletes, and what an admin: a clip, a challenge nobody has danced, a
following, a comment and what was reported of it."""
IMAGES = [handler for handler in HANDLERS if ".scoring." in handler]
ZIPS = [handler for handler in HANDLERS if ".scoring." not in handler]
FOR_LIBRARIES = ("OPENBLAS_", "POWERTOOLS_")
NEAR_REDIS = [
    handler
    for handler in HANDLERS
    if any(
        part in handler for part in (".api.", ".leaderboard.", ".live.", ".privacy.", ".roll_up.")
    )
]
IN_NETWORK = [*NEAR_REDIS, *IMAGES]


@pytest.fixture
def function(request: pytest.FixtureRequest, service: Template) -> Resource:
    return service.functions()[request.param]


def role_of(function: Resource) -> str:
    role: str = function.properties["Role"]["Fn::GetAtt"][0]
    return role


def variables_of(function: Resource) -> dict[str, Any]:
    variables: dict[str, Any] = function.properties["Environment"]["Variables"]
    return variables


def test_every_handler_is_deployed_and_nothing_else(service: Template) -> None:
    assert sorted(service.functions()) == HANDLERS


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_handler_is_a_function_of_a_file_that_exists(handler: str) -> None:
    path, _, name = handler.rpartition(".")
    assert (ROOT / path.replace(".", "/")).with_suffix(".py").is_file()
    assert callable(getattr(importlib.import_module(path), name))


@pytest.mark.parametrize("function", HANDLERS, indirect=True)
def test_a_function_runs_on_arm_and_is_traced(function: Resource) -> None:
    assert function.properties["Architectures"] == ["arm64"]
    assert function.properties["TracingConfig"] == {"Mode": "Active"}


@pytest.mark.parametrize("function", ZIPS, indirect=True)
def test_a_zip_function_is_python_on_the_layer(function: Resource, service: Template) -> None:
    layer = service.one("Lambda::LayerVersion")
    assert function.properties["Runtime"] == "python3.13"
    assert function.properties["Layers"] == [{"Ref": layer.logical_id}]
    assert layer.properties["CompatibleArchitectures"] == ["arm64"]


@pytest.mark.parametrize("function", IMAGES, indirect=True)
def test_a_scoring_function_is_a_container_image(function: Resource) -> None:
    assert function.properties["PackageType"] == "Image"
    assert "ImageUri" in function.properties["Code"]


def test_all_scoring_functions_share_one_image(service: Template) -> None:
    uris = {str(service.functions()[one].properties["Code"]["ImageUri"]) for one in IMAGES}
    assert len(uris) == 1


@pytest.mark.parametrize("function", HANDLERS, indirect=True)
def test_logs_of_a_function_are_kept_for_a_while(function: Resource, service: Template) -> None:
    group = function.properties["LoggingConfig"]["LogGroup"]["Ref"]
    assert service.one("Logs::LogGroup", group).properties["RetentionInDays"] == 90


@pytest.mark.parametrize("handler", HANDLERS)
def test_the_environment_is_what_the_settings_read(service: Template, handler: str) -> None:
    function = service.functions()[handler]
    folder = handler.split(".")[1]
    settings = importlib.import_module(f"functions.{folder}.wiring").Settings
    given = {name for name in variables_of(function) if not name.startswith(FOR_LIBRARIES)}
    assert given == {name.upper() for name in settings.model_fields}
    assert variables_of(function)["POWERTOOLS_SERVICE_NAME"] == folder


@pytest.mark.parametrize("handler", HANDLERS)
def test_only_functions_that_talk_to_redis_or_open_clips_are_in_the_network(
    service: Template, handler: str
) -> None:
    assert ("VpcConfig" in service.functions()[handler].properties) == (handler in IN_NETWORK)


@pytest.mark.parametrize("function", HANDLERS, indirect=True)
def test_no_function_deletes_or_may_do_everything(function: Resource, service: Template) -> None:
    statements = service.statements(role_of(function))
    actions = [action for statement in statements for action in actions_of(statement)]
    data = [one for one in actions if one.startswith(("dynamodb:", "s3:", "states:"))]
    assert not [one for one in data if "*" in one or ("Delete" in one and one not in DELETING)]


@pytest.mark.parametrize(("action", "what"), DELETING.items())
def test_only_the_api_deletes_and_who_erases_and_only_what_is_theirs(
    service: Template, action: str, what: set[str]
) -> None:
    deleting = {
        handler: [
            resource
            for statement in service.statements(role_of(function))
            if action in actions_of(statement)
            for resource in resources_of(statement)
        ]
        for handler, function in service.functions().items()
    }
    resources = [str(one) for one in deleting.pop("functions.api.handler.lambda_handler")]
    assert len(resources) == len(what)
    assert all(any(part in one for one in resources) for part in what)
    # A device whose app is gone, and what was begun and not sent.
    pushing = [str(one) for one in deleting.pop("functions.push.send.lambda_handler")]
    assert all("Social" in one for one in pushing)
    # Whoever is forgotten: everything of theirs, and nothing that an admin made.
    erasing = [str(one) for one in deleting.pop("functions.privacy.erase.lambda_handler")]
    assert not any("Challenges" in one or "/challenges/" in one for one in erasing)
    assert not any(deleting.values())


@pytest.mark.parametrize("function", HANDLERS, indirect=True)
def test_data_is_granted_by_name(function: Resource, service: Template) -> None:
    statements = service.statements(role_of(function))
    granted = [
        one for one in statements if actions_of(one)[0].startswith(("dynamodb:", "s3:", "states:"))
    ]
    assert "*" not in [resource for one in granted for resource in resources_of(one)]


def test_only_rebuild_and_verify_read_a_whole_table(service: Template) -> None:
    scanning = [
        handler
        for handler, function in service.functions().items()
        if any("dynamodb:Scan" in actions_of(one) for one in service.statements(role_of(function)))
    ]
    assert sorted(scanning) == [
        "functions.leaderboard.rebuild.lambda_handler",
        "functions.leaderboard.verify.lambda_handler",
    ]


def test_only_who_has_news_sends_any(service: Template) -> None:
    news = str(service.one("SQS::Queue", "LiveNews").logical_id)
    sending = [
        handler
        for handler, function in service.functions().items()
        for one in service.statements(role_of(function))
        if "sqs:SendMessage" in actions_of(one) and any(news in str(r) for r in resources_of(one))
    ]
    assert sorted(sending) == [
        "functions.leaderboard.consume_stream.lambda_handler",
        "functions.live.follow_board.lambda_handler",
    ]


def test_only_the_api_starts_scorings(service: Template) -> None:
    starting = [
        handler
        for handler, function in service.functions().items()
        if any(
            "states:StartExecution" in actions_of(one)
            for one in service.statements(role_of(function))
        )
    ]
    assert starting == ["functions.api.handler.lambda_handler"]
