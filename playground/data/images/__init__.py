"""Images, (channels, height, width): drawn by the program, shipped with it, or a person's own."""
