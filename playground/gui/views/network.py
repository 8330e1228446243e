"""The network view: every unit's map over the plane, and the weights between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from playground.experiment.experiment import Experiment
from playground.gui.network.canvas import Canvas, Spot
from playground.gui.network.column_maps import ColumnMaps
from playground.gui.network.diagram import Link
from playground.gui.network.editing import Editing
from playground.gui.network.facts import NetworkFacts
from playground.gui.network.hover import HoverCard
from playground.gui.network.keyboard import KEYS, Keyboard
from playground.gui.network.numbers import NetworkNumbers
from playground.gui.network.path_overlay import PathOverlay
from playground.gui.network.picture_pace import PicturePace
from playground.gui.network.quantities import QUANTITIES
from playground.gui.network.sample_stepper import STEPS, SampleStepper
from playground.gui.network.selection import Chosen, Selection
from playground.gui.network.tiles import Off, Tile, Tiles
from playground.gui.network.unfolding import KEYS as UNFOLDING
from playground.gui.network.unfolding import Unfolding
from playground.gui.network.widest import Widest
from playground.gui.theme import Theme
from playground.gui.views.view import View
from playground.worker.frames import Frame
from playground.worker.requests.base import Request
from playground.worker.requests.values import AllValues


class NetworkView(View):
    """Tiles for inputs and units, links by sign (colour) and size (width); columns share the width evenly.

    Links and the bias squares of tiles show weights, gradients or updates, whichever is chosen.
    """

    kind = "network"
    title = "Network"
    about = "Every unit's map over the plane, and the weights between them"
    keys = (*KEYS, *STEPS, *UNFOLDING)

    def __init__(self, theme: Theme, selection: Selection) -> None:
        super().__init__(theme, selection)
        self.facts: NetworkFacts | None = None
        """What is said of the network that is shown."""
        self._maps = ColumnMaps(selection)
        self.canvas = Canvas(theme)
        self.canvas.setAccessibleName(self.tr("Network"))
        self.hover = HoverCard(self.canvas, theme)
        self.card = self.hover.card
        self.editing = Editing(self.canvas)
        self._keyboard = Keyboard(self.canvas, self.editing, selection)
        self.quantity = next(iter(QUANTITIES))
        """Which quantity links show."""
        self.widest = Widest()
        self.stepper = SampleStepper(selection)
        self._pace = PicturePace(self.canvas.drawn)
        self._pace.due.connect(lambda: self._draw(at_once=False))
        self.unfolding = Unfolding(self, self.canvas, theme, selection)
        self.unfolding.opening.connect(lambda: self.view_requested.emit("microscope"))
        self.canvas.drawn.changed.connect(self._mark)
        self.canvas.pointed.connect(self._point)
        self.canvas.pressed.connect(self._press)
        self.canvas.opened.connect(self._open)
        self.editing.changed.connect(self._mark)
        self.editing.bar.visibility_changed.connect(self.widest.setHidden)
        self.editing.edited.connect(self.edited)
        self.editing.numbers_edited.connect(self.numbers_edited)
        self._keyboard.moved.connect(self._announce)
        self._keyboard.switched.connect(self.editing.switch)
        self._keyboard.opened.connect(self._open)
        self._keyboard.removed.connect(self.editing.remove)
        selection.changed.connect(lambda _: self._mark())
        selection.highlight_changed.connect(self._mark)
        selection.held_changed.connect(self._hold)
        PathOverlay(self.canvas, selection)
        self.stepper.requests_changed.connect(self.requests_changed)

    @property
    def numbers(self) -> NetworkNumbers | None:
        """The network's numbers, as the last frame carried them."""
        return None if self.facts is None else self.facts.numbers

    def minimumSizeHint(self) -> QSize:
        return self.canvas.minimumSizeHint()

    @property
    def requests(self) -> Sequence[Request[Any]]:
        asked = self.stepper.requests if self.stepper.one_by_one else (self._maps.request,)
        return *asked, AllValues()

    @property
    def switches(self) -> dict[str, Callable[[bool], None]]:
        chosen = {name: lambda on, name=name: self._show_quantity(name, on) for name in QUANTITIES}
        return {"flow": self.canvas.flow.set_wanted, **chosen}

    def tools(self) -> Sequence[QWidget]:
        return self.stepper, self.unfolding.button, self.editing.bar, self.widest

    def set_playing(self, playing: bool) -> None:
        """Show the way forward while a run plays."""
        self.canvas.flow.set_playing(playing)
        self.stepper.set_playing(playing)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show another network's inputs; its units wait for a frame."""
        old, numbers = self.numbers, NetworkNumbers(experiment)
        self.facts = NetworkFacts(numbers)
        self._maps.show_network(numbers, old)
        self.stepper.show_experiment(experiment)
        self.unfolding.show_network(numbers)
        same = old is not None and numbers.alike(old)
        if old is not None and same:
            numbers.inside = old.inside
        else:
            self._maps.forget()
            self.hover.forget()
        self.canvas.show_network(numbers)
        if not numbers.has(self.selection.chosen):
            self.selection.choose(Chosen())
        self.editing.show_network(self.facts, same)
        self._draw()

    def show_frame(self, frame: Frame) -> None:
        """Show a frame's units and numbers."""
        numbers = self.numbers
        values, maps = frame.answer(AllValues()), frame.answer(self._maps.request)
        if numbers is None or values is None or not numbers.fits(values):
            return  # a frame that was under way when the network was changed is let go
        numbers.inside = values
        self.stepper.show_frame(frame)
        request = self.stepper.request
        self.hover.activity = None if request is None else frame.answer(request)
        self._maps.show(maps, self.hover.activity, numbers)
        self.unfolding.unfolded.show_sample(numbers, self.hover.activity)
        self._tell()
        self._pace.ask()

    def _hold(self) -> None:
        """Show the inputs where they are held by now, and ask what units make of them."""
        if self.numbers is not None and self.numbers.experiment.plane is not None:
            self._maps.hold(self.numbers)
            self._draw()
            self.requests_changed.emit()

    def reset_view(self) -> None:
        self.editing.field.leave()
        self.editing.select(frozenset())

    def show_nothing(self) -> None:
        self._maps.forget(inputs=self.stepper.one_by_one)
        if self.stepper.one_by_one:
            self.stepper.show_nothing()
        if self.numbers is not None:
            self.numbers.inside = None
        self.hover.activity = None
        self.card.show_facts(None)
        self._draw()

    @property
    def drawing(self) -> bool:
        """Whether newer numbers than those in sight are drawn in a moment."""
        return self._pace.waiting

    def draw_now(self) -> None:
        if self._pace.waiting:
            self._pace.stop()
            self._draw()

    def columns(self) -> list[Tiles]:
        """Return where every column's tiles are."""
        return self.canvas.columns

    def _draw(self, at_once: bool = True) -> None:
        numbers = self.numbers
        if numbers is None:
            return
        quantity = QUANTITIES[self.quantity]
        drawn = self._maps.content(numbers, quantity, self.canvas.links.rows)
        self.widest.show_scale(*drawn.largest, fixed=quantity.largest is not None)
        (self.canvas.drawn.show_content if at_once else self.canvas.drawn.draw_in_slices)(drawn)

    def _show_quantity(self, name: str, wanted: bool) -> None:
        if wanted:
            self.quantity = name
            self._draw()

    def _mark(self) -> None:
        chosen, highlighted = self.selection.chosen, self.selection.highlighted
        tile = None if chosen.unit is None else Tile(chosen.layer, chosen.unit)
        hovered = self.hover.spot or (None if highlighted is None else Tile(*highlighted))
        link = self.canvas.chosen_link(chosen)
        self.canvas.mark(hovered, tile, self.editing.selected.union(() if link is None else (link,)))

    def _point(self, spot: Spot | None, point: QPointF) -> None:
        self.hover.point(self.facts, spot, point)
        self.canvas.setCursor(
            Qt.CursorShape.ArrowCursor if spot is None else Qt.CursorShape.PointingHandCursor
        )
        self._tell()
        self.card.place(point, self.canvas.lit_rects())
        self._mark()

    def _tell(self) -> None:
        """Say in the card what is known of the spot under the pointer."""
        self.hover.tell(self.facts, quiet=self.editing.field.isVisible())

    def _press(self, spot: Spot | None, held: Qt.KeyboardModifier) -> None:
        if held & Qt.KeyboardModifier.ControlModifier:
            self.editing.select(self.editing.selected ^ {spot} if spot is not None else self.editing.selected)
            return
        self.editing.select(frozenset({spot}) if isinstance(spot, Link) else frozenset())
        if isinstance(spot, Off) or (isinstance(spot, Tile) and spot.layer < 0):
            self.editing.switch(spot)
        elif isinstance(spot, Link):
            self.selection.look_at(spot.layer, spot.unit, self.canvas.parameter(spot))
        else:
            self.selection.look_at(*(() if spot is None else (spot.layer, spot.unit)))

    def _open(self, spot: Spot) -> None:
        if self.editing.open(spot):
            self.card.show_facts(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not any(
            each.press(event.key()) for each in (self.stepper, self.unfolding)
        ) and not self._keyboard.take(event):
            super().keyPressEvent(event)

    def _announce(self, spot: Spot | None) -> None:
        """Say aloud what the keys have come to, and show what is known of a link."""
        self.hover.point(self.facts, spot if isinstance(spot, Link) else None)
        self._tell()
        if spot is not None and self.facts is not None:
            facts = self.facts.of(spot)
            said = [f"{name} {value}".strip() for name, value in facts.rows]
            self.canvas.setAccessibleDescription(", ".join([facts.heading, *said]))
        if isinstance(spot, Link):
            self.card.place_beside(self.canvas.span_of(spot))
        self._mark()
