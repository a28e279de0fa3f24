"""The VBA that reaches Python: what it may do, and where it looks."""

from __future__ import annotations

import re

from xl_addin.hosts.excel.server.transport import SERVER_ID, SERVER_NAME
from xl_addin.hosts.excel.server.vba import transport_module


def test_it_asks_windows_for_our_class_and_reads_no_setting() -> None:
    text = transport_module()
    code = "\n".join(line for line in text.splitlines() if not line.startswith("'"))
    assert f'Private Const SERVER As String = "{SERVER_NAME}"' in code
    assert set(re.findall(r"CreateObject\((.*)\)", code)) == {"SERVER"}
    banned = r"Declare|Environ|ActiveWorkbook|ThisWorkbook|Worksheets|Open |RunPython|Shell|GetConfig|Exec\b|cmd"
    assert re.findall(banned, code) == []


def test_the_module_is_small() -> None:
    code = [line for line in transport_module().splitlines() if line.strip() and not line.startswith("'")]
    assert len(code) < 90


def test_the_class_of_our_server_is_a_class_of_its_own() -> None:
    assert re.fullmatch(r"\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", SERVER_ID)
    assert SERVER_ID.lower() != "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"  # xlwings' own is public
