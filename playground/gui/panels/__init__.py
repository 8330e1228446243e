"""What is edited."""
