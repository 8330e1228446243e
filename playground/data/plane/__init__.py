"""Points of the plane: TensorFlow Playground's sets, gates, formulas and listed points."""
