"""Rows of extracts: what is refused and why, what is repaired by rule; every row read is kept or refused."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.intake.desk_folder import (
    ACTOR,
    IMPORTER,
    OCTOBER,
    OPENING_HEADERS,
    OPENING_INVOICE,
    OPENING_ORM,
    Desk,
    boe,
    codes,
    csv_text,
    invoice,
    mbe_text,
    obe_xml,
    orm,
    orm_xml,
    the_finding,
)
from xl_addin.desk.intake.take_in import TakenIn, take_in
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- one cell of an ORM, as the desk reads it ---


@pytest.mark.parametrize(
    ("change", "code", "column"),
    [
        pytest.param({"amount": "100.005"}, "BAD_AMOUNT", "Amount", id="case_10: three decimals in dollars"),
        pytest.param({"amount": "100.5", "currency": "JPY"}, "BAD_AMOUNT", "Amount", id="case_10: half a yen"),
        pytest.param({"amount": "1.0005", "currency": "KWD"}, "BAD_AMOUNT", "Amount", id="case_10: a tenth of a fils"),
        pytest.param({"amount": "1.2E+05"}, "BAD_AMOUNT", "Amount", id="case_4: E-notation"),
        pytest.param({"amount": "0.00"}, "AMOUNT_ZERO", "Amount", id="case_12: a remittance of nothing"),
        pytest.param({"amount": "TRUE"}, "BAD_AMOUNT", "Amount", id="case_13: a flag as an amount"),
        pytest.param({"amount": "#N/A"}, "BAD_AMOUNT", "Amount", id="case_43: an error as an amount"),
        pytest.param({"amount": ""}, "CELL_MISSING", "Amount", id="no amount"),
        pytest.param({"amount": "\u200b"}, "CELL_MISSING", "Amount", id="case_29: an invisible space is no amount"),
        pytest.param({"number": "#LOST-DIGITS"}, "BAD_ORM", "outwardReferenceNumber", id="case_1: lost digits"),
        pytest.param({"number": "1.23E+15"}, "BAD_ORM", "outwardReferenceNumber", id="case_1: a number in E-notation"),
        pytest.param({"number": "IBA-1"}, "BAD_ORM", "outwardReferenceNumber", id="case_15: a dash"),
        pytest.param({"ad": "8001"}, "BAD_AD", "ADCode", id="case_3: lost zeros that nothing confirms"),
        pytest.param({"iec": "388000099"}, "BAD_IEC", "IECode", id="case_3: the same of an IEC"),
        pytest.param({"iec": "03880000371"}, "BAD_IEC", "IECode", id="eleven digits"),
        pytest.param({"currency": "XYZ"}, "BAD_CURRENCY", "currencyCode", id="case_113: no such currency"),
        pytest.param({"currency": ""}, "CELL_MISSING", "currencyCode", id="case_53: an amount without a currency"),
        pytest.param({"paid": "31/06/2026"}, "BAD_DATE", "paymentDate", id="case_28: the 31st of June"),
        pytest.param({"paid": "01/01/1900"}, "BAD_DATE", "paymentDate", id="case_28: a default date"),
        pytest.param({"paid": "01/01/29"}, "BAD_DATE", "paymentDate", id="case_21: the year 29"),
        pytest.param({"says": "4"}, "BAD_INDICATOR", "recordIndicator", id="an unknown indicator"),
        pytest.param({"says": "Y"}, "BAD_INDICATOR", "recordIndicator", id="a flag as indicator"),
        pytest.param({"name": "A\x07B"}, "BAD_TEXT", "IEName", id="case_33: a control character"),
        pytest.param({"name": "M\ufffdLLER"}, "BAD_TEXT", "IEName", id="case_31: a replacement mark"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place_and_remedy(
    desk: Desk, change: dict[str, str], code: str, column: str
) -> None:
    taken = desk.orms(orm(number="GOOD1"), orm(**change))
    found = the_finding(taken, code)
    assert (found.source, found.row, found.column) == ("orm.csv", 3, column)
    assert found.found != found.expected
    assert found.action
    assert (taken.rows_read, taken.rows_kept, taken.rows_refused) == (2, 1, 1)
    assert [row["orm_number"] for row in desk.rows(tables.orm_events)] == ["GOOD1"]


def test_a_grouped_amount_is_shown_as_the_desk_writes_it(desk: Desk) -> None:
    found = the_finding(desk.orms(orm(amount="1,00,000.00")), "GROUPED_AMOUNT_READ")
    assert found.found == "1 cell(s); the first: '1,00,000.00' read as 100000.00"


def test_case_99_an_unknown_flag_word_leaves_the_flag_unknown_and_keeps_the_row(desk: Desk) -> None:
    taken = desk.orms(orm(flag="MAYBE"))
    found = the_finding(taken, "FLAG_WORD_UNKNOWN")
    assert (found.severity, found.column, taken.rows_refused) == ("WARN", "isCapitalGoods", 0)
    assert [row["is_capital_goods"] for row in desk.rows(tables.orm_events)] == [None]


@pytest.mark.parametrize(
    ("change", "repair", "field", "value"),
    [
        ({"says": "N"}, "WORD_MAPPED", "event", "NEW"),
        ({"says": "new"}, "WORD_MAPPED", "event", "NEW"),
        ({"amount": "1,00,000.00"}, "GROUPED_AMOUNT_READ", "amount_minor", 10_000_000),
        ({"paid": "05-Oct-2026"}, "OTHER_DATE_FORM_READ", "payment_date", date(2026, 10, 5)),
        ({"paid": "46300"}, "SERIAL_DATE_READ", "payment_date", date(2026, 10, 5)),
        ({"paid": "05/10/26"}, "TWO_DIGIT_YEAR_READ", "payment_date", date(2026, 10, 5)),
        ({"currency": "usd"}, "CASE_RAISED", "currency", "USD"),
        ({"number": " IBA1\u00a0"}, "SPACES_TRIMMED", "orm_number", "IBA1"),
        ({"ad": "9001"}, "LEADING_ZEROS_RESTORED", "ad_code", "0009001"),
        ({"iec": "388000037"}, "LEADING_ZEROS_RESTORED", "iec", "0388000037"),
    ],
    ids=str,
)
def test_a_cell_read_by_a_stated_rule_says_so_once_with_an_example(
    desk: Desk, change: dict[str, str], repair: str, field: str, value: object
) -> None:
    taken = desk.orms(orm(number="FULL"), orm(**change))
    found = the_finding(taken, repair)
    assert (found.severity, found.row, taken.rows_refused) == ("INFO", 3, 0)
    assert found.found.startswith("1 cell(s); the first: ")
    assert desk.rows(tables.orm_events)[1][field] == value


# OCTOBER is the 31st: the eve, the day and the day after.
@pytest.mark.parametrize(
    ("updated", "known"),
    [
        ("30/10/2026", date(2026, 10, 30)),
        ("31/10/2026", date(2026, 10, 31)),
        ("01/11/2026", None),
        ("04/04/2027", None),
    ],
)
def test_an_update_of_an_iec_that_is_still_to_come_is_told_and_not_known(
    desk: Desk, updated: str, known: date | None
) -> None:
    taken = desk.take({"importers.csv": csv_text([{**IMPORTER, "iec_last_updated": updated}])})
    told = [(one.severity, one.row, one.column) for one in taken.findings if one.code == "IEC_UPDATE_AHEAD"]
    assert told == ([] if known else [("WARN", 2, "iec_last_updated")])
    assert [row["iec_last_updated"] for row in desk.rows(tables.importers)] == [known]
    assert taken.rows_refused == 0


@pytest.mark.parametrize("where", ["importers.csv", "a.obe.xml", "ledger"])
def test_case_3_lost_zeros_are_restored_when_the_full_code_is_met_anywhere(desk: Desk, where: str) -> None:
    files = {
        "orm.csv": csv_text([orm(iec="388000037")]),
        "importers.csv": csv_text([IMPORTER]),
        "a.obe.xml": obe_xml(boe()),
    }
    if where == "ledger":
        desk.boes(boe())
        taken = desk.take({"orm.csv": files["orm.csv"]})
    else:
        taken = desk.take({name: files[name] for name in ("orm.csv", where)})
    assert (codes(taken), taken.rows_refused) == ([], 0)
    assert desk.rows(tables.orm_events)[0]["iec"] == "0388000037"


def test_case_99_a_blank_flag_is_not_known_and_never_no(desk: Desk) -> None:
    desk.orms(orm(flag=""), orm(number="B", flag="N"), orm(number="C", flag="yes"))
    assert [row["is_capital_goods"] for row in desk.rows(tables.orm_events)] == [None, False, True]


@pytest.mark.parametrize("name", ["NA", "NULL", "None", "TRUE", "March 1", "=1+1", "मुंबई ट्रेडर्स", "😀"])
def test_case_30_a_company_may_have_any_name(desk: Desk, name: str) -> None:
    desk.orms(orm(name=name))
    assert desk.rows(tables.orm_events)[0]["importer_name"] == name


def test_a_serial_number_that_no_boe_has_is_refused(desk: Desk) -> None:
    serials = ["0", "-1", "1.5", "1000000", "9" * 5000, "²"]
    taken = desk.boes(*(boe(invoice(serial=s), number=f"{n:07d}") for n, s in enumerate(serials, 1)))
    assert codes(taken) == ["BAD_INT", "BOE_INCOMPLETE"] * len(serials)


# --- dates in two readings ---


@pytest.mark.parametrize("file", ["orm.csv", "a.orm.xml", "manual.mbe.csv", "opening.csv", "rates.csv"])
def test_case_17_a_month_first_date_refuses_the_whole_file_and_shows_both_readings(desk: Desk, file: str) -> None:
    both, only = "03/04/2026", "04/13/2026"
    files = {
        "orm.csv": csv_text([orm(paid=both), orm(number="B", paid=only)]),
        "a.orm.xml": orm_xml(orm(paid=both), orm(number="B", paid=only)),
        "manual.mbe.csv": mbe_text(boe(dated=both), boe(number="0000001", dated=only)),
        "opening.csv": csv_text([{**OPENING_ORM, "payment_date": d} for d in (both, only)], OPENING_HEADERS),
        "rates.csv": f"date,currency,inr_per_unit\n{both},USD,88\n{only},USD,88\n",
    }
    with pytest.raises(DeskError) as refused:
        desk.take({"importers.csv": csv_text([IMPORTER]), file: files[file]})
    said = str(refused.value)
    assert all(part in said for part in (only, both, "03-Apr-2026", "04-Mar-2026", file))
    assert desk.rows(tables.files) == []


def test_case_16_a_date_with_two_readings_is_read_by_the_declared_order(desk: Desk) -> None:
    desk.orms(orm(paid="03/04/2026"))
    assert desk.rows(tables.orm_events)[0]["payment_date"] == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("day", "kept"), [("31/10/2026", True), ("01/11/2026", False)], ids=["the day", "the day after"]
)
@pytest.mark.parametrize("file", ["orm.csv", "a.obe.xml", "opening.csv", "manual.mbe.csv"])
def test_case_25_a_record_after_the_as_on_date_stops_the_take_in(desk: Desk, file: str, day: str, kept: bool) -> None:
    files = {
        "orm.csv": csv_text([orm(number="A"), orm(paid=day)]),
        "a.obe.xml": obe_xml(boe(dated=day)),
        "opening.csv": csv_text([{**OPENING_ORM, "payment_date": day}], OPENING_HEADERS),
        "manual.mbe.csv": mbe_text(boe(dated=day)),
    }
    if kept:
        assert desk.take({file: files[file]}).rows_refused == 0
        return
    with pytest.raises(DeskError, match="01/11/2026, after the as-on date 31/10/2026") as refused:
        desk.take({file: files[file]})
    assert file in refused.value.where
    assert desk.rows(tables.files) == []


def test_an_as_on_date_before_the_ledgers_last_month_is_refused(desk: Desk) -> None:
    desk.orms(orm(), as_on=date(2026, 11, 30))
    with pytest.raises(DeskError, match="the ledger has gone on to 30/11/2026"):
        desk.orms(orm(number="B"), as_on=OCTOBER)


# --- files and headers ---


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "it is empty"),
        ({"notes.txt": "x", "orm.pdf": "x"}, "notes.txt, orm.pdf"),
        ({"~$orm.xlsx": "x", ".orm.csv": "x"}, "it is empty"),
    ],
    ids=["an empty folder", "unknown files only", "case_69: lock files and hidden files only"],
)
def test_a_folder_without_extracts_is_refused(desk: Desk, files: dict[str, str], says: str) -> None:
    with pytest.raises(DeskError, match="holds no extract") as refused:
        desk.take(files)
    assert says in str(refused.value)


def test_a_missing_folder_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="folder of extracts was not found"):
        take_in(desk.ledger, desk.home / "none", OCTOBER, ACTOR)


def test_a_file_nobody_knows_is_a_warning_and_the_rest_is_taken(desk: Desk) -> None:
    taken = desk.take({"orm.csv": csv_text([orm()]), "readme.txt": "x"})
    assert [(f.severity, f.source) for f in taken.findings if f.code == "FILE_NOT_KNOWN"] == [("WARN", "readme.txt")]
    assert taken.rows_kept == 1


def test_case_54_several_bad_files_are_named_in_one_error_and_nothing_is_kept(desk: Desk) -> None:
    files = {"orm.csv": "<html>", "a.orm.xml": "<bank>", "opening.csv": "", "importers.csv": csv_text([IMPORTER])}
    with pytest.raises(DeskError, match="3 files cannot be taken in") as refused:
        desk.take(files)
    assert all(name in refused.value.where for name in ("orm.csv", "a.orm.xml", "opening.csv"))
    assert "importers.csv" not in str(refused.value)
    assert desk.rows(tables.files) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Amount,", "Amnt,", "Columns are missing: Amount"),
        ("beneficiaryName", "Amount", "Two columns hold amount"),
        ("IEName", "ORM amount", "Two columns hold amount"),
    ],
    ids=["case_40: renamed", "case 40: the same header twice", "case 40: two names of one column"],
)
def test_case_40_headers_that_leave_a_column_in_doubt_are_refused(desk: Desk, old: str, new: str, says: str) -> None:
    with pytest.raises(DeskError, match=says):
        desk.take({"orm.csv": csv_text([orm()]).replace(old, new, 1)})


def test_case_29_headers_are_known_with_marks_blanks_and_in_any_case(desk: Desk) -> None:
    text = csv_text([orm()]).replace("outwardReferenceNumber", "\ufeffORM No. \u00a0").replace("ADCode", " ad_code  ")
    taken = desk.take({"orm.csv": text.encode("utf-8")})
    assert (codes(taken, blocking=False), taken.rows_kept) == ([], 1)


def test_a_column_outside_the_layout_a_repeated_header_and_ragged_rows(desk: Desk) -> None:
    head, row = csv_text([orm()]).splitlines()
    text = "\n".join([head + ",Branch", row + ",X", head + ",Branch", row, row + ",X,Y,Z"])
    taken = desk.take({"orm.csv": text})
    assert codes(taken, blocking=False) == ["HEADER_REPEATED", "ROW_WIDTH", "ROW_WIDTH", "COLUMN_NOT_KNOWN"]
    assert [f.row for f in taken.findings] == [3, 4, 5, 1]
    assert (taken.rows_read, taken.rows_kept, taken.rows_refused) == (4, 1, 3)


def test_case_31_old_encoding_is_read_with_a_warning(desk: Desk) -> None:
    taken = desk.take({"orm.csv": csv_text([orm(name="MÜLLER")]).encode("cp1252")})
    assert codes(taken, blocking=False) == ["ENCODING_OLD"]
    assert desk.rows(tables.orm_events)[0]["importer_name"] == "MÜLLER"


def test_an_excel_list_is_taken_like_its_csv(desk: Desk) -> None:
    rows = [orm(), orm(number="1234567890123456"), orm(number="B", beneficiaryAccountNumber="x")]
    folder = desk.folder({})
    with xlsxwriter.Workbook(folder / "orm.xlsx") as out:
        sheet = out.add_worksheet()
        sheet.write_row(0, 0, rows[2])
        for n, row in enumerate(rows, 1):
            sheet.write_row(n, 0, list(row.values()))
        sheet.write_number(2, 0, 1234567890123456)  # case 1: a number where text should be
        sheet.write_number(3, len(rows[2]) - 1, 12345678901234567)  # of an account: its last digit is lost
    taken = take_in(desk.ledger, folder, OCTOBER, ACTOR)
    assert [(f.code, f.severity.value, f.row) for f in taken.findings] == [
        ("BAD_ORM", "BLOCK", 3),
        ("BAD_TEXT", "WARN", 4),
    ]
    assert desk.events() == [("NEW", 100_000)] * 2
    assert [row["beneficiary_account"] for row in desk.rows(tables.orm_events)] == ["", ""]


# --- lists ---


def test_importer_rows_that_contradict_each_other_leave_the_differing_facts_unknown(desk: Desk) -> None:
    rows = [IMPORTER, {**IMPORTER, "suit_pending": "Y", "pan": "ZZPLP0017D", "name": "NAKLI FOODS PVT"}, IMPORTER]
    taken = desk.take({"importers.csv": csv_text(rows)})
    assert codes(taken)[0] == "ROW_CONTRADICTS"
    (kept,) = desk.rows(tables.importers)
    assert (kept["suit_pending"], kept["pan"], kept["caution_listed"]) == (None, "", False)
    assert kept["name"] == "NAKLI FOODS"  # a spelling is not a contradiction


def test_importer_rows_that_differ_in_spelling_only_are_a_warning(desk: Desk) -> None:
    taken = desk.take({"importers.csv": csv_text([IMPORTER, {**IMPORTER, "address": "PLOT 2 A"}])})
    assert (codes(taken, blocking=False), taken.rows_refused) == (["NAME_DIFFERS"], 0)


RATES = "date,currency,inr_per_unit\n2026-10-01,USD,88.10\n"


@pytest.mark.parametrize(
    ("rows", "code", "refused", "kept"),
    [
        ("2026-10-01,USD,88.10\n", [], 0, ["88.10"]),
        ("2026-10-02,USD,88.20\n", [], 0, ["88.10", "88.20"]),
        ("2026-10-01,USD,88.20\n", ["RATE_DISPUTED"], 2, []),
        ("2026-10-01,USD,88.20\n2026-10-01,USD,88.10\n", ["RATE_DISPUTED"] * 2, 3, []),
        ("2026-10-02,USD,0\n", ["RATE_ZERO"], 1, ["88.10"]),
    ],
    ids=["the same twice", "another day", "two rates for a day", "three rows for a day", "case_113: a rate of zero"],
)
def test_one_rate_for_a_day_or_none(desk: Desk, rows: str, code: list[str], refused: int, kept: list[str]) -> None:
    taken = desk.take({"rates.csv": RATES + rows})
    assert (codes(taken), taken.rows_refused) == (code, refused)
    assert [row["inr_per_unit"] for row in desk.rows(tables.rates)] == kept
    assert desk.orms(orm()).rows_kept == 1  # the ledger can still be read


def test_a_rate_once_taken_in_is_not_overwritten(desk: Desk) -> None:
    desk.take({"rates.csv": RATES})
    taken = desk.take({"rates.csv": RATES.replace("88.10", "88.20")})
    assert codes(taken) == ["RATE_CHANGED"]
    assert [row["inr_per_unit"] for row in desk.rows(tables.rates)] == ["88.10"]


FACT = {"item_kind": "ORM", "outward_reference_number": "IBA26100000001", "ad_satisfied": "Y", "on_behalf_of_iec": ""}


def test_facts_that_contradict_each_other_are_unknown_and_a_short_iec_is_completed(desk: Desk) -> None:
    facts = [{**FACT, "on_behalf_of_iec": "388000037"}, {**FACT, "on_behalf_of_iec": "0388000037", "ad_satisfied": "N"}]
    taken = desk.take({"facts.csv": csv_text(facts), "orm.csv": csv_text([orm()])})
    assert codes(taken) == ["ROW_CONTRADICTS"]
    about = {"item_kind": "ORM", "item_key": "IBA26100000001"}
    assert desk.rows(tables.answers) == [{**about, "fact": "on_behalf_of_iec", "value": "0388000037"}]


# --- rows in = kept + refused ---

GOOD_FILES = {
    "orm.csv": csv_text([orm(number=f"A{n}") for n in range(4)] + [orm(number="A1", says="2", amount="5")]),
    "manual.mbe.csv": mbe_text(boe(), boe(invoice(), invoice(serial="2", no="B"), number="0000001")),
    "opening.csv": csv_text(
        [OPENING_ORM, OPENING_INVOICE, {**OPENING_INVOICE, "invoice_serial": "2"}], OPENING_HEADERS
    ),
    "importers.csv": csv_text([IMPORTER, {**IMPORTER, "iec": "0388000038"}]),
    "rates.csv": RATES + "2026-10-02,USD,88.20\n2026-10-02,EUR,99\n",
    "facts.csv": csv_text([FACT, {**FACT, "outward_reference_number": "B"}]),
}
PIECES = [
    "",
    ",",
    "|",
    '"',
    "\n",
    "#N/A",
    "9" * 20,
    "1.2E5",
    "\ufeff",
    "\x00",
    "ß",
    "é",
    "-",
    "31/06/2026",
    "N",
    "3",
    "2",
]


def damaged(name: str, seed: int, hits: int) -> str:
    """A good file with some of its cells or signs changed, rows repeated and lost."""
    rng = random.Random(seed)  # noqa: S311 - seeded damage
    head, *rows = GOOD_FILES[name].splitlines()
    for _ in range(hits):
        place = rng.randrange(len(rows))
        cut = rng.randrange(len(rows[place]) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            rows.append(rows[place])
        elif kind == 1:
            rows[place] = rows[place][:cut] + rng.choice(PIECES) + rows[place][cut:]
        elif kind == 2:
            rows[place] = rows[place][:cut] + rng.choice(PIECES) + rows[place][cut + 1 :]
        else:
            cells = rows[place].split("|" if "mbe" in name else ",")
            cells[rng.randrange(len(cells))] = rng.choice(PIECES)
            rows[place] = ("|" if "mbe" in name else ",").join(cells)
    return "\n".join([head, *rows]) + "\n"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(GOOD_FILES)), st.integers(0, 10**6), st.integers(1, 6))
def test_case_i13_of_a_damaged_file_every_row_is_kept_or_refused_with_a_reason(name: str, seed: int, hits: int) -> None:
    with TemporaryDirectory() as home:
        desk = Desk(Path(home))
        try:
            taken = desk.take({name: damaged(name, seed, hits)})
        except DeskError as error:
            refused_file = str(error)
        else:
            assert_every_row_is_told(desk, taken)
            return
        assert name in refused_file
        assert desk.rows(tables.files) == []


def assert_every_row_is_told(desk: Desk, taken: TakenIn) -> None:
    (file,) = desk.rows(tables.files)
    assert file["rows_read"] == file["rows_kept"] + file["rows_refused"] == taken.rows_read
    blocked = {f.row for f in taken.findings if f.severity == "BLOCK"}
    assert bool(blocked) == bool(taken.rows_refused)
    repeats = sum(int(f.found.split()[0]) for f in taken.findings if f.code == "RECORD_REPEATED")
    items = {(row["item_kind"], row["item_key"]) for row in desk.rows(tables.answers)}
    told = (tables.orm_events, tables.invoice_events, tables.importers, tables.rates)
    written = len(items) + sum(len(desk.rows(table)) for table in told)
    # What is kept is written, or is a repeat of what is written; nothing is written that was not read.
    assert written <= taken.rows_kept
    # A row of facts without a cell that can be read is kept and says nothing.
    assert taken.rows_kept == 0 or written + repeats > 0 or file["kind"] == "FACTS"
