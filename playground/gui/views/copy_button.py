"""The button by which a chain or a whole trace leaves the microscope."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton

from playground.export import traces
from playground.export.step_code import step_code
from playground.files.reasons import reason
from playground.gui.document.save_dialog import asked_for
from playground.gui.widgets.plain_text import Message
from playground.microscope import Chain


class CopyButton(QToolButton):
    """Copies the chain that is shown as text, LaTeX or code, and saves the trace that it is read from."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setText(self.tr("Copy"))
        self.setToolTip(self.tr("Copy this chain, or save every number of the step"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._chain: Chain | None = None
        menu = QMenu(self)
        for text, write in (
            (self.tr("Copy as text"), traces.text),
            (self.tr("Copy as LaTeX"), traces.latex),
            (self.tr("Copy as NumPy script"), step_code),
        ):
            menu.addAction(text, partial(self._copy, write))
        menu.addSeparator()
        menu.addAction(self.tr("Save the whole step…"), self._save)
        self.setMenu(menu)

    def show_chain(self, chain: Chain | None) -> None:
        """Take what is shown now, if anything is."""
        self._chain = chain

    def _copy(self, write: Callable[[Chain], str]) -> None:
        if self._chain is None:
            return
        try:
            QGuiApplication.clipboard().setText(write(self._chain))
        except LookupError as error:
            self._complain(self.tr("Copy"), str(error.args[0]))

    def _save(self) -> None:
        if self._chain is None:
            return
        trace, title = self._chain.trace, self.tr("Save the whole step")
        kinds = ";;".join(f"{ending[1:].upper()} (*{ending})" for ending in traces.FORMATS)
        path = asked_for(self, title, f"step-{trace.step + 1}.json", kinds)
        if path is None:
            return
        try:
            traces.save(trace, path)
        except KeyError:
            known = ", ".join(traces.FORMATS)
            self._complain(title, self.tr("{0} must end with one of: {1}").format(path.name, known))
        except OSError as error:
            self._complain(title, self.tr("{0} could not be saved: {1}").format(path.name, reason(error)))

    def _complain(self, title: str, text: str) -> None:
        Message(self, text, title=title, icon=Message.Icon.Warning).open()
