"""Lambda handlers: news."""
