"""Where Excel finds Import Desk's Python: what the add-in, the server and the installation must agree on."""

from __future__ import annotations

import re
from typing import Final

from xl_addin.domain.errors import DeskError

# The library that VBA loads carries the version in its name: add-in and installed xlwings must be of one version.
XLWINGS_VERSION: Final = "0.37.8"
LIBRARIES: Final = {"Win64": f"xlwings64-{XLWINGS_VERSION}.dll", "Win32": f"xlwings32-{XLWINGS_VERSION}.dll"}
# The class under which the server that was started at log-on waits. Ours alone: xlwings' own is public.
SERVER_ID: Final = "{6C5F3B0E-8D0A-4B57-9E0C-2A7D41F6B9C3}"
# What buttons call: module and function.
BUTTON_MODULE, BUTTON_ENTRY = "xl_addin.hosts.excel.ribbon.entry", "IDPMS_RUN"
# After a command: a program presses, and a box would wait for ever; nobody is asked.
UNASKED: Final = " unasked"
# The folder in which the libraries lie: that of the Python environment of Import Desk.
PYTHON_FOLDER: Final = r"%LOCALAPPDATA%\ImportDesk\python"
_FOLDER = re.compile(r"(?:[A-Za-z]:|%LOCALAPPDATA%|\\\\[\w.-]+\\[\w.$ -]+)(?:\\[\w.() -]+)+", re.ASCII)


def checked_folder(folder: str) -> str:
    """A folder that the add-in may load its library from: a full path without tricks; DeskError tells why not."""
    if _FOLDER.fullmatch(folder) and all(part.strip(" .") for part in folder.lstrip("\\").split("\\")):
        return folder
    raise DeskError(
        f"The add-in cannot be told to look for Python in {folder!r}.",
        "Option --python-folder.",
        r"Give a full path such as C:\Program Files\ImportDesk\python, or one that begins with %LOCALAPPDATA%\, in "
        "letters, digits, spaces and . _ - ( ).",
    )
