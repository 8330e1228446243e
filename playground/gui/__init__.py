"""Everything that knows Qt, and only this."""
