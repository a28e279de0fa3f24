"""The only home of headers: what each source calls its columns, what they hold, which of them a row cannot miss.

A header matches an alias when both are equal after dropping case, spaces, dots, dashes and underscores.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from xl_addin.messages.layouts import shipped
from xl_addin.messages.model import ERROR_CODE, Level
from xl_addin.rulebook.facts import BOE, INVOICE, ORM, taken_from


class Kind(Enum):
    """How a cell of the column is read (see desk.intake.shape)."""

    TEXT = auto()
    CODE = auto()
    DATE = auto()
    AMOUNT = auto()  # becomes minor units of the row's currency
    RATE = auto()
    CHARGE = auto()  # kept as text until its invoice is built: one that cannot be read does not refuse the row
    FLAG = auto()
    INT = auto()
    CURRENCY = auto()
    IEC = auto()
    AD = auto()
    BOE = auto()
    PORT = auto()
    ORM = auto()
    INDICATOR = auto()
    ISO_DATE = auto()


FIGURES = (Kind.AMOUNT, Kind.RATE, Kind.CHARGE)


@dataclass(frozen=True, slots=True, eq=False)  # a column is itself alone: what is remembered of columns is found fast
class Column:
    """One column: our name for it, how it is read, its spellings in the sources, whether the row needs it."""

    field: str
    kind: Kind
    aliases: tuple[str, ...]
    needed: bool = False
    kept: bool = True  # False: a column of the layout that the desk does not keep
    compared: bool = False  # not kept, but held against the importer master
    past: bool = False  # of dates: the day of a record, which no take-in accepts after its as-on date
    money: str = ""  # of figures: the currency they are in, or the field that names it
    small: bool = False  # of figures: a rate, so that nobody writes groups of thousands in it

    @property
    def read(self) -> bool:
        """Whether the desk reads the column at all."""
        return self.kept or self.compared


def _of_message(message: str, level: Level, *columns: Column) -> tuple[Column, ...]:
    """Columns of lists that a message has as well: its shipped spelling of each is the first of its headers."""
    spelt = shipped().layouts[message]
    return tuple(replace(one, aliases=(spelt.element(one.field, level), *one.aliases)) for one in columns)


ORM_COLUMNS = _of_message(
    "ORM",
    Level.RECORD,
    Column("orm_number", Kind.ORM, ("REF_NO", "ORM No", "ORM number"), True),
    Column("ad_code", Kind.AD, ("AD code",), True),
    Column("currency", Kind.CURRENCY, ("currency",), True),
    Column("amount", Kind.AMOUNT, ("ORM amount", "remittance amount"), True, money="currency"),
    Column("payment_date", Kind.DATE, ("ORM date", "value date"), True, past=True),
    Column("iec", Kind.IEC, ("IECDCode", "IE Code", "IEC"), True),
    Column("importer_name", Kind.TEXT, ("IE Name", "importer", "importer name")),
    Column("address", Kind.TEXT, (), kept=False, compared=True),
    Column("pan", Kind.CODE, ("PAN",), kept=False, compared=True),
    Column("is_capital_goods", Kind.FLAG, ("capital goods",)),
    Column("beneficiary", Kind.TEXT, ("beneficiary",)),
    Column("beneficiary_account", Kind.TEXT, ()),
    Column("beneficiary_country", Kind.CODE, ()),
    Column("swift", Kind.CODE, ("SWIFT code",)),
    Column("purpose_code", Kind.CODE, ("purpose",), True),
    Column("record_indicator", Kind.INDICATOR, (), True),
    Column("remarks", Kind.TEXT, ("remark",)),
    Column("payment_terms", Kind.CODE, ()),
)

BOE_COLUMNS = _of_message(
    "OBE",
    Level.RECORD,
    Column("port_code", Kind.PORT, ("Port Code", "Port Of discharge"), True),
    Column("agency", Kind.TEXT, ()),
    Column("boe_number", Kind.BOE, ("Bill No", "BOE No"), True),
    Column("boe_date", Kind.DATE, ("Bill Date", "BOE Date"), True, past=True),
    Column("ad_code", Kind.AD, (), True),
    Column("government", Kind.TEXT, (), kept=False),
    Column("iec", Kind.IEC, ("IE Code",), True),
    Column("importer_name", Kind.TEXT, ()),
    Column("address", Kind.TEXT, (), kept=False, compared=True),
    Column("pan", Kind.CODE, (), kept=False, compared=True),
    Column("port_of_shipment", Kind.CODE, ()),
    Column("record_indicator", Kind.INDICATOR, (), True),
    Column("igm_number", Kind.TEXT, (), kept=False),
    Column("igm_date", Kind.DATE, (), kept=False),
    Column("master_bill", Kind.TEXT, (), kept=False),
    Column("master_bill_date", Kind.DATE, ()),
    Column("house_bill", Kind.TEXT, (), kept=False),
    Column("house_bill_date", Kind.DATE, (), kept=False),
)

INVOICE_COLUMNS = _of_message(
    "OBE",
    Level.INVOICE,
    Column("invoice_serial", Kind.INT, ("Inv Sr",), True),
    Column("invoice_number", Kind.TEXT, ("Inv No",), True),
    Column("terms", Kind.CODE, ()),
    Column("supplier", Kind.TEXT, ("O.PartyName",)),
    Column("supplier_address", Kind.TEXT, ("O.PartyAddress",), kept=False),
    Column("supplier_country", Kind.CODE, ("O.PartyCountry",)),
    Column("seller", Kind.TEXT, ()),
    Column("seller_address", Kind.TEXT, (), kept=False),
    Column("seller_country", Kind.CODE, (), kept=False),
    Column("currency", Kind.CURRENCY, (), True),
    Column("value", Kind.AMOUNT, ("Inv Amt",), True, money="currency"),
    Column("freight", Kind.CHARGE, (), money="freight_currency"),
    Column("freight_currency", Kind.CODE, ()),
    Column("insurance", Kind.CHARGE, (), money="insurance_currency"),
    Column("insurance_currency", Kind.CODE, ()),
    Column("commission", Kind.CHARGE, (), money="commission_currency"),
    Column("commission_currency", Kind.CODE, ()),
    Column("discount", Kind.CHARGE, (), money="discount_currency"),
    Column("discount_currency", Kind.CODE, ()),
    Column("miscellaneous", Kind.CHARGE, (), money="miscellaneous_currency"),
    Column("miscellaneous_currency", Kind.CODE, ()),
    Column("third_party", Kind.TEXT, ()),
    Column("third_party_address", Kind.TEXT, (), kept=False),
    Column("third_party_country", Kind.CODE, (), kept=False),
    Column("utilised", Kind.CHARGE, (), money="currency"),
)

MANUAL_BOE_COLUMNS = BOE_COLUMNS + INVOICE_COLUMNS

# IDPMS echoes each line of a manual bill of entry with what it made of it; the key and that word are read.
_ECHOED = {"port_code", "boe_number", "boe_date", "record_indicator"}
MANUAL_ACK_COLUMNS = (
    *(
        replace(column, kept=False, compared=False, needed=False)
        for column in MANUAL_BOE_COLUMNS
        if column.field not in _ECHOED
    ),
    *(column for column in BOE_COLUMNS if column.field in _ECHOED),
    Column("error_code", Kind.TEXT, (ERROR_CODE, "error code", "error codes", "error"), True),
)

_OPENING_COMMON = (
    Column("item_kind", Kind.CODE, ("item_kind",), True),
    Column("ad_code", Kind.AD, ("ad_code",), True),
    Column("iec", Kind.IEC, ("iec",), True),
    Column("importer_name", Kind.TEXT, ("ie_name",)),
    Column("party", Kind.TEXT, ("party_name",)),
    Column("party_country", Kind.CODE, ("party_country",)),
    Column("currency", Kind.CURRENCY, ("currency",), True),
    Column("value", Kind.AMOUNT, ("original_amount",), True, money="currency"),
    Column("outstanding", Kind.AMOUNT, ("outstanding_amount",), True, money="currency"),
    Column("remarks", Kind.TEXT, ("remarks",)),
)

OPENING_ORM_COLUMNS = (
    *_OPENING_COMMON,
    Column("orm_number", Kind.ORM, ("outward_reference_number",), True),
    Column("payment_date", Kind.DATE, ("payment_date",), True, past=True),
    Column("purpose_code", Kind.CODE, ("purpose_code",), True),
    Column("is_capital_goods", Kind.FLAG, ("is_capital_goods",)),
)

OPENING_INVOICE_COLUMNS = (
    *_OPENING_COMMON,
    Column("boe_number", Kind.BOE, ("bill_of_entry_number",), True),
    Column("boe_date", Kind.DATE, ("bill_of_entry_date",), True, past=True),
    Column("port_code", Kind.PORT, ("port_of_discharge",), True),
    Column("source", Kind.CODE, ("source",)),
    Column("invoice_serial", Kind.INT, ("invoice_serial",), True),
    Column("invoice_number", Kind.TEXT, ("invoice_no",), True),
    Column("terms", Kind.CODE, ("terms_of_invoice",)),
    Column("freight", Kind.CHARGE, ("freight_amount",), money="freight_currency"),
    Column("freight_currency", Kind.CODE, ("freight_currency",)),
    Column("insurance", Kind.CHARGE, ("insurance_amount",), money="insurance_currency"),
    Column("insurance_currency", Kind.CODE, ("insurance_currency",)),
    Column("discount", Kind.CHARGE, ("discount_amount",), money="discount_currency"),
    Column("discount_currency", Kind.CODE, ("discount_currency",)),
    *(Column(name, Kind.TEXT, (f"{name}_name",)) for name in ("third_party", "seller")),
)

IMPORTER_COLUMNS = (
    Column("iec", Kind.IEC, ("iec", "IECode"), True),
    Column("name", Kind.TEXT, ("name", "IEName"), True),
    Column("address", Kind.TEXT, ("address",)),
    Column("pan", Kind.CODE, ("pan",)),
    Column("iec_last_updated", Kind.DATE, ("iec_last_updated",), past=True),
    Column("remittances_usd_fy_minus_1", Kind.RATE, ("import_remittances_usd_fy_minus_1",), money="USD"),
    Column("remittances_usd_fy_minus_2", Kind.RATE, ("import_remittances_usd_fy_minus_2",), money="USD"),
    Column("suit_pending", Kind.FLAG, ("suit_pending",)),
    Column("adverse_notice", Kind.FLAG, ("adverse_notice",)),
    Column("under_investigation", Kind.FLAG, ("under_investigation",)),
    Column("caution_listed", Kind.FLAG, ("caution_listed",)),
    Column("owner", Kind.TEXT, ("owner", "relationship_desk", "relationship desk", "relationship manager")),
)

KIND_OF_FACT = {
    "date": Kind.DATE,
    "flag": Kind.FLAG,
    "word": Kind.CODE,
    "text": Kind.TEXT,
    "iec": Kind.IEC,
    "rate": Kind.RATE,
    "amount": Kind.RATE,
    "number": Kind.RATE,
    "count": Kind.INT,
    "currency": Kind.CURRENCY,
}
_FACT_VALUES = tuple(
    Column(one.name, KIND_OF_FACT[one.kind], (one.column,), small=one.kind == "rate") for one in taken_from("facts")
)

_FACT_KIND = Column("item_kind", Kind.CODE, ("item_kind",), True)
_FACT_ORM = Column("orm_number", Kind.ORM, ("outward_reference_number",), True)
_FACT_BOE = (
    Column("boe_number", Kind.BOE, ("bill_of_entry_number",), True),
    Column("boe_date", Kind.DATE, ("bill_of_entry_date",), True, past=True),
    Column("port_code", Kind.PORT, ("port_of_discharge",), True),
)
_FACT_SERIAL = Column("invoice_serial", Kind.INT, ("invoice_serial",), True)

# What a row of the facts file is about, as the file spells it.
FACTS_ABOUT = {"ORM": ORM, "BOE": BOE, "INV": INVOICE}
# What it must say depends on that.
FACT_COLUMNS = {
    "ORM": (_FACT_KIND, _FACT_ORM, *_FACT_VALUES),
    "BOE": (_FACT_KIND, *_FACT_BOE, *_FACT_VALUES),
    "INV": (_FACT_KIND, *_FACT_BOE, _FACT_SERIAL, *_FACT_VALUES),
}
OPENING_COLUMNS = {"ORM": OPENING_ORM_COLUMNS, "INV": OPENING_INVOICE_COLUMNS}

RATE_COLUMNS = (
    Column("on", Kind.ISO_DATE, ("date",), True),
    Column("currency", Kind.CURRENCY, ("currency",), True),
    Column("inr_per_unit", Kind.RATE, ("inr_per_unit",), True, money="INR", small=True),
    Column("units", Kind.RATE, ("units", "unit", "per", "per units", "quantity", "nominal", "multiplier", "scale")),
)
