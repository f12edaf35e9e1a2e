"""Lambda handlers: api/routes."""
