"""``make token``: sign somebody in on the running stage and print the ID token."""

from __future__ import annotations

import argparse
import sys

from local.settings import LocalSettings
from local.stage import find_stage


def main() -> None:
    """Print a token for a new user."""
    parser = argparse.ArgumentParser(description="Sign a new user in on the running stage.")
    parser.add_argument("name", help="the name that others see")
    parser.add_argument("--admin", action="store_true", help="with the admin's rights")
    chosen = parser.parse_args()
    stage = find_stage(LocalSettings())
    if stage is None:
        sys.exit("No stage is running: start it with make up.")
    sys.stdout.write(stage.identities.token_for(chosen.name, admin=chosen.admin) + "\n")


if __name__ == "__main__":
    main()
