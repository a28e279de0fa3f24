"""The Python that waits for Excel: started at log-on, so that Excel starts no process, and trusted code only.

    pythonw -I -B -m xl_addin.hosts.excel.server.serve            serves until asked to stop, or Windows signs out
    python -I -B -m xl_addin.hosts.excel.server.serve --check     looks whether it would serve, says so, and ends

Exit codes: 0 served or would serve, or another server runs already; 2 refused, with the reasons in the log.
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
import threading
from pathlib import Path
from typing import Any

from xl_addin import __version__
from xl_addin.hosts.desks_law import use_the_desks_law
from xl_addin.hosts.excel.functions.vba import ENTRY, ENTRY_MODULE
from xl_addin.hosts.excel.install.places import SERVER_MUTEX, STOP_EVENT
from xl_addin.hosts.excel.server import checks as server_checks
from xl_addin.hosts.excel.server import log as server_log
from xl_addin.hosts.excel.server import pywin32
from xl_addin.hosts.excel.server.transport import BUTTON_ENTRY, BUTTON_MODULE, SERVER_ID

SERVED, REFUSED = 0, 2
# What VBA may call; nothing else that Python knows.
ENTRIES = frozenset({(ENTRY_MODULE, ENTRY), (BUTTON_MODULE, BUTTON_ENTRY)})
_ALREADY_EXISTS, _WM_QUIT = 183, 0x0012
LOG = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Checks, then serves."""
    app = Path(__file__).resolve().parents[4]
    looks_only = arguments == ["--check"]
    if not looks_only:
        server_log.start(app.parent / "logs")
    pywin32.guard()
    found = [*_flag_faults(), *_load(), *server_checks.faults(server_checks.trust(app))]
    use_the_desks_law(LOG)
    if looks_only:
        print("\n".join(found) or f"Import Desk {__version__}: the server would answer Excel.")
    if found:
        LOG.error("Import Desk %s does not serve: %s", __version__, " ".join(found))
        return REFUSED
    return SERVED if looks_only else serve()


def _flag_faults() -> list[str]:
    """Without its flags this Python would read the user's settings and folders."""
    has_flags = sys.flags.isolated and sys.dont_write_bytecode
    return [] if has_flags else ["Python was started without -I and -B."]


def _load() -> list[str]:
    """Loads everything that a call needs, so that the first answer is quick and its modules are checked too."""
    for module in sorted({module for module, _ in ENTRIES}):
        try:
            importlib.import_module(module)
        except Exception as error:
            LOG.exception("%s cannot be loaded", module)
            return [f"{module} cannot be loaded: {type(error).__name__} {getattr(error, 'name', None) or ''}."]
    return []


def serve() -> int:
    """Answers Excel until asked to stop; Windows only."""
    com: Any = importlib.import_module("xlwings.com_server")
    mine = _only_one(com)
    if mine is None:
        LOG.info("another server runs already")
        return SERVED
    importlib.import_module("xl_addin.hosts.live.patience").tame_xlwings()
    known_beforehand(importlib.import_module("xlwings.udfs").udf_modules)
    com.XLPython = restricted(com.XLPython)
    # pywin32 ends a server when its last object is let go, as when Excel is closed: this one is never let go.
    kept = com.serverutil.wrap(com.XLPython())
    _stop_when_asked(com)
    gc.freeze()
    LOG.info("Import Desk %s serves", __version__)
    com.serve(SERVER_ID)
    LOG.info("asked to stop")
    del kept, mine
    return SERVED


def known_beforehand(served: dict[str, Any]) -> None:
    """xlwings would look for a module at its first call: through the sheets of the user's book, outside our care.

    Without a time it neither looks at the file with each call nor loads it anew, past the check of its hash.
    """
    for name in sorted({module for module, _ in ENTRIES}):
        module = importlib.import_module(name)
        served[name] = {"filename": module.__file__, "filetime": None, "module": module}


def restricted(stock: Any) -> Any:
    """xlwings' object with one door: it can run any code otherwise, for whoever asks."""

    class Desk(stock):  # type: ignore[misc]
        _public_methods_ = ("CallUDF",)

        def CallUDF(  # noqa: N802  # xlwings' name
            self, script: str, fname: str, args: Any, this_workbook: Any = None, caller: Any = None
        ) -> Any:
            if (script, fname) not in ENTRIES:
                LOG.warning("refused a call of something that is no function or button of Import Desk")
                raise PermissionError("Import Desk answers its own add-in only.")
            return super().CallUDF(script, fname, args, this_workbook, caller)

    return Desk


def _only_one(com: Any) -> Any:
    """A mark that this session has a server; None where one stands already."""
    mark = com.win32event.CreateMutex(None, False, SERVER_MUTEX)
    return None if com.win32api.GetLastError() == _ALREADY_EXISTS else mark


def _stop_when_asked(com: Any) -> None:
    """Installation and removal ask through a named event: no process has to be found and killed."""
    event = com.win32event.CreateEvent(None, False, False, STOP_EVENT)
    thread = com.win32api.GetCurrentThreadId()

    def wait() -> None:
        com.win32event.WaitForSingleObject(event, com.win32event.INFINITE)
        com.win32api.PostThreadMessage(thread, _WM_QUIT, 0, 0)

    threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
