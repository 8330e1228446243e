"""The microscope: every number of one step of backpropagation, on the network that is really training."""

from playground.microscope.trace import Rows, Trace, TracedLayer
from playground.microscope.tracing import trace

__all__ = ["Rows", "Trace", "TracedLayer", "trace"]
