"""Leaderboards against their peers, in one run."""
