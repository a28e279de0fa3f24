"""Takes the installation away; also the file that Settings, Apps runs, by a Python outside of the installation.

python -I -B remove.py [--dry-run | --silent]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def remove(say: Callable[[str], None], *, dry_run: bool = False) -> None:
    """Shows or does the removal on this PC."""
    from xl_addin.hosts.excel.install import pc as install_pc
    from xl_addin.hosts.excel.install import plan as install_plan
    from xl_addin.hosts.excel.install import steps as install_steps
    from xl_addin.hosts.excel.install import windows as install_windows
    from xl_addin.hosts.excel.install.do import Doer

    pc = install_windows.this_pc(_root(), _root() / "no-add-in")
    plan = install_plan.remove_plan(pc)
    if dry_run:
        for line in install_steps.told(plan):
            say(line)
        return
    refused = install_pc.refused(pc, removes=True)
    if refused is not None:
        raise refused
    os.chdir(Path.home())  # a folder in which a program stands cannot be removed
    Doer(install_windows.WindowsRegistry(), install_windows.WindowsProcesses()).all(plan, say)


def _root() -> Path:
    return Path(__file__).resolve().parents[4]


def main(arguments: list[str]) -> int:
    """From Settings, Apps: a console window that waits, so that its last line can be read."""
    from xl_addin.domain.errors import DeskError
    from xl_addin.hosts.excel.install.console import take_any_letter

    take_any_letter()
    dry_run = "--dry-run" in arguments
    try:
        remove(print, dry_run=dry_run)
        print("Nothing was done." if dry_run else "Import Desk was removed. Ledgers and closings were not touched.")
        code = 0
    except DeskError as error:
        print(error)
        code = 2
    if "--silent" not in arguments:
        _wait()
    return code


def _wait() -> None:
    """Until Enter. Windows calls the empty input, too, a console: there nobody can press it."""
    if sys.stdin is not None and sys.stdin.isatty():
        with suppress(EOFError):
            input("Press Enter to close this window.")


if __name__ == "__main__":
    sys.path.insert(0, str(_root()))
    sys.exit(main(sys.argv[1:]))
