"""The ribbon as Excel reads it: part customUI/customUI14.xml of the add-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from xl_addin.buttons.button import Button, Group, by_group
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.excel.ribbon.vba import ENABLED, LOADED, MODULE, STATE, STATE_TIP, TIP, callback, tag

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB, TAB_KEYTIP = "Import Desk", "ID"
STATE_LABEL = "idsState"


def ribbon_xml(buttons: Sequence[Button] = BUTTONS) -> str:
    """The tab with its groups; every callback is written Module.Procedure."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        "<!-- generated from the table of buttons; do not edit -->",
        f'<customUI xmlns="{NAMESPACE}" onLoad="{MODULE}.{LOADED}">',
        '  <ribbon startFromScratch="false">',
        "    <tabs>",
        f"      <tab {_attributes({'id': 'idtImportDesk', 'label': TAB, 'keytip': TAB_KEYTIP})}>",
        *(
            line
            for group, members in by_group(buttons).items()
            for line in _group(group, members, with_state=group == buttons[-1].group)
        ),
        "      </tab>",
        "    </tabs>",
        "  </ribbon>",
        "</customUI>",
        "",
    ]
    return "\n".join(lines)


def _group(group: Group, buttons: Sequence[Button], *, with_state: bool) -> Iterator[str]:
    yield f"        <group {_attributes({'id': f'idg_{group.name}', 'label': group.label})}>"
    for place, button in enumerate(buttons):
        yield f"          <button {_attributes(_button(button, is_large=not place))}/>"
    if with_state:
        state = {"id": STATE_LABEL, "getLabel": f"{MODULE}.{STATE}", "getSupertip": f"{MODULE}.{STATE_TIP}"}
        yield f"          <labelControl {_attributes(state | {'screentip': 'State of Import Desk'})}/>"
    yield "        </group>"


def _button(button: Button, *, is_large: bool) -> dict[str, str]:
    return {
        "id": f"idb_{button.command}",
        "label": button.label,
        "imageMso": button.image,
        "size": "large" if is_large else "normal",
        "keytip": button.keytip,
        "screentip": button.tip,
        "tag": tag(button),
        "getSupertip": f"{MODULE}.{TIP}",
        "getEnabled": f"{MODULE}.{ENABLED}",
        "onAction": f"{MODULE}.{callback(button)}",
    }


def _attributes(values: Mapping[str, str]) -> str:
    # A line end in an attribute is read as a space unless it is written as a number.
    return " ".join(f"{name}={quoteattr(value, {chr(10): '&#10;'})}" for name, value in values.items())
