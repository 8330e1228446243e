"""The run: the worker behind it, its controls and what is said of it."""
