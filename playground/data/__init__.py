"""Where samples come from: NumPy and parts. The family of data sets is complete once this is imported."""

# isort: off
from playground.data.plane import base, gates, formula_sets, listed
from playground.data.painting import painted
from playground.data import scaling
from playground.data.tables import column_uses, division, missing, table_set
from playground.data import rows
from playground.data.images import bars, shapes, digits, own
from playground.data.sequences import bits, binary_addition, long_memory, sine_mix, reber, text, series
from playground.data.sequences import listed_sequences

__all__ = [
    "bars",
    "base",
    "binary_addition",
    "bits",
    "column_uses",
    "digits",
    "division",
    "formula_sets",
    "gates",
    "listed",
    "listed_sequences",
    "long_memory",
    "missing",
    "own",
    "painted",
    "reber",
    "rows",
    "scaling",
    "series",
    "shapes",
    "sine_mix",
    "table_set",
    "text",
]
