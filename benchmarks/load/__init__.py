"""The API of the one-machine stage under load, while its Redis is stopped and comes back."""
