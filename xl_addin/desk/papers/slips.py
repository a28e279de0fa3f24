"""Acknowledgement slips: one for each importer of an act that settled, with what is unsettled on the day (C.8(vii))."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xl_addin.desk.month.month import is_open
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, Left, money, parted, sentence_on
from xl_addin.desk.papers.kinds import SLIP
from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.plain import amount, day
from xl_addin.documents.template import Template
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.evidence.acknowledgement import SlipContents
from xl_addin.engine.rule import Decision
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.papers import Issued, Posted
from xl_addin.rulebook.facts import IMPORTER

LINES = "lines"  # the lines of a slip as the ledger has them: kept with it, on no paper
# A condition of the law on a slip -> the field or table of the template that meets it.
SHOWN_BY: Mapping[str, str] = {
    "SLIP_IMPORTER_NAME": "importer",
    "SLIP_IMPORTER_ADDRESS": "address",
    "SLIP_IMPORTER_CODE": "iec",
    "SLIP_BOE_NUMBER": "bills",
    "SLIP_BOE_DATE": "bills",
    "SLIP_IMPORT_AMOUNT": "bills",
    "SLIP_UNSETTLED_BOE": "unsettled_boe",
    "SLIP_UNSETTLED_ORM": "unsettled_orm",
}


def slips(desk: Desk, posted: Iterable[Posted], known: Iterable[Issued], template: Template) -> Drafts:
    """A slip for each importer of each act that settled without one yet; DeskError where the law asks for more."""
    decision = _refuse_incomplete(desk, template)
    done = {(one.of_seq, one.item_key) for one in known}
    return parted(
        _slip(desk, iec, lines, decision)
        for (seq, iec), lines in _by_act(desk, posted).items()
        if (seq, iec) not in done
    )


def _by_act(desk: Desk, posted: Iterable[Posted]) -> dict[tuple[int, str], list[Posted]]:
    """Lines by their act and the importer of the bill of entry."""
    found: dict[tuple[int, str], list[Posted]] = defaultdict(list)
    for one in posted:
        found[one.seq, desk.month.invoices[one.line.invoice_key].record.iec].append(one)
    return found


def _refuse_incomplete(desk: Desk, template: Template) -> Decision:
    """The law's answer on a slip by this template; DeskError names what the template leaves out."""
    shown = template.fields | template.tables
    present = {word: name in shown for word, name in SHOWN_BY.items()}
    found = desk.law.ask(SlipContents, action_date=desk.as_on, present=present)
    if not found.ok:
        raise DeskError(
            f"A slip by this template would not carry what the law asks: {'; '.join(found.notes)}",
            f"Template {template.source}; {found.citation}.",
            "Put back "
            + ", ".join(sorted({SHOWN_BY[word] for word, there in present.items() if not there}))
            + ". No slip was made.",
        )
    return found


def _slip(desk: Desk, iec: str, lines: Sequence[Posted], decision: Decision) -> Draft | Left:
    whose = desk.importer(iec)
    if isinstance(whose, Left):
        return whose
    act = lines[0]
    preserve = sentence_on("acknowledgement slip")
    codes = (desk.month.orms[one.line.orm_key].record.ad_code for one in lines)
    grids = {
        "bills": _bills(desk, lines),
        "settled": _settled(desk, lines),
        "unsettled_boe": _summed("bills of entry", _open_invoices(desk, iec)),
        "unsettled_orm": _summed("remittances", _open_orms(desk, iec)),
        LINES: Grid(("ORM", "invoice", "amount", "of the invoice"), tuple(_kept(one.line) for one in lines)),
    }
    cited = (_acted(lines), f"{decision.grounds}; {decision.citation}.")
    facts = Facts({**desk.fields(codes), **whose, "preserve": preserve}, grids, cited, desk.mark)
    return Draft(SLIP, IMPORTER, iec, act.seq, facts, iec)


