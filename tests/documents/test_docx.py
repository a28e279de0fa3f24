"""Papers as Word documents: the same bytes for the same paper, on the bank's letterhead where it has one."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from tests.documents.test_pdf import paper
from xl_addin.documents.docx import docx_of, refuse_letterhead
from xl_addin.domain.errors import DeskError


def read(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def test_a_letter_says_what_its_template_says_with_its_table_and_what_it_stands_on() -> None:
    book = read(docx_of(paper(40, "श्री कृष्ण क्षत्रिय उद्योग & Sons")))
    text = "\n".join(one.text for one in book.paragraphs)
    for said in ("Slip", "To श्री कृष्ण क्षत्रिय उद्योग & Sons\nPLOT 2, PUNE", "Keep it.", "Act 2."):
        assert said in text
    (table,) = book.tables
    assert len(table.rows) == 42
    assert [cell.text for cell in table.rows[-1].cells] == ["Total", "", "", "", "9,99,999.00"]
    foot = book.sections[0].footer.paragraphs[-1]
    assert foot.text.startswith("SLIP/1    Page")
    assert b"NUMPAGES" in zipfile.ZipFile(io.BytesIO(docx_of(paper(1)))).read("word/footer1.xml")


def test_the_heading_of_a_table_is_repeated_and_no_row_is_torn() -> None:
    rows = read(docx_of(paper(3))).tables[0].rows
    marks = [[one.tag.rpartition("}")[2] for one in row._tr.trPr] for row in rows]
    assert marks == [["cantSplit", "tblHeader"], *[["cantSplit"]] * 4]


def test_the_same_letter_is_the_same_file_whenever_it_is_written() -> None:
    first = docx_of(paper(3))
    time.sleep(2.1)  # a package notes its moments to two seconds
    assert docx_of(paper(3)) == first
    moments = {one.date_time for one in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_another_reader_of_office_files_finds_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_of(paper(40, "श्री कृष्ण")))
    found = OpenXmlValidator().validate(str(tmp_path / "a.docx"))
    assert [error.description for error in found.errors] == []


def letterhead() -> bytes:
    book = docx.Document()
    book.sections[0].header.paragraphs[0].text = "NAMUNA BANK, Fort, Mumbai"
    book.sections[0].footer.paragraphs[0].text = "Regd. office"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_letterhead_keeps_its_head_and_foot() -> None:
    from dataclasses import replace

    book = read(docx_of(replace(paper(1), form=letterhead())))
    assert book.sections[0].header.paragraphs[0].text == "NAMUNA BANK, Fort, Mumbai"
    assert [one.text.partition("    ")[0] for one in book.sections[0].footer.paragraphs] == ["Regd. office", "SLIP/1"]


@pytest.mark.parametrize("content", [b"no document", b"PK\x03\x04", b""[:0] + b"{}"])
def test_what_is_no_letterhead_is_told(content: bytes) -> None:
    with pytest.raises(DeskError, match="The letterhead is no document of Word"):
        refuse_letterhead("letterhead.docx", content)
