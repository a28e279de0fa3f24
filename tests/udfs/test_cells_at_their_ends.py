"""The last value of each bound that a cell, a range, a rate or an answer may have, and the first beyond it."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest

import udfs
from udfs import REGISTRY
from udfs import _registry as registry
from udfs._adapter import evaluate
from udfs._cellwise import amount, currency, flag, is_blank, number, percent, text, word
from udfs._columns import ONE, Call
from udfs._facts import argument
from udfs._question import decision_function
from udfs._ranges import used
from udfs._refused import fault, misread, shown
from udfs._registry import MISSING, CellError
from udfs._results import settled
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook.facts import fact

NA, NUM, VALUE = CellError.NA, CellError.NUM, CellError.VALUE
ON = date(2026, 10, 1)

READ: list[tuple[Any, Any, Any]] = [
    (number, -1e15, NUM),
    (number, -999999999999999.0, Decimal(-999999999999999)),
    (number, Decimal("1E+15"), NUM),
    (number, Decimal(123456789012345), Decimal(123456789012345)),
    (number, "123456789012345", Decimal(123456789012345)),
    (number, "1234567890123456", NUM),
    (number, " " * 254 + "1", Decimal(1)),
    (number, " " * 255 + "1", VALUE),
    (number, 10**14, Decimal(10**14)),
    (amount, 0.0, Decimal(0)),
    (amount, -0.0, Decimal(0)),
    (amount, 0.5, Decimal("0.5")),
    (amount, -0.5, VALUE),
    (amount, 999999999999999.0, Decimal(999999999999999)),
    (percent, 100.0, Decimal(100)),
    (percent, 100.01, VALUE),
    (percent, 1.0, Decimal(1)),
    (percent, 0.0, Decimal(0)),
    (percent, 0.99, VALUE),
    (percent, "0.99 %", Decimal("0.99")),
    (flag, " " * 251 + "TRUE", True),
    (flag, " " * 252 + "TRUE", VALUE),
    (text, "x" * 255, "x" * 255),
    (text, "x" * 256, VALUE),
    (text, 0.0, "0"),
    (text, 1.5, VALUE),
    (text, 999999999999999.0, "999999999999999"),
    (word, "x" * 255, "X" * 255),
    (currency, "usd", "USD"),
    (currency, "JPY", "JPY"),
    (currency, 5.0, VALUE),
    (currency, "ABC", VALUE),
    (currency, NA, NA),
    (currency, None, None),
]


@pytest.mark.parametrize(("reader", "cell", "read"), READ, ids=[f"{r.__name__} {str(c)[-20:]}" for r, c, _ in READ])
def test_a_cell_is_read_up_to_its_bound(reader: Any, cell: Any, read: Any) -> None:
    found = reader(cell)
    assert (found, type(found)) == (read, type(read))
    assert str(found) == str(read)


@pytest.mark.parametrize(("cell", "blank"), [(None, True), (" ", True), ("", True), ("x", False), (0.0, False)])
def test_what_is_blank(cell: Any, blank: bool) -> None:
    assert is_blank(cell) is blank


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(1999, 12, 31), "action_date holds 1999-12-31, which is no day of the years 2000 to 2099. "),
        (date(2000, 1, 1), "The encoded law begins on 01-Jan-2016; 01-Jan-2000 lies before it. "),
        (
            date(2099, 12, 31),
            "The law, reviewed on 22-Nov-2026, is answered up to 22-Nov-2027; 31-Dec-2099 lies after. ",
        ),
        (date(2100, 1, 1), "action_date holds 2100-01-01, which is no day of the years 2000 to 2099. "),
    ],
)
def test_the_first_and_the_last_day_that_a_cell_may_hold(on: date, said: str) -> None:
    assert udfs.REGIME_WHY(on).startswith(f"REGIME: #NUM!; {said}")


def test_a_number_as_a_day_of_a_plain_call_counts_from_1900() -> None:
    assert (udfs.REGIME(46295), udfs.REGIME(46296)) == ("MD2016", "REG2026")


# --- answers ---


def test_an_answer_is_given_up_to_what_a_cell_holds() -> None:
    assert settled("x" * 32767, "text") == "x" * 32767
    assert settled("x" * 32768, "text") == "x" * 32766 + "…"
    assert settled(Decimal("123456789012.345"), "amount") == Decimal("123456789012.345")
    assert settled(Decimal("123456789012.3456"), "amount") == NUM
    assert settled(Decimal(999999999999999), "number") == Decimal(999999999999999)


# --- sentences of refusals ---

AMOUNT = "Type digits with a decimal point and no currency or sign, such as 12500.50"
REFUSED = [
    ("date", 7.0, NUM, "which is no day of the years 2000 to 2099. Type the date such as 2026-05-04 or 4-May-2026"),
    ("amount", -1, VALUE, f"which is below zero. {AMOUNT}"),
    ("count", 1.5, VALUE, "which is no whole number of zero or more. Type digits alone, such as 25"),
    ("percent", -0.5, VALUE, None),
    ("percent", True, VALUE, None),
    ("currency", "ABC", VALUE, "which is no currency of ISO 4217. Type its three letters, such as USD"),
    ("text", 1.5, VALUE, "which is no code. Type it as text of at most 255 characters"),
    ("long_text", 1.5, VALUE, "which is no code. Type it as text of at most 255 characters"),
    ("word", 5, VALUE, "which is no word. Type one word of at most 255 characters"),
]
NO_PERCENT = (
    "which is no percentage. Type 5 for five percent; a share of one percent as text with its sign, such as 0.5 %"
)


@pytest.mark.parametrize(("kind", "cell", "error", "said"), REFUSED)
def test_what_is_said_of_a_cell_of_each_kind(kind: str, cell: Any, error: CellError, said: str | None) -> None:
    assert misread(kind, cell, error) == f"holds {shown(cell)}, {said or NO_PERCENT}"


def test_a_text_is_shown_up_to_sixty_signs() -> None:
    assert shown("x" * 58) == f"'{'x' * 58}'"
    assert shown("x" * 59) == f"'{'x' * 59}…"
    assert (shown(True), shown(1.50), shown(7)) == ("TRUE", "1.5", "7")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OverflowError(), "the dates lead beyond the year 9999. Check them"),
        (ImportError("no frames"), "a library that the function needs is not here: no frames"),
        (
            KeyError("secret"),
            "a fault of Import Desk (KeyError), not of the cells; its log has the place. Tell the support",
        ),
    ],
)
def test_what_a_fault_says(error: Exception, said: str) -> None:
    assert fault(error) == said


SAID: list[tuple[str, tuple[Any, ...], str]] = [
    (
        "REGIME",
        (date(2010, 1, 1),),
        "REGIME: #NUM!; The encoded law begins on 01-Jan-2016; 01-Jan-2010 lies before it. Check the date; decide "
        "older cases by the papers.",
    ),
    (
        "IEC",
        ("123",),
        "found '123'; expected an IEC of 10 digits (not zeros alone), or 10 characters in PAN form with "
        "digits from 0001. Copy the IEC from the importer's DGFT certificate.",
    ),
    (
        "IEC",
        (0.5,),
        "IEC: #VALUE!; text holds 0.5, which is no code. Type it as text of at most 255 characters. "
        'Example: "0388012345".',
    ),
    (
        "TO_INR",
        (1, "XXX", ON, [[ON, "USD", 88]]),
        "TO_INR: #VALUE!; currency holds 'XXX', which is no currency of ISO 4217. Type its three letters, such as USD.",
    ),
    (
        "TO_INR",
        (1, "USD", ON, [[ON, "USD", 88]], "x"),
        "TO_INR: #VALUE!; max_age_days holds 'x', which is no whole "
        "number of zero or more. Type digits alone, such as 25.",
    ),
    (
        "EVIDENCE_DUE",
        (ON, "XX", ON),
        "EVIDENCE_DUE: #VALUE!; kind holds 'XX', which is not on the list. Type one of ADVANCE, DA.",
    ),
]


@pytest.mark.parametrize(("name", "given", "said"), SAID, ids=[f"{n} {a[0]}" for n, a, _ in SAID])
def test_what_is_said_of_a_call(name: str, given: tuple[Any, ...], said: str) -> None:
    assert getattr(udfs, f"{name}_WHY")(*given) == said


def sizes(*given: Any) -> str:
    return str(udfs.WRITEOFF_WHY(*given))


def test_what_is_said_of_ranges_that_do_not_fit() -> None:
    head = "WRITEOFF: #VALUE!; "
    assert sizes([1, 2], [[1, 2]], ON) == (
        f"{head}invoice_value has 2 rows, difference has 1 rows of 2 cells. Give ranges of one size."
    )
    assert sizes([1, 2], [1, 2, 3], ON) == (
        f"{head}invoice_value has 2 rows, difference has 3 rows. Give ranges of one size."
    )
    assert sizes([[1], [2, 3]], 1, ON) == f"{head}invoice_value is no range of rows of one width. Give a range."
    help_ = next(one.help for one in REGISTRY["WRITEOFF_WHY"].arguments if one.name == "difference")
    assert sizes(100000) == f"{head}difference is left out. Give it: {help_.rstrip('. ')}."
    count = len(REGISTRY["WRITEOFF_WHY"].arguments)
    assert sizes(*[1] * 40) == f"{head}40 arguments are given; the function takes {count}. Leave the last out."


def test_names_that_no_function_takes() -> None:
    for call, told in (
        (lambda: udfs.RULES_VERSION(x=1), "RULES_VERSION takes no arguments; x does not fit"),
        (lambda: udfs.OUTSTANDING(1, 2, rate=3), None),
    ):
        with pytest.raises(TypeError) as refused:
            call()
        assert str(refused.value) == (
            told or "OUTSTANDING takes value, settled, written_off, closed; rate does not fit"
        )


# --- shapes ---


def test_a_range_of_several_columns_comes_back_in_its_shape() -> None:
    block = ((100.0, 200.0, 300.0), (400.0, None, 600.0), (None, None, None))
    assert evaluate("OUTSTANDING", [block, 40.0]) == [[60.0, 160.0, 260.0], [360.0, None, 560.0], [None, None, None]]
    assert evaluate("OUTSTANDING", [block, block]) == [[0.0, 0.0, 0.0], [0.0, None, 0.0], [None, None, None]]


def test_an_optional_range_alone_gives_a_row_for_each_of_its_cells() -> None:
    assert evaluate("OUTSTANDING", [100.0, 40.0, ((1.0,), (None,), (3.0,))]) == [[59.0], [60.0], [57.0]]
    assert evaluate("OUTSTANDING", [None, None, ((1.0,), (None,))]) == [[None], [None]]


def test_a_row_is_blank_where_every_mandatory_range_is_and_not_where_one_holds_a_cell() -> None:
    column = ((100.0,), (None,), (None,))
    other = ((1.0,), (2.0,), (None,))
    assert evaluate("DIFFERENCE_PCT", [column, other]) == [[1.0], [NA], [None]]
    assert evaluate("DIFFERENCE_PCT", [column, 1.0]) == [[1.0], [None], [None]]
    assert evaluate("DIFFERENCE_PCT", [((100.0,), (CellError.REF,), ("x",)), other]) == [
        [1.0],
        [CellError.REF],
        [VALUE],
    ]


def test_single_cells_of_a_function_of_ranges() -> None:
    assert evaluate("TO_INR", [5.0, "INR", 46296.0, None]) == [[5.0]]
    assert evaluate("TO_INR", [None, None, None, None]) == [[None]]
    assert evaluate("OUTSTANDING", [100.0, 40.0, MISSING, 10.0]) == [[50.0]]
    assert evaluate("OUTSTANDING", [None, None, 5.0]) == [[None]]


# --- rates ---

RATES: list[tuple[list[list[Any]], str]] = [
    # a first row of words is the header, whichever they are; units left out are one
    ([["Date", "USD", "INR"], [ON, "USD", 90]], "USD 100 at INR 90, rate of 2026-10-01: INR 9000."),
    ([["Date", "USD", "INR", None], [ON, "USD", 90, None]], "USD 100 at INR 90, rate of 2026-10-01: INR 9000."),
    ([["2026-10-01", "USD", "88.1"]], "USD 100 at INR 88.1, rate of 2026-10-01: INR 8810.0."),
    ([[ON, "USD", 176.5, 2]], "USD 100 at INR 176.5 for 2, rate of 2026-10-01: INR 8825.0."),
    (
        [[date(2026, 9, 29), "USD", 88]],
        "USD 100 at INR 88, rate of 2026-09-29, 2 days before 2026-10-01: INR 8800.",
    ),
    # a first row that tells a day or a rate is a line
    (
        [["2026-10-01", "USD", "x"]],
        "TO_INR: #VALUE!; rates: row 1 holds 'x', which is no number as this desk reads it. Type digits with a decimal "
        "point and no currency or sign, such as 12500.50.",
    ),
    (
        [["no day", "USD", "88.1"], [ON, "USD", 88]],
        "TO_INR: #VALUE!; rates: row 1 holds 'no day', which is no date. Type the date such as 2026-05-04 or "
        "4-May-2026.",
    ),
    # notes below the table are passed over; a line without its currency is not
    ([[ON, "USD", 88], ["a note", "of two", "words"]], "USD 100 at INR 88, rate of 2026-10-01: INR 8800."),
    ([[ON, "USD", 88], [None, "of two", "words"]], "USD 100 at INR 88, rate of 2026-10-01: INR 8800."),
    ([[ON, "USD", 88], [None, "USD", None]], "USD 100 at INR 88, rate of 2026-10-01: INR 8800."),
    (
        [[ON, "USD", 88], ["a note", "of two", 88]],
        "TO_INR: #VALUE!; rates: row 2 holds 'a note', which is no date. Type the date such as 2026-05-04 or "
        "4-May-2026.",
    ),
    (
        [[ON, "USD", 88], ["a note", "of two", NA]],
        "TO_INR: #VALUE!; rates: row 2 holds 'a note', which is no date. Type the date such as 2026-05-04 or "
        "4-May-2026.",
    ),
    # the bounds of a currency hold for its units
    ([[ON, "USD", 40]], "USD 100 at INR 40, rate of 2026-10-01: INR 4000."),
    ([[ON, "USD", 200]], "USD 100 at INR 200, rate of 2026-10-01: INR 20000."),
    ([[ON, "USD", 39.99]], "TO_INR: #VALUE!; found '39.99'; expected INR for 1 USD on 2026-10-01, 40 to 200."),
    ([[ON, "USD", 200.01]], "TO_INR: #VALUE!; found '200.01'; expected INR for 1 USD on 2026-10-01, 40 to 200."),
    ([[ON, "USD", 79, 2]], "TO_INR: #VALUE!; found '79'; expected INR for 2 USD on 2026-10-01, 80 to 400."),
    ([[ON, "USD", 401, 2]], "TO_INR: #VALUE!; found '401'; expected INR for 2 USD on 2026-10-01, 80 to 400."),
]


@pytest.mark.parametrize(("rates", "said"), RATES)
def test_what_is_said_of_lines_of_rates(rates: list[list[Any]], said: str) -> None:
    assert udfs.TO_INR_WHY(100, "USD", ON, rates) == said


@pytest.mark.parametrize("units", [1, 3, 7, 100])
def test_a_rate_of_a_currency_without_bounds_is_used_as_it_stands(units: int) -> None:
    assert udfs.TO_INR(100 * units, "HUF", ON, [[ON, "HUF", 0.27, units]]) == 27


def test_a_row_without_year_and_figure_is_passed_over() -> None:
    whole = udfs.EXTENSION_CAP_USD(["2024-25", "2025-26"], [6000000, 8000000], date(2026, 7, 1))
    gap = udfs.EXTENSION_CAP_USD(["2024-25", None, "2025-26"], [6000000, None, 8000000], date(2026, 7, 1))
    assert whole == gap == 700_000  # 10 % of the average
    unsaid = udfs.EXTENSION_CAP_USD(["2024-25", None], [6000000, 8000000], date(2026, 7, 1))
    assert unsaid is VALUE


# --- arguments and names ---


def test_the_help_of_an_argument_is_what_is_said_of_it_first() -> None:
    assert argument("action_date", help="Another help").help == "Another help"
    known = fact("action_date")
    assert argument("action_date").help == (known.help or known.asks[:1].upper() + known.asks[1:])
    assert argument("idpms_entered_on").help == "On which day did the bank enter it in IDPMS?"
    bare = fact("payment_date")
    assert not bare.help
    assert argument("payment_date", choices=("A", "B")).help == "A, B"


def test_every_argument_and_every_answer_is_of_a_known_kind() -> None:
    cells = {
        "date",
        "written_date",
        "amount",
        "written_amount",
        "number",
        "count",
        "percent",
        "flag",
        "word",
        "currency",
        "text",
    }
    ranges = {"dates", "texts", "amounts", "rates", "table"}
    assert {argument.kind for function in REGISTRY.values() for argument in function.arguments} <= cells | ranges
    answers = {"row", "flag", "word", "text", "date", "amount", "number", "count", "any", "table"}
    assert {function.returns for function in REGISTRY.values()} <= answers


def test_the_bare_name_of_a_date_answers_by_a_date() -> None:
    named = ("EVIDENCE_DUE", "PAYMENT_DUE", "USANCE_LIMIT", "IDPMS_ENTRY_DUE", "GOLD_RETURN_BY", "TRADE_CREDIT_LIMIT")
    assert {name: REGISTRY[name].returns for name in named} == dict.fromkeys(named, "date")


def test_a_function_knows_the_subject_that_it_belongs_to() -> None:
    assert {REGISTRY[name].family for name in ("WRITEOFF_OK", "SMALLVALUE_WHY")} == {"writeoff"}
    assert {REGISTRY[name].family for name in ("SETTLE", "SETTLE_WHY")} == {"settlement"}


def test_a_reason_is_read_by_the_register_of_its_fact() -> None:
    said: dict[str, Any] = {"help": "h", "example": "={}()"}
    row = (Decimal(1000), Decimal(10), date(2026, 5, 4), "BANK_CHARGES", True)
    own = decision_function(WriteOff, **said)
    assert own.body(*row).why.startswith("write-off: CHECK; reason OPERATIONAL; ")
    other = decision_function(WriteOff, rows={"reason": "extension_reason"}, **said)
    assert other.body(*row).findings == ("REASON_NOT_LISTED",)


def test_a_bound_of_the_bank_may_be_left_out_and_is_one_that_its_policy_knows() -> None:
    said: dict[str, Any] = {"help": "h", "example": "={}()"}
    found = decision_function(WriteOff, upto="action_date", named={"writeoff_cap_pct": "policy_pct"}, **said)
    assert (found.arguments[-1].name, found.arguments[-1].required) == ("policy_pct", False)
    with pytest.raises(AssertionError) as refused:
        decision_function(WriteOff, named={"cap": "policy_pct"}, **said)
    assert str(refused.value).startswith("the bank's policy knows no bound cap; it has writeoff_cap_pct, ")
    with pytest.raises(AssertionError) as refused:
        argument("hs", typed="amount")
    assert str(refused.value) == "the fact hs is text in the register and amount in the question"
    with pytest.raises(AssertionError) as refused:
        argument("payment_date")
    assert str(refused.value) == "nothing says in a wizard what the fact payment_date is"


def test_a_module_of_functions_gives_its_name_to_their_family(monkeypatch: pytest.MonkeyPatch) -> None:
    stated = replace(udfs.rules.REGIME, rules=("regime", "trade_credit."))
    monkeypatch.setattr(registry, "REGISTRY", made := {})
    registry.register(cast(ModuleType, SimpleNamespace(__name__="udfs.own.other", other=stated)))
    assert {name: one.family for name, one in made.items()} == {"OTHER": "other", "OTHER_WHY": "other"}


# --- what is seldom met ---


def test_an_error_in_an_optional_range_shows_beside_blank_cells() -> None:
    first, second = ((100.0,), (None,)), ((1.0,), (None,))
    assert evaluate("OUTSTANDING", [first, second, ((1.0,), (CellError.REF,))]) == [[98.0], [CellError.REF]]
    assert evaluate("OUTSTANDING", [first, second, CellError.REF]) == [[CellError.REF], [None]]


def test_ranges_of_blanks_give_blanks_whatever_stands_beside_them() -> None:
    blank = ((None,), (None,))
    assert evaluate("DIFFERENCE_PCT", [blank, 1.0]) == [[None], [None]]
    assert evaluate("DIFFERENCE_PCT", [blank, CellError.REF]) == [[None], [None]]
    assert evaluate("DIFFERENCE_PCT", [blank, blank]) == [[None], [None]]


def test_mandatory_arguments_that_are_left_out_are_no_blanks() -> None:
    assert evaluate("WRITEOFF_STATUS", [MISSING] * 7) == [[VALUE]]
    assert evaluate("WRITEOFF_STATUS", [None] * 7) == [[None]]


def test_a_value_that_no_cell_can_hold_is_refused_alone() -> None:
    assert udfs.REGIME([[{}], [date(2026, 5, 4)]]) == [[VALUE], ["MD2016"]]
    assert udfs.REGIME({}) is VALUE


def test_a_library_that_lacks_is_told_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lacking(found: Any) -> Any:
        raise ImportError("no frames here")

    for name in ("REGIME", "REGIME_WHY"):
        monkeypatch.setitem(REGISTRY, name, replace(REGISTRY[name], of=lacking))
    with caplog.at_level(logging.ERROR, "importdesk.udfs"):
        assert evaluate("REGIME", [46146.0]) == [[NA]]
        ((why,),) = evaluate("REGIME_WHY", [46146.0])
    assert why == "REGIME: #N/A; a library that the function needs is not here: no frames here."
    assert caplog.messages == ["REGIME gives #N/A: no frames here", "REGIME_WHY gives #N/A: no frames here"]


def test_a_fault_of_ours_is_logged_with_its_place(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(found: Any) -> Any:
        raise KeyError("secret")

    monkeypatch.setitem(REGISTRY, "REGIME", replace(REGISTRY["REGIME"], of=broken))
    with caplog.at_level(logging.ERROR, "importdesk.udfs"):
        assert evaluate("REGIME", [46146.0]) == [[VALUE]]
    (told,) = caplog.messages
    assert told.startswith("REGIME failed: KeyError at broken:")


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([[None]], 0),
        ([[1.0], [None]], 1),
        ([[1.0], [None], [None]], 1),
        ([[None], [1.0]], 2),
        ([[None, None], [None, 1.0], [None, None]], 2),
        ([[1.0], *[[None]] * 4096], 1),
        ([[1.0], *[[None]] * 4097], 1),
    ],
)
def test_the_rows_that_are_used_end_at_the_last_that_is_not_blank(rows: list[list[Any]], count: int) -> None:
    assert used(rows) == used(tuple(map(tuple, rows))) == count


def test_a_call_without_arguments_has_one_row_of_none() -> None:
    assert next(Call((), ONE, 1).rows()) == ()


def test_a_cell_of_a_range_is_named_with_its_row() -> None:
    why = udfs.EXTENSION_CAP_USD_WHY(["2023-24", "2024-25"], [1, "x"], date(2026, 7, 1))
    assert why.startswith("EXTENSION_CAP_USD: #VALUE!; remittances_usd: row 2 holds 'x', which is no number")


def test_a_first_row_that_is_not_all_words_is_no_header() -> None:
    why = udfs.TO_INR_WHY(1, "USD", ON, [[True, "USD", "x"], [ON, "USD", 88]])
    assert why.startswith("TO_INR: #VALUE!; rates: row 1 holds TRUE, which is no date.")
