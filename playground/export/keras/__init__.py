"""Networks as Keras 3 has them."""
