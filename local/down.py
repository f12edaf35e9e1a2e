"""``make down``: stop the one-machine stage; what was on it is gone."""

from __future__ import annotations

import sys

from local.settings import LocalSettings
from local.stage import StageError, stop_stage


def main() -> None:
    """Stop it and say so."""
    try:
        stopped = stop_stage(LocalSettings())
    except StageError as error:
        sys.exit(str(error))
    sys.stdout.write("The stage is stopped.\n" if stopped else "No stage is running.\n")


if __name__ == "__main__":
    main()
