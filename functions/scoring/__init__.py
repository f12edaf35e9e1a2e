"""Lambda handlers: scoring."""
