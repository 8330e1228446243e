"""Building blocks of views of images: a pad to draw on, a wall of samples, shares of classes."""
