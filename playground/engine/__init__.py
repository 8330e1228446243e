"""The mathematics of neural networks: NumPy and parts, nothing else."""
