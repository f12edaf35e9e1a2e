"""How a body keeps time."""
