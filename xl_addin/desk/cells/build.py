"""The snapshot for cells, made of the month as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from xl_addin.desk.cells.fields import FIELDS, Seen
from xl_addin.desk.cells.lists import HEADERS, TODAY_HEADERS, rows_of, todo_of
from xl_addin.desk.cells.sentences import SETTLEMENT, sentences_of
from xl_addin.desk.cells.snapshot import TODAY, Snapshot, kept
from xl_addin.desk.lists.today import LIST
from xl_addin.desk.month.now import Now
from xl_addin.domain.records import OutwardRemittance
from xl_addin.ledger.items import InvoiceItem, OrmItem


def snapshot_of(now: Now, ledger: str, made_at: datetime) -> Snapshot:
    """The month as it was read, for cells."""
    told = now.closing.told
    lines = {line.key: line for line in now.lists[LIST.name].rows}
    rows = {row.item.key: row for name in ("tblOrm", "tblInvoices") for row in now.lists[name].rows}
    todo = todo_of(now, lines.values())
    seen = [Seen(told, item, rows.get(item.key), _todo(item, todo)) for item in told.month.items]
    lists, why = rows_of(now, lines), sentences_of(now)
    return Snapshot(
        ledger=ledger,
        head=now.head,
        as_on=told.month.as_on,
        made_at=made_at,
        fields=[field.name for field in FIELDS],
        items={one.item.key: [kept(field.of(one)) for field in FIELDS] for one in seen},
        names=_names(told.month.items),
        headers={name: [*(TODAY_HEADERS if name == TODAY else HEADERS)] for name in lists},
        lists={name: [[*map(kept, row)] for row in found] for name, found in lists.items()},
        subjects=sorted({SETTLEMENT, *(subject for told_of in why.values() for subject in told_of)}),
        why=why,
    )


def _todo(item: OrmItem | InvoiceItem, todo: Mapping[str, str]) -> str:
    """What is to be done about an item, or about its bill of entry."""
    of_entry = "" if isinstance(item.record, OutwardRemittance) else todo.get(item.record.boe_key, "")
    return todo.get(item.key) or of_entry


def _names(items: Iterable[OrmItem | InvoiceItem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in items:
        record = item.record
        names = (record.orm_number,) if isinstance(record, OutwardRemittance) else (record.boe_key, record.boe_number)
        for name in names:
            found[name].append(item.key)
    return dict(found)
