"""What docs/privacy.md says is held: rows of its table, and which keys they mean."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

PAGE: Final = Path(__file__).parents[1] / "docs" / "privacy.md"
STORES: Final = ("core", "operations", "social", "aggregates", "challenges", "media", "redis")
_PLACE: Final = re.compile(r"<[a-z]+>")


class Kind(NamedTuple):
    """A row: one kind of item, object or key."""

    what: str
    where: str
    key: str
    names: str
    kept: str
    ground: str
    erased: str

    def means(self, where: str, key: str) -> bool:
        """Whether a key (of an item: both parts with `` / `` between) is of this kind."""
        is_whole = where == "redis" or self.key.endswith("json")
        pattern = ".+".join(map(re.escape, _PLACE.split(self.key))) + ("" if is_whole else ".*")
        return where == self.where and re.fullmatch(pattern, key, re.DOTALL) is not None


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the rows of the page."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text().splitlines()
        if line.startswith("| ") and line.count("|") == len(Kind._fields) + 1
    ]
    made = [Kind(*row)._replace(key=row[2].replace("`", "")) for row in rows]
    return tuple(kind for kind in made if kind.where in STORES)


def kinds_of(where: str, key: str) -> list[Kind]:
    """Return the kinds that a key may be of: the one that says most of it comes first."""
    found = [kind for kind in kinds() if kind.means(where, key)]
    return sorted(found, key=lambda kind: -len(_PLACE.sub("", kind.key)))


def item_kinds(key: str) -> list[Kind]:
    """Return the kinds that the key of an item may be of, in whatever table."""
    tables = STORES[:5]
    return [kind for table in tables for kind in kinds_of(table, key)]
