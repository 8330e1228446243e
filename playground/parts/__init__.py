"""How a thing that can be chosen by name declares itself: once, to be read everywhere."""

from playground.parts.description import Description
from playground.parts.part import Part, families, family
from playground.parts.setting import Matrix, Number, Numbers, Row, Setting, Words, setting, settings
from playground.parts.text import meant, name_of, printable, shortened, shown

__all__ = [
    "Description",
    "Matrix",
    "Number",
    "Numbers",
    "Part",
    "Row",
    "Setting",
    "Words",
    "families",
    "family",
    "meant",
    "name_of",
    "printable",
    "setting",
    "settings",
    "shortened",
    "shown",
]
