"""What is watched: every view, in the order of the View menu."""

from playground.gui.views.about import AboutView
from playground.gui.views.boundary import BoundaryView
from playground.gui.views.confusion import ConfusionView
from playground.gui.views.displacements import DisplacementsView
from playground.gui.views.draw import DrawView
from playground.gui.views.findings import FindingsView
from playground.gui.views.gradients import GradientsView
from playground.gui.views.hidden import HiddenView
from playground.gui.views.lesson import LessonView
from playground.gui.views.loss import LossView
from playground.gui.views.microscope import MicroscopeView
from playground.gui.views.reconstruction import ReconstructionView
from playground.gui.views.runs import RunsView
from playground.gui.views.samples import SamplesView
from playground.gui.views.sequence import SequenceView
from playground.gui.views.text import TextView
from playground.gui.views.unit import UnitView
from playground.gui.views.view import View
from playground.gui.views.weights import WeightsView

VIEWS: tuple[type[View], ...] = (
    BoundaryView,
    SequenceView,
    DrawView,
    ReconstructionView,
    LossView,
    LessonView,
    AboutView,
    TextView,
    SamplesView,
    DisplacementsView,
    UnitView,
    HiddenView,
    ConfusionView,
    WeightsView,
    MicroscopeView,
    GradientsView,
    FindingsView,
    RunsView,
)
