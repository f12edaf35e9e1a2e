"""What a dancer is and has reached: profile, stats and badges, in the core table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from idance.domain.badge import UserBadge
from idance.domain.errors import NotFoundError
from idance.domain.profile import UserProfile
from idance.domain.stats import DancerStats
from idance.store import core
from idance.store.core import BY_CHALLENGE, CoreItem
from idance.store.images import Versioned
from idance.store.table import Table, document, until_written

_PAGE: Final = 1000


class DancerStore:
    """Dancers by id."""

    def __init__(self, table_name: str) -> None:
        self._table = Table(CoreItem, table_name)

    def know(self, user_id: str, *, display_name: str) -> UserProfile:
        """Return a dancer's profile; the name is the one the identity provider says today."""

        def attempt() -> UserProfile | None:
            item = self._table.get(core.dancer_key(user_id), core.PROFILE)
            known = _profile(item) if item else UserProfile(id=user_id, display_name="")
            if known.display_name == display_name:
                return known
            item = item or self._table.item(core.dancer_key(user_id), core.PROFILE)
            profile = known.model_copy(update={"display_name": display_name})
            item.doc = document(profile)
            return profile if self._table.put(item) else None

        return until_written(attempt)

    def profiles(self, user_ids: Iterable[str]) -> dict[str, UserProfile]:
        """Return the profiles of many dancers, by dancer; those unknown are left out."""
        keys = [(core.dancer_key(user_id), core.PROFILE) for user_id in user_ids]
        return {core.dancer_of(item): _profile(item) for item in self._table.gather(keys)}

    def profile(self, user_id: str) -> UserProfile | None:
        """Return a dancer's profile as it is at this moment (consistent), if there is one."""
        item = self._table.get(core.dancer_key(user_id), core.PROFILE, consistent=True)
        return _profile(item) if item else None

    def set_banned(self, user_id: str, *, banned: bool) -> UserProfile:
        """Keep a dancer off all boards, or no longer; the banned are listed in the index.

        Raises
        ------
        NotFoundError
            ``USER_NOT_FOUND``.
        """
        return self._change_profile(user_id, {"is_banned": banned})

    def set_utc_offset(self, user_id: str, minutes: int) -> UserProfile:
        """Note how far a dancer's clock is ahead of UTC, in minutes.

        Raises
        ------
        NotFoundError
            ``USER_NOT_FOUND``.
        """
        return self._change_profile(user_id, {"utc_offset_minutes": minutes})

    def set_wants_pushes(self, user_id: str, *, wanted: bool) -> UserProfile:
        """Note whether a dancer's phones are pushed to.

        Raises
        ------
        NotFoundError
            ``USER_NOT_FOUND``.
        """
        return self._change_profile(user_id, {"wants_pushes": wanted})

    def _change_profile(self, user_id: str, update: dict[str, object]) -> UserProfile:
        def attempt() -> UserProfile | None:
            item = self._table.get(core.dancer_key(user_id), core.PROFILE, consistent=True)
            if item is None:
                raise no_such_dancer()
            known = _profile(item)
            profile = known.model_copy(update=update)
            item.doc = document(profile)
            listed = (core.BANNED, user_id) if profile.is_banned else (None, None)
            item.shard, item.packed = listed
            return profile if profile == known or self._table.put(item) else None

        return until_written(attempt)

    def banned(self) -> Iterator[str]:
        """Return all banned dancers."""
        rows = self._table.query(core.BANNED, index=BY_CHALLENGE)
        yield from map(core.dancer_of, rows)

    def stats(self, user_id: str) -> DancerStats:
        """Return what a dancer has reached at this moment (consistent)."""
        item = self._table.get(core.dancer_key(user_id), core.STATS, consistent=True)
        return core.stats_in(item) if item else DancerStats(user_id=user_id)

    def versioned_stats(self, user_id: str) -> Versioned | None:
        """Return a dancer's stats as they are at this moment, with their item's version."""
        item = self._table.get(core.dancer_key(user_id), core.STATS, consistent=True)
        return Versioned(core.stats_in(item), item.version or 0) if item else None

    def many_stats(self, user_ids: Iterable[str]) -> dict[str, DancerStats]:
        """Return the stats of many dancers, by dancer; those without are left out."""
        keys = [(core.dancer_key(user_id), core.STATS) for user_id in user_ids]
        return {core.dancer_of(item): core.stats_in(item) for item in self._table.gather(keys)}

    def change_stats(
        self,
        user_id: str,
        step: Callable[[DancerStats], DancerStats],
    ) -> DancerStats:
        """Count something, and return the stats as they are then.

        ``step`` may be called again if somebody else was faster; returning the very object it was
        given means that nothing is to change.
        """

        def attempt() -> DancerStats | None:
            item = self._table.get(core.dancer_key(user_id), core.STATS, consistent=True)
            before = core.stats_in(item) if item else DancerStats(user_id=user_id)
            after = step(before)
            item = item or self._table.item(core.dancer_key(user_id), core.STATS)
            item.doc = document(after)
            return after if after is before or self._table.put(item) else None

        return until_written(attempt)

    def pages_of_stats(self, *, after: str | None = None) -> Iterator[tuple[list[Versioned], str]]:
        """Return the stats of every dancer by the page, and where to go on after it.

        Reads the whole table, from a position that an earlier page has told.
        """
        key = json.loads(after) if after else None
        rows = self._table.scan(CoreItem.sk.equals(core.STATS), after=key)
        page: list[Versioned] = []
        for row in rows:
            page.append(Versioned(core.stats_in(row), row.version or 0))
            if len(page) == _PAGE:
                yield page, json.dumps(rows.place)
                page = []
        if page:
            yield page, json.dumps(rows.place)

    def badges(self, user_id: str) -> tuple[UserBadge, ...]:
        """Return a dancer's badges at this moment (consistent), by name."""
        rows = self._table.query(
            core.dancer_key(user_id), CoreItem.sk.startswith(core.BADGE), consistent=True
        )
        return tuple(_badge(row) for row in rows)

    def award(self, badge: UserBadge) -> UserBadge:
        """Give a dancer a badge; return the one the dancer has then: the first stands."""
        item = self._table.item(
            core.dancer_key(badge.user_id),
            f"{core.BADGE}{badge.name}",
            doc=document(badge),
        )
        return _badge(self._table.put_once(item))


def no_such_dancer() -> NotFoundError:
    """Return the answer to whoever asks for a dancer nobody knows."""
    return NotFoundError("USER_NOT_FOUND", "There is no such dancer.", field="userId")


def _profile(item: CoreItem) -> UserProfile:
    return UserProfile.model_validate_json(item.doc)


def _badge(item: CoreItem) -> UserBadge:
    return UserBadge.model_validate_json(item.doc)
