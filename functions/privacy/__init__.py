"""Lambda handlers: privacy."""
