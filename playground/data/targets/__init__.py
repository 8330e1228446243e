"""What is to be predicted of each sample: classes, values, or the inputs themselves."""
