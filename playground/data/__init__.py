"""Where samples come from: NumPy and parts. The family of data sets is complete once this is imported."""

from playground.data import gates, points

__all__ = ["gates", "points"]
