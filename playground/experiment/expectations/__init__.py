"""What a lesson can wait for, plainest first: importing the package completes the family."""

# isort: off
from playground.experiment.expectations import base, figures, becoming, weights, looking, questions, any_of

__all__ = ["any_of", "base", "becoming", "figures", "looking", "questions", "weights"]
