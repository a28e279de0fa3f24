"""Columns judged as a whole: decimal sign, currency and unit. Each row is a file as a bank exports it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import IMPORTER, Desk, codes, csv_text, orm
from xl_addin.desk.intake.whole_columns import check_money
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables
from xl_addin.workbook.extracts import schema
from xl_addin.workbook.extracts.cell_text import CellText


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


CODES = ("HUF", "PLN", "ISK")


def rates(*figures: str, delimiter: str = ",") -> str:
    """A file of rates, one a day, each of another currency: what a rate may be is another question."""
    told = [
        (f"{n:02d}/10/2026", code, quoted(one, delimiter))
        for n, (code, one) in enumerate(zip(CODES, figures, strict=False), 1)
    ]
    rows = [delimiter.join(row) for row in told]
    return "\n".join([delimiter.join(("date", "currency", "inr_per_unit")), *rows]) + "\n"


def quoted(text: str, delimiter: str) -> str:
    return f'"{text}"' if delimiter in text else text


# --- the decimal sign ---


@pytest.mark.parametrize(
    ("figures", "delimiter", "shown"),
    [
        pytest.param(("84,125", "0,563", "91,2500"), ";", "'0,563'", id="field 03: as it came"),
        pytest.param(("84,125", "91,25"), ",", "'91,25'", id="two decimals after a comma"),
        pytest.param(("84,125", "91,2500"), ",", "'91,2500'", id="four decimals"),
        pytest.param(("84,125", "1234,567"), ",", "'1234,567'", id="a head of four digits"),
        pytest.param(("84,125", "1.234,56"), ",", "'1.234,56'", id="points for groups"),
        pytest.param(("84,125", "1.234.567"), ",", "'1.234.567'", id="points for groups without decimals"),
        pytest.param(("84,125", "1 234,5"), ",", "'1 234,5'", id="blanks for groups"),
        pytest.param(("84,125", "1\u00a0234,567"), ",", "'1\\xa0234,567'", id="hard blanks for groups"),
        pytest.param(("84,125", "0,250"), ",", "'0,250'", id="nought before the comma"),
        pytest.param(("84,125", ",5"), ",", "',5'", id="nothing before the comma"),
        pytest.param(("84,125", "-91,25"), ",", "'-91,25'", id="a sign before it"),
        pytest.param(("84,125", "€ 91,25"), ",", "'€ 91,25'", id="a currency before it"),
        pytest.param(("88.10", "91,25"), ",", "'91,25'", id="beside a decimal point"),
        pytest.param(("84,125",), ",", "'84,125'", id="a rate has no thousands"),
        pytest.param(("84,125", "84.130"), ",", "'84,125'", id="the same shape with a point"),
        pytest.param(("84,125",), ";", "'84,125'", id="semicolons, and nothing that shows the sign"),
        pytest.param(("84,125", "91"), ";", "'84,125'", id="semicolons and whole numbers"),
    ],
)
def test_case_5_a_comma_that_may_be_a_decimal_sign_refuses_the_file(
    desk: Desk, figures: tuple[str, ...], delimiter: str, shown: str
) -> None:
    with pytest.raises(DeskError) as refused:
        desk.take({"rates.csv": rates(*figures, delimiter=delimiter)})
    assert shown in refused.value.what
    assert "rates.csv, row" in refused.value.where
    assert desk.rows(tables.rates) == []


def amounts(*figures: str, currency: str = "USD", delimiter: str = ",") -> str:
    """A list of remittances in one currency."""
    rows = [orm(number=f"IBA{n}", amount=one, currency=currency) for n, one in enumerate(figures)]
    return csv_text(rows).replace(",", delimiter)


@pytest.mark.parametrize(
    ("figures", "currency", "delimiter"),
    [
        pytest.param(("1.000",), "USD", ",", id="a thousand, or one"),
        pytest.param(("1.500", "12.250"), "USD", ";", id="semicolons"),
        pytest.param(("1.500", "500"), "USD", "\t", id="beside a whole number"),
        pytest.param(("15.000",), "JPY", ",", id="yen"),
    ],
)
def test_case_5_a_point_that_may_part_thousands_refuses_the_file(
    desk: Desk, figures: tuple[str, ...], currency: str, delimiter: str
) -> None:
    with pytest.raises(DeskError, match="no cell shows what its point is"):
        desk.take({"orm.csv": amounts(*figures, currency=currency, delimiter=delimiter)})
    assert desk.events() == []


@pytest.mark.parametrize(
    ("figures", "currency", "read"),
    [
        pytest.param(("1.500", "500.00"), "USD", [150, 50_000], id="two decimals beside it"),
        pytest.param(("1.500", "1500.000"), "USD", [150, 150_000], id="four digits before it"),
        pytest.param(("0.500", "1.500"), "USD", [50, 150], id="nought before it"),
        pytest.param(("1.500",), "KWD", [1_500], id="a currency of three decimals"),
        pytest.param(("1.50", "7.5"), "USD", [150, 750], id="no three decimals"),
    ],
)
def test_a_point_that_is_shown_to_be_decimal_is_read(
    desk: Desk, figures: tuple[str, ...], currency: str, read: list[int]
) -> None:
    desk.take({"orm.csv": amounts(*figures, currency=currency)})
    assert [minor for _, minor in desk.events()] == read


def test_the_doubt_is_shown_with_both_readings(desk: Desk) -> None:
    with pytest.raises(DeskError, match=r"'84,125' in row 2 may be 84125 or 84\.125"):
        desk.take({"rates.csv": rates("84,125", "91,25")})


@pytest.mark.parametrize(
    ("figures", "delimiter", "read"),
    [
        pytest.param(("84.125", "0.563"), ",", ["84.125", "0.563"], id="decimal points"),
        pytest.param(("84.125", "0.563"), ";", ["84.125", "0.563"], id="decimal points between semicolons"),
        pytest.param(("1,084.25", "84,125"), ";", ["1084.25", "84125"], id="semicolons, and a sign that is shown"),
        pytest.param(("1,00,084.25",), ";", ["100084.25"], id="lakhs between semicolons"),
        pytest.param(("1,084.25", "1,085"), ",", ["1084.25", "1085"], id="groups that show themselves"),
        pytest.param(("1,084.25", "84.125"), "\t", ["1084.25", "84.125"], id="the same between tabs"),
        pytest.param(("88", "91"), ";", ["88", "91"], id="whole numbers"),
    ],
)
def test_a_column_whose_decimal_sign_is_certain_is_read(
    desk: Desk, figures: tuple[str, ...], delimiter: str, read: list[str]
) -> None:
    taken = desk.take({"rates.csv": rates(*figures, delimiter=delimiter)})
    assert codes(taken) == []
    assert [row["inr_per_unit"] for row in desk.rows(tables.rates)] == read


@pytest.mark.parametrize(
    ("amounts", "delimiter"),
    [(("84,125", "1.234"), ","), (("84,125", "900"), ";"), (("84,125", "84.125"), ";")],
    ids=["three digits after a comma and after a point", "semicolons", "semicolons and a point in doubt"],
)
def test_case_5_amounts_whose_comma_nothing_explains_refuse_the_file(
    desk: Desk, amounts: tuple[str, ...], delimiter: str
) -> None:
    text = csv_text([orm(number=f"N{n}", amount=one, currency="KWD") for n, one in enumerate(amounts)])
    if delimiter == ";":
        text = "\n".join(
            line.replace('"84,125"', "84@125").replace(",", ";").replace("@", ",") for line in text.split("\n")
        )
    with pytest.raises(DeskError, match=r"'84,125' in row 2 may be 84125 or 84\.125"):
        desk.take({"orm.csv": text})


def test_each_column_of_figures_is_judged_for_itself_where_commas_stand_between_cells(desk: Desk) -> None:
    facts = {"item_kind": "ORM", "outward_reference_number": "IBA26100000001", "deal_rate": "88,25"}
    with pytest.raises(DeskError, match="deal_rate"):
        desk.take({"facts.csv": csv_text([facts]), "orm.csv": csv_text([orm(amount="84,125")])})
    assert desk.orms(orm(amount="84,125")).rows_kept == 1


def test_a_text_with_a_comma_in_another_column_is_no_figure(desk: Desk) -> None:
    assert desk.orms(orm(name="NAKLI, FOODS", remarks="0,25 PAID")).rows_kept == 1


# --- currency and unit in the header ---


@pytest.mark.parametrize(
    ("header", "currency", "says"),
    [
        pytest.param("Amount (₹)", "USD", "says ₹", id="field 01: the rupee's sign"),
        pytest.param("Amount in INR", "USD", "says INR", id="its code"),
        pytest.param("Amount (Rs.)", "USD", "says RS", id="its word"),
        pytest.param("Amount Rupees", "USD", "says RUPEES", id="its word in full"),
        pytest.param("Amount_INR", "USD", "says INR", id="after a stroke below"),
        pytest.param("ORM amount (₨)", "USD", "says RS", id="its old sign"),
        pytest.param("INR Amount", "USD", "says INR", id="before the word"),
        pytest.param("Amount (EUR)", "USD", "says EUR", id="another code"),
        pytest.param("Amount €", "USD", "says €", id="another sign"),
        pytest.param("Amount $", "EUR", "says \\$", id="dollars"),
        pytest.param("Amount (US$)", "SGD", "says US \\$", id="dollars of another country"),
        pytest.param("Amount USD '000", "USD", "'000'", id="thousands"),
        pytest.param("Amount (in lakh)", "INR", "'lakh'", id="lakh"),
        pytest.param("Amount Rs. crore", "INR", "'crore'", id="crore"),
        pytest.param("Amount (Rs. in Lacs)", "INR", "'lacs'", id="lacs"),
        pytest.param("Amount (USD mn)", "USD", "'mn'", id="millions"),
        pytest.param("Amount %", "USD", "'%'", id="a percentage"),
        pytest.param("Amount in paise", "INR", "'paise'", id="minor units"),
    ],
)
def test_case_53_a_header_that_says_another_currency_or_a_unit_refuses_the_file(
    desk: Desk, header: str, currency: str, says: str
) -> None:
    text = csv_text([orm(currency=currency, amount="84125")]).replace(",Amount,", f",{header},", 1)
    with pytest.raises(DeskError, match=says) as refused:
        desk.take({"orm.csv": text})
    assert "orm.csv" in refused.value.where
    assert desk.rows(tables.orm_events) == []


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("Amount (USD)", "USD"),
        ("Amount (US$)", "USD"),
        ("Amount $", "SGD"),
        ("Amount in INR", "INR"),
        ("Amount (₹)", "INR"),
        ("Amount (Rs.)", "INR"),
        ("Amount (in Rs. only)", "INR"),
        ("Amount*", "USD"),
        ("AMOUNT :", "USD"),
        ("(Amount)", "USD"),
        ("Ａｍｏｕｎｔ", "USD"),
    ],
)
def test_a_header_that_agrees_with_the_currency_of_the_rows_passes(desk: Desk, header: str, currency: str) -> None:
    text = csv_text([orm(currency=currency)]).replace(",Amount,", f",{header},", 1)
    taken = desk.take({"orm.csv": text})
    assert (codes(taken, blocking=False), taken.rows_kept) == ([], 1)


def test_a_header_with_a_currency_over_rows_of_several_is_refused(desk: Desk) -> None:
    text = csv_text([orm(), orm(number="B", currency="EUR")]).replace(",Amount,", ",Amount (USD),", 1)
    with pytest.raises(DeskError, match=r"says USD, and the amount is to be in EUR") as refused:
        desk.take({"orm.csv": text})
    assert "row 3" in refused.value.where


@pytest.mark.parametrize("header", ["Amount राशि", "Amount of invoice", "Amount 2", "Amount LCY", "Amount + tax"])
def test_case_40_a_header_with_other_words_is_no_alias(desk: Desk, header: str) -> None:
    with pytest.raises(DeskError, match="Columns are missing: Amount"):
        desk.take({"orm.csv": csv_text([orm()]).replace(",Amount,", f",{header},", 1)})


@pytest.mark.parametrize(
    ("name", "header"),
    [("outwardReferenceNumber", "ORM No. / क्रमांक"), ("IEName", "Importer (आयातक)"), ("paymentDate", "Value date தேதி")],
)
def test_case_40_a_header_in_two_scripts_is_known_by_one_of_them(desk: Desk, name: str, header: str) -> None:
    taken = desk.take({"orm.csv": csv_text([orm()]).replace(name, header, 1)})
    assert (codes(taken, blocking=False), taken.rows_kept) == ([], 1)


def test_beside_the_amount_a_column_in_rupees_is_told_and_not_read(desk: Desk) -> None:
    taken = desk.orms({**orm(), "Amount (INR)": "88100.00"})
    assert (codes(taken, blocking=False), desk.events()) == (["COLUMN_NOT_KNOWN"], [("NEW", 100_000)])


def test_a_layout_that_names_its_currency_holds_headers_to_it(desk: Desk) -> None:
    names = ("import_remittances_usd_fy_minus_1", "inr_per_unit")
    agrees = {"importers.csv": csv_text([IMPORTER]).replace(names[0], f"{names[0]} ($)", 1)}
    assert codes(desk.take(agrees), blocking=False) == []
    with pytest.raises(DeskError, match="says ₹, and the amount is to be in USD"):
        desk.take({"importers.csv": agrees["importers.csv"].replace("($)", "(₹)")})
    with pytest.raises(DeskError, match="'%'"):
        desk.take({"rates.csv": rates("88").replace(names[1], f"{names[1]} %")})


@pytest.mark.parametrize(("words", "says"), [("in lakh", "lakh"), ("(₹)", "₹"), ("USD '000", "000"), ("EUR", "EUR")])
def test_case_53_a_second_line_of_headers_that_says_a_unit_refuses_the_file(desk: Desk, words: str, says: str) -> None:
    second = dict.fromkeys(orm(), "") | {"Amount": words}
    with pytest.raises(DeskError, match=says) as refused:
        desk.orms(second, orm())
    assert "under Amount in row 2" in refused.value.what


@pytest.mark.parametrize("text", ["NIL", "-", "n/a", "(500.00)", ".50"])
def test_other_words_among_the_figures_refuse_their_row_alone(desk: Desk, text: str) -> None:
    taken = desk.orms(orm(number="A", amount=text), orm())
    assert (codes(taken), taken.rows_kept) == (["BAD_AMOUNT"], 1)


# --- currency and unit in number formats ---


def judged(form: str, currency: str) -> None:
    rows = [(2, {"amount": CellText("84125.5", "number", form), "currency": currency})]
    check_money(schema.ORM_COLUMNS, rows, "orm.xlsx", {})


@pytest.mark.parametrize(
    ("form", "currency", "says"),
    [
        ("[$₹-4009]\\ #,##0.00", "USD", "₹"),
        ("[$₹-hi-IN]#,##0.00", "USD", "₹"),
        ('"₹"\\ #,##0.00', "USD", "₹"),
        ('"Rs." #,##0.00', "USD", "RS"),
        ("[$INR] #,##0.00", "USD", "INR"),
        ('"USD" #,##0.00', "EUR", "USD"),
        ("[$€-2] #,##0.00", "USD", "€"),
        ('_-[$$-409]* #,##0.00_ ;_-[$$-409]* \\-#,##0.00\\ ;_-[$$-409]* "-"??_ ;_-@_ ', "EUR", r"\$"),
        ("[$¥-411]#,##0", "USD", "¥"),
        ("£#,##0.00", "USD", "£"),
        ('#,##0.00" lakh"', "INR", "lakh"),
        ('0.00,," mn"', "USD", "mn"),
        ('0.00" Cr";0.00" Dr"', "USD", "cr dr"),
    ],
)
def test_case_53_a_number_format_that_says_another_currency_or_a_unit_refuses_the_file(
    form: str, currency: str, says: str
) -> None:
    with pytest.raises(DeskError, match=says) as refused:
        judged(form, currency)
    assert "orm.xlsx" in refused.value.where
    assert "row 2" in str(refused.value)


@pytest.mark.parametrize(
    ("form", "currency"),
    [
        ("", "USD"),
        ("General", "USD"),
        ("#,##0.00", "USD"),
        ("#,##0.00;[Red]-#,##0.00", "USD"),
        ("[>=10000000]##\\,##\\,##\\,##0;[>=100000]##\\,##\\,##0;##,##0", "USD"),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "USD"),
        ("_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \\-??_);_(@_)", "USD"),
        ("0.00E+00", "USD"),
        ("[$$-409]#,##0.00", "USD"),
        ("[$€-2] #,##0.00", "EUR"),
        ("[$₹-4009]\\ #,##0.00", "INR"),
        ('"USD" #,##0.00', "USD"),
        ('"$"#,##0.00', "SGD"),
    ],
)
def test_a_number_format_that_agrees_or_says_nothing_passes(form: str, currency: str) -> None:
    judged(form, currency)
