"""The page for people on call: it knows every alarm, and no other."""

from __future__ import annotations

import re

from tests.infra.synthesis import ROOT, Synthesis, Template

PAGE = (ROOT / "docs" / "on-call.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| `") and line.count("|") == 4]
ON_THE_PAGE = {name for row in ROWS for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def names(*stacks: Template) -> set[str]:
    """Return the names of all alarms, without the suffix of their logical ids."""
    return {
        alarm.logical_id.removeprefix("Alarms")[:-8]
        for stack in stacks
        for alarm in stack.all("CloudWatch::Alarm")
    }


def test_every_alarm_is_on_the_page_and_nothing_else(
    service: Template, data: Template, with_workers: Synthesis
) -> None:
    assert names(service, data) | names(with_workers.service, with_workers.data) == ON_THE_PAGE


def test_each_says_what_it_means_and_what_to_do() -> None:
    assert len(ROWS) > 20
    assert all(len(cell.strip()) > 3 for row in ROWS for cell in row.split("|")[1:4])


def test_functions_to_be_run_by_hand_are_outputs_of_the_stack(service: Template) -> None:
    said = PAGE.partition("The stack names those of")[2].partition(".")[0]
    named = {f"{name}FunctionName" for name in re.findall(r"`(\w+)`", said)}
    assert len(named) == 8
    assert named <= set(service.document["Outputs"])


def test_the_slowest_of_twenty_requests_rings_an_alarm(service: Template) -> None:
    alarm = service.one("CloudWatch::Alarm", "AlarmsApiSlow").properties
    assert (alarm["MetricName"], alarm["ExtendedStatistic"]) == ("Latency", "p95")
    assert alarm["Threshold"] == 500
