"""Trained weights as files, in the format that the file's ending names, and back.

Each format has a module of its own and a line in ``formats.FORMATS``. Whatever the format, the experiment
goes along, and what the network is built of, so that the file alone says what its numbers are.
"""

from playground.export.weights.contents import BadWeights, Contents
from playground.export.weights.formats import FORMATS, check, holds, known, read, save
from playground.export.weights.trained_network import TrainedNetwork

__all__ = ["FORMATS", "BadWeights", "Contents", "TrainedNetwork", "check", "holds", "known", "read", "save"]
