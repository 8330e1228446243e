"""The settings that several optimizers have, each declared once."""

from playground.parts.setting import setting


def rate(default: float) -> float:
    """Declare an optimizer's learning rate."""
    found: float = setting(default, "Size of a step.", ge=0.0, le=1000.0, log=True, live=True)
    return found


def tiny(default: float) -> float:
    """Declare what is added under a fraction's bar."""
    found: float = setting(
        default,
        "A small number that keeps the division finite.",
        gt=0.0,
        le=0.1,
        log=True,
        live=True,
        letter="ε",
    )
    return found


def own_decay(default: float) -> float:
    """Declare an optimizer's own weight decay."""
    found: float = setting(
        default,
        "Weight decay: this share of every parameter, times the learning rate, is lost in each step.",
        ge=0.0,
        le=10.0,
        log=True,
        live=True,
        letter="λ",
    )
    return found


def velocity_kept(default: float) -> float:
    """Declare the share of a velocity that is kept."""
    found: float = setting(
        default,
        "Momentum: the share of the velocity that is kept.",
        ge=0.0,
        lt=1.0,
        live=True,
        letter="μ",
    )
    return found
