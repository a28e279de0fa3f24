"""Manual bills of entry: nothing is posted on one before IDPMS has acknowledged it; how it is released and told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.intake.desk_folder import (
    ACTOR,
    NOVEMBER,
    OCTOBER,
    OPENING_HEADERS,
    OPENING_INVOICE,
    Desk,
    boe,
    codes,
    csv_text,
    invoice,
    mbe_text,
    obe_xml,
    orm,
    the_finding,
)
from tests.desk.month_fixture import SMALL, close, law, read_csv
from tests.desk.test_review import HEAD, Month, cell, on_disk, row_of
from xl_addin.desk.close.verify import verify
from xl_addin.desk.intake.file_names import SourceKind, kind_of
from xl_addin.desk.lists.manual_boes import LIST, MANUAL
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.movements import closing_totals
from xl_addin.desk.month.now import month_now
from xl_addin.desk.month.settle import Settled, settle

MBE, ACK = "0009001_RBI0610202601.mbe.csv", "0009001_RBI0710202601.passmbeAck"
PAID = csv_text([orm(amount="500.00", remarks="INV/1")])
BOE_KEY = "0052545/2026-10-06/INNSA1"
WAITS, POSTED = (0, 1), (1, 0)  # lines posted, lines that wait


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def ack(*words: str, says: str = "1", name: str = ACK, **more: str) -> dict[str, str]:
    """A reply of IDPMS: each line of the manual bill of entry with its word."""
    head, *lines = mbe_text(boe(*(invoice(serial=str(n)) for n, _ in enumerate(words, 1)), says=says, **more)).split(
        "\n"
    )
    told = (f"{line}|{word}" for line, word in zip(lines, words, strict=False))
    return {name: "\n".join([f"{head}|errorCode", *told]) + "\n"}


def facts(on: str = "10/10/2026", reference: str = "RBI/MBE/77", seen_by: str = "A. Desai, 4417") -> dict[str, str]:
    """The desk's statement in its file of facts."""
    names = ("item_kind", "bill_of_entry_number", "bill_of_entry_date", "port_of_discharge")
    told = ("acknowledged_on", "acknowledgement_reference", "acknowledgement_seen_by")
    row = ("BOE", "0052545", "06/10/2026", "INNSA1", on, reference, seen_by)
    return {"facts.csv": csv_text([dict(zip((*names, *told), row, strict=True))])}


def settled(desk: Desk, as_on: date = OCTOBER) -> Settled:
    return settle(desk.ledger, as_on, ACTOR)


def outcome(desk: Desk, as_on: date = OCTOBER) -> tuple[int, int]:
    found = settled(desk, as_on)
    return found.posted, len(found.waiting)


