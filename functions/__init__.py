"""Lambda handlers, one folder a service."""
