"""Settlement as a function: remittances against invoices of bills of entry, for table ranges of moderate size."""

from __future__ import annotations

from collections import Counter
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from udfs._facts import argument
from udfs._items import LeftOut, Row, Sheet, items_of
from udfs._ranges import Table
from udfs._registry import Argument, Face, worksheet_function
from xl_addin.domain.money import from_minor, to_minor

if TYPE_CHECKING:
    import pandas as pd

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
ORMS = Sheet("orm", ORM, ("orm_number",), "payment_date", "amount")
INVOICES = Sheet("invoices", INVOICE, LINE[1:5], "boe_date", "invoice_value")
NOT_READ = "NOT_READ"  # in place of a tier: the row is named and not settled


class Settled(NamedTuple):
    """What both tables give: the rows that could not be read, and the lines found among the others."""

    left_out: tuple[LeftOut, ...]
    lines: list[list[Any]]

    @property
    def table(self) -> list[list[Any]]:
        """What spills: the header, the rows left out, then the lines."""
        named = [[*(one.row.get(name) for name in LINE[:5]), None, None, NOT_READ, one.why] for one in self.left_out]
        return [[*LINE], *named, *self.lines]

    @property
    def why(self) -> str:
        """How many lines there are, and each row left out with its reason."""
        tiers = Counter(line[LINE.index("tier")] for line in self.lines)
        counted = ", ".join(f"{count} {tier}" for tier, count in sorted(tiers.items())) or "no line"
        named = "; ".join(one.why.rstrip(". ") for one in self.left_out)
        return f"settlement: {counted}; {f'not settled: {named}' if named else 'every row was read'}."


@worksheet_function(
    faces=(
        Face("", "table", attrgetter("table"), ""),
        Face("_WHY", "text", attrgetter("why"), "How many lines, and which rows could not be read. "),
    ),
    help="Settlement lines for remittances and invoices, spilled with a header row; tier AUTO or SUGGEST, or NOT_READ "
    "for a row that is named and left out.",
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
def settle(orm: Table, invoices: Table, as_of: date | None) -> Settled:
    """The lines that matching finds, amounts in the currency of the remittance; nothing is posted."""
    paid, billed = items_of(orm, ORMS, as_of), items_of(invoices, INVOICES, as_of)
    return Settled(paid.left_out + billed.left_out, _lines(paid.rows, billed.rows))


def _lines(orms: dict[str, Row], invoices: dict[str, Row]) -> list[list[Any]]:
    if not orms or not invoices:
        return []
    from xl_addin.engine.settlement import match

    links = match(_orm_frame(orms), _invoice_frame(invoices)).links
    place = {key: at for at, key in enumerate([*orms, *invoices])}
    columns = ("orm_key", "invoice_key", "amount_minor", "pass", "tier", "reason")
    found = [dict(zip(columns, line, strict=True)) for line in links[list(columns)].itertuples(index=False, name=None)]
    found.sort(key=lambda line: (place[line["orm_key"]], place[line["invoice_key"]]))
    return [_line(orms[line["orm_key"]], invoices[line["invoice_key"]], line) for line in found]


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
            "iec": _texts(row["iec"] for row in rows),
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
            "port_code": _texts(row["port_code"] for row in rows),
            "serial": _whole(row["invoice_serial"] for row in rows),
            "invoice_number": _texts(row["invoice_number"] or "" for row in rows),
            "supplier": _texts(row["supplier"] or "" for row in rows),
            "iec": _texts(row["iec"] for row in rows),
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
