"""The server in a process of its own, with xlwings' code for Windows over stubs; tells as JSON what it did.

python server_child.py FOLDER-OF-THE-LOG [another]      "another": a server stands in this session already
"""

from __future__ import annotations

import atexit
import json
import logging
import sys
from pathlib import Path
from typing import Any

from tests.hosts.excel.functions import fake_windows

XW = fake_windows.xlwings()
COM = XW.com_server

from xl_addin.hosts.excel.server import serve as server  # noqa: E402  # after the stubs

ALREADY_EXISTS = 183


def main(folder: Path, is_second: bool) -> dict[str, Any]:
    """What a start of the server does, up to the loop that waits for Excel."""
    served: list[str] = []
    kept: list[Any] = []
    killed: list[str] = []
    COM.serve = served.append
    COM.FromVariant = lambda value: value
    COM.serverutil.wrap = lambda made, *_: kept.append(made)
    COM.win32api.GetLastError = lambda: ALREADY_EXISTS if is_second else 0
    XW._xlwindows.Apps.cleanup = lambda: killed.append("every hidden Excel")
    server.server_log.start(folder)
    code = server.serve()
    atexit._run_exitfuncs()
    logging.shutdown()
    told = {"code": code, "served": served, "killed": killed, "tries": XW._xlwindows.N_COM_ATTEMPTS}
    return told if is_second else told | doors(kept[0])


def doors(made: Any) -> dict[str, Any]:
    """What Excel may ask of the object."""
    answered = made.CallUDF("xl_addin.hosts.excel.functions.entry", "IDPMS_CALL", ("REGIME", (46296.0,), "1900|"))
    refused = []
    for module, function in (
        ("os", "system"),
        ("xl_addin.hosts.excel.functions.entry", "answer"),
        ("xl_addin.hosts.excel.functions.stock", "RULE"),
    ):
        try:
            made.CallUDF(module, function, ("echo",))
        except PermissionError:
            refused.append(f"{module}.{function}")
    return pressed(made) | {"answered": answered, "refused": refused, "methods": list(made._public_methods_)}


def pressed(made: Any) -> dict[str, Any]:
    """A press with a workbook: whether xlwings walked through it before our code had it."""
    looked_at: list[str] = []
    XW.udfs.Book = lambda **_: looked_at.append("sheets")
    told = made.CallUDF("xl_addin.hosts.excel.ribbon.entry", "IDPMS_RUN", ("match", "0.0.0"), object())
    times = [one["filetime"] for one in XW.udfs.udf_modules.values()]
    return {"looked_at": looked_at, "times": times, "pressed": told[0]}


if __name__ == "__main__":
    said, sys.stdout = sys.stdout, sys.stderr
    json.dump(main(Path(sys.argv[1]), sys.argv[2:] == ["another"]), said)
    said.flush()  # nobody else does: it is no longer sys.stdout
