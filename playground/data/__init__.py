"""Where samples come from: NumPy and parts. The family of data sets is complete once this is imported."""

# isort: off
from playground.data.plane import base, gates, formula_sets, listed
from playground.data.painting import painted
from playground.data.tables import table_set

__all__ = ["base", "formula_sets", "gates", "listed", "painted", "table_set"]
