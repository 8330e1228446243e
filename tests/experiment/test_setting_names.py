"""What does not fit is said by the labels of the forms where a person reads it, and by its path in files."""

import re

import pytest
from cases import members

from playground.data.data_set import DataSet
from playground.data.painting.painted import Painted
from playground.data.samples import Split
from playground.data.tables.table_set import TableSet
from playground.engine.clipping import Clipping
from playground.engine.initializers import Explicit
from playground.engine.layers.base import Layer
from playground.engine.losses.base import Loss
from playground.engine.optimizers.base import Optimizer
from playground.engine.outputs import Output
from playground.experiment.experiment import Experiment
from playground.experiment.problems import problems
from playground.experiment.setting_names import in_words
from playground.parts.part import family

KINDS = {each.model_fields["kind"].default: each.title.lower() for each in members()}
RAW = sorted(kind for kind, title in KINDS.items() if "-" in kind and title != kind)
INTERNAL = re.compile(r"_|[a-z]\.[a-z]|\[|\b(" + "|".join(map(re.escape, RAW)) + r")\b")


def misfits():
    """Experiments that cannot be trained: every pair of a family that is asked, and what else there is."""
    data = [DataSet, Output, Loss]
    for base in data:
        for member in family(base).values():
            for loss in family(Loss).values():
                name = {DataSet: "data", Output: "output", Loss: "loss"}[base]
                yield Experiment(**{"loss": loss(), name: member(), "layers": []})
    for optimizer in family(Optimizer).values():
        yield from (Experiment(optimizer=optimizer(), clipping=each()) for each in family(Clipping).values())
    yield from (Experiment(layers=[each()], batch_size=1) for each in family(Layer).values())
    yield Experiment(features=())
    yield Experiment(features=("x1", "x1", "further-input", {"kind": "formula", "text": "1/x1 + x5"}))
    yield Experiment(split=Split(validation=0.5, test=0.5))
    yield Experiment(initializer=Explicit(weights=(((1.0,), (1.0,)),), biases=((0.0,),)))
    yield Experiment(layers=(), initializer=Explicit(weights=(((1.0,),),), biases=((0.0,),)))
    yield Experiment(layers=(), initializer=Explicit(weights=(((1.0,), (1.0,)),), biases=((0.0, 0.0),)))
    yield Experiment(frozen=(1, 4000))
    yield Experiment(data=Painted(marks=""))
    yield Experiment(data={"kind": "formula-values", "formula": "1/(x1 - x1)"})
    softmax = {"output": "softmax", "data": "blobs"}
    yield Experiment(loss={"kind": "cross-entropy", "class_weights": (1.0,)}, **softmax)
    for settings in ({}, {"columns": ("a",)}, {"columns": ("a",), "target": "a"}, {"scaling": "none"}):
        table = {"columns": ("a", "b"), "target": "c"} | settings
        yield Experiment(data=TableSet(text="a,b,c\n1,2,x\n9999999,3,y\n,4,x\n", **table))
        yield Experiment(data=TableSet(text="a,b,c\n1,2,3\n9999999,3,4\n", meaning="classes", **table))


FOUND = [(experiment, problem) for experiment in misfits() for problem in problems(experiment)]


def test_no_path_and_no_kind_is_read_in_the_window():
    assert len({problem.path for _, problem in FOUND}) >= 15
    texts = {in_words(*each) for each in FOUND}
    assert [text for text in sorted(texts) if INTERNAL.search(text)] == []
    assert all(text[0].isupper() for text in texts)


def test_a_file_is_told_the_path():
    for _, problem in FOUND:
        assert str(problem).startswith(f"{problem.path}: ")


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        (
            {"loss": "hinge", "output": "sigmoid"},
            "Output: the hinge loss needs Identity or Tanh, not Sigmoid",
        ),
        ({"data": "plane", "loss": "hinge"}, "Loss: the hinge loss is for classes, and Plane has values"),
        ({"frozen": (4000,)}, "Frozen parameter 1: 4\u2009000 is past the last of 25 parameters"),
        ({"data": Painted(marks="")}, "Points: there are no points yet: paint some"),
        (
            {"layers": ("dense", "batch-norm"), "batch_size": 1},
            "Layer 2: Batch norm needs at least 2 samples in every batch; they have 1",
        ),
        (
            {"optimizer": "l-bfgs", "clipping": "by-norm", "batch_size": 0},
            "Clipping: L-BFGS needs the gradient as it is: choose None",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_the_labels_of_the_forms(settings, text):
    experiment = Experiment(**settings)
    assert in_words(experiment, problems(experiment)[0]) == text
