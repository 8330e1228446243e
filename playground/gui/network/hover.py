"""What is at the pointer: what the card says of it, and what lies under a number of a feature map."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF

from playground.gui.network.canvas import Canvas, Spot
from playground.gui.network.card import FactCard
from playground.gui.network.facts import Facts, NetworkFacts
from playground.gui.network.pixel_facts import PixelFacts
from playground.gui.network.receptive import Pixel, boxes_under, pictured, pixel_at
from playground.gui.network.sample_facts import SampleFacts
from playground.gui.network.tiles import Tile
from playground.gui.theme import Theme
from playground.worker.requests.one_sample import SampleActivity


class HoverCard:
    """The spot that the pointer is at, or that the keys have come to, and the card that tells of it."""

    def __init__(self, canvas: Canvas, theme: Theme) -> None:
        self._canvas = canvas
        self.card = FactCard(canvas, theme)
        self.spot: Spot | None = None
        """What is told of ..."""
        self.pixel: Pixel | None = None
        """... and which number of it, if it is a feature map."""
        self.activity: SampleActivity | None = None
        """What the network makes of the sample in sight, if there is one."""

    def forget(self) -> None:
        """Tell of nothing."""
        self.spot = self.pixel = self.activity = None
        self._canvas.light(())
        self.card.show_facts(None)

    def point(self, known: NetworkFacts | None, spot: Spot | None, point: QPointF | None = None) -> None:
        """Tell of a spot, or of the number under a point of it."""
        before, self.spot, self.pixel = self.pixel, spot, None
        if known is None or self.activity is None or not isinstance(spot, Tile) or point is None:
            self._canvas.light(())
            return
        column, shapes = spot.layer + 1, pictured(known.numbers, self.activity)
        self.pixel = pixel_at(self._canvas.columns[column], spot, shapes[column], point)
        if self.pixel is None:
            self._canvas.light(())
        elif self.pixel != before:
            self._canvas.light(boxes_under(known.numbers, self.activity, self.pixel), shapes)

    def tell(self, known: NetworkFacts | None, quiet: bool) -> None:
        """Show in the card what is known of the spot, unless it is to be quiet."""
        facts = None if known is None or self.spot is None else self._facts(known, self.spot)
        shown = None if quiet else facts
        # Of a feature map it is said how one number was made: all of it is in sight beside the card.
        large = None if shown is None or self.pixel is not None else self._canvas.large(self.spot)
        self.card.show_facts(shown, large)

    def _facts(self, known: NetworkFacts, spot: Spot) -> Facts:
        facts = known.of(spot)
        if not isinstance(spot, Tile):
            return facts
        if self._canvas.columns[spot.layer + 1].low:
            facts = replace(facts, rows=(*facts.rows, *known.span_rows(spot.layer)))
        if self.activity is None:
            return facts
        if self.pixel is None:
            return SampleFacts(known.numbers).of(facts, self.activity, spot)
        if len(known.numbers.diagram.columns[spot.layer + 1].shape) == 3:
            return PixelFacts(known.numbers).of(facts, self.activity, self.pixel)
        return SampleFacts(known.numbers).at(facts, self.activity, self.pixel)
