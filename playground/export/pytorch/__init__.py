"""Networks as PyTorch has them: modules in a row, and the ``state_dict`` that they take."""
