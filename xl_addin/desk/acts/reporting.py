"""Remittances put forward to be reported, many at once: those of which the desk has said that no message was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xl_addin.desk.acts.ground import Ground, Maker, ground_of
from xl_addin.desk.acts.named import reported
from xl_addin.desk.acts.proposable import OWNER, Candidate, is_owned
from xl_addin.desk.acts.propose import Proposed, put_forward, refuse_text
from xl_addin.desk.acts.request import refuse_remarks
from xl_addin.desk.acts.told import inr_told, some
from xl_addin.desk.month.acknowledged import orm_reflected, without_orm
from xl_addin.desk.month.case import sum_inr
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.now import month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.domain.money import grouped
from xl_addin.ledger.acts import REPORT_ORM
from xl_addin.ledger.items import OrmItem
from xl_addin.ledger.proposed import proposals


@dataclass(frozen=True, slots=True)
class Reports:
    """Which remittances are meant: name, importer, currency, AD code, owner, day of payment; empty stands for all."""

    names: tuple[str, ...] = ()
    iecs: tuple[str, ...] = ()
    currency: str = ""
    branch: str = ""
    owner: str = ""
    paid_from: date | None = None
    paid_to: date | None = None

    def takes(self, item: OrmItem) -> bool:
        """Whether a remittance is meant."""
        record = item.record
        return (
            (not self.names or bool({item.key, record.orm_number} & {*self.names}))
            and (not self.iecs or record.iec in self.iecs)
            and self.currency in ("", record.currency)
            and self.branch in ("", record.ad_code)
            and is_owned(self.owner, str(item.answers.get(OWNER, "")))
            and (self.paid_from is None or record.payment_date >= self.paid_from)
            and (self.paid_to is None or record.payment_date <= self.paid_to)
        )


@dataclass(frozen=True, slots=True)
class Reported:
    """What was put forward; how many were so before, and of how many nobody said whether IDPMS has them."""

    month: Month
    proposed: Proposed
    before: int = 0
    unsaid: int = 0


def propose_reports(
    by: Maker, wanted: Reports, *, remarks: str = "", only_list: bool = False, progress: Progress = silent
) -> Reported:
    """Puts the wanted remittances forward in one act, each a proposal; what bars one is told, and the rest goes.

    DeskError where a name is of no remittance, or the reason is missing, which each message carries as its remark.
    """
    refuse_text(remarks) if only_list else refuse_remarks("report", remarks)
    with by.ledger.read() as connection:
        refuse_earlier_day(connection, by.as_on)
    now = month_now(by.ledger, by.as_on, by.law, progress)
    month = now.settled.month
    with by.ledger.read() as connection:
        ground = ground_of(by.ledger, now, by.law, proposals(connection, month.period))
    _refuse_unknown(month, wanted)
    live = [one for one in month.orms.values() if one.is_live and wanted.takes(one) and not orm_reflected(month, one)]
    meant = sorted((one for one in live if without_orm(one)), key=lambda one: (one.record.payment_date, one.key))
    fresh = [one for one in meant if not _is_before(ground, one)]
    made = [reported(ground, one.key, {}, remarks) for one in fresh]
    good = [one for one in made if not one.bars]
    told = put_forward(by.ledger, by.as_on, by.law, by.actor, good, now, remarks=remarks, only_list=only_list)
    barred = tuple((one, "; ".join(one.bars)) for one in made if one.bars)
    unsaid = sum(one.answers.get("orm_generated") is None for one in live)
    return Reported(month, Proposed(told.made, (*told.barred, *barred), told.seq), len(meant) - len(fresh), unsaid)


def _is_before(ground: Ground, item: OrmItem) -> bool:
    """Whether a report of it waits for approval, or was approved and stands."""
    about = (REPORT_ORM.word, item.kind, item.key)
    return about in ground.open or about in ground.approved


def _refuse_unknown(month: Month, wanted: Reports) -> None:
    known = {*month.orms, *(one.record.orm_number for one in month.orms.values())}
    if strange := [one for one in wanted.names if one not in known]:
        raise DeskError(
            f"The ledger knows no remittance {strange[0]!r}.",
            "Command propose report, option --item. Nothing was proposed.",
            "Give ORM numbers, or full keys such as IBA26100000001/0009001.",
        )


def reported_lines(told: Reported, only_list: bool) -> Iterator[str]:
    """What was put forward, with totals, what was not, and what nobody has said."""
    made, seq = told.proposed.made, told.proposed.seq
    if made:
        word = "May be proposed" if only_list else f"Proposed as P{seq}"
        yield f"{word}: {len(made):,} remittances to be reported, {_totals(told.month, made)}."
        yield from some([f"  {_of(told.month, one)}" for one in made])
    else:
        yield "Nothing to propose: no remittance that is meant waits to be reported."
    if made and not only_list:
        yield "No message is drafted before another person approves it."
    yield from some([f"  not proposed: {one.item[1]}: {why}" for one, why in told.proposed.barred])
    if told.before:
        yield f"  {told.before:,} of them were proposed or approved before."
    if told.unsaid:
        yield (
            f"  {told.unsaid:,} more have no acknowledged message, and nobody has said whether one was made: take in "
            "its reply, or answer ORM generated with N."
        )


def _of(month: Month, one: Candidate) -> str:
    record = month.orms[one.item[1]].record
    amount = f"{record.currency} {grouped(record.amount_minor, record.currency)}"
    return f"{one.item[1]}, {record.importer_name}, paid {record.payment_date:%d-%b-%Y}, {amount}"


def _totals(month: Month, made: tuple[Candidate, ...]) -> str:
    """Sums by currency, and INR of all."""
    sums: dict[str, int] = {}
    for one in made:
        record = month.orms[one.item[1]].record
        sums[record.currency] = sums.get(record.currency, 0) + record.amount_minor
    told = ", ".join(f"{currency} {grouped(minor, currency)}" for currency, minor in sorted(sums.items()))
    return f"{told} ({inr_told(sum_inr([month.inr(minor, currency) for currency, minor in sums.items()]))})"
