"""Close the month: take in, settle, decide, record the closing, write the workbook and its lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from xl_addin.desk.acts.four_eyes import mark_of
from xl_addin.desk.acts.settling import settle_by_policy
from xl_addin.desk.atomic import atomic_write
from xl_addin.desk.close import outputs
from xl_addin.desk.close.before import COMPARED, TODAY, Run, compared, waited
from xl_addin.desk.close.card import CARD_JSON, write_card
from xl_addin.desk.close.clock import Clock
from xl_addin.desk.close.former import answers_kept, refuse_unread
from xl_addin.desk.close.report import closed_card
from xl_addin.desk.close.run_json import RUN_JSON, place_of
from xl_addin.desk.close.stamp import stamp_of
from xl_addin.desk.close.view import Closing, closing_of, told_month
from xl_addin.desk.intake.read_sources import NO_WORD
from xl_addin.desk.intake.take_in import NOTHING_TAKEN, TakenIn, take_in
from xl_addin.desk.intake.terms import Terms
from xl_addin.desk.law.confirmed import confirmed_law
from xl_addin.desk.lists import today
from xl_addin.desk.month.carry import carried, keep
from xl_addin.desk.month.day import refuse_beyond_law, refuse_earlier_day
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import Month, is_open
from xl_addin.desk.month.movements import closing_totals
from xl_addin.desk.month.rates import with_rates_of_age
from xl_addin.desk.month.settle import Settled, propose
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.whole_folder import all_or_none, one_at_a_time
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Severity
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, acts, signed, state
from xl_addin.ledger.chain import ChainState, check_chain, head
from xl_addin.ledger.lines import answered_by_pass
from xl_addin.ledger.store import Actor, overtaken
from xl_addin.workbook.books.closing import write_closing
from xl_addin.workbook.proof.sides import SETTLEMENTS


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """What is asked: where the extracts lie, where the result goes, for which day and bank."""

    source: Path
    out: Path
    as_on: date
    actor: Actor
    bank: str = ""
    terms: Terms = NO_WORD
    previous: Path | None = None  # folder of last month's closing, where it does not lie beside `out`
    anew: bool = False  # the book alone, from the ledger as it is: nothing is taken in, posted or recorded


@dataclass(frozen=True, slots=True)
class Closed:
    """What a close did; `blocking` is the number of findings that keep the month from sign-off."""

    taken_in: TakenIn
    settled: Settled
    closing: Closing
    workbook: Path
    run_id: str
    timings: dict[str, float] = field(default_factory=dict)
    former: tuple[str, ...] = ()  # what was done with answers of the workbook that lay there
    before: Run = field(default_factory=dict)  # the closing that this one was compared with
    ledger: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """What lies in the folder of the closing, the workbook first."""
        names = (*outputs.FILES, CARD_JSON, RUN_JSON)
        return (self.workbook, *(self.workbook.with_name(name) for name in names))

    @property
    def blocking(self) -> int:
        """Findings of severity BLOCK."""
        return sum(finding.severity is Severity.BLOCK for finding in self.closing.told.findings)


def close_month(ledger: Ledger, order: CloseOrder, law: Law, progress: Progress = silent) -> Closed:
    """The whole month in one go; each step is one transaction, so that a stop leaves whole steps behind.

    Running it again for the same month takes in what is new, posts nothing twice and writes the same content.
    """
    check_order(order, law)
    order = replace(order, actor=ledger.known(order.actor))
    with one_at_a_time(order.out, f"{order.actor.user}, since {order.actor.at:%d-%b-%Y %H:%M:%S}"):
        return _close(ledger, order, law, progress)


def _close(ledger: Ledger, order: CloseOrder, law: Law, progress: Progress) -> Closed:
    clock, workbook = Clock(), book_of(order)
    former: tuple[str, ...] = ()
    if order.anew or is_shut(ledger, order.as_on):
        taken, settled = NOTHING_TAKEN, propose(ledger, order.as_on, law, progress)
        former = tuple(refuse_unread(ledger, workbook, order.as_on, law, progress))
    else:
        former = tuple(answers_kept(ledger, workbook, order.as_on, law, order.actor, progress))
        taken = take_in(ledger, order.source, order.as_on, order.actor, progress, order.terms)
        clock.lap("take_in")
        settled = settle_by_policy(ledger, order.as_on, law, order.actor, progress)
    clock.lap("settle")
    settled = replace(settled, month=with_rates_of_age(settled.month, law.policy))
    month = settled.month
    law = confirmed_law(ledger, law, month.period)
    cases = decide(month, law, settled.unposted, progress)
    clock.lap("decide")
    recorded = settled.head if taken is NOTHING_TAKEN else record_closing(ledger, month, order.actor, settled.head)
    with ledger.snapshot():
        refuse_overtaken(ledger, recorded)
        chain = _checked(ledger, progress)
        with ledger.read() as connection:
            answered = answered_by_pass(connection, month.period)
        told, previous = told_month(ledger, month, law, settled, cases)
    stamp = replace(stamp_of(order.bank, order.actor, month, law, chain, answered), mark=mark_of(ledger))
    changes, before = compared(ledger, order.out, order.previous, month, stamp.regime, cases)
    closing = closing_of(replace(told, changes=changes, before=waited(before)), previous, stamp)
    clock.lap("build")
    writes = "Writing the closing workbook"
    progress(writes)
    with all_or_none(order.out, RUN_JSON) as folder:
        book = folder / workbook.name
        atomic_write(book, lambda part: write_closing(closing.view, part, lambda name: progress(f"{writes}: {name}")))
        outputs.write_lists(closing.told, folder)
        clock.lap("write")
        closed = Closed(taken, settled, closing, workbook, stamp.run_id, clock.laps, former, before, ledger.where)
        write_card(closed_card(closed), folder / CARD_JSON)
        outputs.write_run_json(folder / RUN_JSON, _run(closed, folder, ledger, order, month))
    return closed


def book_of(order: CloseOrder) -> Path:
    """The closing workbook of an order."""
    return order.out / f"closing-{period_of(order.as_on)}.xlsx"


def is_shut(ledger: Ledger, as_on: date) -> bool:
    """Whether the month of a day is signed: its book is made anew from the ledger, and nothing is taken in."""
    with ledger.read() as connection:
        return signed.shut_by(connection, period_of(as_on)) is not None


def check_order(order: CloseOrder, law: Law) -> None:
    """Refuses an as-on date outside the encoded law, and an output place that is a file."""
    refuse_beyond_law(law.rules, order.as_on)
    if order.out.exists() and not order.out.is_dir():
        raise DeskError("The output place is a file, not a folder.", f"Path {order.out}.", "Give a folder with --out.")


def refuse_overtaken(ledger: Ledger, known: str) -> str:
    """DeskError where the ledger has gone on since the act `known`: the month in hand is not its month any more."""
    with ledger.read() as connection:
        if head(connection) != known:
            raise overtaken(ledger.where)
    return known


def record_closing(ledger: Ledger, month: Month, actor: Actor, known: str) -> str:
    """Records the closing balances of the month as the act `known` left it, unless the period's last closing says so.

    Returns the ledger's head of which the balances are. DeskError where another act came since.
    """
    lines = closing_totals(month)
    with ledger.snapshot(), ledger.read() as connection:
        refuse_earlier_day(connection, month.as_on)
        if state.recorded_closing(connection, month.period) == lines:
            return refuse_overtaken(ledger, known)
        kept = carried(connection, month)
    with ledger.step(acts.CLOSE, month.as_on, actor, after=known) as step:
        keep(step, lines, month.period, kept)
    return step.hash


def _checked(ledger: Ledger, progress: Progress) -> ChainState:
    progress("Checking the ledger's chain")
    with ledger.read() as connection:
        return check_chain(connection)


def _run(closed: Closed, folder: Path, ledger: Ledger, order: CloseOrder, month: Month) -> dict[str, Any]:
    view = closed.closing.view
    return {
        "run_id": closed.run_id,
        "period": month.period,
        "as_on": order.as_on,
        "made_at": order.actor.at.isoformat(),
        "made_by": order.actor.user,
        "regime": view.stamp.regime,
        "versions": view.stamp.versions,
        "ledger": place_of(ledger.where),
        "ledger_head": view.stamp.ledger_head,
        "ledger_chain_ok": view.stamp.ledger_chain_ok,
        "inputs": [file._asdict() for file in closed.closing.told.files],
        COMPARED: closed.before,
        TODAY: today.counts(view.lists[today.LIST.name].rows),
        "control_totals": [moved._asdict() for moved in view.movements],
        "counts": _counts(closed),
        "timings_seconds": {k: round(v, 3) for k, v in closed.timings.items()},
        "outputs": {name: outputs.file_hash(folder / name) for name in (closed.workbook.name, *outputs.FILES)},
    }


def _counts(closed: Closed) -> dict[str, Any]:
    told, lines = closed.closing.told, closed.closing.view.lists[SETTLEMENTS].rows
    return {
        "rows_read": sum(file.rows_read for file in told.files),
        "rows_kept": sum(file.rows_kept for file in told.files),
        "rows_refused": sum(file.rows_refused for file in told.files),
        "open_orms": sum(map(is_open, told.month.orms.values())),
        "open_invoices": sum(map(is_open, told.month.invoices.values())),
        "settlements": Counter(f"{s.status} {s.line.found_by} {s.line.tier}" for s in lines),
        "decisions": Counter(f"{case.subject} {case.decision.status}" for case in told.cases),
        "findings": Counter(f"{finding.severity} {finding.code}" for finding in told.findings),
    }
