"""The environment of a LibreOffice that we start."""

from __future__ import annotations

import os

# Its Python finds its own library by looking for `python3` on the path: another Python before the system's makes it
# load that one's parts, and installing the extension then fails with std::bad_alloc.
SYSTEM_PATH = "/usr/bin:/bin:/usr/sbin:/sbin"
# Of the person who starts it, not of the office: our packages must come from the extension.
NOT_PASSED_ON = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "IMPORT_DESK_SITE", "IMPORT_DESK_LOG")


def office_environment(**more: str) -> dict[str, str]:
    """This process's environment with `more`, without the places of another Python."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    path = {"PATH": SYSTEM_PATH} if os.name == "posix" else {}
    return {**kept, **path, **more}
