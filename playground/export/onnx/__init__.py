"""Networks as ONNX graphs: a conversion for each kind of layer, activation and feature.

A conversion adds operators to a ``GraphBuilder``, which needs nothing but NumPy. Only ``model`` knows the
package ``onnx``, to write a graph down; ``reading`` does without it. Every operator is of opset 17.
"""
