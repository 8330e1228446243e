"""Sequences, (time, features): what is to be predicted hangs on what came before."""
