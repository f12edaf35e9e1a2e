"""The AWS application as code: what exists, who may touch it, how it is watched."""
