"""Right of access: everything that is held about a dancer, as one file of JSON.

It is written under a key of the dancer's and can be downloaded for an hour; a day later it is gone,
and so it is when the dancer is erased. What others wrote is theirs: of reports on a dance the
reason is told and not who sent it, of followers how many there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from idance.domain.ids import export_key
from idance.domain.review_case import ReviewCase
from idance.domain.session import Session
from idance.store import core
from idance.store.audit import DAY
from idance.store.cases import CaseStore
from idance.store.devices import EDGE, DeviceStore
from idance.store.follows import FOLLOWS
from idance.store.item import Item
from idance.store.media import MediaStore
from idance.store.mentions import MentionStore
from idance.store.notifications import AT, OF_DANCER
from idance.store.partitions import PartitionStore
from idance.store.reception import COMMENT, LIKE
from idance.store.sessions import SessionStore

VALID_FOR: Final = timedelta(hours=1)
"""How long an address of a download works."""
_MOST_DEVICES: Final = 1000
_KINDS: Final = {
    core.PROFILE: "profile",
    core.STATS: "stats",
    core.CONSENT: "consents",
    core.SUBMISSION: "submissions",
    core.ATTEMPT: "attempts",
    core.BADGE: "badges",
    FOLLOWS: "following",
    LIKE: "likes",
    COMMENT: "comments",
    AT: "notifications",
}
Document = dict[str, Any]


class Download(NamedTuple):
    """Where a file can be downloaded, and until when."""

    url: str
    expires_at: datetime


class PortabilityService:
    """Gathers what is held about dancers."""

    def __init__(  # noqa: PLR0913 (one argument a store, all by name)
        self,
        *,
        own: PartitionStore,
        own_social: PartitionStore,
        own_operations: PartitionStore,
        own_aggregates: PartitionStore,
        mentions: MentionStore,
        devices: DeviceStore,
        sessions: SessionStore,
        cases: CaseStore,
        media: MediaStore,
    ) -> None:
        self._own = own
        self._own_social = own_social
        self._own_operations = own_operations
        self._own_aggregates = own_aggregates
        self._mentions = mentions
        self._devices = devices
        self._sessions = sessions
        self._cases = cases
        self._media = media

    def export(self, user_id: str, *, now: datetime, entropy: UUID) -> Download:
        """Write everything about a dancer to a file; return where it can be downloaded."""
        key = export_key(user_id=user_id, entropy=entropy)
        text = json.dumps(self.everything(user_id, now=now), ensure_ascii=False, indent=1)
        self._media.write_document(key, text)
        return Download(self._media.url_of(key, valid_for=VALID_FOR), now + VALID_FOR)

    def everything(self, user_id: str, *, now: datetime) -> Document:
        """Return everything that is held about a dancer, by kind."""
        pk = core.dancer_key(user_id)
        told = _by_kind(self._own.items(pk))
        told |= _by_kind(self._own_social.items(pk, sparing=(EDGE,)))
        told |= _by_kind(self._own_social.items(f"{OF_DANCER}{user_id}"))
        mentions = self._mentions.of(user_id)
        told |= _by_kind(self._mentions.items(mentions))
        sessions = list(self._sessions.all_of(user_id))
        own = [one["id"] for kind in ("submissions", "comments") for one in told.get(kind, ())]
        return told | {
            "userId": user_id,
            "takenAt": now.isoformat(),
            "followers": sum(sk.startswith(FOLLOWS) for _, sk in mentions),
            "devices": [_plain(one) for one in self._devices_of(user_id)],
            "sessions": [self._session(one) for one in sessions],
            "leagues": [row.sk for row in self._own_aggregates.items(pk)],
            "reviews": [_told_of(case) for case in map(self._cases.find, own) if case],
            "reports": [_plain(one) for one in self._cases.reports_of(user_id)],
            "auditEntries": sum(row.sk.startswith(DAY) for row in self._own_operations.items(pk)),
        }

    def _devices_of(self, user_id: str) -> Iterator[Any]:
        for device in self._devices.of_dancer(user_id, most=_MOST_DEVICES):
            yield self._devices.find(device)

    def _session(self, session: Session) -> Document:
        """Return a session, with where its clip and its landmarks can be downloaded."""
        keys = (session.video_file_key, session.pose_data_file_key, *session.derived_keys)
        urls = {key: self._media.picture_url(key, valid_for=VALID_FOR) for key in keys if key}
        return _plain(session) | {"downloads": {key: url for key, url in urls.items() if url}}


def _told_of(case: ReviewCase) -> Document:
    """Return a case without who reported and who decided."""
    told = _plain(case)
    for report in told["reports"]:
        del report["reporter"]
    if "verdict" in told:
        del told["verdict"]["reviewer"]
    return told


def _plain(model: Any) -> Document:  # noqa: ANN401 (any model)
    plain: Document = model.model_dump(mode="json", exclude_none=True)
    return plain


def _by_kind(items: Iterable[Item]) -> dict[str, Any]:
    """Return what items hold, by kind; there is one profile, one set of stats and of consents."""
    told: dict[str, Any] = {}
    for item in items:
        for prefix, kind in _KINDS.items():
            if item.sk.startswith(prefix) and item.doc:
                told.setdefault(kind, []).append(json.loads(item.doc))
    return told
