"""Where the files lie that come with the program: in the package, or beside it in a checkout."""

from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def folder(kind: str) -> Path:
    """Return where the shipped ``presets`` or ``assets`` are."""
    inside = PACKAGE / kind
    return inside if inside.is_dir() else PACKAGE.parent / kind
