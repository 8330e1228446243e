"""Where the small pictures of the style sheet are, which Qt takes from files only."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def style_pictures() -> Path:
    """Return the folder, which is the same for every start; nowhere if there is no place for them."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation)
    return Path(cache) / "pictures" if cache else Path(os.devnull)
