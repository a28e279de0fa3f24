"""Builds the extension for LibreOffice Calc: descriptions from the registry, the component and our own packages.

The same sources give the same bytes on every machine: parts in order, one fixed date, stored without compression.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from udfs._registry import Function
from xl_addin.desk.atomic import atomic_write
from xl_addin.hosts.calc.functions import describe, menu
from xl_addin.hosts.carried import ROOT, packed, unix
from xl_addin.hosts.ledger_cells import EVERY
from xl_addin.hosts.zipped import archive

# All that buttons may need; other hosts, the command line and the kit stay at home.
CARRIED = (
    *("udfs", "xl_addin/__init__.py", "xl_addin/buttons", "xl_addin/desk", "xl_addin/disk", "xl_addin/documents"),
    *("xl_addin/domain", "xl_addin/engine", "xl_addin/ledger", "xl_addin/messages", "xl_addin/rulebook"),
    *("xl_addin/sample", "xl_addin/workbook", "xl_addin/hosts/__init__.py", "xl_addin/hosts/desks_law.py"),
    *("xl_addin/hosts/live", "xl_addin/hosts/ledger_cells", "xl_addin/hosts/calc"),
)


def build(path: Path, registry: Mapping[str, Function] = EVERY) -> Path:
    """Writes the extension and returns its path."""
    found = parts(registry)
    atomic_write(path, lambda part: archive(part, found))
    return path


def parts(registry: Mapping[str, Function]) -> dict[str, bytes]:
    """The parts of the extension by their names in it."""
    functions = [registry[name] for name in sorted(registry)]
    told = {
        "META-INF/manifest.xml": describe.manifest(),
        "description.xml": describe.description(),
        "functions.idl": describe.interface(functions),
        "CalcAddIns.xcu": describe.calc_add_ins(functions),
        "Addons.xcu": menu.addons(),
        "CalcCommands.xcu": menu.commands(),
        "CalcWindowState.xcu": menu.window(),
        "ProtocolHandler.xcu": menu.protocol(),
        "methods.json": json.dumps(describe.methods(functions), indent=0) + "\n",
    }
    found = {name: text.encode() for name, text in told.items()}
    found["component.py"] = unix(ROOT / "xl_addin/hosts/calc/functions/component.py")
    return found | {f"packages/{name}": data for name, data in packed(CARRIED).items()}
