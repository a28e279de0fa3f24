"""Builds the extension for LibreOffice Calc: descriptions from the registry, the component and our own packages.

The same sources give the same bytes on every machine: parts in order, one fixed date, stored without compression.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from udfs._registry import REGISTRY, Function
from xl_addin.desk.atomic import atomic_write
from xl_addin.hosts.calc.functions import describe
from xl_addin.hosts.carried import FUNCTIONS, ROOT, carried, unix
from xl_addin.hosts.zipped import archive

# With by which law the desk has the functions answer.
BEGUN_WITH = (*FUNCTIONS, "xl_addin/hosts/calc/functions/convert.py", "xl_addin/hosts/desks_law.py")


def build(path: Path, registry: Mapping[str, Function] = REGISTRY) -> Path:
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
        "methods.json": json.dumps(describe.methods(functions), indent=0) + "\n",
    }
    found = {name: text.encode() for name, text in told.items()}
    found["component.py"] = unix(ROOT / "xl_addin/hosts/calc/functions/component.py")
    return found | {f"packages/{name}": data for name, data in carried(BEGUN_WITH).items()}
