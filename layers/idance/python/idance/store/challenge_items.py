"""The challenges table.

============== ============= =====================================================
PK             SK            holds
============== ============= =====================================================
CH#<id>        DEF           the challenge (``doc``); ``month`` and ``startsAt``
DAY#<date>     SLOT#<name>   ``challengeId``: whose slot of the day it is, if anybody's;
                             ``emptied``: how often it was given up
TYPES          T#<name>      a custom type (``doc``)
TEMPLATES      T#<id>        a template (``doc``)
CONTESTS       T#<slug>      a contest (``doc``)
============== ============= =====================================================

A slot has one holder, and whoever takes it gives it up or shows another does so in one transaction
with the challenges concerned. The index ``by_start`` lists the challenges of a month by start.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from idance.domain.challenge import Challenge
from idance.store.item import Index, Item, Text, Whole
from idance.store.table import document

DEFINITION: Final = "DEF"
SLOT: Final = "SLOT#"
TYPES: Final = "TYPES"
TEMPLATES: Final = "TEMPLATES"
CONTESTS: Final = "CONTESTS"


class ChallengeItem(Item):
    """An item of the challenges table."""

    challenge_id = Text("challengeId")
    emptied = Whole()
    month = Text()
    starts_at = Text("startsAt")


BY_START: Final = Index("by_start", ChallengeItem.month, ChallengeItem.starts_at)
"""The challenges that start in a month, by start."""


def challenge_key(challenge_id: str) -> str:
    """Return the partition of a challenge."""
    return f"CH#{challenge_id}"


def id_of(item: ChallengeItem) -> str:
    """Return which challenge an item is."""
    return item.pk.removeprefix("CH#")


def day_key(day: date) -> str:
    """Return the partition of a day's slots."""
    return f"DAY#{day:%Y-%m-%d}"


def date_of(item: ChallengeItem) -> date:
    """Return the day of a slot."""
    return date.fromisoformat(item.pk.removeprefix("DAY#"))


def start_mark(moment: datetime) -> str:
    """Return text by which challenges sort as they start."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def months(since: datetime, until: datetime) -> Iterator[str]:
    """Return the index partitions of all UTC months from one moment to another."""
    day = since.astimezone(UTC).date().replace(day=1)
    while day <= until.astimezone(UTC).date():
        yield f"{day:%Y-%m}"
        day = (day + timedelta(days=32)).replace(day=1)


def read_challenge(item: ChallengeItem) -> Challenge:
    """Return the challenge in an item."""
    return Challenge.model_validate_json(item.doc)


def describing(item: ChallengeItem, challenge: Challenge) -> ChallengeItem:
    """Return an item with a challenge written into it."""
    start = challenge.start_time
    item.doc = document(challenge)
    item.month = next(months(start, start))
    item.starts_at = f"{start_mark(start)}#{challenge.id}"
    return item
