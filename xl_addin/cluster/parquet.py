"""The Parquet files of a settlement without a ledger: their columns, what is refused, the hash of what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pandas as pd
from pandas.api.types import infer_dtype

from xl_addin.domain.errors import DeskError
from xl_addin.engine.settlement.engine import LINK_COLUMNS

TEXT, WHOLE, DAY, YES_NO = "text", "whole number", "date, or day number", "true or false"

# What `match` reads; of _ALSO a column may be missing.
ORM: Final[Mapping[str, str]] = {
    **dict.fromkeys(("orm_key", "iec", "currency", "party", "country", "remarks"), TEXT),
    "on": DAY,
    "open_minor": WHOLE,
    "is_advance": YES_NO,
}
INVOICE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("invoice_key", "boe_key", "boe_number", "port_code", "invoice_number", "iec", "currency"), TEXT),
    **dict.fromkeys(("terms", "supplier", "country"), TEXT),
    "boe_date": DAY,
    **dict.fromkeys(("serial", "value_minor", "open_minor"), WHOLE),
    **dict.fromkeys(("freight_minor", "insurance_minor", "discount_minor"), WHOLE),
    "other_currency_charges": YES_NO,
}
ORM_ALSO: Final[Mapping[str, str]] = {"deal_rate": TEXT, "on_behalf_of_iec": TEXT}
INVOICE_ALSO: Final[Mapping[str, str]] = {"seller": TEXT, "third_party": TEXT}

FLAG_COLUMNS: Final = ("orm_key", "invoice_key", "flag", "detail")
# One frame carries lines and flags from where they are found: a flag has no amounts, a line no flag.
FOUND: Final[Mapping[str, str]] = {
    name: WHOLE if name.startswith("amount") else TEXT for name in (*LINK_COLUMNS, "flag", "detail")
}
_DIGEST = 2**256
_INSTALL = "Install the extra cluster beside the program: pip install --require-hashes -r requirements-cluster.lock"


def parquet_library() -> Any:
    """The library that reads Parquet; DeskError where the extra `cluster` is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise DeskError("Parquet files cannot be read: pyarrow is not installed.", "", _INSTALL) from None
    return pyarrow.parquet


def may_lack(wanted: Mapping[str, str]) -> Mapping[str, str]:
    """Columns of the same file that may be missing."""
    return ORM_ALSO if "orm_key" in wanted else INVOICE_ALSO  # by content: workers of Spark hold copies


def refuse_columns(path: str, have: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """DeskError where a column lacks or is of another kind; `have` and `wanted` name kinds of this module."""
    missing = [name for name in wanted if name not in have]
    if missing:
        raise DeskError(
            f"Columns are missing: {', '.join(missing)}.",
            f"{path}: it has {', '.join(have) or 'no column'}.",
            "The columns and their kinds stand in docs/cluster.md.",
        )
    known = {**may_lack(wanted), **wanted}
    for name, kind in have.items():
        if name in known and not _fits(kind, known[name]):
            raise DeskError(
                f"Column {name} holds {kind}; expected {known[name]}.",
                path,
                "Amounts are whole numbers of the currency's smallest unit (USD 10.50 is 1050): write the file so.",
            )


def _fits(have: str, wanted: str) -> bool:
    return have == wanted or (wanted == DAY and have in (WHOLE, "date"))


def kinds_of(schema: Any) -> dict[str, str]:
    """Kinds of the columns of an Arrow schema."""
    import pyarrow.types as of

    def kind(type_: Any) -> str:
        text = (of.is_string, of.is_large_string, of.is_string_view)
        if any(is_text(type_) for is_text in text) or (of.is_dictionary(type_) and kind(type_.value_type) == TEXT):
            return TEXT
        told = ((of.is_integer, WHOLE), (of.is_boolean, YES_NO), (of.is_date, "date"))
        return next((word for is_it, word in told if is_it(type_)), str(type_))

    return {field.name: kind(field.type) for field in schema}


def as_read(frame: pd.DataFrame, wanted: Mapping[str, str], path: str) -> pd.DataFrame:
    """The frame as `match` takes it: texts without gaps, days as ordinals; DeskError on an empty amount or day."""
    known = {**wanted, **{name: kind for name, kind in may_lack(wanted).items() if name in frame}}
    out: dict[str, Any] = {}
    for name, kind in known.items():
        column = frame[name]
        if kind == TEXT:
            out[name] = _texts(column)
            continue
        if column.isna().any():
            at = int(column.isna().to_numpy().argmax())
            key = frame[next(iter(wanted))].iloc[at]
            raise DeskError(f"Column {name} is empty for {key}.", path, "Give the value, or leave the row out.")
        if kind == DAY:
            days = column.map(lambda day: day if isinstance(day, int) else day.toordinal())
            out[name] = days.astype("int64")
        else:
            out[name] = column.astype(bool if kind == YES_NO else "int64")
    whole = pd.DataFrame(out)
    _refuse_rows(whole, next(iter(wanted)), path)
    return whole


def _texts(column: pd.Series[Any]) -> pd.Series[str]:
    """The column as texts, missing ones empty."""
    known = column.astype(object)
    if column.isna().any():
        known = known.where(column.notna(), "")
    return (known if infer_dtype(known, skipna=False) == "string" else known.map(str)).astype("str")


def _refuse_rows(frame: pd.DataFrame, key: str, path: str) -> None:
    """DeskError on what no engine may guess about: a key twice or empty, an amount below zero, nobody's row."""
    checks = (
        (frame[key].duplicated(), f"{key} stands twice", "Keys are unique: leave the repetition out."),
        (frame[key] == "", f"{key} is empty", "Each row has a key of its own."),
        (frame["iec"] == "", "iec is empty", "Give the importer's code, or leave the row out."),
        (frame["currency"] == "", "currency is empty", "Give the currency, or leave the row out."),
        (frame["open_minor"] < 0, "open_minor is below zero", "What is open is zero or more."),
    )
    for bad, what, todo in checks:
        if bad.any():
            row = frame[bad.to_numpy(bool)].iloc[0]
            raise DeskError(f"{what}: {row[key] or 'a row of importer ' + str(row['iec'])}.", path, todo)


def digest(lines: Iterable[tuple[Any, ...]]) -> int:
    """A number that the same lines give in whatever order and parts they come; numbers of parts are added up."""
    total = 0
    for line in lines:
        text = "\x1f".join(map(str, line))
        total += int.from_bytes(sha256(text.encode()).digest(), "big")
    return total % _DIGEST


def as_hash(total: int) -> str:
    """The number as it is printed."""
    return f"{total % _DIGEST:064x}"


def refuse_full(out: Path) -> None:
    """DeskError where the folder for what is found holds something: nothing is ever written over."""
    if out.exists() and any(out.iterdir()):
        raise DeskError("The folder for the result is not empty.", str(out), "Name another folder with --out.")
