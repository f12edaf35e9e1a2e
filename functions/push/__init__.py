"""Lambda handlers: push."""
