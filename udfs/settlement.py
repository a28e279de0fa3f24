"""Settlement as a function: remittances against invoices of bills of entry, for table ranges of moderate size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from udfs._cellwise import NUM
from udfs._facts import argument
from udfs._law import plain
from udfs._ranges import RangeRefused, Table
from udfs._registry import Argument, worksheet_function
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import from_minor, to_minor

if TYPE_CHECKING:
    import pandas as pd

ROWS_MAX = 5000  # of each table: a cell must not hold up the spreadsheet
# header -> (kind of its cells, whether it must be there)
ORM = {
    "orm_number": ("text", True),
    "payment_date": ("date", True),
    "amount": ("amount", True),
    "currency": ("currency", True),
    "iec": ("text", True),
    "beneficiary": ("long_text", False),
    "remarks": ("long_text", False),
}
INVOICE = {
    "boe_number": ("text", True),
    "boe_date": ("date", True),
    "port_code": ("text", True),
    "invoice_serial": ("count", True),
    "invoice_number": ("text", False),
    "invoice_value": ("amount", True),
    "currency": ("currency", True),
    "iec": ("text", True),
    "supplier": ("long_text", False),
}
LINE = ("orm_number", "boe_number", "boe_date", "port_code", "invoice_serial", "amount", "pass", "tier", "reason")
Row = dict[str, Any]


class Items(NamedTuple):
    """The rows of both tables by key, in their own order."""

    orms: dict[str, Row]
    invoices: dict[str, Row]


@worksheet_function(
    faces=plain("table"),
    help="Settlement lines for remittances and invoices, spilled with a header row; tier AUTO or SUGGEST. Columns are "
    "found by their headers, tables of up to 5,000 rows.",
    arguments=(
        Argument(
            "orm",
            "table",
            "Range with header row: orm_number, payment_date, amount, currency, iec, [beneficiary], [remarks]",
        ),
        Argument(
            "invoices",
            "table",
            "Range with header row: boe_number, boe_date, port_code, invoice_serial, [invoice_number], invoice_value, "
            "currency, iec, [supplier]",
        ),
        argument("as_of", required=False, help="Leave out what is dated after this day. Example: 2026-10-31"),
    ),
    example="={}(ORM!A1:G200, BoE!A1:I300)",
)
def settle(orm: Table, invoices: Table, as_of: date | None) -> list[list[Any]]:
    """The lines that matching finds, amounts in the currency of the remittance; nothing is posted."""
    items = Items(
        _by_key(_rows(orm, ORM), ("orm_number",), "payment_date", as_of),
        _by_key(_rows(invoices, INVOICE), ("boe_number", "boe_date", "port_code", "invoice_serial"), "boe_date", as_of),
    )
    return [[*LINE], *_lines(items)]


def _rows(table: Table, columns: dict[str, tuple[str, bool]]) -> list[Row]:
    """Every row of the table that is not blank; a row that lacks a needed cell refuses the whole."""
    if table.length > ROWS_MAX:
        raise RangeRefused(NUM)
    read = {name: table.column(name, kind, required) for name, (kind, required) in columns.items()}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*read.values(), strict=True)]
    kept = [row for row in rows if any(cell is not None for cell in row.values())]
    for row in kept:
        for name, (_, required) in columns.items():
            if required and row[name] is None:
                raise ValueRefused("", f"{name} in every row")
    return kept


def _by_key(rows: list[Row], key: Sequence[str], dated: str, as_of: date | None) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        name = "/".join(str(row[part]).upper() for part in key)
        if name in found:
            raise ValueRefused(name, "each item once")
        found[name] = row
    return {name: row for name, row in found.items() if as_of is None or row[dated] <= as_of}


def _lines(items: Items) -> list[list[Any]]:
    if not items.orms or not items.invoices:
        return []
    from xl_addin.engine.settlement import match

    links = match(_orm_frame(items.orms), _invoice_frame(items.invoices)).links
    place = {key: at for at, key in enumerate([*items.orms, *items.invoices])}
    columns = ("orm_key", "invoice_key", "amount_minor", "pass", "tier", "reason")
    found = [dict(zip(columns, line, strict=True)) for line in links[list(columns)].itertuples(index=False, name=None)]
    found.sort(key=lambda line: (place[line["orm_key"]], place[line["invoice_key"]]))
    return [_line(items.orms[line["orm_key"]], items.invoices[line["invoice_key"]], line) for line in found]


def _line(orm: Row, invoice: Row, line: Row) -> list[Any]:
    amount = from_minor(int(line["amount_minor"]), orm["currency"])
    cells = {**invoice, "orm_number": orm["orm_number"], **line, "amount": amount}
    return [cells[name] for name in LINE]


def _orm_frame(orms: dict[str, Row]) -> pd.DataFrame:
    import pandas as pd

    rows = orms.values()
    return pd.DataFrame(
        {
            "orm_key": _texts(orms),
            "iec": _texts(row["iec"].upper() for row in rows),
            "currency": _texts(row["currency"] for row in rows),
            "on": _whole(row["payment_date"].toordinal() for row in rows),
            "open_minor": _whole(to_minor(row["amount"], row["currency"]) for row in rows),
            "party": _texts(row["beneficiary"] or "" for row in rows),
            "country": _texts("" for _ in rows),
            "remarks": _texts(row["remarks"] or "" for row in rows),
            "is_advance": pd.Series([False for _ in rows], dtype=bool),
        }
    )


def _invoice_frame(invoices: dict[str, Row]) -> pd.DataFrame:
    import pandas as pd

    rows = invoices.values()
    value = _whole(to_minor(row["invoice_value"], row["currency"]) for row in rows)
    none = {name: _whole(0 for _ in rows) for name in ("freight_minor", "insurance_minor", "discount_minor")}
    return pd.DataFrame(
        {
            "invoice_key": _texts(invoices),
            "boe_key": _texts(key.rpartition("/")[0] for key in invoices),
            "boe_number": _texts(row["boe_number"] for row in rows),
            "boe_date": _whole(row["boe_date"].toordinal() for row in rows),
            "port_code": _texts(row["port_code"].upper() for row in rows),
            "serial": _whole(row["invoice_serial"] for row in rows),
            "invoice_number": _texts(row["invoice_number"] or "" for row in rows),
            "supplier": _texts(row["supplier"] or "" for row in rows),
            "iec": _texts(row["iec"].upper() for row in rows),
            "currency": _texts(row["currency"] for row in rows),
            "country": _texts("" for _ in rows),
            "terms": _texts("" for _ in rows),
            "value_minor": value,
            "open_minor": value,
            "other_currency_charges": pd.Series([False for _ in rows], dtype=bool),
            **none,
        }
    )


def _texts(values: Any) -> pd.Series[str]:
    import pandas as pd

    return pd.Series(list(values), dtype="str")


def _whole(values: Any) -> pd.Series[int]:
    import pandas as pd

    return pd.Series(list(values), dtype="int64")