# What comes beside the manual bill of entry in the same folder, and what matching then does with the line on it.
RELEASES: list[tuple[str, dict[str, str], tuple[int, int]]] = [
    ("nothing: it waits", {}, WAITS),
    ("its acknowledgement", ack("SUCCESS"), POSTED),
    ("an acknowledgement in small letters", ack("success"), POSTED),
    ("a refusal", ack("E011", name="0009001_RBI0710202601.failmbeAck"), WAITS),
    ("a file of passes that holds a refusal", ack("E011"), WAITS),
    ("a file of failures that holds a success", ack("SUCCESS", name="0009001_RBI0710202601.failmbeAck"), POSTED),
    ("one line acknowledged, another refused", ack("SUCCESS", "E011"), WAITS),
    ("the reply to a cancellation", ack("SUCCESS", says="3"), WAITS),
    ("the acknowledgement of the same number at another port", ack("SUCCESS", port="INMAA1"), WAITS),
    ("the acknowledgement of the same number of another day", ack("SUCCESS", dated="05/10/2026"), WAITS),
    (
        "a refusal and a later acknowledgement",
        {
            **ack("E011", name="0009001_RBI0710202601.failmbeAck"),
            **ack("SUCCESS", name="0009001_RBI0810202601.passmbeAck"),
        },
        POSTED,
    ),
    (
        "an acknowledgement and a later refusal",
        {**ack("SUCCESS"), **ack("E011", name="0009001_RBI0810202601.failmbeAck")},
        WAITS,
    ),
    (
        "an acknowledgement and a refusal of one moment",
        {**ack("SUCCESS"), **ack("E011", name="0009001_RBI0710202601.failmbeAck")},
        WAITS,
    ),
    (
        "an acknowledgement and a refusal without stamps",
        {**ack("SUCCESS", name="a.passmbeAck"), **ack("E011", name="a.failmbeAck")},
        WAITS,
    ),
    ("the download of IDPMS that holds it", {"a.obe.xml": obe_xml(boe())}, POSTED),
    ("a download that holds it with another value", {"b.obe.xml": obe_xml(boe(invoice(amount="501.00")))}, POSTED),
    ("the desk's statement", facts(), POSTED),
    ("a statement on the day of the bill of entry", facts(on="06/10/2026"), POSTED),
    ("a statement on the as-on date", facts(on="31/10/2026"), POSTED),
    ("a statement of the day before the bill of entry", facts(on="05/10/2026"), WAITS),
    ("a statement of the day after the as-on date", facts(on="01/11/2026"), WAITS),
    ("a statement without a day", facts(on=""), WAITS),
    ("a statement without a reference", facts(reference=""), WAITS),
    ("a statement without a person", facts(seen_by=""), WAITS),
]


@pytest.mark.parametrize(("beside", "expected"), [row[1:] for row in RELEASES], ids=[row[0] for row in RELEASES])
def test_a_line_on_a_manual_bill_of_entry_is_posted_only_once_idpms_has_it(
    desk: Desk, beside: dict[str, str], expected: tuple[int, int]
) -> None:
    desk.take({"orm.csv": PAID, MBE: mbe_text(boe()), **beside})
    assert outcome(desk) == expected


def test_a_bill_of_the_download_and_one_brought_forward_from_it_wait_for_nothing(desk: Desk) -> None:
    desk.take({"orm.csv": PAID, "a.obe.xml": obe_xml(boe())})
    assert outcome(desk) == POSTED


@pytest.mark.parametrize(("source", "expected"), [("MBE", WAITS), ("MANUAL", WAITS), ("OBE", POSTED), ("", POSTED)])
def test_one_brought_forward_as_manual_waits_as_well(desk: Desk, source: str, expected: tuple[int, int]) -> None:
    row = {**OPENING_INVOICE, "source": source}
    paid = csv_text([orm(amount="900.00", remarks="OLD/1")])
    desk.take({"orm.csv": paid, "opening.csv": csv_text([row], [*OPENING_HEADERS, "source"])})
    assert outcome(desk) == expected


def test_the_balance_does_not_move_while_it_waits_and_the_next_close_posts_it(desk: Desk) -> None:
    desk.take({"orm.csv": PAID, MBE: mbe_text(boe())})
    first = settled(desk)
    assert [(one.side, one.closing_minor) for one in closing_totals(first.month)] == [
        ("ORM", 50_000),
        ("INVOICE", 50_000),
    ]
    again = settled(desk)
    assert (again.posted, again.waiting) == (0, first.waiting)
    desk.take(ack("SUCCESS"), NOVEMBER)
    released = settled(desk, NOVEMBER)
    assert (released.posted, [*released.waiting]) == (1, [])
    assert [(one.side, one.closing_minor) for one in closing_totals(released.month)] == [("ORM", 0), ("INVOICE", 0)]
    assert [check.question for check in verify(desk.ledger) if not check.holds] == []


