"""Lambda handlers: rotation."""
