"""Where samples come from: NumPy and parts. The family of data sets is complete once this is imported."""

from playground.data import formula_sets, gates, listed, painted, points, table_sets

__all__ = ["formula_sets", "gates", "listed", "painted", "points", "table_sets"]
