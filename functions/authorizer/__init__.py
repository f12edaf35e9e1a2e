"""Lambda handlers: authorizer."""
