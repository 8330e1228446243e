"""Where samples come from: NumPy and parts. The family of data sets is complete once this is imported."""

from playground.data import gates, listed, points

__all__ = ["gates", "listed", "points"]
