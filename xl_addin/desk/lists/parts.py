"""Columns that several lists of decisions share, and the row behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from xl_addin.desk.lists.told import Open, Told, paise
from xl_addin.desk.month.case import Case
from xl_addin.domain.money import MINOR_LIMIT, round_half_up
from xl_addin.domain.records import BoeInvoice
from xl_addin.domain.statuses import GOOD, WARNED, tone
from xl_addin.engine.plain_words import days_in_words, sentence
from xl_addin.engine.rule import Decision
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import BOE, IMPORTER, Value, fact
from xl_addin.workbook.lists import Column, Kind, OfPart, Row, day, inr, long, moment, money, status, text, whole

YES_NO = "Choose Y or N. Leave empty when it is not known; an unknown is never taken for a no."
A_DATE = "A date as dd-mmm-yyyy, not before 1-Jan-2000."
AN_AMOUNT_TYPED = "An amount, zero or more. Leave empty when it is not known."
FINDINGS = "Codes that sheet Rules explains. After ▲ a warning: the answer allows, and a person looks first."
WARN = "WARN"
_KINDS = {"date": day, "moment": moment, "text": long, "count": whole, "amount": inr}
_AS_THEY_ARE = ("date", "moment", "count", "amount")  # on a sheet; of other kinds their text
_WIDTHS = {"flag": 10.0, "word": 19.0, "text": 14.0, "date": 11.0, "moment": 16.0, "count": 9.0, "amount": 14.0}
_HELP = {"flag": YES_NO, "date": A_DATE, "amount": AN_AMOUNT_TYPED}


def decided(subject: str) -> Callable[[Told], Sequence[Case]]:
    """The rows of a list of the decisions on one subject."""
    return lambda told: told.of(subject)


def own(name: str, kind: Kind | None = None, width: float = 0, help: str = "") -> Column[Case]:
    """A blue column that asks a fact of the decision itself, such as remarks."""
    return _asked(name, lambda case: case.said.get(name), lambda case: case.about, kind, width, help)


def of_item(name: str, help: str = "") -> Column[Case]:
    """A blue column that asks a fact of the item that was decided on, or of its importer."""
    about = importer_of if fact(name).about == IMPORTER else item_of
    return _asked(name, lambda case: case.item.answers.get(name), about, None, 0, help)


def known(name: str) -> Callable[[Open[Any]], object]:
    """What stands in a column of open items that shows a fact of them."""
    return lambda row: row.item.answers.get(name)


def of_open(name: str, help: str = "") -> Column[Open[Any]]:
    """A blue column that asks a fact of the open item itself, on the list where it stands."""
    return _asked(name, known(name), lambda row: (row.item.kind, row.item.key), None, 0, help)


def of_boe(name: str, help: str = "") -> Column[Open[BoeInvoice]]:
    """A blue column that asks a fact of the bill of entry in which an open invoice stands."""
    return _asked(name, known(name), lambda row: (BOE, row.item.record.boe_key), None, 0, help)


def money_of_open(name: str, help: str = "") -> Column[Open[Any]]:
    """The same for an amount in the currency of the item."""
    return replace(of_open(name, help), kind=money, of=lambda row: _minor(known(name)(row), row.item.currency))


def _minor(amount: object, currency: str) -> int | None:
    """Minor units for show; a rule tells of one with more decimals, or more digits than a cell has."""
    minor = round_half_up(amount, currency) if isinstance(amount, Decimal) else MINOR_LIMIT
    return minor if abs(minor) < MINOR_LIMIT else None


def decision(case: Case) -> Decision:
    """The decision of a row, which rows on equal facts share."""
    return case.decision


def item_of(case: Case) -> tuple[str, str]:
    """Kind and key of the item that a decision is about."""
    return case.item.kind, case.item.key


def importer_of(case: Case) -> tuple[str, str]:
    """Kind and key of the importer of a decision."""
    return IMPORTER, case.iec


def of_task(name: str, help: str = "") -> Column[Any]:
    """A blue column that asks a fact of a task of the checklist, which knows what was said of it."""
    return _asked(name, lambda task: task.said.get(name), lambda task: task.about, None, 0, help)


def _asked(name: str, of: Any, about: Any, kind: Kind | None, width: float, help: str) -> Column[Any]:
    """A blue column: heading, kind and words are those of the register of facts."""
    found = fact(name)
    return Column(
        found.header,
        kind or _KINDS.get(found.kind, text),
        of if found.kind in _AS_THEY_ARE else OfPart(of, found.text),
        width or _WIDTHS[found.kind],
        help or _HELP.get(found.kind, ""),
        fact=name,
        about=about,
        is_user_input=True,
        upto="BoE date" if found.upto else "",
    )


def answer_column(name: str) -> Column[Any]:
    """A blue column that takes an answer to a fact, whatever it stands on."""
    found = fact(name)
    number = inr if found.kind in ("rate", "number", "percent") else None
    return _asked(name, lambda row: "", lambda row: ("", ""), number, 14, "")


def shown(name: str, value: Value | None) -> object:
    """An answer as a sheet shows it: Y or N, a date, an amount, a text; blank where it is not known."""
    found = fact(name)
    return value if found.kind in _AS_THEY_ARE else found.text(value)


def found(decision: Decision) -> str:
    """The codes of a decision; where it allows, after the symbol of a warning, which stands alone without a code."""
    codes = " ".join(code for code in decision.findings if code != decision.status)
    if tone(decision.status) != GOOD:
        return codes
    warns = codes or any(note.startswith(WARN) for note in decision.notes)
    return f"{WARNED} {codes or WARN}" if warns else ""


def _signed(decision: Decision) -> str:
    """The word whose symbol and colours a status has: its own, that of a warning where it allows with one."""
    return WARN if found(decision).startswith(WARNED) else decision.status


def judged(of: Callable[[Row], Decision], header: str = "Status", width: float = 17) -> tuple[Column[Row], ...]:
    """Symbol, status and what was found; where it allows with a warning all three have the symbol or colours of one."""
    return (
        *status(header, OfPart(of, lambda found: found.status), width=width, signed=OfPart(of, _signed)),
        Column("Findings", Kind.FOUND, OfPart(of, found), 19, FINDINGS),
    )


def reasoned(of: Callable[[Row], Decision], width: float = 54, cited: float = 34) -> tuple[Column[Row], Column[Row]]:
    """The sentence of a decision and what it rests on."""
    return (
        Column("Why", long, OfPart(of, sentence), width),
        Column("Citation", long, OfPart(of, lambda found: days_in_words(found.citation)), cited),
    )


def settled(item: OrmItem | InvoiceItem, value: int) -> int:
    """What was settled of an item of that value, with what was settled before the ledger began."""
    return value - item.outstanding_minor - item.closed_ever_minor


def ratio_pct(case: Case) -> Decimal | None:
    """Open amount in per cent of its base, four decimals for show; tests are made on exact figures."""
    if case.base_minor <= 0:
        return None
    return (Decimal(case.amount_minor) * 100 / Decimal(case.base_minor)).quantize(Decimal("0.0001"))


AN_ORM: tuple[Column[Case], ...] = (
    Column("ORM number", text, lambda d: d.orm_number, 17),
    Column(
        "AD code",
        text,
        lambda d: d.orm_ad_code,
        9,
        "Of the remittance: branches may give one number twice.",
    ),
)
A_BOE: tuple[Column[Case], ...] = (
    Column("BoE number", text, lambda d: d.boe_number, 10.5),
    Column("BoE date", day, lambda d: d.boe_date),
    Column("Port", text, lambda d: d.port_code, 8.5),
)
AN_INVOICE: tuple[Column[Case], ...] = (*A_BOE, Column("Serial", whole, lambda d: d.invoice_serial or "", 7))
A_PARTY: tuple[Column[Case], ...] = (
    Column("IEC", text, lambda d: d.iec, 11.5),
    Column("Importer", long, lambda d: d.importer, 16),
)
A_CURRENCY: Column[Case] = Column("Currency", text, lambda d: d.currency, 8.5)
AN_AMOUNT: tuple[Column[Case], ...] = (A_CURRENCY, Column("Amount", money, lambda d: d.amount_minor))
IN_INR: Column[Case] = Column("Amount INR", inr, lambda d: paise(d.amount_inr))
A_DECISION: tuple[Column[Case], ...] = (
    *judged(decision),
    *reasoned(decision),
    Column("Confidence", text, OfPart(decision, lambda found: found.confidence), 10),
)
IN_FORCE = "The day in force on the as-on date; blank where neither law nor bank nor a fact gives one."
OLD_RULES = "Of the rules before 1-Oct-2026, for information; blank where there was none."
STANDS = (
    "Towards the date in force: NOT_DUE, DUE_SOON, OVERDUE, BREACH_BEFORE_SWITCH; CHECK while the date is not known."
)
A_STANDING: Column[Case] = Column("Standing", Kind.STATUS, lambda c: c.standing, 17, STANDS)
PAPERS = own("papers", help="Each paper seen: kind, number and date; at most 250 characters.")
REMARKS = own("remarks", help="The desk's own words, at most 250 characters.")
WRITTEN_OFF = "Written off or closed by acts that another person approved; less what was opened again."
THE_REASON = "Choose the reason that the papers show."
# Headers that name the item of a row.
ORM_KEY = ("ORM number", "AD code")
BOE_KEY = ("BoE number", "BoE date", "Port")
INVOICE_KEY = (*BOE_KEY, "Serial")


IN_IDPMS: tuple[Column[Open[Any]], ...] = (
    Column(
        "In IDPMS",
        text,
        lambda o: o.idpms.by if o.idpms else "",
        18,
        "By what: the reply or download, a statement, the cut-over. Blank: nobody has told that it is there.",
    ),
    Column("In IDPMS since", day, lambda o: o.idpms.on if o.idpms else None, help="When that was told, where it was."),
)
