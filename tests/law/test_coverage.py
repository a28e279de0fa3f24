"""How much of the law is held by cases, as a developer reads it: `python -m tests.law`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.law.__main__ import main
from tests.law.case_tables import cases_of
from tests.law.coverage import Measured
from tests.law.coverage_text import Coverage, coverage_lines
from tests.law.duties import Duty
from xl_addin.domain.errors import DeskError

DUTY = {"id": "S001-01", "duty": "some duty", "doors": ("command close",), "code": "a:b", "test": "c.py::d"}


@pytest.mark.parametrize(
    ("duty", "complete", "verdict"),
    [
        (DUTY, True, "every duty has a door, waits, or is the bank's own act."),
        ({**DUTY, "partly": "the letter"}, True, "Of 1 of them a part is still to come, as listed above."),
        ({**DUTY, "waits": "papers: the letter"}, True, "Of 1 of them a part is still to come, as listed above."),
        ({"id": "S001-01", "duty": "some duty", "partly": "all of it"}, False, "Not complete: see the gaps above."),
    ],
    ids=["whole", "in part", "waits", "no door"],
)
def test_coverage_lists_what_is_to_come_and_says_whether_anything_has_no_door(
    duty: dict[str, Any], complete: bool, verdict: str
) -> None:
    found = Coverage([Measured("some instrument", 1, 1, ())], [Duty(**duty)], [])
    text = " ".join(" ".join(coverage_lines(found)).split())
    assert found.is_complete is complete
    assert text.endswith(verdict)
    assert Duty(**duty).missing in text


@pytest.mark.parametrize(
    "faulty",
    [
        {"instruments": [Measured("some instrument", 1, 0, ("p from 2016-01-01",))]},
        {"faults": ["S001-01: no code a:b"]},
    ],
)
def test_a_provision_without_case_and_a_name_in_vain_are_gaps(faulty: dict[str, object]) -> None:
    found = Coverage(**{"instruments": [], "duties": [Duty(**DUTY)], "faults": []} | faulty)  # type: ignore[arg-type]
    assert not found.is_complete


def test_a_folder_without_tables_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="No tables of cases") as refused:
        main(["--tables", str(tmp_path)])
    assert refused.value.todo


def test_a_misspelt_fact_stops_a_table_before_it_is_asked(tmp_path: Path) -> None:
    table = '[[table]]\nask = "payment_due"\ncolumns = ["shipmentdate", "status"]\nrows = [["a case", "-", "CHECK"]]\n'
    (tmp_path / "table.toml").write_text(table, "utf-8")
    with pytest.raises(DeskError, match="takes no fact 'shipmentdate'; meant is perhaps shipment_date"):
        list(cases_of(tmp_path / "table.toml"))
