"""What stands between the cells of a text: read where it is certain, else named with what to do."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, csv_text, orm
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


LIST = [tuple(row) for row in csv.reader(io.StringIO(csv_text([orm(), orm(number="IBA2", name="A, B; C | D")])))]


def parted(sign: str) -> str:
    return "\n".join(sign.join(row) for row in LIST) + "\n"


def at_places(cut: int = 40, *, header: bool = True, title: str = "") -> str:
    lines = ["".join(cell[:cut].ljust(min(cut, 24) + 1) for cell in row) for row in LIST]
    return title + "\n".join(lines if header else lines[1:]) + "\n"


@pytest.mark.parametrize("sign", ["^", "~", "¦"])
@pytest.mark.parametrize("title", ["", "ORM list for October\n\n", "~~~~~~~~\nORM list\n"])
def test_case_32_rare_signs_part_the_cells_where_they_part_known_headers(desk: Desk, sign: str, title: str) -> None:
    desk.take({"orm.csv": title + parted(sign)})
    rows = desk.rows(tables.orm_events)
    assert [(row["orm_number"], row["importer_name"]) for row in rows] == [
        ("IBA26100000001", "NAKLI FOODS"),
        ("IBA2", "A, B; C | D"),
    ]


@pytest.mark.parametrize("sign", [":", "!", "#", "*", "\x1f", "\x01", "§"])
def test_case_32_another_sign_between_the_cells_is_named(desk: Desk, sign: str) -> None:
    with pytest.raises(DeskError) as caught:
        desk.take({"orm.csv": parted(sign)})
    assert caught.value.what == f"The columns are parted by {sign!r}, which is not read as a separator."
    assert "File orm.csv, the line 'outwardReferenceNumber" in caught.value.where
    assert "comma, semicolon, tab, |, ^ or ~" in caught.value.todo
    assert ("sep=" in caught.value.todo) == sign.isprintable()


def test_case_32_a_sign_that_the_first_line_names_is_read(desk: Desk) -> None:
    assert desk.take({"orm.csv": "sep=:\n" + parted(":")}).rows_kept == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(at_places(), id="fixed places"),
        pytest.param(at_places(10), id="headers cut to their places"),
        pytest.param(at_places(title="ORM list for October\n\n"), id="below a title"),
        pytest.param(at_places(header=False).replace("A, B; C | D", "A B C D    "), id="without headers"),
        pytest.param(parted(" ").replace("A, B; C | D", "AB"), id="single blanks"),
    ],
)
def test_case_32_columns_at_fixed_places_are_named_with_the_remedy(desk: Desk, text: str) -> None:
    with pytest.raises(DeskError) as caught:
        desk.take({"orm.csv": text})
    assert caught.value.what.startswith("No separator stands between the columns")
    assert "orm.csv" in caught.value.where
    assert "Fixed width" in caught.value.todo


@pytest.mark.parametrize("sign", [",", ";", "\t", "^", "~"])
def test_quoted_headers_are_headers(desk: Desk, sign: str) -> None:
    quoted = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in LIST) + "\n"
    assert desk.take({"orm.csv": quoted}).rows_kept == 2


def test_a_list_without_its_columns_is_still_told_so(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Columns are missing"):
        desk.take({"orm.csv": "Name,Town\nNAKLI  FOODS  LTD,MUMBAI\n"})
