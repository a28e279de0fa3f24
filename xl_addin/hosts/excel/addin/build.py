"""Builds the add-in for Excel, and its twin that LibreOffice can run: the same sources give the same bytes everywhere.

The file name carries no version, since formulas keep the add-in's path: a new version takes the place of the old one.
Signing comes after this, and last: whatever is changed afterwards voids the signature.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from udfs._registry import Function
from xl_addin.desk.atomic import atomic_write
from xl_addin.hosts.excel.addin.parts import patched
from xl_addin.hosts.excel.addin.project import Kind, package
from xl_addin.hosts.excel.addin.vba import workbook_code
from xl_addin.hosts.excel.functions.intellisense import sheet_rows
from xl_addin.hosts.excel.functions.vba import modules
from xl_addin.hosts.excel.ribbon import vba as vba_ribbon
from xl_addin.hosts.excel.ribbon.xml import ribbon_xml
from xl_addin.hosts.excel.server import vba as vba_transport
from xl_addin.hosts.ledger_cells import EVERY
from xl_addin.hosts.zipped import archive

ADDIN, TWIN = "ImportDesk.xlam", "ImportDesk-for-LibreOffice-tests.xlsm"


def build_addin(path: Path, registry: Mapping[str, Function] = EVERY) -> Path:
    """Writes the add-in."""
    return _build("xlam", path, registry, vba_transport.transport_module())


def build_twin(path: Path, registry: Mapping[str, Function] = EVERY) -> Path:
    """Writes the twin: all VBA of the add-in but for the transport, which answers with what it was asked."""
    return _build("xlsm", path, registry, vba_transport.stub_module())


def addin_modules(registry: Mapping[str, Function], transport: str) -> dict[str, str]:
    """Every standard module's text by its name."""
    own = {vba_ribbon.MODULE: vba_ribbon.ribbon_module(), vba_transport.MODULE: transport}
    return modules(registry) | own


def _build(kind: Kind, path: Path, registry: Mapping[str, Function], transport: str) -> Path:
    parts = package(kind, addin_modules(registry, transport), workbook_code())
    found = patched(parts, ribbon_xml(), sheet_rows(registry))
    atomic_write(path, lambda part: archive(part, found))
    return path
