"""What the dancer is told."""
