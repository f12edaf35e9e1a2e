"""The API's routes: a router per resource, each route parse, one call, answer."""
