"""The button by which a chain or a whole trace leaves the microscope."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton

from playground.export import traces
from playground.export.matrix_code import matrix_code
from playground.export.step_code import step_code
from playground.files.reasons import reason
from playground.gui.document.save_dialog import asked_for
from playground.gui.widgets.plain_text import Message
from playground.microscope import Chain
from playground.microscope.matrices import whole_step


class CopyButton(QToolButton):
    """Copies the chain that is shown as text, LaTeX or code, and saves the trace that it is read from."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("chip")
        self.setText(self.tr("Copy"))
        self.setToolTip(self.tr("Copy this chain, or save every number of the step"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._chain: Chain | None = None
        self._written: Chain | None = None
        menu = QMenu(self)
        menu.addAction(self.tr("Copy as text"), lambda: self._copy(traces.text, self._written))
        menu.addAction(self.tr("Copy as LaTeX"), lambda: self._copy(traces.latex, self._written))
        menu.addAction(self.tr("Copy as NumPy script"), lambda: self._copy(step_code, self._chain))
        menu.addAction(self.tr("Copy the whole step as NumPy script"), self._copy_step)
        menu.addSeparator()
        menu.addAction(self.tr("Save the whole step…"), self._save)
        self.setMenu(menu)

    def show_chain(self, chain: Chain | None, written: Chain | None = None) -> None:
        """Take the chain of a number, if there is one, and how it is written, perhaps as matrices.

        Its script prints number after number in either case.
        """
        self._chain, self._written = chain, written

    def _copy_step(self) -> None:
        self._copy(lambda chain: matrix_code(whole_step(chain.trace)), self._chain)

    def _copy(self, write: Callable[[Chain], str], chain: Chain | None) -> None:
        if chain is None:
            return
        try:
            QGuiApplication.clipboard().setText(write(chain))
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
