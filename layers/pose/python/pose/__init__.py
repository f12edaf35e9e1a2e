"""Pose extraction and dance scoring: pure computation on one clip, free of AWS."""
