"""Whether the score is true: reference values, faults put in, and what must not matter."""
