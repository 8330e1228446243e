"""A trained network as code: scripts that run without this program, each for one library."""
