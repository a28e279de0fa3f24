"""The schemas that are made of the tables: every dummy file is valid, and what the server would refuse is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from xl_addin.messages.layouts import layout
from xl_addin.messages.names import named

GOLDEN = Path(__file__).parent / "golden"
SCHEMAS = Path(__file__).parents[2] / "xl_addin" / "messages" / "xsd"
FILES = sorted(path for path in GOLDEN.glob("*.xml"))


def schema_of(path: Path) -> etree.XMLSchema:
    found = named(path.name)
    assert found is not None
    return etree.XMLSchema(file=str(SCHEMAS / f"{found.layout.message}{'.ack' if found.reply else ''}.xsd"))


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_dummy_file_is_valid(path: Path) -> None:
    schema_of(path).assertValid(etree.parse(path))


def test_there_is_a_schema_of_every_message_in_xml_and_of_its_replies() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {
        *("ORM.xsd", "ORA.xsd", "BES.xsd", "BEE.xsd", "BEA.xsd", "OBE.xsd", "OBBACK.xsd", "BTT.xsd"),
        *("ORM.ack.xsd", "ORA.ack.xsd", "BES.ack.xsd", "BEE.ack.xsd", "BEA.ack.xsd"),
    }


BES = (GOLDEN / "0000001_RBI2210202601.bes.xml").read_text()
BAD = [
    ("an element left out", "<changeIECode></changeIECode>", ""),
    ("an element respelt", "billOfEntryDate>", "billofEntryDate>"),
    (
        "another order",
        "<IECode>0000000001</IECode>\n      <changeIECode></changeIECode>",
        "<changeIECode></changeIECode>\n      <IECode>0000000001</IECode>",
    ),
    ("no date", "20/10/2026", "2026-10-20"),
    ("a month that is none", "20/10/2026", "20/13/2026"),
    ("an amount of three places", "<invoiceAmt>10000.00", "<invoiceAmt>10000.000"),
    ("an amount of nothing", "<invoiceAmt>10000.00", "<invoiceAmt>0.00"),
    ("an amount below nothing", "<invoiceAmt>10000.00", "<invoiceAmt>-1.00"),
    ("a code not on its list", "<recordIndicator>1", "<recordIndicator>2"),
    ("a code that is missing", "<recordIndicator>1", "<recordIndicator>"),
    ("a text too long", "INV/001", "I" * 51),
    ("a mandatory text that is empty", "INV/001", ""),
    ("a short AD code", "<ADCode>0000001", "<ADCode>1"),
    ("no invoice", BES[BES.index("        <invoice>") : BES.index("      </invoices>")], ""),
    ("an element more", "<billClosureIndicator>", "<more/><billClosureIndicator>"),
]


@pytest.mark.parametrize(("old", "new"), [r[1:] for r in BAD], ids=[r[0] for r in BAD])
def test_what_the_server_would_refuse_is_not_valid(old: str, new: str) -> None:
    assert old in BES
    schema = etree.XMLSchema(file=str(SCHEMAS / "BES.xsd"))
    assert not schema.validate(etree.fromstring(BES.replace(old, new).encode()))


def test_an_error_code_stands_last() -> None:
    assert layout("BES").reply.of_record[-1].element == layout("BES").reply.of_invoice[-1].element == "errorCode"
