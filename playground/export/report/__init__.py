"""Reports of runs: each section a class in a file, named here in the order in which a page has them."""

from playground.export.report.again import Again
from playground.export.report.course import CurveSection
from playground.export.report.findings import FindingSection
from playground.export.report.formulas import Formulas
from playground.export.report.samples import OverThePlane, SamplesSection
from playground.export.report.scores import Scores
from playground.export.report.section import ReportSection
from playground.export.report.setup_section import SetupSection
from playground.export.report.spelled import Spelled
from playground.export.report.summary import Summary
from playground.export.report.weights import WeightSection

SECTIONS: tuple[type[ReportSection], ...] = (
    Summary,
    FindingSection,
    CurveSection,
    OverThePlane,
    SamplesSection,
    Spelled,
    Scores,
    SetupSection,
    Formulas,
    WeightSection,
    Again,
)
