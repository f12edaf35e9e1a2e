"""Two dances laid over each other: an attempt and its reference, a clip and its copy."""
