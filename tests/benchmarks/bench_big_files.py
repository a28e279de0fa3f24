"""What big and hostile files cost: seconds of processor and the most memory, each in a process of its own.

Run: python -m tests.benchmarks.bench_big_files [NAME …]. The files are made here, in a folder that is thrown away.
"""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

ORM_HEADERS = (
    "outwardReferenceNumber,ADCode,Amount,currencyCode,paymentDate,IECode,IEName,IEAddress,IEPANNumber,isCapitalGoods,"
    "beneficiaryName,beneficiaryAccountNumber,beneficiaryCountry,SWIFT,purposeCode,recordIndicator,remarks,paymentTerms"
)
ROW = (
    "IBA26{n:09},0009001,{n}.50,USD,05/10/2026,0388000037,NAKLI FOODS PRIVATE LIMITED,12 ROAD MUMBAI,AAAPL1234C,N,"
    "UTOPIQ CORPORATION LIMITED,DE89370400440532013000,JP,UTPQJPJT,S0102,1,ORDER {n},ADVANCE"
)
FAST, SLOW = 10, 40
GIGABYTE = 1024


def csv_rows(path: Path, count: int) -> Path:
    """A list of remittances of so many rows."""
    with path.open("w") as out:
        out.write(ORM_HEADERS + "\n")
        out.writelines(ROW.format(n=n) + "\n" for n in range(count))
    return path


def orm_message(path: Path, megabytes: int) -> Path:
    """An ORM message of so many megabytes."""
    tags = ORM_HEADERS.split(",")
    values = ROW.split(",")
    record = "<outwardReference>" + "".join(f"<{t}>{v}</{t}>" for t, v in zip(tags, values, strict=True))
    record += "</outwardReference>\n"
    count = megabytes * 2**20 // len(record.format(n=100_000))
    with path.open("w") as out:
        out.write(f"<bank><checkSum><noOfORM>{count}</noOfORM></checkSum><outwardReferences>\n")
        out.writelines(record.format(n=n) for n in range(count))
        out.write("</outwardReferences></bank>")
    return path


def sheet(path: Path, rows: Iterator[str]) -> Path:
    """A book of one sheet with these rows of XML below its header."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    relation = '<Relationships {space}><Relationship Id="r1" Type="{kinds}/{kind}" Target="{target}"/></Relationships>'
    sheets = '<sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets>'

    def related(kind: str, target: str) -> str:
        return relation.format(space=space, kinds=kinds, kind=kind, target=target)

    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": related("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{kinds}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": related("worksheet", "worksheets/sheet1.xml"),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in parts.items():
            package.writestr(name, text)
        with package.open("xl/worksheets/sheet1.xml", mode="w", force_zip64=True) as part:
            part.write(f"<worksheet {main}><sheetData>".encode())
            part.write(_row(1, ORM_HEADERS.split(",")).encode())
            for row in rows:
                part.write(row.encode())
            part.write(b"</sheetData></worksheet>")
    return path


def _letters(column: int) -> str:
    return chr(65 + column)


def _row(number: int, texts: list[str]) -> str:
    cells = (f'<c r="{_letters(c)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for c, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


def blank_row(number: int) -> str:
    """A row of 18 formatted cells without anything in them."""
    cells = "".join(f'<c r="{_letters(c)}{number}" s="1"/>' for c in range(18))
    return f'<row r="{number}" s="1" customFormat="1">{cells}</row>'


def _data(count: int) -> Iterator[str]:
    return (_row(n + 2, ROW.format(n=n).split(",")) for n in range(count))


MakeFile = Callable[[Path], Path]
# Name: what makes the file, limits raised for it, the most seconds of processor and megabytes that are allowed.
CASES: dict[str, tuple[MakeFile, dict[str, int], int, int]] = {
    "500 MB message, refused": (lambda p: orm_message(p / "a.orm.xml", 500), {}, FAST, 200),
    "500 MB message, limit raised": (
        lambda p: orm_message(p / "a.orm.xml", 500),
        {"file_mb_max": 600},
        SLOW,
        GIGABYTE,
    ),
    "150 MB message": (lambda p: orm_message(p / "a.orm.xml", 149), {}, SLOW, GIGABYTE),
    "1,000,000 CSV rows, refused": (lambda p: csv_rows(p / "orm.csv", 1_000_000), {"file_mb_max": 200}, SLOW, GIGABYTE),
    "1,000,000 CSV rows, limit raised": (
        lambda p: csv_rows(p / "orm.csv", 1_000_000),
        {"file_mb_max": 300, "rows_max": 1_000_000},
        SLOW,
        GIGABYTE,
    ),
    "300,000 CSV rows": (lambda p: csv_rows(p / "orm.csv", 299_999), {}, SLOW, GIGABYTE),
    "1,000,000 blank formatted rows": (
        lambda p: sheet(p / "orm.xlsx", chain(_data(3), (blank_row(n) for n in range(5, 1_000_005)))),
        {},
        FAST,
        GIGABYTE,
    ),
    "a cell at XFD1048576": (
        lambda p: sheet(p / "orm.xlsx", iter([*_data(3), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'])),
        {},
        FAST,
        200,
    ),
    "100,000 rows of a book": (lambda p: sheet(p / "orm.xlsx", _data(100_000)), {}, SLOW, GIGABYTE),
}


def main(names: list[str]) -> None:
    """Prints a line for each case; ends with 1 where one is over its limit."""
    over = False
    for name in names or CASES:
        make, limits, seconds_max, megabytes_max = CASES[name]
        with tempfile.TemporaryDirectory() as folder:
            file = make(Path(folder))
            size = file.stat().st_size / 2**20
            command = [sys.executable, "-m", __spec__.name, "--one", str(file), json.dumps(limits)]
            told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        passed = told["seconds"] <= seconds_max and told["megabytes"] <= megabytes_max
        over = over or not passed
        print(
            f"{name:<34}{size:>7.1f} MB file {told['seconds']:>7.1f} s {told['megabytes']:>7.0f} MB  "
            f"{'ok  ' if passed else 'OVER'} {told['result'][:90]}",
            flush=True,
        )
    sys.exit(over)


def one(file: Path, limits: dict[str, int]) -> None:
    """Reads one file as the command does, up to its rows of text and without a search for circles; prints the cost."""
    gc.disable()
    from datetime import date

    from xl_addin.desk.intake.read_sources import collect
    from xl_addin.desk.intake.sources import find_sources
    from xl_addin.desk.intake.terms import Terms
    from xl_addin.domain.errors import DeskError
    from xl_addin.workbook.extracts.limits import Limits

    try:
        sources, _ = find_sources(file.parent)
        (read,) = collect(sources, date(2026, 10, 31), Terms(Limits(**limits)))
        result = f"{len(read.rows):,} rows"
    except DeskError as refused:
        result = f"refused: {refused.what} {refused.where}"
    status = Path("/proc/self/status").read_text()  # the most since this program began; rusage knows its parent's
    peak = int(re.search(r"VmHWM:\s+([0-9]+)", status)[1]) / 1024  # type: ignore[index]
    print(json.dumps({"seconds": time.process_time(), "megabytes": peak, "result": result}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), json.loads(sys.argv[3]))
    else:
        main(sys.argv[1:])
