"""The frames of a synthetic month, row by row from one seeded dice."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pandas as pd

from xl_addin.domain.movements import Movement
from xl_addin.domain.records import TakenFile

INDIA = timezone(timedelta(hours=5, minutes=30))
AS_ON = date(2026, 10, 31)
RATES = {
    "USD": Decimal("96.4250"),
    "EUR": Decimal("104.1075"),
    "JPY": Decimal("0.6125"),
    "KWD": Decimal("314.2000"),
    "INR": Decimal(1),
}
SCALE = {"USD": 100, "EUR": 100, "JPY": 1, "KWD": 1000, "INR": 100, "GBP": 100}
PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://a.example","x")',
    "＝1+1",
    "-500",
    "https://a.example/x",
    "a\x00b\x0bc",
    "001234567",
    "_x000D_",
    "<r>not rich</r>",
    " lead ",
)
IMPORTERS = (
    "Sundaram Pumps Private Limited",
    "Nila Chemicals & Dyes LLP",
    "Konark Bearings Limited",
    "Vaigai Textiles",
    "Malabar Instruments and Controls Private Limited",
    "Deccan Polymers",
    "Aravali Optics",
    "Chambal Castings Limited",
    "Teesta Tea Machinery",
    "Godavari Glass Works",
    "Zuari Electronics",
    "Periyar Paper Mills",
)
SUPPLIERS = ("Hanseatik Maschinenbau GmbH", "Osaka Precision K.K.", "Gulf Petrochem W.L.L.", "Lakeshore Tools Inc.")
BUCKETS = ("NOT_DUE", "0-30", "31-90", "91-180", "181-365", "1-2Y", "2-3Y", ">3Y")
STATUSES = ("OK", "CHECK", "REFER_RBI", "ESCALATE", "BANK_POLICY", "REFUSE", "SHOW_BOTH")
SUBJECTS = ("WRITEOFF", "SMALLVALUE", "EXTENSION", "PAYMENT", "FOLLOWUP", "ADVANCE", "IEC")
PASSES = ("P1 reference", "P2 exact", "P3 within 5 pct", "P4 group", "P5 running")
MOVES = ("opening", "new", "amended", "cancelled", "settled", "written_off", "closed", "reversed")
WHY = (
    "Difference USD 480.00 is 4.80 percent of the invoice value USD 10,000.00; the limit is 5 percent, inclusive. "
    "Reason DISCOUNT, documents received, no suit pending."
)

# The columns of each frame.
ORM = [
    "orm_number",
    "ad_code",
    "iec",
    "importer",
    "beneficiary",
    "beneficiary_country",
    "payment_date",
    "purpose_code",
    "currency",
    "amount_minor",
    "settled_minor",
    "written_off_minor",
    "outstanding_minor",
    "outstanding_inr",
    "age_days",
    "age_bucket",
    "evidence_due",
    "documents_due",
    "stage",
    "stage_status",
    "remarks",
    "flags",
]
INVOICES = [
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "iec",
    "importer",
    "supplier",
    "terms",
    "currency",
    "value_minor",
    "settled_minor",
    "written_off_minor",
    "outstanding_minor",
    "outstanding_inr",
    "shipment_date",
    "contract_due_date",
    "due_date",
    "old_due_date",
    "payment_status",
    "age_days",
    "age_bucket",
    "flags",
]
SETTLEMENTS = [
    "status",
    "orm_number",
    "orm_ad_code",
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "invoice_number",
    "iec",
    "currency",
    "amount_minor",
    "invoice_currency",
    "amount_invoice_minor",
    "rate",
    "found_by",
    "tier",
    "reason",
    "evidence",
    "group_id",
]
DECISIONS = [
    "subject",
    "orm_number",
    "orm_ad_code",
    "boe_number",
    "boe_date",
    "port_code",
    "invoice_serial",
    "iec",
    "importer",
    "currency",
    "amount_minor",
    "base_minor",
    "ratio_pct",
    "amount_inr",
    "status",
    "findings",
    "why",
    "instrument",
    "paragraph",
    "citation",
    "confidence",
    "due_date",
    "old_due_date",
    "reason",
    "documents_received",
    "ad_satisfied",
    "importer_declaration",
    "suit_pending",
    "adverse_notice",
    "under_investigation",
    "shipment_date",
    "contract_due_date",
    "extension_granted_to",
    "letter_1_date",
    "letter_2_date",
    "registered_letter_date",
]
FINDINGS = ["code", "severity", "source", "sheet", "row", "column", "found", "expected", "action"]
RULES = [
    "parameter",
    "meaning",
    "value",
    "effective_from",
    "effective_to",
    "instrument",
    "paragraph",
    "confidence",
    "note",
]
IMPORTERS = [
    "iec",
    "importer",
    "pan",
    "iec_last_updated",
    "status",
    "why",
    "citation",
    "suit_pending",
    "adverse_notice",
    "under_investigation",
    "caution_listed",
]
CHECKLIST = ["task", "owner", "due", "done_by", "done_at", "evidence", "task_key"]


def importers(dice: random.Random) -> list[tuple[str, str]]:
    names = [*IMPORTERS, *PAYLOADS[:6]]
    return [(f"0{dice.randrange(10**8, 10**9)}", name) for name in names]


def inr(minor: int, currency: str) -> Decimal | None:
    rate = RATES.get(currency)
    return None if rate is None else (Decimal(minor) / SCALE[currency] * rate).quantize(Decimal("0.01"))


def money(dice: random.Random, currency: str) -> int:
    return dice.randrange(500, 900_000) * SCALE[currency] + dice.randrange(SCALE[currency])


def day(dice: random.Random, back: int = 900) -> date:
    return AS_ON - timedelta(days=dice.randrange(back))


def orms(dice: random.Random, number: int, importers: list[tuple[str, str]]) -> pd.DataFrame:
    rows = []
    for place in range(number):
        iec, name = dice.choice(importers)
        currency = dice.choice(list(SCALE))
        amount, paid = money(dice, currency), day(dice)
        left = amount - dice.randrange(amount)
        rows.append(
            (
                f"0009001ORM{place:07d}",
                "0009001",
                iec,
                name,
                dice.choice(SUPPLIERS),
                "DE",
                paid,
                dice.choice(("S0101", "S0102")),
                currency,
                amount,
                amount - left,
                0,
                left,
                inr(left, currency),
                (AS_ON - paid).days,
                dice.choice(BUCKETS),
                paid + timedelta(days=180),
                paid + timedelta(days=195),
                dice.choice(("WITHIN_3_MONTHS", "RIGOROUS_FOLLOWUP", "OPEN")),
                dice.choice(STATUSES),
                dice.choice(("", "", "Part against PO 4711", *PAYLOADS)),
                dice.choice(("", "", "LARGE", "NO_TERMS")),
            )
        )
    return pd.DataFrame(sorted(rows, key=lambda row: (row[6], row[0])), columns=ORM).astype({"payment_date": object})


def invoices(dice: random.Random, number: int, importers: list[tuple[str, str]]) -> pd.DataFrame:
    rows = []
    for place in range(number):
        iec, name = dice.choice(importers)
        currency = dice.choice(list(SCALE))
        value, filed = money(dice, currency), day(dice)
        left = value - dice.randrange(value)
        both = dice.random() < 0.3
        rows.append(
            (
                f"{2000000 + place:07d}",
                filed,
                dice.choice(("INMAA1", "INNSA1", "INBOM4")),
                1 + place % 3,
                f"INV/{place:05d}",
                iec,
                name,
                dice.choice(SUPPLIERS),
                dice.choice(("FOB", "CIF", "CI")),
                currency,
                value,
                value - left,
                0,
                left,
                inr(left, currency),
                filed - timedelta(days=20),
                filed + timedelta(days=90) if both else None,
                filed + timedelta(days=90),
                filed + timedelta(days=160) if both else None,
                "SHOW_BOTH" if both else dice.choice(("OK", "CHECK", "BREACH_BEFORE_SWITCH")),
                (AS_ON - filed).days,
                dice.choice(BUCKETS),
                dice.choice(("", "", "CAPITAL_GOODS")),
            )
        )
    return pd.DataFrame(rows, columns=INVOICES)


def settlements(dice: random.Random, number: int, importers: list[tuple[str, str]]) -> pd.DataFrame:
    rows = []
    for place in range(number):
        currency = dice.choice(("USD", "EUR", "JPY", "KWD", "INR"))
        amount = money(dice, currency)
        crossed = currency == "USD" and dice.random() < 0.2
        rows.append(
            (
                "PROPOSED" if dice.random() < 0.25 else "POSTED",
                f"0009001ORM{place:07d}",
                "0009001",
                f"{place:07d}",
                day(dice),
                "INMAA1",
                1,
                f"INV/{place:05d}",
                dice.choice(importers)[0],
                currency,
                amount,
                "EUR" if crossed else currency,
                amount * 92 // 100 if crossed else amount,
                Decimal("0.92") if crossed else None,
                dice.choice(PASSES),
                dice.choice(("AUTO", "SUGGEST")),
                "Reference INV/4711 in remarks; amounts equal",
                "remarks 'PO 4711'; importer and currency equal; 3 days apart",
                f"G{place:05d}",
            )
        )
    return pd.DataFrame(rows, columns=SETTLEMENTS)


def movements(dice: random.Random, orm: pd.DataFrame, invoice: pd.DataFrame, lines: pd.DataFrame) -> list[Movement]:
    done = lines[lines["status"] == "POSTED"]
    rows = []
    for side, items, code, minor in (
        ("ORM", orm, "currency", "amount_minor"),
        ("INVOICE", invoice, "invoice_currency", "amount_invoice_minor"),
    ):
        for currency in sorted({*items["currency"], *done[code]}):
            here, moved = items[items["currency"] == currency], done[done[code] == currency]
            row: dict[str, object] = {"side": side, "currency": currency}
            parts = {move: money(dice, currency) // 20 for move in MOVES[1:]}
            parts["settled"] = int(moved[minor].sum())
            closing = int(here["outstanding_minor"].sum())
            out = ("cancelled", "settled", "written_off", "closed")
            opening = closing - parts["new"] - parts["amended"] - parts["reversed"] + sum(parts[move] for move in out)
            row |= {f"{move}_minor": value for move, value in ({"opening": opening} | parts).items()}
            row |= {"new_count": 9, "cancelled_count": 2, "cleared_count": 4, "opening_count": len(here) - 3}
            row |= {"settled_count": len(moved), "written_off_count": 1, "closed_count": 1, "reversed_count": 1}
            rows.append(Movement(**row, closing_count=len(here), closing_minor=closing, amended_count=0))
    return rows


def decisions(
    dice: random.Random, number: int, importers: list[tuple[str, str]], invoices: pd.DataFrame
) -> pd.DataFrame:
    keys = list(zip(*(invoices[key] for key in ("boe_number", "boe_date", "port_code", "invoice_serial")), strict=True))
    rows = []
    for place in range(number):
        subject = SUBJECTS[place % len(SUBJECTS)]
        iec, name = dice.choice(importers)
        currency = dice.choice(("USD", "EUR", "JPY", "KWD", "INR"))
        amount = money(dice, currency) // 20
        boe = dice.choice(keys) if subject in ("PAYMENT", "EXTENSION", "IEC") else ("", None, "", 0)
        row = dict.fromkeys(DECISIONS, "") | {
            "subject": subject,
            "orm_number": "" if boe[0] else f"0009001ORM{place:07d}",
            "boe_number": boe[0],
            "boe_date": boe[1],
            "port_code": boe[2],
            "invoice_serial": boe[3] or None,
            "iec": iec,
            "importer": name,
            "currency": currency,
            "amount_minor": amount,
            "base_minor": amount * 21,
            "ratio_pct": Decimal(100) / 21,
            "amount_inr": inr(amount, currency),
            "status": STATUSES[dice.randrange(len(STATUSES))],
            "findings": dice.choice(("", "OVER_5_PERCENT", "SUIT_PENDING AD_NOT_SATISFIED")),
            "why": WHY,
            "instrument": "A.P. (DIR Series) Circular No. 65 of 2016-04-28",
            "paragraph": "C.8(x)",
            "citation": "A.P. (DIR Series) Circular No. 65 of 2016-04-28, C.8(x)",
            "confidence": "H",
            "due_date": day(dice),
            "old_due_date": dice.choice((None, day(dice))),
            "reason": "DISCOUNT",
            "documents_received": "Y",
            "ad_satisfied": dice.choice(("Y", "N", "")),
            "shipment_date": day(dice),
            "contract_due_date": None,
            "extension_granted_to": None,
            "letter_1_date": day(dice),
            "letter_2_date": None,
            "registered_letter_date": None,
        }
        rows.append(row)
    return pd.DataFrame(rows, columns=DECISIONS)


def importer_frame(importers: list[tuple[str, str]]) -> pd.DataFrame:
    rows = [
        (
            iec,
            name,
            "ABCDE1234F",
            date(2026, 5, 4),
            "ACTIVE" if place % 4 else "LIKELY_DEACTIVATED",
            "Updated in April to June.",
            "DGFT Notification No. 58/2015-2020 of 2021-02-12, FTP para 2.05(d)",
            "N",
            "N",
            "",
            "N",
        )
        for place, (iec, name) in enumerate(importers)
    ]
    return pd.DataFrame(rows, columns=IMPORTERS)


def findings(dice: random.Random, number: int) -> pd.DataFrame:
    rows = [
        (
            "AMOUNT_NOT_A_NUMBER",
            dice.choice(("INFO", "WARN", "BLOCK")),
            "orm.csv",
            "",
            place,
            "remittanceAmount",
            PAYLOADS[place % len(PAYLOADS)],
            "an amount with two decimals",
            "Correct the amount in the core system and take in again.",
        )
        for place in range(number)
    ]
    return pd.DataFrame(rows, columns=FINDINGS)


def sources() -> pd.DataFrame:
    rows = [
        (
            "0009001_RBI3110202601.obe.xml",
            "BoE master",
            "ab" * 32,
            6817,
            6810,
            7,
            datetime(2026, 11, 2, 9, 5, tzinfo=INDIA),
        ),
        ("orm.csv", "ORM extract", "cd" * 32, 2246, 2246, 0, "2026-11-02T09:06:00+05:30"),
    ]
    return pd.DataFrame(rows, columns=list(TakenFile._fields))


def checklist() -> pd.DataFrame:
    rows = [
        (
            "Take in BoE master files, ORMs, manual BoEs, acknowledgements",
            "maker",
            date(2026, 11, 2),
            "maker-1",
            datetime(2026, 11, 2, 9, 30, tzinfo=INDIA),
            "About: source files",
            "EXTRACTS",
        ),
        ("Look at every BLOCK and WARN on Exceptions", "maker", date(2026, 11, 3), "", None, "Exceptions", "MEND"),
        ("Accept or reject every proposed line", "checker", date(2026, 11, 4), "", None, "Settlements", "MATCH"),
    ]
    return pd.DataFrame(rows, columns=CHECKLIST)


def rules() -> pd.DataFrame:
    rows = [
        (
            "writeoff.limit_pct",
            "Write-off without reference, share of invoice value",
            "5",
            date(2016, 4, 28),
            date(2026, 9, 30),
            "A.P. (DIR Series) Circular No. 65 of 2016-04-28",
            "C.8(x)",
            "H",
            "",
        ),
        (
            "payment.period",
            "Last date of payment",
            "due date of the contract",
            date(2026, 10, 1),
            None,
            "FEMA 23(R)/2026-RB",
            "Reg 9",
            "M",
            "Clause letter from a secondary source.",
        ),
        (
            "small_value.limit_inr",
            "Closure on declaration",
            "1000000",
            date(2025, 10, 1),
            None,
            "A.P. (DIR Series) Circular No. 12 of 2025-10-01",
            "para 3",
            "H",
            "",
        ),
    ]
    return pd.DataFrame(rows, columns=RULES)


def policy() -> pd.DataFrame:
    rows = [
        ("writeoff.policy_pct", "", "Write-off above this share of the invoice value is escalated"),
        ("advance.policy_limit_usd", "500000", "Advance without security up to this amount"),
    ]
    return pd.DataFrame(rows, columns=["parameter", "value", "meaning"])
