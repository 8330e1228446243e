"""The state of the run in a window."""


def snapshot_of(qtbot, window):
    """The run as it is now, as soon as the worker has sent it."""
    found = []
    window.player.with_snapshot(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]
