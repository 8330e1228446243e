"""What may be wrong with a run, in words, with evidence and remedies."""

from playground.inspection.diagnosis import course, gradients, setup, units

__all__ = ["course", "gradients", "setup", "units"]
