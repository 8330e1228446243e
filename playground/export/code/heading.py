"""What a script says of itself at its top: whose network it is, how far it had come, how it is used."""

from __future__ import annotations

from playground.export.code.course import Course
from playground.export.spelling import docstring, wrap
from playground.export.weights.trained_network import TrainedNetwork
from playground.parts.percentages import percent

IMPORTED, IMPORTED_TRAINING = ", or import predict", ": import train to do so elsewhere"
"""What a person may do besides, unless it is a notebook."""


def heading(trained: TrainedNetwork, needs: str, beside: str, course: Course | None = None) -> str:
    """Return the docstring of a script; ``beside`` is the file that must lie beside it, if there is one.

    With a course it is one that begins where that begins.
    """
    experiment, figures = trained.experiment, trained.figures
    told = [f"seed {experiment.seed}", f"epoch {figures.epoch}"]
    for name, value in figures._asdict().items():
        words = name.replace("_", " ")
        if value is not None and name.endswith("_loss"):
            told.append(f"{words} {experiment.loss_of} {value:.4g}".replace("  ", " "))
        elif value is not None and name.endswith("_accuracy"):
            told.append(f"{words} {percent(value)}".replace("\u2009", " "))
    use = f"Run it to check that it predicts what the network did when it was exported{IMPORTED}."
    if course is not None:
        use = "Run it to train the network from the same start, "
        use += (
            "in the same steps; it checks that the first of them are those of the run. "
            if course.same_batches
            else "in batches of its own. "
        )
        use += "After that, predict uses the trained weights."
    use += f" {needs}" + (f" Its numbers are in {beside}, which must lie beside it." if beside else "")
    title = f"{experiment.title}: a network that was trained in Backprop Playground."
    return docstring(title, ", ".join(told).capitalize() + ".", use)


def notebook_heading(title: str, *paragraphs: str) -> str:
    """Return a script's heading as that of a notebook, in Markdown: nobody imports it, and it has plots."""
    whole = [" ".join(each.split()) for each in paragraphs]
    for words in (IMPORTED, IMPORTED_TRAINING):
        whole = [each.replace(words, "") for each in whole]
    whole[-1] += " Its plots need Matplotlib."
    first = f"# {' '.join(title.split()).removesuffix('.')}"
    return "\n\n".join([first, *("\n".join(wrap(each)) for each in whole)])
