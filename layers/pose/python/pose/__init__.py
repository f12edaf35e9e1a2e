"""Pose extraction and dance scoring: pure computation on one clip, free of AWS."""

import gc

# What importing makes stays for good, and Python would look through it for garbage a dozen times
# over while it grows: a twentieth of a cold start, most of it over NumPy and what follows.
_collecting = gc.isenabled()
gc.disable()
import numpy as np  # noqa: E402, F401

gc.freeze()
if _collecting:
    gc.enable()
