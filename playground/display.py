"""What Qt would abort on, found out before Qt starts."""

import os
import sys
from importlib.metadata import PackageNotFoundError, version

SYSTEM = (
    "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


def missing() -> str:
    """Return a sentence if there is no display to open a window on, otherwise nothing."""
    if not sys.platform.startswith("linux"):
        return ""
    if any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return ""
    return "There is no display to open a window on, so the network is trained here in the terminal."


def broken() -> str:
    """Return a sentence if the installed Qt cannot be used with this Python, otherwise nothing."""
    try:
        found = version("PySide6-Essentials")
    except PackageNotFoundError:
        return "PySide6 is not installed; install the program again with pip."
    major, minor = (int(word) for word in found.split(".")[:2])
    if sys.version_info < (3, 12) and (major, minor) >= (6, 12):
        return (
            f"PySide6 {found} crashes on Python {sys.version_info.major}.{sys.version_info.minor}; "
            'install another with: pip install "PySide6-Essentials<6.12"'
        )
    return ""