def test_only_the_line_on_the_manual_bill_waits_where_a_remittance_pays_two(desk: Desk) -> None:
    """It is kept as it was decided: another remittance of that amount does not take its place."""
    both = csv_text([orm(amount="800.00", remarks="INV/1, INV/2")])
    other = obe_xml(boe(invoice(no="INV/2", amount="300.00"), number="0052546"))
    desk.take({"orm.csv": both, MBE: mbe_text(boe()), "a.obe.xml": other})
    found = settled(desk)
    assert (found.posted, [(one.invoice_key, one.amount_minor) for one in found.waiting]) == (
        1,
        [(f"{BOE_KEY}#1", 50_000)],
    )
    desk.orms(orm(number="IBA26110000009", amount="500.00", paid="02/11/2026", remarks="INV/1"), as_on=NOVEMBER)
    assert outcome(desk, NOVEMBER) == WAITS
    desk.take(ack("SUCCESS"), NOVEMBER)
    assert outcome(desk, NOVEMBER) == POSTED
    assert {one["orm_key"] for one in desk.rows_posted()} == {"IBA26100000001/0009001"}


def test_a_refusal_takes_back_what_was_stated_before_and_a_statement_after_it_counts(desk: Desk) -> None:
    desk.take({MBE: mbe_text(boe()), **facts()})
    refused = desk.take({**ack("E011", name="x.failmbeAck"), "orm.csv": PAID})
    told = the_finding(refused, "MANUAL_BOE_REFUSED")
    assert (told.severity, told.row, told.column, told.found) == ("BLOCK", 2, "errorCode", f"{BOE_KEY}: E011")
    assert outcome(desk) == WAITS
    desk.take(facts(on="12/10/2026"))
    assert outcome(desk) == POSTED


def test_a_later_file_of_facts_with_blank_cells_does_not_take_an_acknowledgement_back(desk: Desk) -> None:
    desk.take({MBE: mbe_text(boe()), **ack("SUCCESS")})
    desk.take({"orm.csv": PAID, **facts("", "", "")})
    assert outcome(desk) == POSTED


def test_a_reply_about_a_bill_that_nobody_knows_or_without_a_word_is_told(desk: Desk) -> None:
    unknown = desk.take(ack("SUCCESS"))
    assert the_finding(unknown, "ACKNOWLEDGEMENT_OF_UNKNOWN").found == BOE_KEY
    blank = desk.take({MBE: mbe_text(boe()), **ack("", name="b.passmbeAck")})
    assert codes(blank) == ["CELL_MISSING"]


@pytest.mark.parametrize(
    ("name", "is_reply"),
    [
        ("0009001_RBI0710202601.passmbeAck", True),
        ("0009001_RBI0710202601.failmbeack", True),
        ("0009001_RBI0710202601.pass.mbe.ack", True),
        ("0009001_RBI0710202601.passmbeAck.csv", True),
        ("0009001_RBI0710202601.passmbe.csvAck", True),
        ("0009001_RBI0710202601.passmbeAck (1).txt", True),
        ("0009001_RBI0710202601.passbesAck", False),
        ("0009001_RBI0710202601.mbe.csv", False),
    ],
)
def test_a_reply_is_known_by_its_name(name: str, is_reply: bool) -> None:
    assert (kind_of(name) is SourceKind.MANUAL_ACK) is is_reply


def test_a_month_without_replies_after_one_with_them_lacks_no_extract(desk: Desk) -> None:
    desk.take({"orm.csv": PAID, MBE: mbe_text(boe()), **ack("SUCCESS")})
    later = desk.take(
        {"orm.csv": csv_text([orm(number="N1", paid="02/11/2026")]), MBE: mbe_text(boe(number="0052599"))}, NOVEMBER
    )
    assert "EXTRACT_MISSING" not in codes(later)


