"""Advice to importers of goods in non-physical form: they keep Customs informed (C.7.3(ii))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from xl_addin.desk.lists.told import Told
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, Left, money, parted, sentence_on
from xl_addin.desk.papers.kinds import CUSTOMS
from xl_addin.desk.papers.letters import ITEMS, about, items_of
from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.plain import day
from xl_addin.domain.records import OutwardRemittance
from xl_addin.engine.citation import citation
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.papers import Issued
from xl_addin.rulebook.facts import IMPORTER
from xl_addin.rulebook.registers_codes import notices_on

NON_PHYSICAL, PAPER = "NON_PHYSICAL", "advice of a non-physical import"


def customs_advices(desk: Desk, told: Told, known: Sequence[Issued]) -> Drafts:
    """One for each importer with imports of that kind that no advice names yet."""
    had = {item for one in known for item in items_of(one)}
    of_iec: dict[str, list[OrmItem | InvoiceItem]] = defaultdict(list)
    for item in told.month.items:
        if item.is_live and item.answers.get("import_route") == NON_PHYSICAL and (item.kind, item.key) not in had:
            of_iec[item.record.iec].append(item)
    return parted(_advice(desk, iec, items) for iec, items in sorted(of_iec.items()))


def _advice(desk: Desk, iec: str, items: Sequence[OrmItem | InvoiceItem]) -> Draft | Left:
    whose = desk.importer(iec)
    if isinstance(whose, Left):
        return whose
    notices = notices_on(PAPER)
    grid = Grid(("Import", "Dated", "Amount"), tuple(map(_row, items)), (2,))
    sentence = {"customs_informed": sentence_on(PAPER)}
    cited = (f"{citation(tuple(one.provision for one in notices))}.",)
    grids = {"imports": grid, ITEMS: about((item.kind, item.key) for item in items)}
    return Draft(CUSTOMS, IMPORTER, iec, 0, Facts({**desk.fields(), **whose, **sentence}, grids, cited, desk.mark), iec)


def _row(item: OrmItem | InvoiceItem) -> tuple[str, ...]:
    record = item.record
    if isinstance(record, OutwardRemittance):
        return f"ORM {record.orm_number}", day(record.payment_date), money(record.amount_minor, record.currency)
    name = f"Invoice {record.invoice_number} of BoE {record.boe_number}"
    return name, day(record.boe_date), money(record.value_minor, record.currency)
