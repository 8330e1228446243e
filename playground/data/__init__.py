"""Where samples come from: NumPy and parts."""
