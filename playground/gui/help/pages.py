"""The pages of the help, written from what the parts say of themselves and from the window's actions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication

from playground.engine.symbolic.setting_symbols import symbol_for
from playground.experiment.experiment import Experiment
from playground.gui.help.concepts import CONCEPTS
from playground.gui.help.picture_terms import PICTURE_TERMS
from playground.gui.help.words import WORDS
from playground.gui.views import VIEWS
from playground.gui.views.network import NetworkView
from playground.gui.views.plot import Plot
from playground.gui.views.view import View
from playground.gui.widgets.numbers import written
from playground.microscope import Html, symbols
from playground.parts.description import Description
from playground.parts.part import Part, families, family
from playground.parts.setting import Setting, settings

KEYS, EXPERIMENT, SYMBOLS = ("", "keys"), ("", "experiment"), ("", "symbols")
IDEAS, PICTURES, GLOSSARY = ("", "backpropagation"), ("", "pictures"), ("", "words")
SIGN = 110
"""How wide the column of symbols is, in pixels."""
Key = tuple[str, str]
"""A family's name and a member's kind; the kind is empty for the family, the family for everything else."""


@dataclass(frozen=True)
class Page:
    """One page, as the markup that Qt reads."""

    key: Key
    title: str
    body: str
    words: str
    """What a search looks in."""


def pages(shortcuts: Sequence[tuple[str, str]]) -> list[Page]:
    """Return every page: keys, words, concepts, the experiment, symbols, pictures, families and members."""
    found = [_keys(shortcuts), _terms(GLOSSARY, _tr("Words"), WORDS)]
    found += [_terms(IDEAS, _tr("Backpropagation"), CONCEPTS), _experiment(), _symbols()]
    found.append(_terms(PICTURES, _tr("Pictures and films"), PICTURE_TERMS))
    for name, base in sorted(families().items()):
        found.append(_family(name, base))
        found.extend(_member(name, member) for member in family(base).values())
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)


def _page(key: Key, title: str, *pieces: str, words: str = "") -> Page:
    return Page(key, title, f"<h2>{escape(title)}</h2>" + "".join(pieces), f"{title} {words}".casefold())


def _keys(shortcuts: Sequence[tuple[str, str]]) -> Page:
    everywhere = (
        ("Tab", "Go to the next control"),
        ("Shift+Tab", "Go to the previous control"),
        ("Enter", "Press the button, check the box or open the list that has the focus"),
        ("Alt", "Go to the menus"),
        ("Esc", "Close a dialog"),
    )
    groups = {"": (*shortcuts, *everywhere), _tr("In a plot"): Plot.KEYS}
    members: tuple[type[View], ...] = (NetworkView, *VIEWS)
    groups |= {_tr("In the view {0}").format(_tr(view.title)): view.keys for view in members if view.keys}
    tables, words = [], ""
    for title, keys in groups.items():
        rows = "".join(
            f'<tr><td class="name">{escape(key)}</td><td>{escape(_tr(help))}</td></tr>' for key, help in keys
        )
        tables.append((f"<h3>{escape(title)}</h3>" if title else "") + f"<table>{rows}</table>")
        words += " ".join(f"{key} {_tr(help)}" for key, help in keys)
    return _page(KEYS, _tr("Keys"), *tables, words=words)


def _terms(key: Key, title: str, terms: Sequence[tuple[str, str]]) -> Page:
    """Return a page of terms, each with a paragraph."""
    text = "".join(f"<h3>{escape(_tr(term))}</h3><p>{escape(_tr(about))}</p>" for term, about in terms)
    words = " ".join(f"{_tr(term)} {_tr(about)}" for term, about in terms)
    return _page(key, title, text, words=words)


def _experiment() -> Page:
    text = _tr("Everything that describes a run. A preset is an experiment in a file.")
    about, words = f"<p>{escape(text)}</p>", _words(Experiment)
    return _page(EXPERIMENT, _tr("Experiment"), about, _settings(Experiment), words=words)


def _symbols() -> Page:
    write, letters = Html().write, symbols.letters()
    about = _tr(
        "What the letters and signs in the microscope's formulas mean. Rest the pointer on a line there for "
        "an explanation of its letters."
    )
    signs = [(sign, _tr(meaning)) for sign, meaning in symbols.SIGNS]
    tables, explained = [_table(_tr("How formulas are written"), signs)], {each.help for each, _ in letters}
    for stage, met in symbols.example().items():
        rows = [(write(each), escape(_tr(each.means))) for each in met if each.means not in explained]
        tables.append(_table(_tr(stage.capitalize()), rows))
        explained |= {each.means for each in met}
    rows = [(write(symbol_for(each, math.nan)), _lettered(each, parts)) for each, parts in letters]
    tables.append(_table(_tr("Letters of settings"), rows))
    words = " ".join(_tr(means) for means in explained)
    return _page(SYMBOLS, _tr("Symbols"), f"<p>{escape(about)}</p>", *tables, words=words)


def _table(title: str, rows: Sequence[tuple[str, str]]) -> str:
    """Return a table of symbols and what they mean, both rich text."""
    cells = "".join(
        f'<tr><td class="name" width="{SIGN}">{sign}</td><td>{meaning}</td></tr>' for sign, meaning in rows
    )
    return f"<h3>{escape(title)}</h3><table>{cells}</table>" if rows else ""


def _lettered(setting: Setting, parts: Sequence[type[Part]]) -> str:
    """Return what a setting's letter means, and in which parts."""
    links = [_link(part.family_name, part.model_fields["kind"].default, part.title) for part in parts]
    return f"{escape(setting.help)}<br>{', '.join(links)}"


