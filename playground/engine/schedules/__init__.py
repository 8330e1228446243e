"""How the learning rate changes, in menu order: importing the package completes the family."""

# isort: off
from playground.engine.schedules import base, decays, cycles, plateau

__all__ = ["base", "cycles", "decays", "plateau"]
