"""What Qt would abort on, found out before Qt starts."""

import ctypes
import os
import socket
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from playground.parts.text import printable, shown

SYSTEM = (
    "libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)


LIBRARIES = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxkbcommon-x11.so.0",
)
"""Without one of them Qt finds no way to an X display, and says another reason."""
TIME = 3.0
"""Seconds that a display has for its answer."""
TERMINAL = "so the network is trained here in the terminal."


def missing() -> str:
    """Return a sentence if there is no display to open a window on, otherwise nothing."""
    if not sys.platform.startswith("linux"):
        return ""
    wanted = [each.partition(":")[0] for each in os.environ.get("QT_QPA_PLATFORM", "").split(";") if each]
    known = _platforms()
    if wanted and known and not any(each.lower().startswith(tuple(known)) for each in wanted):
        return (
            f"Qt has no platform {shown(wanted[0])}, which QT_QPA_PLATFORM asks for, but "
            f"{', '.join(known)}, {TERMINAL}"
        )
    if any(each != "xcb" and not each.startswith("wayland") for each in wanted):
        return ""  # another kind of platform, such as offscreen
    x, wayland = (os.environ.get(name, "") for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if wanted and "xcb" not in wanted:
        x = ""
    if wanted == ["xcb"]:
        wayland = ""
    if not (x or wayland):
        return f"There is no display to open a window on, {TERMINAL}"
    if wayland and _in_time(_wayland_answers):
        return ""
    if not (x and _in_time(_x_answers)):
        return f"The display {printable(x or wayland)} does not answer, {TERMINAL}"
    if not all(map(_loads, LIBRARIES)):
        return f"Qt lacks libraries of the system (sudo apt-get install {SYSTEM}), {TERMINAL}"
    return ""


def _platforms() -> list[str]:
    """Return what the installed Qt can be asked for, or nothing where that is not known."""
    if any(name in os.environ for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")):
        return []  # there may be more elsewhere
    found = find_spec("PySide6")
    folders = found.submodule_search_locations or () if found else ()
    files = [file for each in folders for file in Path(each).glob("Qt/plugins/platforms/libq*.so")]
    return sorted(file.stem.removeprefix("libq") for file in files)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _in_time(probe: Callable[[], bool]) -> bool:
    """Return what a probe finds, or False if that takes too long."""
    found: Queue[bool] = Queue()
    Thread(target=lambda: found.put(probe()), name="playground-display", daemon=True).start()
    try:
        return found.get(timeout=TIME)
    except Empty:
        return False


def _x_answers() -> bool:
    """Connect as Qt would, with the person's rights; where there is no library, the others lack, too."""
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
