"""Papers as Word documents: the same bytes for the same paper, on the bank's letterhead where it has one."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from openxml_audit import OpenXmlValidator

from tests.documents.test_pdf import MARK, paper
from xl_addin.documents.docx import docx_of, refuse_letterhead
from xl_addin.documents.facts import Facts, Grid
from xl_addin.documents.template import filled, template_of
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
    book = read(docx_of(replace(paper(1), form=letterhead())))
    assert book.sections[0].header.paragraphs[0].text == "NAMUNA BANK, Fort, Mumbai"
    assert [one.text.partition("    ")[0] for one in book.sections[0].footer.paragraphs] == ["Regd. office", "SLIP/1"]


@pytest.mark.parametrize("content", [b"no document", b"PK\x03\x04", b""[:0] + b"{}"])
def test_what_is_no_letterhead_is_told(content: bytes) -> None:
    with pytest.raises(DeskError, match="The letterhead is no document of Word"):
        refuse_letterhead("letterhead.docx", content)


def _first_page_apart(book: docx.document.Document) -> None:
    book.sections[0].different_first_page_header_footer = True
    book.sections[0].first_page_header.paragraphs[0].text = "FIRST"


def _even_pages_apart(book: docx.document.Document) -> None:
    book.settings.odd_and_even_pages_header_footer = True


def _two_sections(book: docx.document.Document) -> None:
    book.add_section()


def _sections_apart(book: docx.document.Document) -> None:
    book.add_section().header.is_linked_to_previous = False


# a letterhead, how many heads and feet of its own it has
HEADS = [
    ("plain", lambda book: None, 1, 1),
    ("its first page apart", _first_page_apart, 2, 2),
    ("even pages apart", _even_pages_apart, 2, 2),
    ("two sections with one head", _two_sections, 1, 1),
    ("two sections, each with its head", _sections_apart, 2, 1),
]


@pytest.mark.parametrize(("change", "heads", "feet"), [r[1:] for r in HEADS], ids=[r[0] for r in HEADS])
def test_the_mark_and_the_number_stand_on_every_kind_of_page(
    change: Callable[[docx.document.Document], None], heads: int, feet: int
) -> None:
    book = read(letterhead())
    change(book)
    out = io.BytesIO()
    book.save(out)
    made = zipfile.ZipFile(io.BytesIO(docx_of(replace(paper(1, mark=MARK), form=out.getvalue()))))
    texts = {one: made.read(one).decode() for one in made.namelist() if one.endswith(".xml")}
    assert [MARK in text for name, text in texts.items() if "header" in name] == [True] * heads
    assert ["SLIP/1" in text for name, text in texts.items() if "footer" in name] == [True] * feet
    assert "NAMUNA BANK, Fort, Mumbai" in "".join(texts.values())


def test_a_paper_of_a_real_ledger_has_no_mark() -> None:
    assert not any("header" in one for one in zipfile.ZipFile(io.BytesIO(docx_of(paper(1)))).namelist())


def test_a_column_is_as_wide_as_its_longest_word_and_all_fit_the_page() -> None:
    (table,) = read(docx_of(paper(2))).tables
    wide = [column.width / Pt(1) for column in table.columns]
    assert abs(sum(wide) - 170 / 25.4 * 72) < 1  # A4 without its margins
    assert wide[3] > wide[2]  # IBA26100000001 against INNSA1
    assert {cell.width for row in table.rows for cell in row.cells[:1]} == {table.columns[0].width}


def test_an_indian_script_has_the_size_and_weight_of_the_letters_beside_it() -> None:
    made = read(docx_of(paper(1, "श्री कृष्ण")))
    run = made.tables[0].rows[0].cells[0].paragraphs[0].runs[0]
    marks = {one.tag.rpartition("}")[2]: [*one.attrib.values()] for one in run._r.rPr}
    assert (marks["szCs"], marks["bCs"]) == (marks["sz"], marks["b"]) == (["16"], [])


def test_what_is_signed_below_the_table_is_not_torn() -> None:
    text = "{importer}\n\n[bills]\n\nFor the bank\n\n\nSignatory\n"
    grid = Grid(("A",), (("1",),))
    facts = Facts({"importer": "A"}, {"bills": grid})
    made = read(docx_of(filled(template_of("own", text, ("importer",), ("bills",)), "A/1", facts)))
    kept = {one.text: one.paragraph_format.keep_with_next for one in made.paragraphs if one.text}
    assert kept == {"A": None, "For the bank": True, "Signatory": None}
