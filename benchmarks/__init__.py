"""Measurements of this project, each against its peer or its bar, in one run."""
