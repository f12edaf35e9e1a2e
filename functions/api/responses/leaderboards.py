"""What clients get of leaderboards."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from idance.domain.contest import Contest
from idance.domain.model import Model
from idance.domain.period import Period
from idance.domain.ranking import LeaderboardPage, Position, Trend


class RankedUser(Model):
    """A dancer on a board."""

    id: str
    display_name: str
    avatar_url: str | None


class RankedEntry(Model):
    """One line of a board."""

    rank: int
    user: RankedUser
    score: float
    badge: str | None


class Pagination(Model):
    """Which page of how many."""

    page: int
    total_pages: int
    total_count: int


class UserPosition(Model):
    """Where the caller stands.

    Attributes
    ----------
    change : str or None
        Ranks won or lost since the period before (of all time: since the day before), such as
        ``+5``, ``-3``, ``0`` or ``new``; None where that is not known.
    trend : Trend
        The same in a word.
    top_percent : int
        The smallest whole percentage of the board that reaches down to this rank.
    to_next : float or None
        Points missing to the place above; None on the first place, or where that is not known.
    """

    rank: int
    score: float
    change: str | None = None
    trend: Trend
    top_percent: int
    to_next: float | None = None

    @classmethod
    def of(cls, mine: Position) -> Self:
        """Return a dancer's place."""
        return cls(
            rank=mine.rank,
            score=mine.score,
            change=mine.change.text,
            trend=mine.change.trend,
            top_percent=mine.top_percent,
            to_next=mine.to_next,
        )


class LeaderboardResponse(Model):
    """Some lines of a board, and where the caller stands, if at all.

    Attributes
    ----------
    board : str
        The board's name: to follow it live, or to read it from the CDN.
    next_cursor : str or None
        Leads to the lines after these, however scores have moved until then.
    approximate, as_of : bool, datetime or None
        Whether this is the board as it was last published, because it cannot be read itself at
        the moment, and of when it is; ranks below the first thousand are estimated then. Else the
        lines are at most a second old, and the caller's own place is of this moment.
    """

    board: str
    leaderboard: tuple[RankedEntry, ...]
    user_position: UserPosition | None
    total_count: int
    pagination: Pagination
    next_cursor: str | None
    approximate: bool
    as_of: datetime | None


class ChallengeLeaderboardResponse(LeaderboardResponse):
    """A challenge's board."""

    challenge_id: str
    user_rank: int | None
    user_score: float | None

    @classmethod
    def of(cls, challenge_id: str, page: LeaderboardPage) -> Self:
        """Return a page of a challenge's board."""
        return cls(
            **vars(common(page)),
            challenge_id=challenge_id,
            user_rank=page.mine.rank if page.mine else None,
            user_score=page.mine.score if page.mine else None,
        )


class ContestLeaderboardResponse(LeaderboardResponse):
    """A contest's board."""

    contest: Contest

    @classmethod
    def of(cls, contest: Contest, page: LeaderboardPage) -> Self:
        """Return a page of a contest's board."""
        return cls(**vars(common(page)), contest=contest)


class GlobalLeaderboardResponse(LeaderboardResponse):
    """A period's board."""

    period: Period
    type: str | None

    @classmethod
    def of(cls, period: Period, kind: str | None, page: LeaderboardPage) -> Self:
        """Return a page of a period's board."""
        return cls(**vars(common(page)), period=period, type=kind)


def common(page: LeaderboardPage) -> LeaderboardResponse:
    """Return what every board's answer has."""
    return LeaderboardResponse(
        board=page.board,
        leaderboard=tuple(
            RankedEntry(
                rank=entry.rank,
                user=RankedUser(
                    id=entry.user.id,
                    display_name=entry.user.display_name,
                    avatar_url=entry.user.avatar_url,
                ),
                score=entry.score,
                badge=entry.badge,
            )
            for entry in page.entries
        ),
        user_position=UserPosition.of(page.mine) if page.mine else None,
        total_count=page.total,
        pagination=Pagination(page=page.page, total_pages=page.total_pages, total_count=page.total),
        next_cursor=page.next_cursor,
        approximate=page.approximate,
        as_of=page.as_of,
    )
