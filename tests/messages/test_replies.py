"""Replies of IDPMS: what was taken, what was refused and why; what is not said is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_addin.domain.content import Content, content_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import Finding
from xl_addin.messages.errors import explained
from xl_addin.messages.layouts import layout, tables
from xl_addin.messages.names import named
from xl_addin.messages.replies import OfInvoice, Reply, read_replies

GOLDEN = Path(__file__).parent / "golden"
DUMMIES = ("DUMMY_ERR_01", "DUMMY_ERR_02")
# What each dummy reply is about: its key, and whether it tells of invoices.
KEYS = {
    "ORM": (("ORMTEST000000001", "0000001"), False),
    "ORA": (("ADJ0000001", "1"), False),
    "BES": (("PAYTEST0001", "1"), True),
    "BEE": (("1000001", "20/10/2026", "INNSA1"), False),
    "BEA": (("ADJTEST01", "1"), True),
}
FILES = sorted(path for path in GOLDEN.iterdir() if "Ack" in path.name)


def replied(token: str, text: str, name: str = "") -> tuple[tuple[Reply, ...], list[tuple[str, int, str]]]:
    told: list[Finding] = []
    file = Content(name or f"x.fail{token}Ack.xml", text.encode())
    replies = read_replies(layout(token), file, told.append)
    return replies, [(one.code, one.row, one.found) for one in told]


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_the_dummy_reply_is_read(path: Path) -> None:
    found = named(path.name)
    assert found is not None
    key, has_invoices = KEYS[found.layout.message]
    told: list[Finding] = []
    (reply,) = read_replies(found.layout, content_of(path), told.append)
    codes = ("SUCCESS",) if found.reply == "pass" else DUMMIES
    assert (reply.key, reply.record_indicator, reply.codes) == (key, "1", codes)
    assert reply.taken is (found.reply == "pass")
    assert reply.invoices == ((OfInvoice("1", codes),) if has_invoices else ())
    assert [one.code for one in told] == ([] if reply.taken else ["REPLY_CODE_UNKNOWN"] * 2)


def test_every_message_that_goes_out_in_xml_has_a_dummy_reply() -> None:
    assert {name for name, one in tables().layouts.items() if (one.direction, one.form) == ("out", "xml")} == set(KEYS)


BES = (GOLDEN / "0000001_RBI2210202601.passbesAck.xml").read_text()
RECORD = BES[BES.index("    <billOfEntry>") : BES.index("  </billOfEntrys>")]
OK_INV, OK_REC = "          <errorCode>SUCCESS</errorCode>\n", "      <errorCode>SUCCESS</errorCode>\n"


def two(other: str) -> str:
    return (
        BES.replace(RECORD, RECORD + other)
        .replace("noOfbillOfEntry>1<", "noOfbillOfEntry>2<")
        .replace("noOfInvoices>1<", "noOfInvoices>2<")
    )


REFUSED = RECORD.replace(OK_REC, "      <errorCode>E1</errorCode>\n")
# the file, then of each record whether it was taken; then the findings by code
VARIANTS: list[tuple[str, str, list[bool | None], list[str]]] = [
    (
        "a code before the invoices",
        BES.replace(OK_REC, "").replace("      <invoices>", OK_REC + "<invoices>"),
        [True],
        [],
    ),
    ("spaces and small letters", BES.replace("SUCCESS", " success "), [True], []),
    ("blanks around the key", two(RECORD.replace("PAYTEST0001", " PAYTEST0001\n")), [True], ["REPLY_TWICE"]),
    ("no code", BES.replace(OK_REC, ""), [None], ["REPLY_WITHOUT_CODE"]),
    ("an empty code", BES.replace(OK_REC, "<errorCode></errorCode>"), [None], ["REPLY_WITHOUT_CODE"]),
    ("no code at all", BES.replace(OK_REC, "").replace(OK_INV, ""), [None], ["REPLY_WITHOUT_CODE"]),
    ("an invoice without one", BES.replace(OK_INV, ""), [True], []),
    (
        "an invoice refused under a record that passed",
        BES.replace(OK_INV, "<errorCode>EM_DET_01</errorCode>"),
        [False],
        ["REPLY_CONTRADICTS"],
    ),
    (
        "an invoice refused under a record without",
        BES.replace(OK_INV, "<errorCode>EM_DET_01</errorCode>").replace(OK_REC, ""),
        [False],
        [],
    ),
    (
        "success and a code",
        BES.replace(OK_REC, "<errorCode>SUCCESS,EM_HDR_005</errorCode>"),
        [False],
        ["REPLY_CONTRADICTS"],
    ),
    ("a code that nobody knows", BES.replace(OK_REC, "<errorCode>E9</errorCode>"), [False], ["REPLY_CODE_UNKNOWN"]),
    ("no key", BES.replace("PAYTEST0001", ""), [], ["REPLY_KEY_MISSING"]),
    ("the same answer twice", two(RECORD), [True], ["REPLY_TWICE"]),
    ("two answers", two(REFUSED), [False], ["REPLY_CODE_UNKNOWN", "REPLY_CONTRADICTS"]),
    (
        "answers to the new one and to its cancellation",
        two(RECORD.replace("recordIndicator>1", "recordIndicator>3")),
        [True, True],
        [],
    ),
    ("an element more", BES.replace(OK_REC, OK_REC + "<errorText>fine</errorText>"), [True], ["COLUMN_NOT_KNOWN"]),
    ("an element more in an invoice", BES.replace(OK_INV, OK_INV + "<extra/>"), [True], ["COLUMN_NOT_KNOWN"]),
    (
        "an element more at the top",
        BES.replace("</checkSum>", "</checkSum><batch>7</batch>"),
        [True],
        ["COLUMN_NOT_KNOWN"],
    ),
    (
        "a code respelt",
        BES.replace(OK_REC, "<errorCodes>E1</errorCodes>"),
        [None],
        ["REPLY_WITHOUT_CODE", "COLUMN_NOT_KNOWN"],
    ),
    ("no record", BES.replace(RECORD, "").replace(">1</noOf", ">0</noOf"), [], []),
]


@pytest.mark.parametrize(("text", "taken", "codes"), [r[1:] for r in VARIANTS], ids=[r[0] for r in VARIANTS])
def test_case_104_a_reply_is_read_as_it_comes(text: str, taken: list[bool | None], codes: list[str]) -> None:
    replies, told = replied("bes", text)
    assert [one.taken for one in replies] == taken
    assert [one[0] for one in told] == codes


FOREIGN = [
    ("case 54: cut off", BES[:-30]),
    ("case 54: empty", ""),
    ("case 59: a DTD", BES.replace("<bank>", "<!DOCTYPE bank><bank>", 1)),
    ("another message", BES.replace("billOfEntrys", "billOfEntries")),
    ("a wrong count", BES.replace("noOfInvoices>1<", "noOfInvoices>2<")),
    ("a code that stands twice", BES.replace(OK_REC, OK_REC + OK_REC)),
]


@pytest.mark.parametrize("text", [r[1] for r in FOREIGN], ids=[r[0] for r in FOREIGN])
def test_a_reply_that_cannot_be_trusted_is_refused_whole(text: str) -> None:
    with pytest.raises(DeskError) as refused:
        replied("bes", text)
    assert "x.failbesAck.xml" in refused.value.where
    assert refused.value.todo


MBE = (GOLDEN / "0000001_RBI2210202601.mbe.csv").read_text()
HEAD, LINE = MBE.splitlines()


def mbe(*codes: str, header: str = "errorCode") -> str:
    lines = [f"{LINE.replace('|1|INV/001', f'|{n}|INV/00{n}')}|{code}" for n, code in enumerate(codes, 1)]
    return "\n".join([f"{HEAD}|{header}", *lines]) + "\n"


SHORT = "billOfEntryNumber|billOfEntryDate|portOfDischarge|errorCode\n1000002|20/10/2026|INNSA1|SUCCESS\n"
TEXTS: list[tuple[str, str, list[bool | None], list[str]]] = [
    ("a line", mbe("SUCCESS"), [True], []),
    ("two lines that passed", mbe("SUCCESS", "SUCCESS"), [True], []),
    ("one line of two refused", mbe("SUCCESS", "EM_DET_01"), [False], []),
    ("one line of two without a word", mbe("SUCCESS", ""), [None], ["REPLY_WITHOUT_CODE"]),
    ("a header in other words", mbe("SUCCESS", header="Error Code"), [True], []),
    ("the keys alone", SHORT, [True], []),
    ("a column more", mbe("SUCCESS|x", header="errorCode|batch"), [True], ["COLUMN_NOT_KNOWN"]),
    ("Windows line ends", mbe("SUCCESS").replace("\n", "\r\n"), [True], []),
]


@pytest.mark.parametrize(("text", "taken", "codes"), [r[1:] for r in TEXTS], ids=[r[0] for r in TEXTS])
def test_a_reply_of_text_is_read_line_by_line(text: str, taken: list[bool | None], codes: list[str]) -> None:
    replies, told = replied("mbe", text, "x.failmbeAck")
    assert [one.taken for one in replies] == taken
    assert [one[0] for one in told] == codes
    assert all(one.key == ("1000002", "20/10/2026", "INNSA1") for one in replies)


BROKEN = [
    ("empty", "", "is empty"),
    ("no header of codes", MBE, "the header errorCode is missing"),
    ("no key", SHORT.replace("portOfDischarge", "port"), "the header portOfDischarge is missing"),
    ("a header twice", mbe("SUCCESS|SUCCESS", header="errorCode|errorCode"), "stands twice"),
    ("a bar in a value", mbe("SUC|CESS"), "a bar may stand in a value"),
    ("a line cut off", mbe("SUCCESS")[:-20], "a bar may stand in a value"),
    ("another encoding", "é", "is not UTF-8"),
]


@pytest.mark.parametrize(("text", "says"), [r[1:] for r in BROKEN], ids=[r[0] for r in BROKEN])
def test_a_text_that_cannot_be_trusted_is_refused_whole(text: str, says: str) -> None:
    with pytest.raises(DeskError) as refused:
        read_replies(layout("mbe"), Content("x.failmbeAck", text.encode("cp1252")), print)
    assert says in str(refused.value)


CODES = [
    ("SUCCESS", "passed", True),
    ("EM_HDR_005", "format", True),
    ("EM_HDR_099", "format", True),  # by the beginning EM_HDR_*
    ("EM_DET_001", "format", True),
    ("DUMMY_ERR_01", "other", False),
    ("EM_HDR", "other", False),
    ("", "other", False),
]


@pytest.mark.parametrize(("code", "of_class", "known"), CODES, ids=[r[0] for r in CODES])
def test_a_code_has_a_class_words_and_a_repair_and_is_shown_as_it_came(code: str, of_class: str, known: bool) -> None:
    found = explained(code)
    assert (found.code, found.of_class, found.known) == (code, of_class, known)
    assert found.meaning
    assert (found.repair and found.refile) or of_class == "passed"


def test_the_classes_are_those_of_the_triage() -> None:
    assert set(tables().classes) == {
        *("passed", "format", "unknown_key", "duplicate", "balance", "status", "authority", "other"),
    }
