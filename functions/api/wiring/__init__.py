"""What the API is made of: a module a noun, each part built when a route first needs it.

A route takes what it calls, by the annotation its module has here (`Sessions`, `Now`, …); what a
process is never asked for it neither builds nor imports. `Settings` is what all of it reads of
the environment.
"""

from functions.api.wiring.settings import Settings

__all__ = ["Settings"]
