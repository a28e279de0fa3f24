"""Core banking against IDPMS: gaps both ways, from real files and by the command."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.desk.intake.desk_folder import OCTOBER, csv_text, orm, orm_xml
from tests.desk.month_fixture import SMALL, read_csv
from xl_addin.cli.main import app
from xl_addin.desk.intake.gaps import Gaps, gap_lines, gaps, gaps_of
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


def by_key(*remittances: OutwardRemittance) -> dict[str, OutwardRemittance]:
    return {one.key: one for one in remittances}


def folder(tmp_path: Path, **files: str) -> Path:
    """A folder with orm.csv (`core`) and a.orm.xml (`idpms`), each where it is given."""
    names = {"core": "orm.csv", "idpms": "a.orm.xml"}
    for name, text in files.items():
        (tmp_path / names[name]).write_text(text, "utf-8")
    return tmp_path


def test_each_side_names_what_the_other_lacks_oldest_first() -> None:
    assert gaps(by_key(ONE, OTHER), {}) == Gaps((OTHER, ONE), (), ())
    assert gaps({}, by_key(ONE, OTHER)) == Gaps((), (OTHER, ONE), ())
    assert gaps(by_key(ONE), by_key(ONE)) == Gaps((), (), ())


@pytest.mark.parametrize(
    "changed",
    [
        {"amount_minor": 100_001},
        {"currency": "EUR"},
        {"payment_date": date(2026, 10, 6)},
        {"iec": "0388000040"},
    ],
)
def test_a_remittance_on_both_sides_must_be_alike_in_amount_currency_day_and_importer(
    changed: dict[str, object],
) -> None:
    told = replace(ONE, **changed)  # type: ignore[arg-type]
    found = gaps(by_key(ONE), by_key(told))
    assert (found.differing, found.count) == (((ONE, told),), 1)


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
    assert {one.orm_number for one in compared.gaps.not_in_idpms} == core - told
    assert {one.orm_number for one in compared.gaps.not_in_core} == told - core
    # one amount was corrected in the core system only: EUR 125.93 there, EUR 12.60 as reported
    assert [(a.orm_number, a.amount_minor, b.amount_minor) for a, b in compared.gaps.differing] == [
        ("OTT26100000035", 12593, 1260)
    ]


def test_a_cancelled_remittance_is_on_neither_side(tmp_path: Path) -> None:
    cancelled = orm_xml(orm(), orm(says="3"))
    found = gaps_of(folder(tmp_path, core=csv_text([orm()]), idpms=cancelled), OCTOBER)
    assert (found.in_idpms, [one.orm_number for one in found.gaps.not_in_idpms]) == (0, ["IBA26100000001"])


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
        "IBA26100000001 05-Oct-2026 USD 1000.00 IEC 0388000037 core",
        "IBA26100000001 05-Oct-2026 USD 999.99 IEC 0388000037 IDPMS",
    ]


def test_without_a_gap_the_command_ends_with_zero(tmp_path: Path) -> None:
    place = folder(tmp_path, core=csv_text([orm()]), idpms=orm_xml(orm()))
    done = CliRunner().invoke(app, ["gaps", str(place), "--as-on", "2026-10-31"])
    assert (done.exit_code, done.output) == (0, "Core system: 1 remittances. IDPMS: 1. Gaps: 0.\n")
