"""The microscope: every number of one step of backpropagation, on the network that is really training."""

from playground.microscope.chain import Chain, Route, Stage, chain, parts
from playground.microscope.markups import Html, Latex, Text
from playground.microscope.trace import Rows, Trace, TracedLayer
from playground.microscope.tracing import trace, traced

__all__ = [
    "Chain",
    "Html",
    "Latex",
    "Route",
    "Rows",
    "Stage",
    "Text",
    "Trace",
    "TracedLayer",
    "chain",
    "parts",
    "trace",
    "traced",
]
