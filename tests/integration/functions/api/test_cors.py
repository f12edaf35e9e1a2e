"""Web pages that call the API from elsewhere."""

from __future__ import annotations

import pytest

from tests.integration.functions.api.phone import Phone

PAGE = {"Origin": "https://app.example"}


@pytest.mark.parametrize("path", ["/sessions", "/challenges/ch_1/submit"])
def test_a_browser_that_asks_beforehand_is_told_what_it_may_send(path: str) -> None:
    answer = Phone(None, headers=PAGE).send("OPTIONS", path)
    assert answer.status == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"GET", "POST"} <= set(answer.headers["Access-Control-Allow-Methods"].split(","))
    allowed = set(answer.headers["Access-Control-Allow-Headers"].split(","))
    assert {"Authorization", "Content-Type", "Idempotency-Key", "If-None-Match"} <= allowed
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/challenges/today", "/challenges/ch_unheardof", "/nowhere"])
def test_a_page_may_read_answers_and_errors(dancer: Phone, path: str) -> None:
    answer = Phone(dancer.caller, headers=PAGE).get(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
