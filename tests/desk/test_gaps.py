"""Core banking against IDPMS: gaps both ways, from real files and by the command."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.desk.intake.desk_folder import OCTOBER, OPENING_HEADERS, OPENING_ORM, Desk, csv_text, orm, orm_xml
from tests.desk.month_fixture import SMALL, read_csv
from xl_addin.cli.main import app
from xl_addin.desk.intake.gaps import Gaps, Side, gap_lines, gaps, gaps_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import OutwardRemittance

ONE = OutwardRemittance(
    "IBA26100000001",
    "0009001",
    "0388000037",
    "NAKLI FOODS",
    date(2026, 10, 5),
    "USD",
    100_000,
    100_000,
    "S0102",
    None,
    "UTOPIQ",
    "JP",
    "",
)
OTHER = replace(ONE, orm_number="IBA26100000002", payment_date=date(2026, 10, 4))


def by_key(*remittances: OutwardRemittance) -> Side:
    return Side({one.key: one for one in remittances})


def before(*remittances: OutwardRemittance) -> dict[str, OutwardRemittance]:
    return {one.key: one for one in remittances}


def folder(tmp_path: Path, **files: str) -> Path:
    """A folder with orm.csv (`core`) and a.orm.xml (`idpms`), each where it is given."""
    names = {"core": "orm.csv", "idpms": "a.orm.xml"}
    for name, text in files.items():
        (tmp_path / names[name]).write_text(text, "utf-8")
    return tmp_path


def test_each_side_names_what_the_other_lacks_oldest_first() -> None:
    assert gaps(by_key(ONE, OTHER), Side()) == Gaps(not_in_idpms=(OTHER, ONE))
    assert gaps(Side(), by_key(ONE, OTHER)) == Gaps(not_in_core=(OTHER, ONE))
    assert gaps(by_key(ONE), by_key(ONE)) == Gaps()


ALIKE = [
    pytest.param({"amount_minor": 100_001}, [("amount", "1000.00", "1000.01")], id="a cent"),
    pytest.param({"currency": "EUR"}, [("currency", "USD", "EUR")], id="currency, the figure being the same"),
    # 1,00,000 yen have no minor units: 100000 of them is another figure than 1000.00 dollars
    pytest.param({"currency": "JPY"}, [("currency", "USD", "JPY"), ("amount", "1000.00", "100000")], id="yen"),
    pytest.param(
        {"payment_date": date(2026, 10, 6)}, [("payment date", "05-Oct-2026", "06-Oct-2026")], id="payment date"
    ),
    pytest.param({"iec": "0388000040"}, [("IEC", "0388000037", "0388000040")], id="importer"),
    pytest.param({"purpose_code": "S0101"}, [("purpose code", "S0102", "S0101")], id="an advance there"),
    pytest.param(
        {"amount_minor": 1, "iec": "0388000040"},
        [("amount", "1000.00", "0.01"), ("IEC", "0388000037", "0388000040")],
        id="two fields",
    ),
]


@pytest.mark.parametrize(("changed", "named"), ALIKE)
def test_a_remittance_on_both_sides_must_be_alike_and_the_field_that_differs_is_named(
    changed: dict[str, object], named: list[tuple[str, str, str]]
) -> None:
    found = gaps(by_key(ONE), by_key(replace(ONE, **changed)))  # type: ignore[arg-type]
    assert [(one.remittance, one.sides, [*map(tuple, one.differences)]) for one in found.differing] == [
        (ONE, ("core", "IDPMS"), named)
    ]
    assert found.count == 1


def test_a_purpose_that_one_side_does_not_name_is_no_difference() -> None:
    assert gaps(by_key(ONE), by_key(replace(ONE, purpose_code=""))) == Gaps()


def test_what_was_known_before_is_missing_nowhere_but_is_held_against_what_is_said_now() -> None:
    assert gaps(by_key(ONE), Side(), before(ONE)) == gaps(Side(), by_key(ONE), before(ONE)) == Gaps()
    found = gaps(Side(), by_key(replace(ONE, amount_minor=1)), before(ONE))
    assert [(one.sides, one.differences) for one in found.differing] == [
        (("IDPMS", "earlier months"), (("amount", "0.01", "1000.00"),))
    ]


@pytest.mark.parametrize(
    ("until", "later"),
    [(date(2026, 10, 4), True), (date(2026, 10, 5), False), (date(2026, 10, 6), False), (None, False)],
    ids=["the day before", "the day itself", "the day after", "no message at all"],
)
def test_what_was_paid_after_the_last_message_cannot_stand_in_one(until: date | None, later: bool) -> None:
    """The remittance is of 5-Oct-2026."""
    found = gaps(by_key(ONE), Side(), until=until)
    assert (bool(found.later), bool(found.not_in_idpms), found.count) == (later, not later, int(not later))


def test_only_the_core_system_can_be_ahead_of_the_messages() -> None:
    assert gaps(Side(), by_key(ONE), until=date(2026, 10, 4)) == Gaps(not_in_core=(ONE,))


def test_names_and_remarks_may_differ() -> None:
    assert gaps(by_key(ONE), by_key(replace(ONE, importer_name="NAKLI", remarks="x", beneficiary="U."))).count == 0


def test_the_same_number_of_another_branch_is_another_remittance() -> None:
    found = gaps(by_key(ONE), by_key(replace(ONE, ad_code="0009002")))
    assert (len(found.not_in_idpms), len(found.not_in_core)) == (1, 1)


def test_the_gaps_of_the_sample_are_those_of_its_files() -> None:
    rows = read_csv(SMALL / "orm.csv")
    number, says = "outwardReferenceNumber", "recordIndicator"
    core = {row[number] for row in rows} - {row[number] for row in rows if row[says] == "3"}
    told: set[str] = set()
    for path in SMALL.glob("*.orm.xml"):
        told |= set(re.findall("<outwardReferenceNumber>([^<]+)<", path.read_text("utf-8")))
    compared = gaps_of(SMALL, OCTOBER)
    assert (compared.in_core, compared.in_idpms, compared.refused) == (len(core), len(told), ())
    # the last message is 0009001_RBI2110202601.orm.xml: nothing that was paid on the 21st stands in it
    assert compared.until == date(2026, 10, 20)
    paid = {row[number]: row["paymentDate"] for row in rows}
    forward = {row["outward_reference_number"] for row in read_csv(SMALL / "opening.csv")}
    late = {one for one in core - told if int(paid[one][:2]) > 20}
    assert {one.orm_number for one in compared.gaps.later} == late
    assert {one.orm_number for one in compared.gaps.not_in_idpms} == core - told - late - forward
    assert {one.orm_number for one in compared.gaps.not_in_core} == told - core
    # one amount was corrected in the core system only: EUR 125.93 there, EUR 12.60 as reported
    assert [(one.remittance.orm_number, [*map(tuple, one.differences)]) for one in compared.gaps.differing] == [
        ("OTT26100000035", [("amount", "125.93", "12.60")])
    ]


def test_a_remittance_cancelled_on_both_sides_is_on_neither(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm(), orm(says="3")]), idpms=orm_xml(orm(), orm(says="3")))
    found = gaps_of(place, OCTOBER)
    assert (found.in_core, found.in_idpms, found.gaps) == (0, 0, Gaps())


@pytest.mark.parametrize(
    ("core", "idpms", "told"),
    [
        ([orm()], [orm(), orm(says="3")], ("record", "live", "cancelled")),
        ([orm(), orm(says="3")], [orm()], ("record", "cancelled", "live")),
    ],
    ids=["in IDPMS", "in the core system"],
)
def test_what_one_side_alone_has_cancelled_is_neither_to_be_reported_nor_to_be_paid(
    tmp_path: Path, core: list[dict[str, str]], idpms: list[dict[str, str]], told: tuple[str, str, str]
) -> None:
    found = gaps_of(folder(tmp_path, core=csv_text(core), idpms=orm_xml(*idpms)), OCTOBER).gaps
    assert (found.not_in_idpms, found.not_in_core) == ((), ())
    assert [(one.sides, tuple(map(tuple, one.differences))) for one in found.differing] == [
        (("core", "IDPMS"), (told,))
    ]


def test_an_amendment_is_the_last_word(tmp_path: Path) -> None:
    amended = orm_xml(orm(amount="900.00"), orm(amount="1000.00", says="2"))
    assert gaps_of(folder(tmp_path, core=csv_text([orm()]), idpms=amended), OCTOBER).gaps.count == 0


def test_a_row_that_cannot_be_read_is_told_and_not_taken_for_a_gap_in_silence(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm(), orm(number="IBA26100000002", amount="ten")]), idpms=orm_xml(orm()))
    found = gaps_of(place, OCTOBER)
    assert (found.refused, found.gaps.count) == ((("orm.csv", 1),), 0)
    assert "Not compared: 1 row(s) of orm.csv" in "\n".join(gap_lines(found))
    done = CliRunner().invoke(app, ["gaps", str(place), "--as-on", "2026-10-31"])
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"idpms": orm_xml(orm())}, "no list of the core system"),
        ({"core": csv_text([orm()])}, "no ORM message"),
    ],
)
def test_both_sides_are_needed(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(DeskError, match=said):
        gaps_of(folder(tmp_path, **files), OCTOBER)


def test_the_command_lists_number_date_currency_amount_and_ends_with_one(tmp_path: Path) -> None:
    core = csv_text([orm(), orm(number="JPY26100000002", amount="12345", currency="JPY")])
    idpms = orm_xml(orm(amount="999.99"), orm(number="IBA26100000003"))
    done = CliRunner().invoke(app, ["gaps", str(folder(tmp_path, core=core, idpms=idpms)), "--as-on", "2026-10-31"])
    assert done.exit_code == 1
    assert [" ".join(line.split()) for line in done.output.splitlines()] == [
        "Core system: 2 remittances. IDPMS: 2. Gaps: 3.",
        "",
        "In the core system, not in IDPMS: report them.",
        "JPY26100000002 05-Oct-2026 JPY 12345 IEC 0388000037",
        "",
        "In IDPMS, not in the core system's list: find their payment.",
        "IBA26100000003 05-Oct-2026 USD 1000.00 IEC 0388000037",
        "",
        "On both sides, but not alike: correct the one that is wrong.",
        "IBA26100000001 05-Oct-2026 USD 1000.00 IEC 0388000037",
        "amount: core 1000.00, IDPMS 999.99",
    ]


OLD = orm(number="OLD26080000001", paid="05/08/2026", amount="1000.00", purpose="S0101")


def run(place: Path, *more: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["gaps", str(place), "--as-on", "2026-10-31", *more])
    code = 2 if isinstance(done.exception, DeskError) else done.exit_code
    return code, [" ".join(line.split()) for line in done.output.splitlines() if line]


def test_a_remittance_brought_forward_is_known(tmp_path: Path) -> None:
    """The message of October tells the remittance of August again; the list of October has it no more."""
    place = folder(tmp_path, core=csv_text([orm()]), idpms=orm_xml(orm(), OLD))
    assert run(place)[0] == 1
    (place / "opening.csv").write_text(csv_text([OPENING_ORM], OPENING_HEADERS), "utf-8")
    assert run(place) == (0, ["Core system: 1 remittances. IDPMS: 2. Known from earlier months: 1. Gaps: 0."])


def test_what_the_ledger_knew_before_the_month_is_known_and_what_it_took_in_since_is_not(tmp_path: Path) -> None:
    september = orm(number="IBA26090000001", paid="28/09/2026")
    (tmp_path / "desk").mkdir()
    desk = Desk(tmp_path / "desk")
    desk.orms(september, as_on=date(2026, 9, 30))
    desk.orms(orm(number="IBA26100000009"), as_on=OCTOBER)
    desk.ledger.close()
    idpms = orm_xml(orm(), september, orm(number="IBA26100000009"))
    place = folder(tmp_path, core=csv_text([orm()]), idpms=idpms)
    code, lines = run(place, "--ledger", str(desk.path))
    assert code == 1
    assert [line.split()[0] for line in lines[2:]] == ["IBA26100000009"]
    assert run(place)[1][0].endswith("Gaps: 2.")


def test_a_ledger_that_is_named_and_not_there_is_told_and_none_is_made(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm()]), idpms=orm_xml(orm()))
    assert run(place, "--ledger", str(tmp_path / "no.sqlite"))[0] == 2
    assert not (tmp_path / "no.sqlite").exists()


def test_the_ledger_of_the_desk_that_nobody_has_begun_knows_of_nothing(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm()]), idpms=orm_xml(orm()))
    (tmp_path / "desk.toml").write_text('ledger = "no.sqlite"\n', "utf-8")
    assert run(place, "--desk", str(tmp_path / "desk.toml"))[0] == 0
    assert not (tmp_path / "no.sqlite").exists()


def test_a_remittance_of_the_day_of_the_last_message_is_told_by_itself(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm(), orm(number="IBA26100000002", paid="21/10/2026")]))
    (place / "0009001_RBI2110202601.orm.xml").write_text(orm_xml(orm()), "utf-8")
    assert run(place) == (
        1,
        [
            "Core system: 2 remittances. IDPMS: 1. Gaps: 0.",
            "Paid after 20-Oct-2026, the last day that the messages tell of: give those of the days since.",
            "IBA26100000002 21-Oct-2026 USD 1000.00 IEC 0388000037",
        ],
    )


def test_where_a_message_tells_of_its_own_day_that_day_is_compared(tmp_path: Path) -> None:
    paid = [orm(number=number, paid="21/10/2026") for number in ("IBA26100000002", "IBA26100000003")]
    place = folder(tmp_path, core=csv_text(paid))
    (place / "0009001_RBI2110202601.orm.xml").write_text(orm_xml(paid[0]), "utf-8")
    assert run(place)[1][1:] == [
        "In the core system, not in IDPMS: report them.",
        "IBA26100000003 21-Oct-2026 USD 1000.00 IEC 0388000037",
    ]


def test_the_gaps_are_written_to_a_file_and_none_is_overwritten(tmp_path: Path) -> None:
    core = csv_text(
        [orm(), orm(number="IBA26100000002", beneficiaryName="=UTOPIQ"), orm(number="X1", paid="30/10/2026")]
    )
    place = folder(tmp_path, core=core)
    idpms = orm_xml(orm(amount="999.99", iec="0388000040"), orm(number="IBA26100000003"))
    (place / "0009001_RBI2110202601.orm.xml").write_text(idpms, "utf-8")
    to = tmp_path / "gaps.csv"
    code, lines = run(place, "--to", str(to))
    assert (code, lines[-1]) == (1, f"Written to {to}.")
    told = [[row[name] for name in ("gap", "orm_number", "amount", "field", "core", "idpms")] for row in read_csv(to)]
    assert told == [
        ["NOT_IN_IDPMS", "IBA26100000002", "1000.00", "", "", ""],
        ["NOT_IN_CORE", "IBA26100000003", "1000.00", "", "", ""],
        ["AFTER_LAST_MESSAGE", "X1", "1000.00", "", "", ""],
        ["DIFFERS", "IBA26100000001", "1000.00", "amount", "1000.00", "999.99"],
        ["DIFFERS", "IBA26100000001", "1000.00", "IEC", "0388000037", "0388000040"],
    ]
    assert read_csv(to)[0]["beneficiary"] == "'=UTOPIQ"  # no cell can be run as a formula
    before = to.read_bytes()
    assert run(place, "--to", str(to))[0] == 2
    assert to.read_bytes() == before


def test_without_a_gap_the_command_ends_with_zero(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm()]), idpms=orm_xml(orm()))
    done = CliRunner().invoke(app, ["gaps", str(place), "--as-on", "2026-10-31"])
    assert (done.exit_code, done.output) == (0, "Core system: 1 remittances. IDPMS: 1. Gaps: 0.\n")
