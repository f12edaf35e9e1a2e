"""What clients send: a module a noun, imported by the routes that take it."""
