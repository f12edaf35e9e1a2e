"""What the house does: use cases over the stores. No clock, no randomness, no environment."""
