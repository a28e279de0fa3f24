"""Numbers found in remarks: which words name which invoice, how much that is worth, and what may be misspelt."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.settlement.months import DAY, Row, invoice, invoices, orm, orms
from xl_addin.engine.settlement import Config, match
from xl_addin.engine.settlement.edges import Edges
from xl_addin.engine.settlement.opening import open_book
from xl_addin.engine.settlement.references import find_numbers, remark_words, unread_texts


@pytest.mark.parametrize(
    ("remark", "words"),
    [
        pytest.param("INVOICE: XX/B1-1, (A.B);C", ["INVOICE", "XXB11", "AB", "C"], id="marks of a list part words"),
        pytest.param("INV\tXX_1\n 2", ["INV", "XX1", "2"], id="white space of any kind parts words"),
        pytest.param("A -- B", ["A", "B"], id="marks alone are no word"),
        pytest.param("", [], id="no remark"),
    ],
)
def test_words_of_a_remark(remark: str, words: list[str]) -> None:
    """Letters and digits, other marks within a word fall away."""
    assert remark_words(remark) == words


# The known numbers by name, as the remark may write them.
KNOWN = [
    "BOE 9499107",
    "BOE 9499107 01092026",
    "BOE 9499107 02092026",
    "BOE 123456",
    "BOE 123456 01092026",
    "287082",
    "74693",
    "XXB11",
    "XXB21",
    "INV26",
    "INV262754107",
    "SIXWORDS1",
    "2627",
    "007A",
    "94991072627",
]
BILL, BILL_1, BILL_2, SHORT_BILL, SHORT_BILL_1 = KNOWN[:5]


@pytest.mark.parametrize(
    ("remark", "named"),
    [
        pytest.param("INVOICE XX/B1-1", ["XXB11"], id="an invoice number"),
        pytest.param("XX/B2-1, XX/B1-1, XX/B2-1", ["XXB21", "XXB11"], id="in the order of the remark, each once"),
        pytest.param("INV 26 27 54107", ["INVX"], id="the longest number counts, not its beginning nor its rest"),
        pytest.param("INV 26 XX/B1-1", ["INV26", "XXB11"], id="the shorter number where the longer one breaks off"),
        pytest.param("26 27", ["2627"], id="digits in two words"),
        pytest.param("SIX WOR D S 1", ["SIXWORDS1"], id="a number in five words"),
        pytest.param("SIX WO R D S 1", [], id="six words are no number"),
        pytest.param("INVOICE 00074693", ["74693"], id="leading zeros of digits do not count"),
        pytest.param("INVOICE 007A", ["007A"], id="with a letter the zeros count"),
        pytest.param("INVOICE 0XX/B1-1", [], id="a zero in front of a letter is another number"),
        pytest.param("INVOICE 746", [], id="part of a number is no number"),
        pytest.param("NOTHING KNOWN", [], id="unknown words"),
        pytest.param("", [], id="no remark"),
        # digits after the word of another document
        pytest.param("PO 287082", [], id="an order number"),
        pytest.param("PO NO 287082", ["287082"], id="only the word right before announces another document"),
        pytest.param("287082 PO", ["287082"], id="a word behind the number announces nothing"),
        pytest.param("PO XX/B1-1", ["XXB11"], id="a number with letters stands for itself"),
        pytest.param("PO 287082 XX/B1-1", ["XXB11"], id="what follows an order number is read"),
        pytest.param("PO 26 27", [], id="an order number in two words"),
        pytest.param("PO 26 27 XX/B1-1", ["XXB11"], id="what follows an order number in two words is read"),
        pytest.param("INVOICE 26 27", ["2627"], id="an invoice number in two words"),
        pytest.param("INV 287082", ["287082"], id="digits after the word invoice"),
        # bills of entry: seven digits, or announced, or with their date
        pytest.param("PAID 9499107", [BILL], id="seven digits need no announcement"),
        pytest.param("PAID 123456", [], id="six digits without announcement"),
        pytest.param("BOE 123456", [SHORT_BILL], id="announced by the word before"),
        pytest.param("BE NO 123456", [SHORT_BILL], id="announced by the last word but one"),
        pytest.param("ENTRY NO DATED 123456", [], id="three words before announce nothing"),
        pytest.param("123456 BOE", [], id="the last word does not announce the first"),
        pytest.param("NO 123456 BOE", [], id="the last word does not announce the second"),
        pytest.param("BOE 0123456", [SHORT_BILL], id="leading zeros do not count"),
        pytest.param("PAID 0123456", [SHORT_BILL], id="seven digits with a leading zero"),
        pytest.param("123456 01/09/2026", [SHORT_BILL_1], id="number and date need no announcement"),
        pytest.param("123456 DT 01-09-2026", [SHORT_BILL_1], id="the date one word on"),
        pytest.param("123456 DT ON 01.09.2026", [SHORT_BILL_1], id="the date two words on"),
        pytest.param("123456 DT OF ON 01.09.2026", [], id="the date three words on is not its date"),
        pytest.param("9499107 DT 02/09/2026", [BILL_2], id="the date chooses the bill"),
        pytest.param("9499107 02/09/2026 01/09/2026", [BILL_2], id="the first date is its date"),
        pytest.param("9499107 DT 05/09/2026", [BILL], id="an unknown date leaves the number"),
        pytest.param("BOE 9499107 AND 123456", [BILL], id="only the first number of a list is announced"),
        pytest.param(
            "9499107 2627", [BILL, "2627"], id="a bill comes before a longer number that begins with its digits"
        ),
        pytest.param("BOE 9499107 XX/B1-1", [BILL, "XXB11"], id="a bill and then an invoice"),
        pytest.param("BOE 287082", [], id="a bill of that number is not known, and it is no invoice number"),
    ],
)
def test_numbers_in_a_remark(remark: str, named: list[str]) -> None:
    """The known numbers that the remark names, up to five words long."""
    vocabulary = {text: number for number, text in enumerate(KNOWN, start=100)}
    expected = [KNOWN.index("INV262754107" if text == "INVX" else text) + 100 for text in named]
    assert find_numbers(remark, vocabulary.get, 5) == expected


def test_the_first_of_all_numbers_is_a_number() -> None:
    """Number 0 is as good as any other."""
    assert find_numbers("INV XX/B1-1", {"XXB11": 0}.get, 5) == [0]
    assert find_numbers("BOE 123456", {SHORT_BILL: 0}.get, 5) == [0]
    assert find_numbers("PO 287082", {"287082": 0}.get, 5) == []


@pytest.mark.parametrize(
    ("remark", "texts"),
    [
        pytest.param("INVOICE 81826", ["INVOICE81826", "81826"], id="each word and each run of words with a digit"),
        pytest.param("INV 8182", ["INV8182"], id="four signs are too short"),
        pytest.param("A1 B C D E F", ["A1BCD", "A1BCDE"], id="at most five words, from five signs on"),
        pytest.param("00074693", ["74693"], id="zeros in front of digits do not count"),
        pytest.param("0004693", [], id="without them it is too short"),
        pytest.param("0A746", ["0A746"], id="with a letter they count"),
        pytest.param("LETTERS ONLY", [], id="without a digit it is no number"),
        pytest.param("X PO 287082", ["XPO287082", "PO287082"], id="digits after another document's word are known"),
        pytest.param("X PO 287082 9", ["XPO287082", "XPO2870829", "PO287082", "PO2870829"], id="and what follows them"),
        pytest.param("PO 1 INV1 X", ["PO1INV1", "PO1INV1X", "INV1X"], id="behind an order number it is read on"),
        pytest.param("PO AB287082", ["POAB287082", "AB287082"], id="a number with letters after such a word"),
        pytest.param("287082 PO", ["287082", "287082PO"], id="the last word says nothing about the first"),
        pytest.param("", [], id="no remark"),
    ],
)
def test_texts_that_may_be_a_misspelt_number(remark: str, texts: list[str]) -> None:
    """Strong numbers have six signs or more; one of them may have been lost."""
    assert unread_texts(remark, Config(), 40) == texts


AGRO = {"iec": "ZZBBB0002B"}
SUGAR = {"iec": "ZZCCC0003C"}
Named = set[tuple[str, str, str]]  # remittance, invoice, number


def opened(paid: list[Row], due: list[Row], config: Config) -> tuple[Edges, Edges, list[Any], list[Any]]:
    """What remarks name, here and at other importers, and the keys in the order of the book."""
    book = open_book(orms(*paid), invoices(*due), config)
    return book.edges, book.elsewhere, book.orms.key.tolist(), book.invoices.key.tolist()


def named(edges: Edges, paid: list[Any], due: list[Any]) -> Named:
    """The findings in keys and words; none stands twice."""
    found = [
        (paid[o], due[i], edges.words[t])
        for o, i, t in zip(edges.orm.tolist(), edges.inv.tolist(), edges.token.tolist(), strict=True)
    ]
    assert len(found) == len(set(found))
    return set(found)


def here(paid: list[Row], due: list[Row], config: Config = Config()) -> Named:  # noqa: B008  (frozen)
    """Invoices of the same importer that the remarks name."""
    edges, _, keys, numbers = opened(paid, due, config)
    return named(edges, keys, numbers)


def there(paid: list[Row], due: list[Row]) -> Named:
    """Invoices of other importers that the remarks name."""
    _, edges, keys, numbers = opened(paid, due, Config())
    return named(edges, keys, numbers)


BILLS = [
    invoice("9499107", 1, 1_00, boe_date=DAY - 30),  # 01.09.2026
    invoice("9499107", 2, 1_00, boe_date=DAY - 30),
    invoice("9499107", 3, 1_00, boe_date=DAY - 29, port_code="INMAA1"),
    invoice("9499107", 4, 1_00, boe_date=DAY - 30, port_code="INMAA1"),
    invoice("0123456", 1, 1_00, boe_date=DAY - 29),
    invoice("123456", 2, 1_00, boe_date=DAY - 28),
    invoice("2000001", 1, 1_00, boe_date=DAY - 28),
    invoice("2000001", 2, 1_00, boe_date=DAY - 30),
]


@pytest.mark.parametrize(
    ("remark", "keys", "word"),
    [
        pytest.param(
            "BOE 9499107", ["9499107/1", "9499107/2", "9499107/3", "9499107/4"], BILL, id="number: each date and port"
        ),
        pytest.param(
            "BOE 9499107 1/9/26 DT 01/09/2026",
            ["9499107/1", "9499107/2", "9499107/4"],
            "BOE 9499107 01092026",
            id="number and date: every port of that day",
        ),
        pytest.param("BOE 9499107 DT 02/09/2026", ["9499107/3"], "BOE 9499107 02092026", id="the day after"),
        pytest.param("BOE 123456", ["0123456/1", "123456/2"], SHORT_BILL, id="numbers but for leading zeros"),
        pytest.param("BOE 0123456", ["0123456/1", "123456/2"], SHORT_BILL, id="in the remark as well"),
        pytest.param("BOE 123456 DT 02/09/2026", ["0123456/1"], "BOE 123456 02092026", id="parted by their dates"),
        pytest.param("BOE 123456 DT 03/09/2026", ["123456/2"], "BOE 123456 03092026", id="the other date"),
        pytest.param("2000001 DT 03/09/2026", ["2000001/1"], "BOE 2000001 03092026", id="a day of two bills"),
        pytest.param("2000001 DT 01/09/2026", ["2000001/2"], "BOE 2000001 01092026", id="a day of three bills"),
        pytest.param("INV XX/9499107-2", ["9499107/2"], "XX94991072", id="one invoice"),
    ],
)
def test_a_remark_names_all_invoices_of_that_number(remark: str, keys: list[str], word: str) -> None:
    """Whatever the rows around it are."""
    paid = [orm("O1", 1_00, remarks="NOTHING"), orm("O2", 1_00, remarks=remark), orm("O3", 1_00, remarks=remark)]
    assert here(paid, BILLS) == {(one, key, word) for one in ("O2", "O3") for key in keys}


def test_a_remark_in_small_letters_is_read() -> None:
    """Neither remark nor number has to be in capitals."""
    paid = [orm("O1", 1_00, remarks="Inv xx/b1-1")]
    assert here(paid, [invoice("B1", 1, 1_00, invoice_number="xx/B1-1")]) == {("O1", "B1/1", "XXB11")}


def test_a_number_names_only_invoices_of_the_payers_importer() -> None:
    """Importers with the same numbers and with others, in one month: none is named for the other."""
    due = [
        invoice("B1", 1, 1_00, boe_date=DAY - 90, **SUGAR),
        invoice("B2", 1, 1_00, boe_date=DAY - 60, **AGRO),
        invoice("B1", 2, 1_00, boe_date=DAY - 50, invoice_number="XX/B1-1"),
        invoice("2000001", 1, 1_00, boe_date=DAY - 28),  # 03.09.2026
    ]
    due[0]["invoice_key"] = "C1/1"
    paid = [
        orm("O1", 1_00, remarks="XX/B1-1 BOE 2000001 DT 03/09/2026"),
        orm("O2", 1_00, remarks="XX/B1-1 XX/B2-1 2000001 DT 03/09/2026", **AGRO),
        orm("O3", 1_00, remarks="XX/B1-1 XX/B2-1 2000001", **SUGAR),
    ]
    assert here(paid, due) == {
        ("O1", "B1/2", "XXB11"),
        ("O1", "2000001/1", "BOE 2000001 03092026"),
        ("O2", "B2/1", "XXB21"),
        ("O3", "C1/1", "XXB11"),
    }
    assert there(paid, due) == set()


@pytest.mark.parametrize(
    ("number", "found"),
    [
        pytest.param("A123", True, id="four signs with a digit"),
        pytest.param("A12", False, id="three signs are too short to look for"),
        pytest.param("ABCDEF", False, id="a number without a digit is a word"),
        pytest.param("0012", False, id="four digits with zeros in front are two"),
        pytest.param("", False, id="no number"),
    ],
)
def test_numbers_that_can_be_looked_for(number: str, found: bool) -> None:
    """At least four signs, at least one a digit."""
    got = here([orm("O1", 1_00, remarks=f"INV {number}")], [invoice("B1", 1, 1_00, invoice_number=number)])
    assert got == ({("O1", "B1/1", number)} if found else set())


def test_the_lengths_are_the_callers() -> None:
    """Shortest number, strong number, longest run of words: as the configuration says."""
    due = [invoice("B1", 1, 1_00, invoice_number="A12/3B")]
    paid = [orm("O1", 1_00, remarks="A12 3 B")]
    assert here(paid, due) == {("O1", "B1/1", "A123B")}
    assert here(paid, due, Config(token_words_max=2)) == set()
    assert here(paid, due, Config(token_length_min=6)) == set()
    assert opened(paid, due, Config(token_length_strong=5))[0].weak.tolist() == [False]
    assert unread_texts("A12 3 B", Config(token_words_max=2, token_length_strong=5), 40) == ["A123"]


@pytest.mark.parametrize(
    ("number", "weak"),
    [
        pytest.param("A12345", False, id="six signs with a letter"),
        pytest.param("A1234", True, id="five signs"),
        pytest.param("1234567890", True, id="digits only, however many"),
    ],
)
def test_a_short_or_all_digit_number_is_weak(number: str, weak: bool) -> None:
    """Party or amount has to agree with it; the same in the other currency."""
    paid = [orm("O1", 1_00, remarks=f"INV {number}")]
    for currency in ("USD", "EUR"):
        edges = opened(paid, [invoice("B1", 1, 1_00, invoice_number=number, currency=currency)], Config())[0]
        assert edges.weak.tolist() == [weak]
        assert edges.home.tolist() == [currency == "USD"]


def test_weak_and_strong_numbers_in_one_remark() -> None:
    """Each finding has its own worth and its own currency."""
    paid = [orm("O1", 1_00, remarks="A1234, BOE 2000001, 1234567 XX/B40-1")]
    due = [
        invoice("B1", 1, 1_00, invoice_number="A1234"),
        invoice("2000001", 1, 1_00, currency="EUR"),
        invoice("B3", 1, 1_00, invoice_number="1234567", currency="EUR"),
        invoice("B40", 1, 1_00),
    ]
    edges, _, _, keys = opened(paid, due, Config())
    rows = zip(edges.inv.tolist(), edges.weak.tolist(), edges.home.tolist(), strict=True)
    assert {keys[i]: (weak, home) for i, weak, home in rows} == {
        "B1/1": (True, True),
        "2000001/1": (False, False),
        "B3/1": (True, False),
        "B40/1": (False, True),
    }


OTHER = {"supplier": "Borogove Foods Inc"}
SAME = {"supplier": "ATLANTIQ CABLES GmbH"}
WEAK = {"invoice_number": "20240815"}
BEHALF = {"on_behalf_of_iec": "ZZBBB0002B"}
FOR_US = {"on_behalf_of_iec": "ZZAAA0001A"}


@pytest.mark.parametrize(
    ("payer", "due", "found"),
    [
        pytest.param({"remarks": "ON BEHALF OF X"}, AGRO | SAME, True, id="said in the remarks, name but for its form"),
        pytest.param({"remarks": "ON BEHALF OF X"}, AGRO | OTHER, False, id="said in the remarks, another supplier"),
        pytest.param({"remarks": "On Behalf X"}, AGRO | SAME, True, id="small letters, no importer known"),
        pytest.param({"remarks": "THIRD PARTY"}, AGRO | SAME | WEAK, True, id="said, a weak number of that name"),
        pytest.param({"remarks": "ON BEHALF OF X"}, SAME, False, id="the payer's own invoice is not elsewhere"),
        pytest.param({"remarks": "INV"}, AGRO | SAME, False, id="nobody says that it is paid for someone else"),
        pytest.param(BEHALF, AGRO | OTHER, True, id="for a known importer a strong number is enough"),
        pytest.param(BEHALF, AGRO | OTHER | WEAK, False, id="a weak number is not"),
        pytest.param(BEHALF, AGRO | SAME | WEAK, True, id="a weak number of that name is"),
        pytest.param(BEHALF, SUGAR | SAME, False, id="an importer that it is not paid for"),
        pytest.param(BEHALF, SAME, False, id="the payer's own invoice, paid for another importer"),
        pytest.param(AGRO | FOR_US, OTHER, True, id="for the first of all importers a strong number is enough"),
        pytest.param(AGRO | FOR_US, OTHER | WEAK, False, id="a weak number is not, for the first of all importers"),
        pytest.param(AGRO | FOR_US, SUGAR | SAME, False, id="paid for the first of all importers, not for the third"),
        pytest.param({**BEHALF, **AGRO}, SUGAR | SAME, False, id="on behalf of oneself is no payment for others"),
        pytest.param({**FOR_US, "remarks": "THIRD PARTY"}, AGRO | SAME, True, id="but the remarks say so"),
    ],
)
def test_invoices_of_other_importers(payer: Row, due: Row, found: bool) -> None:
    """Named by who pays for others: by a strong number of the importer that the desk knows, or by the same party."""
    bill = invoice("B70", 1, 5_00, **due)
    rows = [invoice("B50", 1, 5_00), invoice("B60", 1, 5_00, **SUGAR), bill]
    paid = [
        orm("O0", 1_00),
        orm("O1", 5_00, **{**payer, "remarks": f"{payer.get('remarks', '')} {bill['invoice_number']}"}),
    ]
    word = "20240815" if due.get("invoice_number") else "XXB701"
    assert there(paid, rows) == ({("O1", "B70/1", word)} if found else set())


def test_payers_for_others_side_by_side() -> None:
    """Each finding keeps its own importer, worth and currency."""
    paid = [
        orm("O1", 5_00, remarks="XX/B20-1 20240815", on_behalf_of_iec="ZZBBB0002B"),
        orm("O2", 5_00, remarks="XX/B20-1 XX/B30-1", on_behalf_of_iec="ZZCCC0003C", party="BOROGOVE FOODS"),
        orm("O3", 5_00, remarks="THIRD PARTY XX/B20-1, XX/B30-1"),
        orm("O4", 5_00, remarks="XX/B20-1 XX/B30-1"),
    ]
    due = [
        invoice("B1", 1, 5_00, **WEAK, **AGRO),
        invoice("B20", 1, 5_00, **AGRO),
        invoice("B30", 1, 5_00, **SUGAR, **OTHER),
    ]
    assert there(paid, due) == {
        ("O1", "B1/1", "20240815"),
        ("O1", "B20/1", "XXB201"),
        ("O2", "B30/1", "XXB301"),
        ("O3", "B20/1", "XXB201"),
    }
    _, edges, keys, _ = opened(paid, due, Config())
    weak = {(keys[o], edges.words[t]): w for o, t, w in zip(edges.orm, edges.token, edges.weak, strict=True)}
    assert weak == {
        ("O1", "20240815"): True,
        ("O1", "XXB201"): False,
        ("O2", "XXB301"): False,
        ("O3", "XXB201"): False,
    }
    assert not edges.home.any()


@pytest.mark.parametrize(
    ("remark", "evidence"),
    [
        pytest.param("INV XX/B1-1", "named: XXB11", id="by its number"),
        pytest.param("BOE B1 DT 01/09/2026 INV XX/B1-1", "named: XXB11", id="a bill's number with a letter is no bill"),
    ],
)
def test_the_evidence_is_the_number_found(remark: str, evidence: str) -> None:
    """The line shows the number that the remark names."""
    found = match(orms(orm("O1", 10_00, remarks=remark)), invoices(invoice("B1", 1, 10_00))).links
    assert found[["pass", "evidence"]].to_numpy().tolist() == [["REF", evidence]]


def test_the_evidence_of_a_bill_is_its_number_and_date() -> None:
    """The digits without leading zeros, the date as day, month, year."""
    paid, due = orms(orm("O1", 10_00, remarks="BOE 0123456 DT 01-09-2026")), invoices(invoice("123456", 1, 10_00))
    assert match(paid, due).links["evidence"].tolist() == ["named: BOE 123456 01092026"]
