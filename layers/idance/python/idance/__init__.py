"""Domain, stores and services of the iDance Challenge Engine."""
