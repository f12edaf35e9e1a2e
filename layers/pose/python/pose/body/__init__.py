"""What a body does, one quantity a file."""
