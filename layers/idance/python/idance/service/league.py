"""Leagues: a seat for whoever dances in a week, and a tier up or down when the week is over.

A cohort is closed by the first who needs to know how it ended: by one conditional write, on what
everybody had when the last clips of the week were scored. Nobody has to come by at midnight for
a million cohorts, and a cohort to which nobody returns costs nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from idance.domain.errors import NotFoundError
from idance.domain.league import (
    GRACE,
    LeagueResult,
    Seat,
    Tier,
    band_of,
    cohort_board,
    cohort_name,
    result_of,
)
from idance.domain.period import Period, period_key, span_of
from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats
from idance.store.dancers import DancerStore
from idance.store.leagues import LeagueStore

_LEVELS_A_TIER: Final = 10


class LeagueService:
    """Seats dancers, and closes cohorts."""

    def __init__(self, leagues: LeagueStore, dancers: DancerStore) -> None:
        self._leagues = leagues
        self._dancers = dancers

    def seat(self, user_id: str, *, now: datetime) -> DancerStats:
        """Give a dancer who has danced this week a seat; return the stats with it.

        Once more changes nothing. In the first two hours of a week the old one is not over: a
        dancer gets the new seat with what they dance, or ask, after that.

        Raises
        ------
        NotFoundError
            ``NO_LEAGUE`` for who has not danced this week yet.
        """
        stats = self._dancers.stats(user_id)
        week = period_key(Period.WEEKLY, now)
        if stats.seat and stats.seat.week == week:
            return stats
        if week not in stats.totals or now < span_of(week).start + GRACE:
            raise NotFoundError("NO_LEAGUE", "Dance a challenge to join this week's league.")
        tier = self._tier_of(stats, now)
        seat = self._taken(user_id, tier, week)

        def seated(before: DancerStats) -> DancerStats:
            if before.seat and before.seat.week == week:
                return before
            update = {"seat": seat, "tier": tier, "version": before.version + 1}
            return before.model_copy(update=update)

        # The list of a cohort may name who sat down elsewhere in the end, never miss who stayed.
        self._leagues.sit_down(user_id, seat)
        return self._dancers.change_stats(user_id, seated)

    def set_time_zone(self, user_id: str, *, utc_offset_minutes: int) -> UserProfile:
        """Note where a dancer lives: the next seat is among those whose day is alike.

        Raises
        ------
        NotFoundError
            ``USER_NOT_FOUND`` for who has not danced yet.
        """
        return self._dancers.set_utc_offset(user_id, utc_offset_minutes)

    def close(self, cohort: str, tier: Tier, *, now: datetime) -> LeagueResult | None:
        """Return how a cohort ended, None while its week goes on; it ends once, for good."""
        board = cohort_board(cohort)
        if board.closes_at is None or now < board.closes_at + GRACE:
            return None
        known = self._leagues.result(cohort)
        if known:
            return known
        members = self._dancers.many_stats(self._leagues.members(cohort))
        ranked = sorted(
            (
                (board.pack(total.points, total.at), user_id, total.points)
                for user_id, stats in members.items()
                if stats.seat
                and stats.seat.cohort == cohort
                and (total := stats.board_totals.get(cohort))
            ),
            reverse=True,
        )
        rows = [(user_id, points) for _, user_id, points in ranked]
        return self._leagues.close(result_of(cohort, tier, rows))

    def _tier_of(self, stats: DancerStats, now: datetime) -> Tier:
        """Return the tier of a new seat: where the last week led to, or where the level begins."""
        if stats.seat is None:
            profile = self._dancers.profile(stats.user_id)
            level = profile.level if profile else 1
            return Tier.BRONZE.moved(level // _LEVELS_A_TIER)
        result = self.close(stats.seat.cohort, stats.seat.tier, now=now)
        return result.tier_of(stats.user_id) if result else stats.seat.tier

    def _taken(self, user_id: str, tier: Tier, week: str) -> Seat:
        profile = self._dancers.profile(user_id)
        offset = timedelta(minutes=profile.utc_offset_minutes if profile else 0)
        band = band_of(offset)
        number = self._leagues.take_seat_number(f"{week}#{tier}#{band}")
        return Seat(week=week, tier=tier, cohort=cohort_name(week, tier, band, number))
