"""Building blocks: house defaults, and one construct for every folder of functions."""
