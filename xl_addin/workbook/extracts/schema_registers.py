"""Headers of registers that the desk keeps, authorisations and merchanting deals: what names a row, what it tells."""

from __future__ import annotations

from xl_addin.rulebook.facts import taken_from
from xl_addin.workbook.extracts.schema import KIND_OF_FACT, Column, Kind

LICENCE_NUMBER, DEAL_NUMBER = "licence_number", "deal_number"
_GRANTED = ("licence_iec", "licence_hs", "valid_from")  # an authorisation says these, an amendment need not
_MONEY = {
    "licence_value": "licence_currency",
    "import_amount": "import_currency",
    "export_amount": "export_currency",
    "commission": "export_currency",
    "annual_export_earnings": "export_currency",
}
_ALSO = {
    "licence_iec": ("IECode",),
    "licence_hs": ("HS", "ITC HS code", "ITC(HS)"),
    "licence_item": ("goods", "description"),
    "licence_quantity": ("qty",),
    "licence_port": ("port code", "port of discharge"),
    "licence_name": ("holder", "name"),
    "valid_from": ("issued", "issue date", "date of issue"),
    "valid_to": ("valid upto", "valid until", "expiry date"),
    "amended_on": ("amendment date",),
    "application_reference": ("application number", "reference"),
    "licence_certificate": ("paper",),
    "import_reference": ("outward_reference_number", "ORM number"),
    "import_date": ("outward date",),
    "import_amount": ("outward amount",),
    "import_currency": ("outward currency",),
    "import_purpose": ("outward purpose code",),
    "deal_iec": ("iec", "IECode"),
    "export_reference": ("inward_reference_number", "IRM number"),
    "export_received_on": ("inward date",),
    "export_amount": ("inward amount",),
    "export_currency": ("inward currency",),
    "export_purpose": ("inward purpose code",),
}


def _register(extract: str, needed: tuple[str, ...] = ()) -> tuple[Column, ...]:
    return tuple(
        Column(
            one.name,
            KIND_OF_FACT[one.kind],
            tuple(dict.fromkeys((one.column, one.name, one.header, *_ALSO.get(one.name, ())))),
            one.name in needed,
            money=_MONEY.get(one.name, ""),
        )
        for one in taken_from(extract)
    )


_NUMBER = Column(
    LICENCE_NUMBER,
    Kind.CODE,
    ("number", "authorisation number", "authorization number", "authorisation no", "licence number", "licence no"),
    True,
)
GRANT_COLUMNS = (_NUMBER, *_register("authorisations", _GRANTED))
AMENDMENT_COLUMNS = (_NUMBER, *_register("authorisations"))
MERCHANTING_COLUMNS = (
    Column(DEAL_NUMBER, Kind.CODE, ("deal_number", "deal", "deal no", "number"), True),
    *_register("merchanting", ("deal_iec",)),
)