def _acted(lines: Sequence[Posted]) -> str:
    """The act, and how its lines were decided: on evidence, by a person's word, by hand of two people."""
    act, how = lines[0], Counter(one.line.tier for one in lines)
    told = ", ".join(f"{count} {tier}" for tier, count in sorted(how.items()))
    return f"Act {act.seq} of {day(act.as_on)}, settled by {act.user}; lines decided as {told}."


def _kept(line: SettlementLine) -> tuple[str, ...]:
    return line.orm_key, line.invoice_key, str(line.amount_minor), str(line.amount_invoice_minor)


def _bills(desk: Desk, lines: Sequence[Posted]) -> Grid:
    """Each bill of entry once, with all its invoices by currency."""
    keys = dict.fromkeys(desk.month.invoices[one.line.invoice_key].record.boe_key for one in lines)
    settled = {one.line.invoice_key for one in lines}  # also where Customs have cancelled it since
    of_bill: dict[str, list[InvoiceItem]] = defaultdict(list)
    for item in desk.month.invoices.values():
        if item.record.boe_key in keys and (item.is_live or item.key in settled):
            of_bill[item.record.boe_key].append(item)
    rows = tuple(row for key in keys for row in _bill(of_bill[key]))
    heads = ("BoE number", "BoE date", "Port", "Currency", "Amount of import", "Still open")
    return Grid(heads, rows, (4, 5))


def _bill(invoices: Sequence[InvoiceItem]) -> Iterator[tuple[str, ...]]:
    by_currency: dict[str, list[InvoiceItem]] = defaultdict(list)
    for item in invoices:
        by_currency[item.currency].append(item)
    for currency, items in by_currency.items():
        record = items[0].record
        worth = sum(item.record.value_minor for item in items)
        left = sum(item.outstanding_minor for item in items)
        yield (
            *(record.boe_number, day(record.boe_date), record.port_code, currency),
            *(amount(worth, currency), amount(left, currency)),
        )


def _settled(desk: Desk, lines: Sequence[Posted]) -> Grid:
    rows = tuple(_line(desk, one) for one in lines)
    totals: dict[str, int] = defaultdict(int)
    for one in lines:
        totals[one.line.invoice_currency] += one.line.amount_invoice_minor
    sums = tuple(("Total", "", "", "", "", money(minor, currency)) for currency, minor in sorted(totals.items()))
    heads = ("BoE number", "Serial", "ORM number", "Remitted on", "Remitted", "Settled of the invoice")
    return Grid(heads, (*rows, *sums), (4, 5), len(sums))


def _line(desk: Desk, one: Posted) -> tuple[str, ...]:
    invoice, orm = desk.month.invoices[one.line.invoice_key].record, desk.month.orms[one.line.orm_key].record
    return (
        *(invoice.boe_number, str(invoice.serial), orm.orm_number, day(orm.payment_date)),
        *(money(one.line.amount_minor, one.line.currency), money(one.line.amount_invoice_minor, invoice.currency)),
    )


def _open_invoices(desk: Desk, iec: str) -> dict[str, tuple[int, int]]:
    """Number of bills of entry and what is open of them, by currency."""
    found = [item for item in desk.month.invoices.values() if item.record.iec == iec and is_open(item)]
    return _by_currency(found, {item.key: item.record.boe_key for item in found})


def _open_orms(desk: Desk, iec: str) -> dict[str, tuple[int, int]]:
    found = [item for item in desk.month.orms.values() if item.record.iec == iec and is_open(item)]
    return _by_currency(found, {item.key: item.key for item in found})


def _by_currency(items: Iterable[InvoiceItem | OrmItem], of: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    keys: dict[str, set[str]] = defaultdict(set)
    left: dict[str, int] = defaultdict(int)
    for item in items:
        keys[item.currency].add(of[item.key])
        left[item.currency] += item.outstanding_minor
    return {currency: (len(keys[currency]), left[currency]) for currency in sorted(keys)}


def _summed(what: str, found: Mapping[str, tuple[int, int]]) -> Grid:
    rows = tuple((currency, f"{count:,}", amount(left, currency)) for currency, (count, left) in found.items())
    return Grid(("Currency", f"Number of {what}", "Amount unsettled"), rows, (1, 2), none=f"No {what} unsettled.")
