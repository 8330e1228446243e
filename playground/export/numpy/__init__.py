"""Parts as NumPy, in lines that a person would write: nothing of the engine is needed to run them."""
