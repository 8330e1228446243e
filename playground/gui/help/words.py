"""The words of the field that lessons and views use, each in a sentence or two."""

from __future__ import annotations

WORDS = (
    (
        "Neuron, unit",
        "Adds up its inputs, each times a weight, and a bias, and puts the sum through an activation.",
    ),
    (
        "Weight, bias, parameter",
        "A weight says how much an input counts, a bias is added whatever the inputs are. Both are "
        "parameters: the numbers that training changes.",
    ),
    (
        "Activation",
        "The function that makes a unit's output of its sum, such as tanh, an S from −1 to 1, or ReLU, which "
        "keeps what is positive.",
    ),
    (
        "Layer, hidden, dense",
        "Units that work side by side on the same inputs. Layers between inputs and output are hidden. In a "
        "dense layer every unit has a weight for every input.",
    ),
    ("Sample, target, class", "An example to learn from, and what the network should answer to it."),
    (
        "Train, validation, test",
        "The network learns from the train samples alone. The others tell how it does on samples that are "
        "new to it: validation while one still tries settings, test in the end.",
    ),
    (
        "Loss, accuracy",
        "The loss says how wrong the answers are, and training makes it small. The accuracy is the share of "
        "samples whose class is right.",
    ),
    (
        "Gradient, slope",
        "How much the loss grows if a number grows a little; δ is the slope with respect to a unit's sum. "
        "Training goes against it.",
    ),
    (
        "Learning rate",
        "How long a step is. Too short, and nothing happens for long; too long, and steps leap too far.",
    ),
    (
        "Step, batch, epoch",
        "A step changes the weights once, by the gradient of a batch of samples. An epoch is over when every "
        "train sample has been used once.",
    ),
    (
        "Overfitting",
        "The network learns the train samples by heart: their loss falls while that of the others rises.",
    ),
    (
        "Kernel, filter, feature map",
        "A kernel is a small square of weights that is laid on every place of an image; a filter has one for "
        "each channel. The feature map is what it says at all places.",
    ),
    ("Pooling", "Keeps the largest, or the mean, of neighbors, and forgets where among them it was."),
    (
        "Recurrent, state",
        "A recurrent unit is given what it said in the step before, its state, so that it can remember.",
    ),
    (
        "Gate, cell",
        "A gate is a number from 0 to 1 that says how much is let through. The cell of an LSTM keeps what it "
        "holds as long as its forget gate is open.",
    ),
    (
        "Saliency",
        "The slope of the answer with respect to every input: where a small change to the picture matters.",
    ),
)
"""Words with what they mean, in the order in which the lessons meet them."""
