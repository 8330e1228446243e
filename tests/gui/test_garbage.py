"""What Python collects dies in the window's thread, and nothing is kept that could be collected."""

import gc
import threading
import weakref

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

import playground
from playground.gui.document.store import Store
from playground.gui.views.microscope import MicroscopeView
from playground.gui.window.appearance import Appearance
from playground.gui.window.gc_guard import GcGuard
from playground.gui.window.window import Window


def test_a_widget_dies_in_no_other_thread(qapp):
    gc.enable()
    garbage, died = GcGuard(qapp), []
    widget = QWidget()
    widget.itself = [widget]
    widget.destroyed.connect(lambda: died.append(threading.current_thread()))
    del widget
    much = []
    busy = threading.Thread(target=lambda: much.extend([] for _ in range(100_000)))
    busy.start()
    busy.join()
    assert died == []
    garbage.collect()
    assert died == [threading.main_thread()]
    garbage.deleteLater()


def test_it_is_collected_while_the_window_waits(qtbot, qapp, monkeypatch):
    monkeypatch.setattr("playground.gui.window.gc_guard.EVERY", 1)
    garbage, died = GcGuard(qapp), []
    widget = QWidget()
    widget.itself = [widget]
    widget.destroyed.connect(lambda: died.append(True))
    del widget
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]
    qtbot.waitUntil(lambda: died == [True])
    garbage.deleteLater()
    assert kept


def test_of_a_window_that_was_closed_nothing_is_left(qtbot, qapp, preferences):
    appearance = Appearance(qapp, preferences)
    window = Window(Store(playground.load("circle")), preferences, appearance)
    window.show()
    qtbot.waitExposed(window)
    parts = (
        appearance,
        window,
        window.store,
        window.player,
        *window.views,
        *window.panels,
        *window.dock_area.docks,
    )
    known = [(type(part).__name__, weakref.ref(part)) for part in parts]
    window.close()
    window.deleteLater()
    appearance.deleteLater()
    del appearance, window, parts
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [name for name, one in known if one() is not None] == []


def test_no_timer_outlives_its_window(qtbot, qapp, preferences):
    appearance = Appearance(qapp, preferences)
    window = Window(Store(playground.load("circle")), preferences, appearance)
    window.show()
    qtbot.waitExposed(window)
    window.view(MicroscopeView).walking.toggle()
    mine = {id(timer) for timer in gc.get_objects() if isinstance(timer, QTimer) and timer.isActive()}
    window.close()
    window.deleteLater()
    appearance.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timers = [each for each in gc.get_objects() if isinstance(each, QTimer) and id(each) in mine]
    assert [each for each in timers if isValid(each) and each.isActive()] == []
