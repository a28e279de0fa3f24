"""The command for samples that inspectors and auditors check: draw one, look at it, sign its results."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import OnlyList, Person
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
    from xl_addin.desk.acts.audit import Order

COMMAND = "Command audit-sample."
EXPECTED = {
    "size": "a whole number above zero",
    "percent": "a number above 0, up to 100",
    "every": "INR above zero",
}
SIZES = {"random": "size", "percentage": "percent", "monetary-unit": "every"}


def audit_sample_command(
    as_on: AsOn,
    method: Annotated[
        str, typer.Option("--method", help="random, percentage or monetary-unit; each with its own size.")
    ] = "",
    size: Annotated[str, typer.Option("--size", metavar="N", help="With random: how many closures.")] = "",
    percent: Annotated[str, typer.Option("--percent", metavar="P", help="With percentage: per cent of them.")] = "",
    every: Annotated[
        str, typer.Option("--every", metavar="INR", help="With monetary-unit: one for every so many INR of their sum.")
    ] = "",
    seed: Annotated[
        str, typer.Option("--seed", help="Words that decide the draw; default: AD code, month and auditor.")
    ] = "",
    auditor: Annotated[
        str, typer.Option("--auditor", help="Internal inspector, Internal auditor or External auditor.")
    ] = "Internal auditor",
    month: Annotated[
        str, typer.Option("--month", metavar="YYYY-MM", help="An earlier month, of which only what was posted counts.")
    ] = "",
    posted: Annotated[
        bool, typer.Option("--posted", help="Only what was posted, not what is allowed and open.")
    ] = False,
    sign: Annotated[str, typer.Option("--sign", metavar="A12", help="Sign the results of a sample instead.")] = "",
    only_list: OnlyList = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Draw a sample of what was written off, closed or opened again for an auditor, and sign what was found.

    It is drawn from what was approved and posted in the month, and from what is decided OK and open. Method, size, seed
    and a hash of all that it was drawn from are kept in the ledger as an act that is not taken back: the same seed over
    the same closures draws the same items, and verify draws them again. Look first with --list.

    What was found goes into the blue cells of the sheet Audit sample; an objection comes onto Exceptions. When every
    item has its result: audit-sample --sign A12, by a person who neither proposed nor approved what was checked.
    """
    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    refuse_day(law.rules, as_on)
    order = (
        None
        if sign
        else _order(method, {"size": size, "percent": percent, "every": every}, auditor, seed, month, posted)
    )
    from xl_addin.desk.acts.audit import draw, sign_draw
    from xl_addin.desk.acts.four_eyes import acting

    with status_line() as say, ledger_at(found.ledger, say, reading=only_list) as opened:
        who = acting(opened, actor(), person)
        if order is None:
            shown = sign_draw(opened, as_on, law, who, sign, say)
            lines = [
                f"Signed by {who.user}: {shown.draw.number}, {len(shown.rows)} items, {shown.objections} objections, "
                f"hash {shown.content}."
            ]
        else:
            lines = [*draw(opened, as_on, law, who, order, only_list=only_list, progress=say).told()]
    show(lines)


def _order(method: str, sizes: dict[str, str], auditor: str, seed: str, month: str, posted: bool) -> Order:
    from xl_addin.desk.acts.audit import Order
    from xl_addin.rulebook.facts import fact

    word = method.strip().lower().replace("_", "-")
    if word not in SIZES:
        raise DeskError(f"{method!r} is no method of a draw.", COMMAND, f"Give --method: {', '.join(SIZES)}.")
    wanted = SIZES[word]
    others = [name for name, text in sizes.items() if text and name != wanted]
    if others or not sizes[wanted]:
        raise DeskError(f"The method {word} takes --{wanted} and no other size.", COMMAND, f"Give --{wanted} alone.")
    kinds = {one.lower(): one for one in fact("auditor").choices}
    kind = kinds.get(auditor.strip().lower().replace("-", " "))
    if kind is None:
        raise DeskError(f"{auditor!r} is no auditor.", COMMAND, f"Give --auditor: {', '.join(kinds.values())}.")
    return Order(word.upper().replace("-", "_"), _size(wanted, sizes[wanted]), kind, seed, month_of(month), posted)


def _size(name: str, text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        value = Decimal(-1)
    whole = name != "size" or value == value.to_integral_value()
    if not value.is_finite() or value <= 0 or not whole or (name == "percent" and value > 100):
        raise DeskError(f"{text!r} is no size of a draw.", f"Option --{name}.", f"Give {EXPECTED[name]}.")
    return value


def month_of(text: str) -> str:
    """A month as an option gives it; DeskError for what is none, "" stays."""
    if text and not (len(text) == 7 and text[4] == "-" and (text[:4] + text[5:]).isdigit()):
        raise DeskError(f"{text!r} is no month.", "Option --month.", "Write it as 2026-10.")
    return text
