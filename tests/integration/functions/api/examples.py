"""Examples for the OpenAPI document: what the API answers while it is tested (`make examples`).

Of each operation and status the document shows the fullest answer that is still read at a glance,
and of each code the shortest sentence.
"""

from __future__ import annotations

import json
from typing import Any, Final

from functions.api.examples import PATH, Examples, read_examples
from infra.constructs.problems import PROBLEMS
from tests.unit.functions.api.codes import codes_raised

AT_A_GLANCE: Final = 3_000
"""Characters of JSON."""


class Recording:
    """What is answered, boiled down to one example of everything."""

    def __init__(self) -> None:
        self._answers: dict[str, dict[str, Any]] = {}
        self._problems: dict[str, str] = {}

    def note(self, operation_id: str, status: int, body: Any) -> None:  # noqa: ANN401 (JSON)
        """Look at a good answer; keep it if it shows more than the one that is kept."""
        kept = self._answers.setdefault(operation_id, {})
        kept[str(status)] = max(kept.get(str(status), body), body, key=_worth)

    def note_problem(self, code: str, detail: str) -> None:
        """Look at a problem; keep its sentence if it is shorter than the one that is kept."""
        kept = self._problems.get(code, detail)
        self._problems[code] = min(kept, detail, key=lambda one: (len(one), one))

    def write(self) -> None:
        """Write it to where the document is made; what was not met this time stays as it was."""
        known = read_examples()
        answers = {
            name: known.answers.get(name, {}) | by_status
            for name, by_status in self._answers.items()
        }
        examples = Examples(
            answers=dict(sorted((known.answers | answers).items())),
            problems=dict(sorted((known.problems | _written() | self._problems).items())),
        )
        PATH.write_text(json.dumps(examples.model_dump(), indent=1, ensure_ascii=False) + "\n")


def _written() -> dict[str, str]:
    """Return the sentences that stand in the code, also of what no test brings about."""
    gateways = {problem.code: problem.detail for problem in PROBLEMS.values()}
    ours = {one.code: one.sentence for one in codes_raised() if one.sentence}
    return gateways | ours


def _worth(body: Any) -> tuple[int, str]:  # noqa: ANN401 (JSON)
    """Return how much an answer shows: too much of it is less than nothing."""
    text = json.dumps(body, sort_keys=True)
    return (len(text) if len(text) <= AT_A_GLANCE else -len(text), text)


RECORDING: Final = Recording()
