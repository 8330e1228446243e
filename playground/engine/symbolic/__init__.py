"""Formulas as values: terms, and symbols that know what they stand for."""
