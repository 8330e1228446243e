"""The dialog of the gradient check."""
