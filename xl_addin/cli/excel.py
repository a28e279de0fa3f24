"""The command line around spreadsheets: install, uninstall, diagnose, acceptance kit."""

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


Calc = Annotated[bool, typer.Option("--calc", help="LibreOffice Calc: its extension with functions and menu.")]
Profile = Annotated[
    Path | None,
    typer.Option("--profile", help="With --calc: the user's folder of LibreOffice; left out: the usual one."),
]


def install_command(
    excel: Annotated[bool, typer.Option("--excel", help="Install the add-in for Excel.")] = False,
    calc: Calc = False,
    profile: Profile = None,
    addin: Annotated[
        Path | None, typer.Option("--addin", help="The built, and where the bank asks for it signed, add-in.")
    ] = None,
    dry_run: DryRun = False,
) -> None:
    """Install for this user, into Excel (Windows) or LibreOffice Calc: no administrator, nothing of other users.

    See docs/it-guide.md (Excel) and docs/calc.md for what is set and what may stand against it.
    Exit code: 0 done, 2 not done.
    """
    from xl_addin.hosts.excel.install import pc as install_pc
    from xl_addin.hosts.excel.install import plan as install_plan
    from xl_addin.hosts.excel.install import steps as install_steps
    from xl_addin.hosts.excel.install import windows as install_windows
    from xl_addin.hosts.excel.install.do import Doer
    from xl_addin.hosts.excel.install.places import ADDIN

    if excel == calc:
        raise DeskError(
            "Say what to install into: Excel or LibreOffice Calc.",
            "Command install.",
            f"Run: {typed('install --excel')} or {typed('install --calc')}",
        )
    if calc:
        _install_into_calc(profile, dry_run=dry_run)
        return
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


def _install_into_calc(profile: Path | None, *, dry_run: bool) -> None:
    from xl_addin.buttons.saving import SAVE_AS_XLSX
    from xl_addin.hosts.calc.install import plan
    from xl_addin.hosts.calc.install.office import users_profile

    machine = plan.this_machine(profile or users_profile())
    if dry_run:
        refused = plan.refused(machine)
        show(["What an installation does, in this order; nothing is done now:", *plan.told(machine)])
        show(() if refused is None else ["", f"Here it would not begin: {refused.what} {refused.todo}"])
        return
    from xl_addin.hosts.calc.install.do import install  # with all buttons, of which the menu is made

    install(machine, typer.echo)
    show(
        ["", "Installed. Start Calc: the menu Import Desk is there, and its functions are in the wizard.", SAVE_AS_XLSX]
    )


def uninstall_command(calc: Calc = False, profile: Profile = None, dry_run: DryRun = False) -> None:
    """Take the add-in away from this Windows user, or with --calc the extension from this user's LibreOffice.

    Ledgers, workbooks and closings stay. It asks nothing. Exit code: 0 done, 2 not done.
    """
    if calc:
        _remove_from_calc(profile, dry_run=dry_run)
        return
    from xl_addin.hosts.excel.install.remove import remove

    remove(typer.echo, dry_run=dry_run)


def _remove_from_calc(profile: Path | None, *, dry_run: bool) -> None:
    from xl_addin.hosts.calc.install import plan
    from xl_addin.hosts.calc.install.do import remove
    from xl_addin.hosts.calc.install.office import users_profile

    machine = plan.this_machine(profile or users_profile())
    if dry_run:
        show(["What a removal does, in this order; nothing is done now:", *plan.told_removal(machine.places)])
        return
    remove(machine, typer.echo)
    show(["", "Import Desk was removed from LibreOffice. Ledgers, workbooks and closings were not touched."])


def diagnose_command(
    profile: Annotated[
        Path | None, typer.Option("--profile", help="The user's folder of LibreOffice; left out: the usual one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Show versions, where each setting comes from, paths, hashes, last errors (masked), and run the self-test.

    Exit code: 0 nothing is wrong, 1 something is, 2 could not run.
    """
    from xl_addin.hosts.calc.install.look import calc_rows
    from xl_addin.hosts.calc.install.office import users_profile
    from xl_addin.hosts.calc.install.plan import this_machine
    from xl_addin.hosts.excel.diagnose.report import diagnosed, lines
    from xl_addin.hosts.excel.install.windows import WindowsMachine, this_pc

    machine = WindowsMachine() if sys.platform == "win32" else None
    others = calc_rows(this_machine(profile or users_profile()))
    found = diagnosed(this_pc(ROOT, ROOT / "none").places, machine, ROOT, others)
    show([json.dumps(found.as_data(), indent=1)] if as_json else lines(found))
    raise typer.Exit(DONE if found.is_well else DONE_WRONG)


def kit_command(
    out: Annotated[Path, typer.Option("--out", help="Folder for report.html, report.json and the books of the run.")],
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
    show([f"{counted}. Report: {order.out / 'report.html'}"])
    raise typer.Exit(DONE if report.passed else DONE_WRONG)
