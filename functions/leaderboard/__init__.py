"""Lambda handlers: leaderboard."""
