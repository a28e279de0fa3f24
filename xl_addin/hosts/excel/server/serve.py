"""The Python that waits for Excel: started at log-on, or by Windows when Excel asks, and trusted code only.

    pythonw -I -B -m xl_addin.hosts.excel.server.serve            serves until asked to stop, or Windows signs out
    python -I -B -m xl_addin.hosts.excel.server.serve --check     looks whether it would serve, says so, and ends

Exit codes: 0 served or would serve, or another server runs already; 2 refused, with the reasons in the log.
"""

from __future__ import annotations

import gc
import importlib
import logging
import sys
from pathlib import Path
from typing import Any

from xl_addin import __version__
from xl_addin.hosts.desks_law import use_the_desks_law
from xl_addin.hosts.excel.install.console import take_any_letter
from xl_addin.hosts.excel.server import checks as server_checks
from xl_addin.hosts.excel.server import log as server_log
from xl_addin.hosts.excel.server import pywin32, session
from xl_addin.hosts.excel.server.transport import SERVER_ID

SERVED, REFUSED = 0, 2
# All that a call needs; loaded before anything is answered, so that the first answer is quick and all is checked.
MODULES = ("xlwings", "xl_addin.hosts.excel.server.desk")
LOG = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Checks, then serves. Windows adds a word of its own when it starts the server for Excel."""
    app = Path(__file__).resolve().parents[4]
    if arguments == ["--check"]:
        take_any_letter()
        pywin32.guard()
        found = _faults(app)
        print("\n".join(found) or f"Import Desk {__version__}: the server would answer Excel.")
        return REFUSED if found else SERVED
    server_log.start(app.parent / "logs")
    pywin32.guard()
    mine = session.begun()
    if mine is None:
        LOG.info("another server runs already")
        session.wait_for_the_other()
        return SERVED
    if found := _faults(app):
        LOG.error("Import Desk %s does not serve: %s", __version__, " ".join(found))
        return REFUSED
    return serve(mine)


def _faults(app: Path) -> list[str]:
    found = [*_flag_faults(), *_load(), *server_checks.faults(server_checks.trust(app))]
    use_the_desks_law(LOG)
    return found


def _flag_faults() -> list[str]:
    """Without its flags this Python would read the user's settings and folders."""
    has_flags = sys.flags.isolated and sys.dont_write_bytecode
    return [] if has_flags else ["Python was started without -I and -B."]


def _load() -> list[str]:
    for module in MODULES:
        try:
            importlib.import_module(module)
        except Exception as error:
            LOG.exception("%s cannot be loaded", module)
            return [f"{module} cannot be loaded: {type(error).__name__} {getattr(error, 'name', None) or ''}."]
    return []


def serve(mine: session.Session) -> int:
    """Answers Excel until asked to stop; Windows only."""
    importlib.import_module("xl_addin.hosts.live.patience").tame_xlwings()
    # pywin32 ends a server when its last object is let go, as when Excel is closed: this one is never let go.
    kept = _handed_out(importlib.import_module("xl_addin.hosts.excel.server.desk").Desk)
    gc.freeze()
    LOG.info("Import Desk %s serves", __version__)
    if not mine.is_asked_to_stop:
        _answer(mine)
    LOG.info("asked to stop")
    del kept
    return SERVED


def _handed_out(desk: Any) -> Any:
    """Whoever asks for our class gets a desk, and no other class; gives the first."""
    policy: Any = importlib.import_module("win32com.server.policy")
    util: Any = importlib.import_module("win32com.server.util")

    class Policy(policy.DefaultPolicy):  # type: ignore[misc]
        def _CreateInstance_(self, class_id: Any, interface: Any) -> Any:  # noqa: N802  # pywin32's name
            return util.wrap(desk(), interface)

    policy.DefaultPolicy = Policy
    return util.wrap(desk())


def _answer(mine: session.Session) -> None:
    """Tells Windows that the class is served here, and takes what Excel sends, call by call."""
    com: Any = importlib.import_module("pythoncom")
    events: Any = importlib.import_module("win32event")
    api: Any = importlib.import_module("win32api")
    class_id = importlib.import_module("pywintypes").IID(SERVER_ID)
    flags = com.REGCLS_MULTIPLEUSE | com.REGCLS_SUSPENDED
    mark = com.CoRegisterClassObject(class_id, com.MakePyFactory(class_id), com.CLSCTX_LOCAL_SERVER, flags)
    com.EnableQuitMessage(api.GetCurrentThreadId())
    com.CoResumeClassObjects()
    mine.answers()
    while not com.PumpWaitingMessages():
        events.MsgWaitForMultipleObjects((), 0, events.INFINITE, events.QS_ALLEVENTS)
    com.CoRevokeClassObject(mark)
    com.CoUninitialize()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
