"""Bytes that belie the encoding a message declares are named with their line, never told as a lock (K13)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, orm, orm_xml
from xl_addin.domain.content import OnDisk
from xl_addin.domain.errors import DeskError
from xl_addin.messages.layouts import layout
from xl_addin.messages.read import read

ORM = layout("ORM")

TEXT = orm_xml({**orm(), "IEName": "CAFÉ"})  # the É stands in line 4, line 5 with a declaration above it


def declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{TEXT}'


READ = [
    ("no declaration is UTF-8", TEXT.encode()),
    ("UTF-8 with its mark", declared("UTF-8").encode("utf-8-sig")),
    ("utf8 without a dash", declared("utf8").encode()),
    ("UTF-16 with its mark", declared("UTF-16").encode("utf-16")),
    ("UTF-16 with its mark and no declaration", TEXT.encode("utf-16")),
    ("UTF-16LE said and meant", declared("UTF-16LE").encode("utf-16-le")),
    ("big-endian UTF-16", b"\xfe\xff" + declared("UTF-16").encode("utf-16-be")),
    ("windows-1252 said and meant", declared("windows-1252").encode("cp1252")),
    ("Latin-1 said and meant", declared("ISO-8859-1").encode("latin-1")),
    ("ASCII that says windows-1252", declared("windows-1252").replace("É", "E").encode()),
    ("ASCII that says ASCII", declared("US-ASCII").replace("É", "E").encode()),
]


@pytest.mark.parametrize("content", [r[1] for r in READ], ids=[r[0] for r in READ])
def test_case_31_a_message_in_the_encoding_it_says_is_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.orm.xml"
    path.write_bytes(content)
    (record,) = read(ORM, OnDisk(path))
    assert record.values["IEName"] in ("CAFÉ", "CAFE")


FAR = declared("UTF-8").replace("<outwardReferences>", "<outwardReferences>" + "\n" * 2_000_000)
BELIED = [
    ("windows-1252 that says UTF-8", declared("UTF-8").encode("cp1252"), "the byte C9 (hexadecimal) is not UTF-8", 5),
    ("windows-1252 that says nothing", TEXT.encode("cp1252"), "the byte C9 (hexadecimal) is not UTF-8", 4),
    ("a wrong byte far down", FAR.encode("cp1252"), "the byte C9", 2_000_005),
    ("half a surrogate", declared("UTF-8").encode().replace("É".encode(), b"\xed\xa0\x80"), "the byte ED", 5),
    (
        "high bytes that say ASCII",
        declared("US-ASCII").encode("latin-1"),
        "the byte C9 (hexadecimal) is not US-ASCII",
        5,
    ),
    ("UTF-8 that says UTF-16", declared("UTF-16").encode(), "its bytes are UTF-8", 1),
    ("UTF-16 that says UTF-8", declared("UTF-8").encode("utf-16"), "its bytes are UTF-16", 1),
    ("UTF-16 without a mark that says UTF-8", declared("UTF-8").encode("utf-16-le"), "its bytes are UTF-16", 1),
    ("UTF-16LE that says UTF-16BE", declared("UTF-16BE").encode("utf-16-le"), "its bytes are UTF-16", 1),
    ("UTF-32 that says UTF-8", declared("UTF-8").encode("utf-32"), "its bytes are UTF-32", 1),
    ("UTF-8 with its mark that says Latin-1", declared("ISO-8859-1").encode("utf-8-sig"), "its bytes are UTF-8", 1),
    ("UTF-8 that says Latin-1", declared("ISO-8859-1").encode(), "its bytes are UTF-8", 5),
    ("UTF-8 that says windows-1252", declared("windows-1252").encode(), "its bytes are UTF-8", 5),
    ("windows-1252 that says Latin-1", declared("ISO-8859-1").replace("É", "’").encode("cp1252"), "windows-1252", 5),
    ("UTF-8 that says UTF-7", declared("UTF-7").encode(), "is not UTF-7", 5),
]


@pytest.mark.parametrize(("content", "says", "line"), [r[1:] for r in BELIED], ids=[r[0] for r in BELIED])
def test_case_31_bytes_that_belie_the_declaration_are_named(
    tmp_path: Path, content: bytes, says: str, line: int
) -> None:
    path = tmp_path / "a.orm.xml"
    path.write_bytes(content)
    with pytest.raises(DeskError) as refused:
        list(read(ORM, OnDisk(path)))
    assert says in refused.value.what
    assert refused.value.where == f"File a.orm.xml, line {line}."
    assert "download it again" in refused.value.todo


def test_case_31_take_in_names_the_wrong_byte_and_no_lock(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as refused:
        Desk(tmp_path).take({"a.orm.xml": declared("UTF-8").encode("cp1252")})
    assert "is not UTF-8" in refused.value.what
    assert "Close it elsewhere" not in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
