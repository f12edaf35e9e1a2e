"""Lambda handlers: live."""
