"""A month: let go, refused by every class, mended, filed anew, all passed; every tie-out holds throughout."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.desk.intake.desk_folder import ACTOR, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import OWN, Out, reply_to
from xl_addin.desk.close.close_month import Closed, CloseOrder, close_month
from xl_addin.workbook.proof.tieouts import tie_outs

RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n2026-10-30,EUR,100\n"
# bill of entry, its invoices in USD, the remittances that settle them with their amounts
BILLS = (
    ("4000001", ("500.00",), (("IBA26100000001", "500.00"),)),
    ("4000002", ("300.00", "200.00"), (("IBA26100000002", "300.00"), ("IBA26100000002", "200.00"))),
    ("4000003", ("1000.00",), (("IBA26100000003", "600.00"), ("IBA26100000004", "400.00"))),
    ("4000004", ("700.00",), (("IBA26100000005", "650.00"),)),
)
CLASSES = ("EM_HDR_005", "E_UNKNOWN", "E_DUP", "E_BAL", "E_STATUS", "E_LETTER", "E_OTHER")


def made(home: Path) -> Out:
    desk = Out(home)
    numbers = dict.fromkeys(number for _, _, paid in BILLS for number, _ in paid)
    desk.take({"orm.csv": csv_text([orm(number=number, amount="1000.00") for number in numbers]), "rates.csv": RATES})
    desk.boes(
        *(
            boe(
                *(invoice(serial=str(at), no=f"{number}/{at}", amount=value) for at, value in enumerate(values, 1)),
                number=number,
            )
            for number, values, _ in BILLS
        )
    )
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(boe(invoice(amount="90.00"), number="4000009"))})
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
    return desk


def closed(desk: Out, name: str) -> Closed:
    order = CloseOrder(desk.folder({"rates.csv": RATES}, f"in {name}"), desk.home / name, OCTOBER, ACTOR, "Bank")
    done = close_month(desk.ledger, order, desk.law)
    failing = [tie.check for tie in tie_outs(done.closing.view) if not tie.ties]
    assert failing == [], name
    return done


def sheet(done: Closed) -> list[tuple[object, ...]]:
    return [*openpyxl.load_workbook(done.workbook, read_only=True)["Messages"].iter_rows(values_only=True)]


def test_a_month_of_messages(tmp_path: Path) -> None:
    desk = made(tmp_path)
    for at in range(12):
        stands = closed(desk, f"closed {at}")
        told = desk.produce()
        if not told.planned:
            break
        closed(desk, f"drafted {at}")
        assert desk.release().barred == ()
        closed(desk, f"let go {at}")
        for message in dict.fromkeys(one.message for one in told.planned):
            codes = [CLASSES[(at + place) % len(CLASSES)] for place in range(3)] if at < 3 else ["SUCCESS"]
            desk.reply(*reply_to(desk, message, *codes, name=f"a{at}.fail{message.lower()}Ack"))
        if at < 3:
            assert any(
                "EM_HDR_005" in row or "E_DUP" in row or "E_BAL" in row for row in sheet(closed(desk, f"bad {at}"))
            )
        desk.sent()
    assert {state for _, _, state in desk.states} == {"PASS", "FAIL"}
    sums = {(tie.message, tie.side): tie for tie in stands.closing.told.outgoing.ties}
    assert sums["BES", "Remittance"].done == sums["BES", "Remittance"].acknowledged == 265000
    assert sums["BES", "Remittance"].waits == sums["BES", "Remittance"].refused == 0
