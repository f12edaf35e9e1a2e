"""The core table: everything of a dancer in the dancer's own partition.

=========== ============================== ============================================
PK          SK                             holds
=========== ============================== ============================================
U#<userId>  PROFILE                        what others see (``doc``); while banned also
                                           ``GSI1PK`` = ``BANNED``
U#<userId>  STATS                          counts, streak, period totals (``doc``)
U#<userId>  SUB#<challengeId>              the submission (``doc``); when SCORED also
                                           (or without a score for good) ``GSI1PK``, ``GSI1SK``
U#<userId>  ATT#<challengeId>#<sessionId>  one attempt's outcome (``doc``), never changed
U#<userId>  B#<badge>                      a badge (``doc``), never changed
U#<userId>  CONSENT                        what the dancer has agreed to (``doc``)
=========== ============================== ============================================

No partition is hot however many dance one challenge. Its only index, ``by_challenge``, is sparse
(scored submissions, and the few dancers who are banned) and spread over 256 shards a challenge,
each sorted by packed score.
"""

from __future__ import annotations

import uuid
from typing import Final
from zlib import crc32

from idance.domain.stats import DancerStats
from idance.domain.submission import Submission
from idance.domain.submission_status import UNSCORED, SubmissionStatus
from idance.store.item import Index, Item, Text

SHARDS: Final = 256
PROFILE: Final = "PROFILE"
STATS: Final = "STATS"
SUBMISSION: Final = "SUB#"
ATTEMPT: Final = "ATT#"
BADGE: Final = "B#"
CONSENT: Final = "CONSENT"
BANNED: Final = "BANNED"
BEHIND: Final = "~"
"""What the sort key of an entry that ended without a score begins with: behind all scores."""


class CoreItem(Item):
    """An item of the core table."""

    shard = Text("GSI1PK")
    packed = Text("GSI1SK")


BY_CHALLENGE: Final = Index("by_challenge", CoreItem.shard, CoreItem.packed)
"""Scored submissions of a challenge, one shard of them, by packed score."""


def dancer_key(user_id: str) -> str:
    """Return the partition of a dancer."""
    return f"U#{user_id}"


def dancer_of(item: CoreItem) -> str:
    """Return whose item it is."""
    return item.pk.removeprefix("U#")


def shard_key(challenge_id: str, shard: int) -> str:
    """Return the index partition of one shard of a challenge."""
    return f"CH#{challenge_id}#{shard}"


def shard_of(user_id: str) -> int:
    """Return the shard a dancer's submissions are listed in."""
    return crc32(uuid.UUID(user_id).bytes) % SHARDS


def packed_text(packed: int) -> str:
    """Return a packed score (below 2**53) as text that sorts as the number does."""
    return f"{packed:016d}"


def submission_sk(challenge_id: str) -> str:
    """Return the sort key of a dancer's entry in a challenge."""
    return f"{SUBMISSION}{challenge_id}"


def attempt_sk(attempt: Submission) -> str:
    """Return the sort key of an attempt's record; a clip that is retried has one a try."""
    first = f"{ATTEMPT}{attempt.challenge_id}#{attempt.session_id}"
    return f"{first}#{attempt.retries}" if attempt.retries else first


def submission_in(item: Item) -> Submission:
    """Return the submission, or attempt, that an item holds."""
    return Submission.model_validate_json(item.doc)


def stats_in(item: CoreItem) -> DancerStats:
    """Return the stats that an item holds."""
    return DancerStats.model_validate_json(item.doc)


def list_entry(item: CoreItem, submission: Submission, packed: int | None) -> None:
    """List an entry under its challenge: by its score, or behind all scores if it ended without.

    While a further attempt is under way, the best one stays where it is.
    """
    shard = shard_key(submission.challenge_id, shard_of(submission.user_id))
    if submission.ranked.status is SubmissionStatus.SCORED:
        if packed is not None:
            item.shard, item.packed = shard, packed_text(packed)
    elif submission.status in UNSCORED:
        item.shard, item.packed = shard, f"{BEHIND}{submission.status}"
    else:
        item.shard = item.packed = None
