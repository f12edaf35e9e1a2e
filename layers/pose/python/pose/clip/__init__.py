"""A stranger's video file: opened, decoded, and looked at for what its pictures say."""
