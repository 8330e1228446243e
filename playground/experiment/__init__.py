"""The description of a run: its parts, what does not fit, edits, presets and lessons."""
