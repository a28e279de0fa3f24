"""One server a session of Windows, by named marks: that it stands, that it answers, that it is asked to end."""

from __future__ import annotations

import importlib
import threading
from typing import Any

from xl_addin.hosts.excel.install.places import READY_EVENT, SERVER_MUTEX, STOP_EVENT

WAIT_SECONDS = 60
_ALREADY_EXISTS, _WM_QUIT = 183, 0x0012


class Session:
    """The marks of the server of this session; they go with the process."""

    def __init__(self, mark: Any) -> None:
        self._mark, self._events = mark, _events()
        self._ready = self._events.CreateEvent(None, True, False, READY_EVENT)
        self._asked = threading.Event()
        self._stop_when_asked()

    @property
    def is_asked_to_stop(self) -> bool:
        """Whether installation or removal has asked; it may ask before there is anything to stop."""
        return self._asked.is_set()

    def answers(self) -> None:
        """Lets those go on who wait for this server."""
        self._events.SetEvent(self._ready)

    def _stop_when_asked(self) -> None:
        """Through a named event: no process has to be found and killed."""
        event = self._events.CreateEvent(None, False, False, STOP_EVENT)
        api: Any = importlib.import_module("win32api")
        thread = api.GetCurrentThreadId()

        def wait() -> None:
            self._events.WaitForSingleObject(event, self._events.INFINITE)
            self._asked.set()
            api.PostThreadMessage(thread, _WM_QUIT, 0, 0)

        threading.Thread(target=wait, daemon=True).start()


def begun() -> Session | None:
    """The marks of a server that begins; None where one stands or is starting already."""
    mark = _events().CreateMutex(None, False, SERVER_MUTEX)
    api: Any = importlib.import_module("win32api")
    return None if api.GetLastError() == _ALREADY_EXISTS else Session(mark)


def wait_for_the_other() -> None:
    """Until the server that stands already answers: Windows may have started this one for an Excel that waits."""
    events = _events()
    ready = events.CreateEvent(None, True, False, READY_EVENT)
    events.WaitForSingleObject(ready, WAIT_SECONDS * 1000)


def _events() -> Any:
    return importlib.import_module("win32event")
