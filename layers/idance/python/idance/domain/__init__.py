"""The words and rules of daily dance challenges: pure, no I/O, no clock, no environment."""
