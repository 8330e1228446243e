"""Points that a person paints, and what a brush does to them."""
