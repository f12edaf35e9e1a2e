"""The PyPI library `leaderboard` in a process of its own, beside the old redis-py it needs.

Reads lines of JSON, ``[what, user ids]``, and answers each with the seconds every call took.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from leaderboard.leaderboard import Leaderboard
from redis import StrictRedis


def main() -> None:
    """Answer until there is nothing more to read."""
    port = int(sys.argv[1])
    board = Leaderboard("board", page_size=100, redis_connection=StrictRedis(port=port))
    acts: dict[str, Any] = {
        "load": board.rank_members,
        "rank": board.rank_for,
        "top": lambda _: board.leaders(1),
        "around": lambda user_id: board.around_me(user_id, page_size=11),
        "submit": lambda user_id: board.rank_member_across(
            [f"board{number}" for number in range(10)], user_id, 87.25
        ),
    }
    for line in sys.stdin:
        what, arguments = json.loads(line)
        seconds = []
        for one in arguments:
            start = time.perf_counter()
            acts[what](one)
            seconds.append(time.perf_counter() - start)
        sys.stdout.write(json.dumps(seconds) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
