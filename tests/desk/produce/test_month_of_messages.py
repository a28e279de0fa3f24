"""A month: let go, refused by every class, mended, filed anew, all passed; every tie-out holds throughout."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import OWN, Out, reply_to
from xl_addin.desk.acts.proposable import Wanted
from xl_addin.desk.acts.propose import propose
from xl_addin.desk.close.close_month import Closed, CloseOrder, close_month
from xl_addin.messages.layouts import layout, messages_kept, use_bank_messages
from xl_addin.workbook.proof.tieouts import tie_outs

RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n2026-10-30,EUR,100\n"
# bill of entry, its invoices in USD, the remittances that settle them with their amounts
BILLS = (
    ("4000001", ("500.00",), (("IBA26100000001", "500.00"),)),
    ("4000002", ("300.00", "200.00"), (("IBA26100000002", "300.00"), ("IBA26100000002", "200.00"))),
    ("4000003", ("1000.00",), (("IBA26100000003", "600.00"), ("IBA26100000004", "400.00"))),
    ("4000004", ("700.00",), (("IBA26100000005", "650.00"),)),
    ("4000005", ("900.00",), ()),
)
CODES = {
    "EM_HDR_005": "format",
    "E_KEY": "unknown_key",
    "E_DUP": "duplicate",
    "E_BAL": "balance",
    "E_STATUS": "status",
    "E_LETTER": "authority",
    "E_99": "other",
}
LATE = "IBA26100000009"  # paid after the cut-over: it is reported here
EXT = ("approved_by=AD", "letter_no=EXT/4", "letter_date=20-Oct-2026", "extended_until=31-Mar-2027")


def made(home: Path) -> Out:
    desk = Out(home)
    numbers = dict.fromkeys(number for _, _, paid in BILLS for number, _ in paid)
    late = orm(number=LATE, amount="77.00", paid="15/10/2026")
    paid_before = [orm(number=number, amount="1000.00") for number in numbers]
    desk.take({"orm.csv": csv_text([*paid_before, late]), "rates.csv": RATES, "importers.csv": csv_text([IMPORTER])})
    desk.boes(
        *(
            boe(
                *(invoice(serial=str(at), no=f"{number}/{at}", amount=value) for at, value in enumerate(values, 1)),
                number=number,
            )
            for number, values, _ in BILLS
        )
    )
    manual = boe(invoice(amount="90.00"), number="4000009")
    manual[0]["portOfShipment"] = "JPTYO"
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(manual)})
    desk.cut_over()
    for number, values, paid in BILLS:
        for at, (pay, amount) in enumerate(paid, 1):
            serial = min(at, len(values))
            minor = int(amount.replace(".", ""))
            desk.settle(f"{pay}/{OWN}", f"{number}/2026-10-06/INNSA1#{serial}", minor)
    for name, value in (("reason", "QUALITY"), ("documents", "Y"), ("satisfied", "Y")):
        desk.answer("INVOICE", "4000004/2026-10-06/INNSA1#1", name, value)
    for name in ("suit_pending", "adverse_notice"):
        desk.answer("IMPORTER", "0388000037", name, "N")
    desk.answer("BOE", "4000009/2026-10-06/INNSA1", "boe_original_seen", "Y")
    _approved(desk)
    return desk


def _approved(desk: Out) -> None:
    """A write-off, a refund, an extension, and what is called for by name, each by two people."""
    assert len(propose(desk.ledger, OCTOBER, desk.law, ACTOR, Wanted("WRITE_OFF")).made) == 1
    assert desk.passed().barred == ()
    entry, pay = "4000005/2026-10-06/INNSA1", f"IBA26100000005/{OWN}"
    for kind, name, value in (
        *(("BOE", "shipment_date", "2026-10-02"), ("BOE", "contract_due", "2026-11-30")),
        *(("EXTENSION", "extension_reason", "FINANCIAL_DIFFICULTY"), ("EXTENSION", "extension_satisfied", "Y")),
    ):
        desk.answer(kind, entry, name, value)
    for key in (pay, f"{LATE}/{OWN}"):
        desk.answer("ORM", key, "swift", "UTOPJPJTXXX")
    desk.answer("ORM", f"{LATE}/{OWN}", "orm_generated", "N")
    desk.two("refund", pay, "document_no=FIRC/9", "document_date=20-Oct-2026", "approved_by=AD", "code=3")
    desk.two("extend", entry, *EXT)
    desk.two("report", f"{LATE}/{OWN}")
    desk.two("upload-boe", "4000009/2026-10-06/INNSA1")
    desk.two("ask-boe", "0077777/2026-10-01/INMAA1")


def closed(desk: Out, name: str) -> Closed:
    order = CloseOrder(desk.folder({"rates.csv": RATES}, f"in {name}"), desk.home / name, OCTOBER, ACTOR, "Bank")
    done = close_month(desk.ledger, order, desk.law)
    failing = [tie.check for tie in tie_outs(done.closing.view) if not tie.ties]
    assert failing == [], name
    return done


def sheet(done: Closed) -> list[tuple[object, ...]]:
    return [*openpyxl.load_workbook(done.workbook, read_only=True)["Messages"].iter_rows(values_only=True)]


def test_a_month_of_messages(tmp_path: Path) -> None:
    """Every message is refused three times by codes of other classes, then passes; nothing is left, and all ties."""
    with messages_kept():
        own = tmp_path / "tables"
        own.mkdir()
        rows = (f"{code},{word},,,L" for code, word in CODES.items() if code.startswith("E_") and code != "E_99")
        (own / "error_codes.csv").write_text("\n".join(("code,class,meaning,repair,confidence", *rows)) + "\n", "utf-8")
        use_bank_messages(own)
        _month(made(tmp_path))


def _month(desk: Out) -> None:
    met: set[object] = set()
    for at in range(16):
        stands = closed(desk, f"closed {at}")
        told = desk.produce()
        if not told.planned:
            break
        assert desk.release().barred == ()
        closed(desk, f"let go {at}")
        codes = [*CODES][3 * at : 3 * at + 3] or ["SUCCESS"]
        for message in dict.fromkeys(one.message for one in told.planned if one.message != "OBB"):
            desk.reply(*reply_to(desk, message, *codes, name=f"a{at}.fail{layout(message).token}Ack"))
        if codes != ["SUCCESS"]:
            refused = refused_rows(closed(desk, f"bad {at}"))
            met |= {row["Class"] for row in refused}
            assert all(row["Cause"] and row["Repair"] for row in refused), refused
        desk.sent()
    assert met == set(CODES.values())
    assert {state for message, _, state in desk.states if message != "OBB"} == {"PASS", "FAIL"}
    assert {message for message, _, state in desk.states if state == "PASS"} == {
        "BES",
        "BEA",
        "ORA",
        "BEE",
        "ORM",
        "MBE",
    }
    sums = {(tie.message, tie.side): tie for tie in stands.closing.told.outgoing.ties.sums}
    done = {
        ("BES", "Remittance"): 265000,
        ("BES", "Invoice"): 265000,
        ("BEA", "Invoice"): 5000,
        ("ORA", "Remittance"): 35000,
    }
    for place, minor in done.items():
        assert (sums[place].done, sums[place].acknowledged) == (minor, minor), place
    for tie in stands.closing.told.outgoing.ties.sums:
        assert (tie.refused, tie.waits, tie.held, tie.drafts, tie.to_cancel, tie.differ) == (0,) * 6, tie


def refused_rows(done: Closed) -> list[dict[object, object]]:
    """Rows of the list of refused records on the sheet Messages."""
    rows = sheet(done)
    head = next(at for at, row in enumerate(rows) if "Cause" in row)
    found = [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]
    return [row for row in found if row.get("Cause") and row["Code"] in CODES]
