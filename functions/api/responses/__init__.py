"""What clients get, in the requirements' words: a module per resource, as the routes have."""
