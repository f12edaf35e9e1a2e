"""What people on call do by hand, on any stage: they call its functions, and nothing else."""
