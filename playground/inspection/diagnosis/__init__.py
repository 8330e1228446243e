"""What may be wrong with a run, in words, with evidence and remedies."""

from playground.inspection.diagnosis import course, gradients, setup, through_time, units

__all__ = ["course", "gradients", "setup", "through_time", "units"]
