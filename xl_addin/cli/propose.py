"""The command propose: decisions of the month, and acts that are asked for by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from xl_addin.cli.acts import DONE, DONE_BLOCKED, Branch, OnlyList, Owner, Person, propose_one
from xl_addin.cli.propose_reports import REPORT, days_of, propose_many, refuse_nothing_said
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    actor,
    ledger_at,
    refuse_day,
    settings_of,
    show,
    status_line,
)
from xl_addin.domain.errors import DeskError

if TYPE_CHECKING:
    from xl_addin.desk.acts.proposable import Wanted
    from xl_addin.desk.acts.reporting import Reports
    from xl_addin.desk.acts.request import Request
    from xl_addin.desk.settings import Settings

STATUSES = (("OK",), ("OK", "ESCALATE"))  # of decisions that are meant: without and with --escalated
WORDS = {"write-off": "WRITE_OFF", "small-value": "SMALL_VALUE", "reopen": "REOPEN"}

Act = Annotated[str, typer.Argument(metavar="ACT", help="What to do; the words stand above.")]
Items = Annotated[
    list[str] | None, typer.Option("--item", help="ORM number, BoE number, or full key; may stand several times.")
]
Iecs = Annotated[list[str] | None, typer.Option("--iec", help="Importers by IEC; may stand several times.")]
Currency = Annotated[str, typer.Option("--currency", help="Items of this currency alone.")]
Say = Annotated[
    list[str] | None,
    typer.Option("--say", metavar="FACT=VALUE", help="A fact of an act that is asked for by name; several times."),
]
Amount = Annotated[str, typer.Option("--amount", help="Of the item, in its currency; else all that is open.")]
Escalated = Annotated[
    bool, typer.Option("--escalated", help="Also those beyond the bank's own bound: a higher role approves.")
]
Satisfaction = Annotated[
    bool, typer.Option("--satisfaction", help="Also those that lack the bank's satisfaction alone.")
]
Remarks = Annotated[str, typer.Option("--remarks", help="Your words for the person who approves.")]
Paid = Annotated[
    str, typer.Option("--paid", metavar="DAYS", help="Of report: paid on a day, or 2026-10-01..2026-10-31.")
]
Every = Annotated[bool, typer.Option("--all", help="Of report: every remittance that waits to be reported.")]
UpTo = Annotated[str, typer.Option("--up-to", metavar="INR", help="Items worth at most this much in INR.")]


def propose_command(
    act: Act,
    as_on: AsOn,
    item: Items = None,
    iec: Iecs = None,
    currency: Currency = "",
    branch: Branch = "",
    owner: Owner = "",
    paid: Paid = "",
    everything: Every = False,
    up_to: UpTo = "",
    escalated: Escalated = False,
    satisfaction: Satisfaction = False,
    say: Say = None,
    amount: Amount = "",
    remarks: Remarks = "",
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Put acts forward for approval by another person; nothing moves before that. Look first with --list.

    Decisions of the month: **write-off**, **small-value**, **reopen** (what was closed). Without options every decision
    of that kind that is OK is meant. An item stands in one open proposal at a time. **small-value** with --iec and
    --say document_no=…, document_date=… closes the entries of one importer on one declaration, as once a quarter.

    Asked for by name, of one --item with its --remarks, each fact as --say FACT=VALUE: **close** (code, approved_by;
    letter_no and letter_date where RBI approved; shipping bill or document by the code), **refund** (document_no,
    document_date), **set-off** (export_date, setoff_date, export_currency, same_group), **extend** (approved_by,
    letter_no, letter_date), **report**, **upload-boe**, **ask-boe** (they wait for their message), **cut-over**
    (reported_until: the day up to which all of an AD code was reported before this ledger did), **confirm-rule**,
    **withdraw** (the number of an approved act by name). An act alone tells what it takes. **report** also takes many:
    by --iec, --branch, --owner, --currency, --paid, or --all whose ORM generated is N.

    A proposal counts for what was seen: answers given later make it void.

    Exit code: 0 done, 1 some were not proposed (each with its reason), 2 could not run.
    """
    from xl_addin.desk.acts.asking import ask_for
    from xl_addin.desk.acts.proposable import Wanted
    from xl_addin.desk.acts.request import KINDS

    found = settings_of(desk, ledger=ledger, policy=policy)
    if act.lower() == REPORT and (many := _reports(item, iec, currency, branch, owner, paid, everything, say)):
        propose_many(many, as_on, remarks, only_list, person, found)
    _refuse_of_reports(act, paid, everything)
    if act.lower() in KINDS:
        asked = _request(act.lower(), item, say, amount, remarks)
        propose_one(ask_for, asked, as_on, only_list, person, (ledger, policy, desk))
    _refuse_say(act, say)
    of = (*(item or ()),), (*(iec or ()),), currency.upper(), _inr(up_to)
    wanted = Wanted(_word(act), *of, STATUSES[escalated], satisfaction, branch, owner)
    _propose_decisions(wanted, say, as_on, remarks, only_list, person, found)


