"""The one-machine stage: the whole application on a laptop, without Docker and without a cloud."""
