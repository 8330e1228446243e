"""How many samples a data set draws: one setting for all whose samples are made up."""

from playground.parts.setting import setting


def sized(default: int, what: str = "samples", most: int = 5000) -> int:
    """Declare how many samples there are."""
    count: int = setting(default, f"Number of {what}.", ge=10, le=most, log=True)
    return count