def test_nothing_else_is_allowed_on_one_that_waits(desk: Desk) -> None:
    """Write-off, small value and extension name the bar; allowed ones are no longer."""
    names = ("item_kind", "bill_of_entry_number", "bill_of_entry_date", "port_of_discharge")
    key = dict(zip(names, ("BOE", "0052545", "06/10/2026", "INNSA1"), strict=True))
    answers = {"shipment_date": "01/10/2026", "declaration": "Y", "importer_declaration": "Y"}
    paid = csv_text([orm(amount="490.00", remarks="INV/1")])
    rates = "date,currency,inr_per_unit\n2026-10-30,USD,97.00\n"
    desk.take({"orm.csv": paid, MBE: mbe_text(boe()), "facts.csv": csv_text([{**key, **answers}]), "rates.csv": rates})
    found = settled(desk)
    cases = [one for one in decide(found.month, law(), found.unposted) if one.boe_number == "0052545"]
    barred = [one for one in cases if one.subject in ("WRITEOFF", "SMALLVALUE", "EXTENSION")]
    assert {one.subject for one in barred} == {"WRITEOFF", "SMALLVALUE", "EXTENSION"}
    assert all("NOT_ACKNOWLEDGED" in one.decision.findings and not one.decision.ok for one in barred)
    assert all(one.due_date is None for one in barred if one.subject == "EXTENSION")
    desk.take(ack("SUCCESS"))
    found = settled(desk)
    cases = decide(found.month, law(), found.unposted)
    assert not [one for one in cases if "NOT_ACKNOWLEDGED" in one.decision.findings]


def test_the_list_says_what_idpms_said_and_what_a_statement_lacks(desk: Desk) -> None:
    desk.take({MBE: mbe_text(boe(), boe(number="0052546"), boe(number="0052547")), **facts(reference="")})
    desk.take(ack("SUCCESS", number="0052546"))
    now = month_now(desk.ledger, OCTOBER, law())
    filled = LIST.filled(now.closing.told)
    status = dict(zip(filled["BoE number"], filled["Status"], strict=True))
    assert status == {"0052545": "CHECK", "0052546": "OK", "0052547": "CHECK"}
    why = dict(zip(filled["BoE number"], filled["Why"], strict=True))
    assert "the statement lacks IDPMS reference" in why["0052545"]
    assert "has the acknowledgement of IDPMS come?" in why["0052547"]
    said = dict(zip(filled["BoE number"], filled["Acknowledgement"], strict=True))
    assert said["0052546"] == f"{ACK}: SUCCESS"
    assert MANUAL.filled(now.closing.told)["acknowledgement"] == ["", f"{ACK}: SUCCESS", ""]
    told = [one.found for one in now.closing.told.findings if one.code == "MANUAL_BOE_WAITS"]
    assert [text.split(" manual")[0] for text in told] == ["2"]
    rows = now.lists["tblInvoices"]
    flags = dict(zip(rows["BoE number"], rows["Flags"], strict=True))
    assert flags == {"0052545": "NOT_ACKNOWLEDGED", "0052546": "", "0052547": "NOT_ACKNOWLEDGED"}


# ---- the small month: two of its lines are on manual bills of entry


