"""Boards without a dancer: also those that the stream no longer tells of, and archived ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from idance.domain.board import CLOSING, Board, points_name
from idance.domain.errors import NotFoundError
from idance.domain.period import Period
from idance.domain.submission import Submission
from idance.service.board_directory import BoardDirectory
from idance.service.board_feed import BoardFeed


class BoardErasing:
    """Takes a dancer who is gone off every board an attempt has counted on."""

    def __init__(self, feed: BoardFeed, directory: BoardDirectory) -> None:
        self._feed = feed
        self._directory = directory

    def leave(self, attempt: Submission, *, now: datetime) -> None:
        """Set the boards of an attempt to what is true.

        Each is marked as changed, so that what is published, archives too, is published anew.
        """
        for board in self._boards_of(attempt):
            self._feed.settle(board, attempt.user_id, now=now)

    def _boards_of(self, attempt: Submission) -> Iterator[Board]:
        with suppress(NotFoundError):
            yield self._directory.of_challenge(attempt.challenge_id)
        for kind in {None, attempt.challenge_type}:
            for period in Period:
                name = points_name(period, attempt.submitted_at, kind)
                yield self._directory.of_points(name)
                if period is Period.ALLTIME:
                    yield self._directory.of_points(f"{name}{CLOSING}")
        yield from (contest.board for contest in self._feed.contests.catalogue.all())
