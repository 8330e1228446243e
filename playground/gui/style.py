"""The style sheet, with the theme's colours as ``$words``."""

from string import Template

STYLE = Template("""
* { font-family: "Inter"; font-size: 13px; }
QMainWindow, QDialog, QMessageBox { background: $ground; }
QWidget { color: $text; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 5px 7px; }

QFrame#card { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame#head { background: $surface; border: 1px solid $border; border-bottom: none;
    border-top-left-radius: 8px; border-top-right-radius: 8px; }
QFrame#body { background: $surface; border: 1px solid $border; border-top: none;
    border-bottom-left-radius: 8px; border-bottom-right-radius: 8px; }
QMainWindow#dock_area { background: transparent; }
QMainWindow#dock_area::separator { background: transparent; width: 12px; height: 12px; }
QMainWindow#dock_area::separator:hover { background: $border; }
QTabBar { background: transparent; qproperty-drawBase: 0; qproperty-elideMode: ElideNone;
    qproperty-usesScrollButtons: true; qproperty-expanding: false; }
QTabBar::tab { background: transparent; color: $secondary; padding: 6px 5px; font-size: 12px;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QTabBar QToolButton::left-arrow { image: url("$left_picture"); width: 14px; height: 14px; }
QTabBar QToolButton::right-arrow { image: url("$right_picture"); width: 14px; height: 14px; }
QTabBar QToolButton::left-arrow:disabled, QTabBar QToolButton::right-arrow:disabled { image: none; }
QTabBar QToolButton:disabled { background: $ground; border-color: $ground; }
QTabBar::tear { width: 0; border: none; image: none; }
QFrame#hint { background: $surface; border: 1px solid $accent; border-radius: 8px; }
QFrame#badge { background: $warning; border: none; border-radius: 4px; }
QFrame#ring { background: transparent; border: 2px solid $accent; border-radius: 10px; }
QFrame#raised { background: $raised; border: 1px solid $border; border-radius: 8px; }
QFrame#bar { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#line { background: $border; border: none; }
QFrame#drop { background: $accent; border: none; border-radius: 1px; }
QLabel { background: transparent; }
QLabel#heading { color: $secondary; font-size: 12px; font-weight: 600; }
QLabel#quiet, QLabel#small { color: $secondary; }
QLabel#small { font-size: 11px; }
QLabel#cell { font-family: "JetBrains Mono"; font-size: 11px; }
QPlainTextEdit#code { font-family: "JetBrains Mono"; font-size: 12px;
    background: $surface; border: 1px solid $border; border-radius: 8px; padding: 4px; }
QPlainTextEdit#code:focus { border: 2px solid $accent; padding: 3px; }
QLabel#figure { font-size: 20px; font-weight: 600; }
QLabel#aside { border: none; border-left: 3px solid $warning; padding-left: 8px; }
QLabel#press { color: $accent; font-weight: 600; }
QLabel#hover { background: $surface; border: 1px solid $border; border-radius: 6px; padding: 4px 7px;
    font-size: 12px; }
QLabel#column { font-weight: 600; }
QLabel#column[narrow="true"] { font-size: 12px; }
QLabel#quiet[narrow="true"] { font-size: 11px; }
QLabel#error { color: $error; font-size: 12px; }

QPushButton, QToolButton {
    background: $raised; border: 1px solid $border; border-radius: 6px;
    min-height: 28px; padding: 0 11px;
}
QToolButton { padding: 0 5px; }
QPushButton#small { min-height: 20px; padding: 0 7px; font-size: 12px; }
QPushButton#small:focus { padding: 0 6px; }
QPushButton#small:checked { border: 1px solid $accent; color: $accent; background: $surface; }
QPushButton#small:checked:focus { border: 2px solid $accent; padding: 0 6px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:hover, QToolButton:hover { border-color: $secondary; }
QPushButton:pressed, QToolButton:pressed { background: $border; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 10px; }
QToolButton:focus { padding: 0 4px; }
QPushButton:disabled, QToolButton:disabled { color: $secondary; background: transparent; }
QPushButton#primary { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton#primary:hover { border-color: $text; }
QPushButton#primary:focus { border: 2px solid $text; }
QPushButton#primary:disabled { background: $border; border-color: $border; color: $secondary; }
QToolButton#tiny { min-height: 22px; max-height: 22px; min-width: 22px; padding: 0 1px; border-radius: 5px; }
QToolButton#tiny:focus { padding: 0; }
QToolButton#ghost { background: transparent; border-color: transparent;
    min-height: 20px; max-height: 20px; min-width: 20px; padding: 0 1px; border-radius: 5px; }
QToolButton#ghost:hover { background: $raised; border-color: $border; }
QToolButton#ghost:focus { border: 2px solid $accent; padding: 0; }
QToolButton#swatch { min-height: 24px; max-height: 24px; min-width: 24px; max-width: 24px;
    padding: 0; border: none; }
QToolButton#bare { background: transparent; border-color: transparent; }
QToolButton#bare:hover { background: $raised; border-color: $border; }
QToolButton#bare:focus { border: 2px solid $accent; }
QToolButton#picture { min-height: 66px; max-height: 66px; min-width: 60px; padding: 0; }
QToolButton#chip { min-height: 22px; max-height: 22px; padding: 0 7px; border-radius: 6px; font-size: 12px; }
QToolButton#chip:checked { border: 1px solid $accent; color: $accent; background: $surface; }
QToolButton#chip:focus, QToolButton#chip:checked:focus { border: 2px solid $accent; padding: 0 6px; }
QToolButton#chip::menu-indicator, QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; }

QComboBox, QLineEdit, QSpinBox {
    background: $raised; border: 1px solid $border; border-radius: 6px;
    min-height: 26px; padding: 0 4px 0 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QComboBox:disabled, QLineEdit:disabled, QCheckBox:disabled { color: $secondary; }
QComboBox:hover, QLineEdit:hover { border-color: $secondary; }
QComboBox:focus, QLineEdit:focus { border: 2px solid $accent; padding: 0 3px 0 7px; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox[narrow="true"] { padding: 0; font-size: 11px; }
QComboBox[narrow="true"]::drop-down { width: 0; }
QComboBox::down-arrow { image: url("$down_picture"); width: 14px; height: 14px; }
QComboBox[narrow="true"]::down-arrow { image: none; width: 0; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $border; outline: none; padding: 3px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit#value { background: transparent; border: 1px solid transparent; min-height: 20px; padding: 0 2px; }
QLineEdit#value:hover { border-color: $border; }
QLineEdit#value:focus { border: 2px solid $accent; padding: 0 1px; }
QLineEdit[wrong="true"] { border: 2px solid $error; }

QTreeWidget#contents, QTextBrowser#page {
    background: $surface; border: 1px solid $border; border-radius: 8px; padding: 6px; outline: none;
    selection-background-color: $accent; selection-color: $on_accent;
}
QTextBrowser#page { padding: 8px 14px; }
QTreeWidget#contents:focus, QTextBrowser#page:focus { border: 2px solid $accent; }
QTreeWidget#contents::item { padding: 3px 2px; }
QTreeWidget#contents::item:selected { background: $accent; color: $on_accent; }
QListView#gallery { background: transparent; border: none; outline: none; }

QSlider { min-height: 18px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
    width: 10px; height: 10px; margin: -5px 0; border-radius: 7px;
    border: 2px solid $accent; background: $surface;
}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus { background: $accent; }
QSlider::sub-page:horizontal:disabled { background: $secondary; }
QSlider::handle:horizontal:disabled { border-color: $secondary; }

QCheckBox { spacing: 7px; background: transparent; }
QCheckBox::indicator {
    width: 15px; height: 15px; border: 1px solid $secondary; border-radius: 4px; background: $raised;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check_picture"); }
QCheckBox::indicator:checked:disabled { background: $secondary; border-color: $secondary; }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; }

QRadioButton { background: transparent; }
QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $secondary; border-radius: 8px; background: $raised;
}
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:focus { border-color: $accent; }

QTableView, QListView {
    background: $surface; alternate-background-color: $raised; color: $text; gridline-color: $border;
    border: 1px solid $border; border-radius: 6px; outline: none;
    selection-background-color: $accent; selection-color: $on_accent;
}
QTableView:focus, QListView:focus { border: 2px solid $accent; }
QListView::item { padding: 3px 6px; }
QListView::item:selected { background: $raised; color: $text; }
QListView#formats::item { padding: 3px 12px; }
QListView#formats::item:disabled { color: $secondary; padding: 7px 6px 3px 6px; }
QListView#formats::item:selected { background: $accent; color: $on_accent; }
QTableView#columns::item { padding: 0; }
QTableView#columns::item:selected, QListView#order::item:selected { background: $border; color: $text; }
QListView::indicator, QTableView::indicator {
    width: 15px; height: 15px; border: 1px solid $secondary; border-radius: 4px; background: $raised;
}
QListView::indicator:checked, QTableView::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check_picture");
}
QHeaderView, QTableCornerButton::section { background: $raised; border: none; }
QHeaderView::section {
    background: $raised; color: $secondary; border: none; border-right: 1px solid $border;
    border-bottom: 1px solid $border; padding: 4px 8px; font-size: 12px;
}
QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QMenuBar { background: $surface; padding: 1px 8px; border: none; }
QMenuBar::item { background: transparent; padding: 4px 9px; border-radius: 5px; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $surface; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 5px 22px 5px 14px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $secondary; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QStatusBar { background: $ground; color: $secondary; padding: 0 10px; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $secondary; font-size: 12px; }
QStatusBar QLabel#error { color: $error; font-weight: 600; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QTableView#figures::item { padding: 0 8px; }
QTableView#plain { border: none; border-radius: 0; gridline-color: $surface; font-size: 12px; }
QTableView#plain:focus { border: 2px solid $accent; }
QTableView#plain QLineEdit { min-height: 18px; padding: 0 2px; border-radius: 0; }
QTableView#plain QHeaderView, QTableView#plain QTableCornerButton::section { background: $surface; }
QTableView#plain QHeaderView::section {
    background: $surface; border: none; padding: 2px 6px; font-size: 11px;
}
QScrollBar:vertical { width: 8px; background: transparent; margin: 2px 0; }
QScrollBar:horizontal { height: 8px; background: transparent; margin: 0 2px; }
QScrollBar::handle { background: $border; border-radius: 4px; min-height: 30px; min-width: 30px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
""")

PAGE = Template("""
body { color: $text; font-size: 13px; }
h2 { font-size: 18px; font-weight: 600; }
h3 { font-size: 14px; font-weight: 600; color: $secondary; }
p { margin-bottom: 8px; }
td { padding: 4px 16px 6px 0; }
td.name { font-weight: 600; white-space: nowrap; }
span.quiet { color: $secondary; }
a { color: $accent; text-decoration: none; }
code { font-family: "JetBrains Mono"; }
""")
"""The style of the help's pages."""
