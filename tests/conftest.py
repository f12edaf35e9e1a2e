"""Hypothesis draws anew on a laptop; CI judges a change by the same examples every time."""

import os

from hypothesis import HealthCheck, settings

# A busy machine is slow at making examples, too: that is no fault of the code.
settings.register_profile("usual", suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("usual"), derandomize=True)
settings.load_profile("usual")
if os.environ.get("CI"):
    settings.load_profile("ci")
