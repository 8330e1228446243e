"""Experiments as one line of text: to paste to a colleague, and as links of TensorFlow Playground."""
