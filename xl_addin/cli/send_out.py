"""The command outgoing: all that a month sends out, in one go."""

from __future__ import annotations

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, OnlyList, Person
from xl_addin.cli.outbox import Outgoing
from xl_addin.cli.papers_shared import Bank, Where, office_at
from xl_addin.cli.shared import AsOn, DeskFile, LedgerPath, PolicyFile, settings_of, show


def outgoing_command(
    as_on: AsOn,
    outgoing: Outgoing = None,
    only_list: OnlyList = False,
    person: Person = "",
    bank: Bank = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Make all that a month sends out: what produce drafts for IDPMS, what papers month issues, and an index of it.

    Papers lie in the folder papers of the outgoing folder, files for IDPMS in draft until another person lets them go
    (release). index-2026-10.csv there names each file with its records, amounts, hash and state, and each record that
    is held and each paper that is left out, with the reason. Running it again drafts and issues nothing twice and
    writes the index anew.

    Exit code: 0 all is made, 1 something is held or left out (each with its reason), 2 could not run.
    """
    from xl_addin.desk.papers.told import made_lines
    from xl_addin.desk.produce.draft import Order
    from xl_addin.desk.produce.told import produced_lines
    from xl_addin.desk.produce.whole_set import PAPERS, whole_set

    found = settings_of(desk, ledger=ledger, policy=policy, outgoing=outgoing)
    where = Where(bank, ledger, policy, desk, found.outgoing / PAPERS, person, only_list, "importer")
    with office_at(as_on, where) as office:
        made = whole_set(office, Order(as_on, office.actor, found.outgoing, found.closes_boes))
    show([*produced_lines(made.drafted, only_list)])
    show(line for one in made.papers for line in made_lines(one, only_list=only_list))
    if made.index is not None:
        typer.echo(f"Index: {made.index}, {len(made.lines):,} lines.")
    raise typer.Exit(DONE if made.is_whole else DONE_BLOCKED)
