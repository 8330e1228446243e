"""What backpropagation is, in eight short paragraphs: each a term of the field and what it means here."""

from __future__ import annotations

CONCEPTS = (
    (
        "Forward pass",
        "The inputs of a sample go through the layers, one after another. Every unit adds up its inputs, "
        "each times a weight, and a bias, and its activation turns the sum z into an output a. What the "
        "last layer puts out is the prediction.",
    ),
    (
        "Loss",
        "One number that says how far the predictions are from the targets, as a mean over the samples of "
        "a batch. Training makes it small.",
    ),
    (
        "Gradient",
        "The derivative of the loss with respect to every weight and bias: how much the loss grows if that "
        "number alone grows a little. The microscope tries it out with a nudge.",
    ),
    (
        "Chain rule",
        "If the loss depends on z through a, its derivative with respect to z is its derivative with respect "
        "to a, times the derivative of a with respect to z. Along a path through the network such factors "
        "multiply; where several paths meet, the products add up.",
    ),
    (
        "Backward pass",
        "The chain rule from the loss back to the first layer. Every layer receives the derivative "
        "with respect to its outputs, works out δ = ∂L/∂z for its sums and from these its own gradient, and "
        "passes on the derivative with respect to its inputs. So one pass finds all gradients.",
    ),
    (
        "Update",
        "The optimizer changes every weight by a step against its gradient, as long as the learning rate "
        "says. Backpropagation finds the gradients, gradient descent takes the step: the two are often "
        "taken for one.",
    ),
    (
        "Shared weights",
        "A kernel works at every place of an image, a recurrent weight at every step of a sequence. Its "
        "gradient is the sum over all of them. Going back through a recurrent layer step by step is "
        "backpropagation through time.",
    ),
    (
        "Indices",
        "In formulas a weight is written by its layer, above, and by where it comes from and where it "
        "leads to, below, all counted from 1, and so are samples. Addresses, such as 1.weight[0,2], count "
        "from 0, as Python does.",
    ),
)
"""Terms with what they mean, in the order in which a step of training meets them."""
