"""Formulas set as mathematics."""
