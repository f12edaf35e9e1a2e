"""What clients send, before any route sees it."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from functions.api.requests.body import as_json, parsed
from functions.api.requests.reception import CommentRequest, LikeRequest
from functions.api.requests.submissions import SubmitRequest


@pytest.mark.parametrize(
    "text",
    ["", "{", "{'a': 1}", '{"a": 1,}', "[" * 100_000, "9" * 5_000, '{"a": 1} {"b": 2}'],
    ids=lambda text: text[:12],
)
def test_what_is_not_json_is_one_kind_of_error(text: str) -> None:
    with pytest.raises(json.JSONDecodeError):
        parsed(text)


def test_json_is_read_as_it_is() -> None:
    assert parsed('{"caption": "Zoë 舞", "tags": [1, null]}') == {
        "caption": "Zoë 舞",
        "tags": [1, None],
    }


@pytest.mark.parametrize("name", ["Content-Type", "content-type"])
def test_a_body_is_json_whatever_it_says_it_is(name: str) -> None:
    headers = {name: "multipart/form-data", "Accept": "*/*"}
    assert as_json({"headers": headers, "body": "{}"})["headers"] == {"Accept": "*/*"}
    assert name in headers


def test_a_request_without_headers_is_a_request() -> None:
    assert as_json({"headers": None})["headers"] == {}


def test_tags_are_trimmed_and_counted() -> None:
    assert SubmitRequest(session_id="s", tags=(" freestyle ",)).tags == ("freestyle",)
    for tags in (["  "], ["x" * 31], ["x"] * 11):
        with pytest.raises(ValidationError):
            SubmitRequest.model_validate({"sessionId": "s", "tags": tags})


@pytest.mark.parametrize("text", ["Zoë 舞 👩‍👩‍👧", "x" * 500])
def test_a_comment_is_trimmed_and_else_kept_as_it_is(text: str) -> None:
    assert CommentRequest(content=f" {text}\n").content == text


@pytest.mark.parametrize("text", ["", " \t", "x" * 501, "a\nb", "a\x7fb", "a\x9fb"])
def test_a_comment_is_neither_empty_nor_long_nor_of_control_characters(text: str) -> None:
    with pytest.raises(ValidationError):
        CommentRequest(content=text)


def test_a_like_need_not_say_which() -> None:
    assert LikeRequest.model_validate({}).liked is None
    with pytest.raises(ValidationError):
        LikeRequest.model_validate({"liked": "yes"})