def _link(name: str, kind: str, title: str) -> str:
    return f'<a href="{escape(name)}/{escape(kind)}">{escape(title)}</a>'


def _family(name: str, base: type[Part]) -> Page:
    rows = "".join(
        f'<tr><td class="name">{_link(name, kind, member.title)}</td><td>{escape(_first(member))}</td></tr>'
        for kind, member in family(base).items()
    )
    about = f"<p>{escape(_prose(base))}</p>"
    return _page((name, ""), name[:1].upper() + name[1:], about, f"<table>{rows}</table>")


def _member(name: str, member: type[Part]) -> Page:
    kind = member.model_fields["kind"].default
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in _prose(member).split("\n\n"))
    spelling = _tr("In presets and on the command line: {0}").format(f"<code>{escape(kind)}</code>")
    words = f"{kind} {_prose(member)} {_words(member)}"
    return _page((name, kind), member.title, paragraphs, _settings(member), f"<p>{spelling}</p>", words=words)


def _settings(described: type[Description]) -> str:
    rows = "".join(_row(setting) for setting in settings(described))
    return f"<h3>{_tr('Settings')}</h3><table>{rows}</table>" if rows else ""


def _row(setting: Setting) -> str:
    facts = [_limits(setting), _default(setting), _tr("keeps the weights") if setting.live else ""]
    said = " · ".join(escape(fact) for fact in facts if fact)
    under = f'<br><span class="quiet">{said}</span>' if said else ""
    return f'<tr><td class="name">{escape(setting.label)}</td><td>{escape(setting.help)}{under}</td></tr>'


def _limits(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(setting.choice_label(choice) for choice in setting.choices)
    least, most = setting.least, setting.most
    if least is not None and most is not None:
        return _tr("{0} to {1}").format(written(least, setting.unit), written(most, setting.unit))
    if least is not None:
        return _tr("{0} or more").format(written(least, setting.unit))
    return "" if most is None else _tr("{0} or less").format(written(most, setting.unit))


def _default(setting: Setting) -> str:
    value = setting.default
    if isinstance(value, Part):
        text = value.title
    elif setting.choices:
        text = setting.choice_label(value)
    elif isinstance(value, bool):
        text = _tr("on") if value else _tr("off")
    elif isinstance(value, int | float):
        text = written(value, setting.unit)
    else:
        text = value if isinstance(value, str) and len(value) <= 40 else ""
    return _tr("default {0}").format(text) if text else ""


def _prose(described: type[Description]) -> str:
    """Return a docstring as paragraphs, with the marks of program text taken away."""
    text = "\n\n".join(" ".join(part.split()) for part in (described.__doc__ or "").split("\n\n"))
    return text.replace("``", "")


def _first(member: type[Part]) -> str:
    return _prose(member).split("\n\n")[0]


def _words(described: type[Description]) -> str:
    return " ".join(f"{setting.label} {setting.help}" for setting in settings(described))
