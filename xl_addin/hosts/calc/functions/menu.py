"""The menu and the toolbar "Import Desk", made from the one table of buttons: groups are submenus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from xl_addin.buttons.button import Button, Group, by_group
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.calc.functions import component

TITLE = "Import Desk"
MENU, TOOLBAR = "importdesk.calc.menu", "importdesk.calc.toolbar"
CALC = "com.sun.star.sheet.SpreadsheetDocument"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generated from the table of buttons; do not edit. -->\n'
    '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
)


def command(button: Button) -> str:
    """The address by which LibreOffice carries a button out."""
    return f"{component.PROTOCOL}{button.command}"


def addons(buttons: Sequence[Button] = BUTTONS) -> str:
    """Addons.xcu: the menu with a submenu a group, and a toolbar with the first button of each."""
    groups = by_group(buttons)
    menu = _node(
        MENU, _title(TITLE), _context(), _node("Submenu", *_numbered(_submenu(*one) for one in groups.items()))
    )
    bar = _numbered(_entry(members[0], _context()) for members in groups.values())
    ui = _node("AddonUI", _node("OfficeMenuBar", menu), _node("OfficeToolBar", _node(TOOLBAR, *bar)))
    return f'{_HEAD}oor:name="Addons" oor:package="org.openoffice.Office">\n{ui}</oor:component-data>\n'


def window() -> str:
    """CalcWindowState.xcu: the toolbar has a name and lies below those of Calc."""
    name = f"private:resource/toolbar/addon_{TOOLBAR}"
    state = (_prop("Docked", "true"), _prop("DockingArea", "0"), _prop("DockPos", "0,3"), _prop("Visible", "true"))
    known = _node("UIElements", _node("States", _node(name, *state, _title(TITLE, "UIName"), replaces=True)))
    return f'{_HEAD}oor:name="CalcWindowState" oor:package="org.openoffice.Office.UI">\n{known}</oor:component-data>\n'


def commands(buttons: Iterable[Button] = BUTTONS) -> str:
    """CalcCommands.xcu: name and tip of each button, for menus, shortcuts and Customize."""
    told = (
        _node(command(one), _title(one.label, "Label"), _title(one.tip, "TooltipLabel"), replaces=True)
        for one in buttons
    )
    known = _node("UserInterface", _node("Commands", *told))
    return f'{_HEAD}oor:name="CalcCommands" oor:package="org.openoffice.Office.UI">\n{known}</oor:component-data>\n'


def protocol() -> str:
    """ProtocolHandler.xcu: who carries the addresses out."""
    handler = _node(component.BUTTONS, _prop("Protocols", f"{component.PROTOCOL}*"), replaces=True)
    known = _node("HandlerSet", handler)
    return f'{_HEAD}oor:name="ProtocolHandler" oor:package="org.openoffice.Office">\n{known}</oor:component-data>\n'


def _submenu(group: Group, members: Sequence[Button]) -> tuple[str, ...]:
    return _title(group.label), _node("Submenu", *_numbered(_entry(one) for one in members))


def _entry(button: Button, *more: str) -> tuple[str, ...]:
    target = _prop("Target", "_self")
    return _prop("URL", command(button)), _title(button.label), target, *more


def _numbered(entries: Iterable[Sequence[str]]) -> list[str]:
    """LibreOffice shows entries by their names' order."""
    return [_node(f"m{number:02}", *entry, replaces=True) for number, entry in enumerate(entries, 1)]


def _node(name: str, *inside: str, replaces: bool = False) -> str:
    how = ' oor:op="replace"' if replaces or name in (MENU, TOOLBAR) else ""
    return f'<node oor:name="{escape(name)}"{how}>{"".join(inside)}</node>\n'


def _title(text: str, name: str = "Title") -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(text)}</value></prop>'


def _prop(name: str, value: str) -> str:
    return f'<prop oor:name="{name}"><value>{escape(value)}</value></prop>'


def _context() -> str:
    return _prop("Context", CALC)
