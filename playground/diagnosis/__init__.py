"""What may be wrong with a run, in words, with evidence and remedies.

Every sign is known once this package is imported; findings come in the order of the files below.
"""

from playground.diagnosis import course, gradients, setup, units

__all__ = ["course", "gradients", "setup", "units"]
