"""Pictures of a run, drawn without a window: each a class in a file, named here in the order of reports."""

from playground.export.pictures.base import Drawing
from playground.export.pictures.boundary import Boundary
from playground.export.pictures.curves import AccuracyCurves, LossCurves
from playground.export.pictures.samples import ImageSamples, InputPairs, SequenceSamples
from playground.export.pictures.scores import Confusion, OutputErrors
from playground.export.pictures.weights import WeightHistograms, WeightMatrices

DRAWINGS: tuple[type[Drawing], ...] = (
    LossCurves,
    AccuracyCurves,
    Boundary,
    ImageSamples,
    SequenceSamples,
    InputPairs,
    Confusion,
    OutputErrors,
    WeightHistograms,
    WeightMatrices,
)
