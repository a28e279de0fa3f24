"""The command line around Excel: install, uninstall, diagnose, acceptance kit."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from xl_addin.cli.shared import ROOT, checkout, show
from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError

DONE, DONE_WRONG = 0, 1
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show every step and do nothing; works on any system.")]


def install_command(
    excel: Annotated[bool, typer.Option("--excel", help="Install the add-in for Excel; needs to be said.")] = False,
    addin: Annotated[
        Path | None, typer.Option("--addin", help="The built, and where the bank asks for it signed, add-in.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Install the add-in for this Windows user: no administrator, nothing outside of the user's own folder.

    See docs/it-guide.md for what is set and which policies may stand against it. Exit code: 0 done, 2 not done.
    """
    from xl_addin.hosts.excel.install import pc as install_pc
    from xl_addin.hosts.excel.install import plan as install_plan
    from xl_addin.hosts.excel.install import steps as install_steps
    from xl_addin.hosts.excel.install import windows as install_windows
    from xl_addin.hosts.excel.install.do import Doer
    from xl_addin.hosts.excel.install.places import ADDIN

    if not excel:
        raise DeskError("Say what to install.", "Command install.", f"Run: {typed('install --excel')}")
    pc = install_windows.this_pc(checkout(), (addin or ROOT / "build" / ADDIN).resolve())
    refused, plan = install_pc.refused(pc), install_plan.install_plan(pc)
    if dry_run:
        show(["What an installation does, in this order; nothing is done now:", *install_steps.told(plan)])
        show(() if refused is None else ["", f"Here it would not begin: {refused.what} {refused.todo}"])
        return
    if refused is not None:
        raise refused
    Doer(install_windows.WindowsRegistry(), install_windows.WindowsProcesses()).all(plan, typer.echo)
    show(["", f"Installed. Start Excel: the tab Import Desk is there. If it is not: {typed('diagnose')}"])


def uninstall_command(dry_run: DryRun = False) -> None:
    """Take the add-in away from this Windows user; ledgers, workbooks and closings stay.

    Exit code: 0 done, 2 not done.
    """
    from xl_addin.hosts.excel.install.remove import remove

    remove(typer.echo, dry_run=dry_run)


def diagnose_command(
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show versions, where each setting comes from, paths, hashes, last errors (masked), and run the self-test.

    Exit code: 0 nothing is wrong, 1 something is, 2 could not run.
    """
    from xl_addin.hosts.excel.diagnose.report import diagnosed, lines
    from xl_addin.hosts.excel.install.windows import WindowsMachine, this_pc

    machine = WindowsMachine() if sys.platform == "win32" else None
    found = diagnosed(this_pc(ROOT, ROOT / "none").places, machine, ROOT)
    show([json.dumps(found.as_data(), indent=1)] if as_json else lines(found))
    raise typer.Exit(DONE if found.is_well else DONE_WRONG)


def kit_command(
    out: Annotated[Path, typer.Option("--out", help="Folder for report.md, report.json and the books of the run.")],
    host: Annotated[
        str, typer.Option("--host", help="excel or calc; left out: excel on Windows, calc elsewhere.")
    ] = "",
    addin: Annotated[
        Path | None, typer.Option("--addin", help="The add-in to test; left out: the installed one.")
    ] = None,
) -> None:
    """Test the add-in in a real spreadsheet and write a report: functions, every button, misuse, times.

    About two minutes by itself; in Excel then a list for a person, see docs/acceptance-kit.md. Fictional data only.
    Exit code: 0 nothing failed, 1 something did, 2 could not run.
    """
    from datetime import datetime

    from xl_addin.hosts.excel.install.windows import this_pc
    from xl_addin.kit.report import FAIL
    from xl_addin.kit.run import Order, run_kit

    chosen = host or ("excel" if sys.platform == "win32" else "calc")
    installed = Path(str(this_pc(ROOT, ROOT / "none").places.addin))
    order = Order(chosen, checkout() / "workbooks", addin or installed, out.resolve())
    report = run_kit(order, datetime.now().astimezone().replace(microsecond=0), typer.echo)
    show(f"FAIL {one.part}: {one.what}: {one.told}" for one in report.outcomes if one.state == FAIL)
    counted = ", ".join(f"{count} {state}" for state, count in report.count.items())
    show([f"{counted}. Report: {order.out / 'report.md'}"])
    raise typer.Exit(DONE if report.passed else DONE_WRONG)


def add_commands(app: typer.Typer) -> None:
    """Puts these commands onto the command line."""
    app.command("install")(install_command)
    app.command("uninstall")(uninstall_command)
    app.command("diagnose")(diagnose_command)
    app.command("acceptance-kit")(kit_command)
