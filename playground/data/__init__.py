"""Where samples come from: NumPy and parts. The family of data sets is complete once this is imported."""

# isort: off
from playground.data.plane import base, gates, formula_sets, listed
from playground.data.painting import painted
from playground.data.tables import table_set
from playground.data.images import bars
from playground.data.sequences import binary_addition

__all__ = [
    "bars",
    "base",
    "binary_addition",
    "formula_sets",
    "gates",
    "listed",
    "painted",
    "table_set",
]
