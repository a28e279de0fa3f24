"""The server in a process of its own, with xlwings' code for Windows over stubs; tells as JSON what it did.

python server_child.py FOLDER-OF-THE-LOG [another]      "another": a server stands in this session already
"""

from __future__ import annotations

import atexit
import json
import logging
import sys
import threading
from pathlib import Path
from typing import Any

from tests.hosts.excel.functions import fake_windows

XW = fake_windows.xlwings()

from xl_addin.hosts.excel.server import serve as server  # noqa: E402  # after the stubs

ALREADY_EXISTS, START = 183, server.server_log.start


def main(folder: Path, is_second: bool) -> dict[str, Any]:
    """What a start of the server does, up to the loop that waits for Excel."""
    registered: list[str] = []
    kept: list[Any] = []
    killed: list[str] = []
    com, events, api = (sys.modules[name] for name in ("pythoncom", "win32event", "win32api"))
    com.REGCLS_MULTIPLEUSE, com.REGCLS_SUSPENDED = 1, 4
    com.CoRegisterClassObject = lambda class_id, *_: registered.append(class_id)
    com.PumpWaitingMessages = lambda: True
    sys.modules["pywintypes"].IID = lambda text: text
    sys.modules["win32com.server.util"].wrap = lambda made, *_: kept.append(made)
    api.GetLastError = lambda: ALREADY_EXISTS if is_second else 0
    waited: list[int] = []
    events.WaitForSingleObject = lambda _, time: waited.append(time) if is_second else threading.Event().wait()
    XW._xlwindows.Apps.cleanup = lambda: killed.append("every hidden Excel")
    server.pywin32.guard = lambda: None
    server.server_log.start = lambda _: START(folder)
    server._faults = lambda app: []
    code = server.main([] if not is_second else ["-Embedding"])
    atexit._run_exitfuncs()
    logging.shutdown()
    told = {"code": code, "served": registered, "killed": killed, "tries": XW._xlwindows.N_COM_ATTEMPTS}
    return told | {"waited": waited} if is_second else told | doors(kept[0])


def doors(made: Any) -> dict[str, Any]:
    """What Excel may ask of the object."""
    answered = made.Ask("cells", ("REGIME", (46296.0,), "1900|"))
    refused = []
    for entry in ("os.system", "_cells", ""):
        try:
            made.Ask(entry, ("echo",))
        except PermissionError:
            refused.append(entry)
    return pressed(made) | {"answered": answered, "refused": refused, "methods": list(made._public_methods_)}


def pressed(made: Any) -> dict[str, Any]:
    """A press with a workbook: whether xlwings walked through it before our code had it."""
    looked_at: list[str] = []
    XW.udfs.Book = lambda **_: looked_at.append("sheets")
    told = made.Ask("button", ("match", "0.0.0"), object())
    return {"looked_at": looked_at, "pressed": told[0]}


if __name__ == "__main__":
    said, sys.stdout = sys.stdout, sys.stderr
    json.dump(main(Path(sys.argv[1]), sys.argv[2:] == ["another"]), said)
    said.flush()  # nobody else does: it is no longer sys.stdout