@pytest.fixture
def month(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def words(out: Path) -> dict[str, list[str]]:
    """Tiers of the lines by status."""
    found: dict[str, list[str]] = {}
    for row in read_csv(out / "settlements.csv"):
        found.setdefault(row["status"], []).append(row["tier"])
    return found


def test_status_is_the_last_column_and_the_tier_stays(small_out: Path) -> None:
    assert [*read_csv(small_out / "settlements.csv")[0]][-1] == "status"
    found = words(small_out)
    assert (found["WAITING"], set(found)) == (["AUTO", "AUTO"], {"POSTED", "PROPOSED", "WAITING"})
    assert set(found["PROPOSED"]) == {"SUGGEST"}


def test_the_tie_outs_are_true_and_the_summary_counts_what_waits(small_out: Path) -> None:
    control = on_disk(small_out / "closing-2026-10.xlsx", "Control")
    signs = [row[-1] for row in control.iter_rows(min_row=HEAD + 1, values_only=True)]
    assert "✗" not in {cell for row in control.iter_rows(values_only=True) for cell in row}
    assert signs
    summary = openpyxl.load_workbook(small_out / "closing-2026-10.xlsx", data_only=True)["Summary"]
    assert [row[1] for row in summary.iter_rows(values_only=True) if row[0] == "Lines that wait for IDPMS"] == [2]


def state(book: Any, boe_number: str) -> None:
    page = book["Manual BoEs"]
    row = row_of(page, "BoE number", boe_number)
    cell(page, row, "Acknowledged on").value = date(2026, 10, 20)
    cell(page, row, "IDPMS reference").value = "RBI/MBE/77"
    cell(page, row, "Seen by").value = "A. Desai, 4417"


def test_a_statement_on_the_sheet_releases_its_lines_at_the_next_close(month: Month) -> None:
    before = len(month.lines())
    month.edit(lambda book: state(book, "1310948"))
    reviewed = month.review()
    assert (reviewed.answers, reviewed.findings, len(month.lines())) == (3, (), before)
    month.close()
    assert len(month.lines()) == before + 1
    found = words(month.out)
    assert (len(found["WAITING"]), len(found["POSTED"])) == (1, before + 1)
    assert all(check.holds for check in verify(month.ledger, month.out))


def test_a_line_that_waits_can_be_refused_and_needs_no_acceptance(month: Month) -> None:
    def answer(book: Any) -> None:
        page = book["Settlements"]
        first = row_of(page, "Status", "WAITING")
        cell(page, first, "Accept or Reject").value = "Reject"
        cell(page, first + 1, "Accept or Reject").value = "Accept"

    before = len(month.lines())
    month.edit(answer)
    reviewed = month.review()
    assert (reviewed.rejected, reviewed.accepted, [one.code for one in reviewed.findings]) == (1, 0, ["ACCEPT_WAITS"])
    month.close()
    assert (len(words(month.out)["WAITING"]), len(month.lines())) == (1, before)


def test_a_proposal_accepted_on_one_that_waits_is_noted_and_posted_when_it_is_released(
    desk: Desk, tmp_path: Path
) -> None:
    """Two equal remittances: which of them paid is for a person to say."""
    paid = csv_text([orm(amount="500.00"), orm(number="IBA26100000002", amount="500.00")])
    source = desk.folder({"orm.csv": paid, MBE: mbe_text(boe(invoice(no="X1"), number="0052545"))}, "source")
    out = tmp_path / "out"
    close(source, out)
    month = Month(out)
    assert words(out) == {"PROPOSED": ["SUGGEST"]}
    month.edit(lambda book: setattr(cell(book["Settlements"], HEAD + 1, "Accept or Reject"), "value", "Accept"))
    reviewed = month.review()
    assert (reviewed.accepted, reviewed.held_up, [one.code for one in reviewed.findings]) == (0, 1, ["ACCEPT_WAITS"])
    close(source, out)
    assert (words(out), month.lines()) == ({"WAITING": ["SUGGEST"]}, [])
    (source / "later.passmbeAck").write_text(*ack("SUCCESS").values(), "utf-8")
    close(source, out)
    assert words(out) == {"POSTED": ["SUGGEST"]}
    assert month.lines()[0].evidence.endswith("accepted by the desk")
    assert all(check.holds for check in verify(month.ledger, out))
    month.ledger.close()


def test_the_manual_bills_of_the_sample_are_on_their_sheet(small_out: Path) -> None:
    page = openpyxl.load_workbook(small_out / "closing-2026-10.xlsx")["Manual BoEs"]
    listed = [cell(page, row, "BoE number").value for row in range(HEAD + 1, page.max_row + 1)]
    assert listed == [row["boe_number"] for row in read_csv(small_out / "manual-boe.csv")]
    assert SMALL.is_dir()
