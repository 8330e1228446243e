"""What all views share: what a window must know to show one beside the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.selection import Selection
from playground.gui.theme import Theme
from playground.gui.widgets.themed import Themed
from playground.training.history import History
from playground.worker.frames import Frame
from playground.worker.requests.base import Request

LEFT, RIGHT, BELOW = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class View(QWidget, Themed):
    """One thing to watch. A subclass listed in ``views.VIEWS`` gets a place, a menu entry and its frames."""

    kind: ClassVar[str]
    """The name under which the window remembers where the view is."""
    title: ClassVar[str]
    about: ClassVar[str]
    """What is to be seen here, in one sentence."""
    area: ClassVar[Qt.DockWidgetArea] = BELOW
    of_data: ClassVar[bool] = False
    """Whether it shows the data themselves: there is one for planes, one for images, one for sequences."""
    of_plane: ClassVar[bool] = False
    """Whether it shows the plane; it is absent where the samples do not lie in one."""
    of_images: ClassVar[bool] = False
    """Whether it is about images and their classes; it is absent where there are none."""
    of_samples: ClassVar[bool] = False
    """Whether it is about samples and steps alone; it is absent where the data are not here."""
    shows_chosen: ClassVar[bool] = False
    """Whether a unit that is chosen is shown here, so that no other view need come forward for it."""
    watches: ClassVar[bool] = False
    """Whether it asks for what it needs also while it is not to be seen."""
    spacing: ClassVar[float] = 0.0
    """Seconds from one frame to the next that it shows while a run plays: what only grows need not be drawn
    as often as what moves."""
    keys: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Keys that the view itself answers to while it has the focus, each with what it does."""

    edited = Signal(object)
    """The person has made another experiment here."""
    edited_as = Signal(object, str)
    """The person has made another experiment here in one step, which is called so."""
    numbers_edited = Signal(object, object, str)
    """The person sets parameters of the network: a SetParameters with the old values, one with the new ones,
    and the name of the edit."""
    view_requested = Signal(str)
    """Another view, by its kind, is to be in front."""
    title_changed = Signal(str)
    """The view has another title for a while."""
    requests_changed = Signal()
    """The view needs something else of a frame."""
    badge_changed = Signal(bool)
    """Whether its tab carries a badge."""
    text_changed = Signal()
    """The text that is all of the view is another, and so may be its height."""
    warned = Signal(str)
    """Something is worth a line in the status bar."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__()
        self.theme, self.selection = theme, selection
        self.setAccessibleName(self.title)
        self.in_front = True

    @property
    def in_sight(self) -> bool:
        """Whether the view is to be seen; Qt alone calls those behind another tab visible, too."""
        return self.isVisible() and self.in_front

    @property
    def drawing(self) -> bool:
        """Whether newer numbers than those in sight are drawn in a moment."""
        return False

    def draw_now(self) -> None:
        """Draw at once what would be drawn in a moment, or ask for it."""

    @property
    def requests(self) -> Sequence[Request[Any]]:
        """What to ask of a frame while the view is to be seen; the frame has the answers under them."""
        return ()

    @classmethod
    def suits(cls, experiment: Experiment) -> bool:
        """Return whether there is anything of an experiment to be seen here."""
        if cls.of_samples and experiment.data.absent:
            return False
        if cls.of_images:
            images = len(experiment.points.shape or ()) == 3
            return images and experiment.targets.decides and not experiment.reconstruct
        return not cls.of_plane or experiment.plane is not None

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        """The window's checkable actions that belong to the view, with what each switches."""
        return {}

    def tools(self) -> Sequence[QWidget]:
        """Return small widgets for the heading line."""
        return ()

    def explaining(self) -> Sequence[QWidget]:
        """Return those of its tools without which a picture of it cannot be read."""
        return ()

    def lines_height(self, width: int) -> int:
        """Return how many pixels all that is to be seen takes, if it is a few lines; 0: whatever there is."""
        return 0

    def show_experiment(self, experiment: Experiment) -> None:
        """Show an experiment; what is seen of its run waits for a frame."""

    def show_history(self, history: History) -> None:
        """Show the figures of the run until now; the same history again where nothing is new."""

    def show_frame(self, frame: Frame) -> None:
        """Show what a frame carries."""

    def mark(self, text: str) -> None:
        """Note that something was changed while the run went on."""

    def mark_written(self, text: str) -> None:
        """Note that numbers of the network were written, from whose moment the run goes on."""
        self.mark(text)

    def reset_view(self) -> None:
        """Let go of what was looked at closely, as another experiment is opened."""

    def clear(self) -> None:
        """Forget the run that was shown; the first frame of another follows at once."""

    def show_nothing(self) -> None:
        """Show no run, because the parts do not fit; what was shown comes back if they do again."""
        self.clear()


class ThrottledView(View):
    """A view of what is expensive to compute or slow to read: it asks seldom, and once more at the end."""

    pause: ClassVar[int] = 250
    """Milliseconds between two questions."""

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self._late = False
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(self.pause)
        self._throttle.timeout.connect(self._ask_again)

    def due_requests(self) -> Sequence[Request[Any]]:
        """Return what to ask of a frame when it is time again."""
        return ()

    @property
    def requests(self) -> Sequence[Request[Any]]:
        if self._throttle.isActive():
            self._late = True  # what is left out now is asked for when the pause is over
            return ()
        return self.due_requests()

    @property
    def drawing(self) -> bool:
        return self._late

    def draw_now(self) -> None:
        if self._throttle.isActive():
            self._throttle.stop()
            self._ask_again()

    def throttle(self, pause: int = 0) -> None:
        """Wait until the next question; called when an answer has been shown. 0 is the usual pause."""
        self._late = False
        self._throttle.start(pause or self.pause)

    def request_soon(self) -> None:
        """Ask again: at once, or when the pause is over."""
        if self._throttle.isActive():
            self._late = True
        else:
            self.requests_changed.emit()

    def _ask_again(self) -> None:
        if self._late and (self.watches or self.isVisible()):
            self.requests_changed.emit()
