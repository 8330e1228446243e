"""What Qt would abort on, found out before Qt starts."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from queue import Empty, Queue
from threading import Thread

from playground.parts import printable

SYSTEM = (
    "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


TIME = 3.0
"""Seconds that a display has for its answer."""
TERMINAL = "so the network is trained here in the terminal."


def missing() -> str:
    """Return a sentence if there is no display to open a window on, otherwise nothing."""
    if not sys.platform.startswith("linux"):
        return ""
    platform, x, wayland = (
        os.environ.get(name, "") for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    )
    if platform and not platform.startswith(("xcb", "wayland")):
        return ""
    if not (platform or x or wayland):
        return f"There is no display to open a window on, {TERMINAL}"
    if (wayland and _in_time(_wayland_answers)) or (x and _in_time(_x_answers)):
        return ""
    return f"The display {printable(x or wayland or platform)} does not answer, {TERMINAL}"


def _in_time(probe: Callable[[], bool]) -> bool:
    """Return what a probe finds, or False if that takes too long."""
    found: Queue[bool] = Queue()
    Thread(target=lambda: found.put(probe()), name="playground-display", daemon=True).start()
    try:
        return found.get(timeout=TIME)
    except Empty:
        return False


def _x_answers() -> bool:
    """Connect as Qt would, with the person's rights; where the library is not found Qt will say so."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    error: int = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return error == 0


def _wayland_answers() -> bool:
    """Whether somebody listens at the socket."""
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ["WAYLAND_DISPLAY"])
    try:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.connect(path)
    except OSError:
        return False
    return True


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
