"""What a view can ask of a frame: one small frozen value for each question, which finds its own answer."""
