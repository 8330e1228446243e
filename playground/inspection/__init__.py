"""What is measured of a network at one moment, and what that says about the run."""
