"""What leaves the program: weights, tables and pictures. Every file is written whole or not at all."""