def _propose_decisions(
    wanted: Wanted, say: list[str] | None, as_on: date, remarks: str, only_list: bool, person: str, found: Settings
) -> NoReturn:
    """Proposes the wanted decisions of the month, on a declaration where one is said, and ends with the exit code."""
    from xl_addin.desk.acts.declaring import propose_declared
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.acts.propose import propose
    from xl_addin.desk.acts.request import DECLARATION, said_of
    from xl_addin.desk.acts.told import proposed_lines

    law = found.law()
    refuse_day(law.rules, as_on)
    put = partial(propose_declared, said=said_of(DECLARATION, say)) if say else propose
    with status_line() as tell, ledger_at(found.ledger, tell, reading=only_list) as opened:
        who = acting(opened, actor(), person)
        told = put(opened, as_on, law, who, wanted, remarks=remarks, only_list=only_list, progress=tell)
    show(proposed_lines(told, only_list))
    raise typer.Exit(DONE_BLOCKED if told.barred else DONE)


def _reports(
    items: list[str] | None,
    iecs: list[str] | None,
    currency: str,
    branch: str,
    owner: str,
    paid: str,
    everything: bool,
    say: list[str] | None,
) -> Reports | None:
    """Which remittances are to be reported; None for one that is named alone."""
    from xl_addin.desk.acts.reporting import Reports

    of = tuple(one.strip().upper() for one in items or ()), tuple(one.strip().upper() for one in iecs or ())
    wanted = Reports(*of, currency.strip().upper(), branch.strip(), owner.strip(), *days_of(paid))
    if not everything and len(wanted.names) == 1 and wanted == Reports(wanted.names):
        return None
    refuse_nothing_said(wanted, everything)
    if say:
        raise DeskError(
            "A SWIFT code is of one remittance, and several are meant.",
            "Command propose report, option --say. Nothing was proposed.",
            "Propose that one alone by --item, or let its extract or the facts file say it.",
        )
    return wanted


def _refuse_of_reports(act: str, paid: str, everything: bool) -> None:
    if act.lower() != REPORT and (paid or everything):
        raise DeskError(
            f"{'--paid' if paid else '--all'} is of propose report alone.",
            f"Command propose {act}. Nothing was proposed.",
            "Leave it out: without options every decision of that kind that is OK is meant.",
        )


def _refuse_say(act: str, say: list[str] | None) -> None:
    if say and _word(act) != "SMALL_VALUE":
        raise DeskError(
            f"{act} says nothing of its own.", "Option --say.", "Leave it out, or propose close, refund or another act."
        )


def _request(kind: str, items: list[str] | None, say: list[str] | None, amount: str, remarks: str) -> Request:
    """An act that is asked for by name, of one item."""
    from xl_addin.desk.acts.request import KINDS, Request, lines_of_kinds, said_of

    if len(items or ()) != 1 or (KINDS[kind].needs and not say):
        raise DeskError(
            f"{kind} is asked for of one --item, with what is known of it.",
            "Command propose.",
            f"{lines_of_kinds([kind])[0]}.",
        )
    return Request(kind, (items or [""])[0], said_of(kind, say or ()), remarks, _amount(amount))


def _amount(text: str) -> Decimal | None:
    from xl_addin.domain.errors import ValueRefused
    from xl_addin.workbook.extracts.cells import amount

    try:
        return amount(text).value if text else None
    except ValueRefused as refused:
        raise DeskError(f"{refused}.", "Option --amount.", "Write it as 1000.50.") from None


def _word(act: str) -> str:
    from xl_addin.desk.acts.request import KINDS

    try:
        return WORDS[act.lower().replace("_", "-")]
    except KeyError:
        raise DeskError(
            f"{act!r} is no act that can be proposed.",
            "Command propose.",
            f"Give one of: {', '.join((*WORDS, *KINDS))}.",
        ) from None


def _inr(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise DeskError(f"{text!r} is no amount in INR.", "Option --up-to.", "Write it as 1000000 or 10,00,000.00.")
    return value
