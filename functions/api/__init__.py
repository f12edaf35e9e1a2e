"""Lambda handlers: api."""
