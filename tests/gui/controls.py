"""What stands in the window, found by what it is, what it is called and what it says."""

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMessageBox, QSlider

from playground.data.data_set import DataSet
from playground.experiment.experiment import Experiment
from playground.gui.panels.layer_columns import LayerColumn
from playground.gui.widgets.part_menu import PartMenu
from playground.parts.part import family

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QSlider)


def inside(parent, kind):
    """Everything of a kind in a widget that is not hidden in it."""
    return [each for each in parent.findChildren(kind) if each.isVisibleTo(parent)]


def name_of(control):
    """What a control is called."""
    return control.accessibleName() or getattr(control, "text", str)()


def names(parent):
    """What the controls in a widget are called, each once and in order."""
    return list(dict.fromkeys(name_of(each) for kind in CONTROLS for each in inside(parent, kind)))


def control(parent, kind, name):
    """The one control of a kind and a name in a widget."""
    (found,) = (each for each in inside(parent, kind) if name_of(each) == name)
    return found


def texts(parent, look=None):
    """What the labels in a widget say, or those of one look."""
    found = (each for each in inside(parent, QLabel) if look is None or each.objectName() == look)
    return [each.text() for each in found]


def errors(parent):
    """What is said to be wrong in a widget."""
    return [text for text in texts(parent, "error") if text]


def enter(editor, text):
    """Put a text into an editor's field and leave it."""
    field = editor.findChild(QLineEdit)
    field.setText(text)
    field.editingFinished.emit()


def thumbnail(panel, kind):
    """The picture by which a data set is picked; those that are not in sight are asked for."""
    name = f"Data set {family(DataSet)[kind].title}"
    if name not in names(panel):
        control(panel, QAbstractButton, "More data").click()
    return control(panel, QAbstractButton, name)


def layer_columns(layers):
    """The columns of the layers, in order, unfolded."""
    columns = inside(layers, LayerColumn)
    for column in columns:
        column.fold.setChecked(True)
    return columns


def complaint(window):
    """The text of the one message box, which is then closed."""
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    text = f"{box.text()}\n{box.informativeText()}"
    box.close()
    box.deleteLater()
    return text


def pick(menu, kind):
    """Choose from a menu as a person does."""
    index = menu.findData(kind)
    menu.setCurrentIndex(index)
    menu.activated.emit(index)


def menu_of(panel, name):
    """The menu of a family, by its name."""
    return next(menu for menu in panel.findChildren(PartMenu) if menu.accessibleName() == name)


def followed(panel):
    """Show a panel the default experiment, and let it follow its own edits, as the window does."""
    seen = []

    def follow(experiment):
        seen.append(experiment)
        panel.show_value(experiment)

    panel.edited.connect(follow)
    panel.show_value(Experiment())
    return seen


def heading(microscope):
    """What the chain that is shown is called."""
    (text,) = texts(microscope, "small")
    return text
