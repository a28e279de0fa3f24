"""The loader refuses every contradiction with its place, and the rulebook answers by date without guessing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.engine.payment.extension import ExtensionRoom
from xl_addin.engine.writeoff.difference import WriteOff
from xl_addin.rulebook import NotInForce, OutsideHorizon, Provision, Rulebook, RulebookError, load
from xl_addin.rulebook.loading import HOME
from xl_addin.rulebook.policy import Policy

PARAMETERS = """
[horizon]
earliest = 2016-01-01
reviewed_on = 2026-11-22
answered_days_after_review = 365

[parameter."limit"]
subject = "payment"
type = "decimal"
meaning = "a limit"
governed_by = "action_date"

[parameter."months"]
subject = "payment"
type = "months"
meaning = "a period"
governed_by = "action_date"

[parameter."method"]
subject = "payment"
type = "word"
choices = ["one", "two"]
meaning = "a method"
governed_by = "action_date"

[parameter."reasons"]
subject = "payment"
type = "words"
choices = ["A", "B"]
meaning = "reasons"
governed_by = "action_date"

[parameter."bar"]
subject = "payment"
type = "flag"
meaning = "a bar"
governed_by = "action_date"

[parameter."by"]
subject = "payment"
type = "date"
meaning = "a day"
governed_by = "action_date"
"""

INSTRUMENT = """
[instrument]
id = "Circular No. 1 of 2016-01-01"
issuer = "Reserve Bank of India"
title = "a title"
issued_on = 2016-01-01
in_force_from = 2016-01-01
"""

VALUES = {"limit": "5", "months": "6", "method": '"one"', "reasons": '["A"]', "bar": "true", "by": "2020-07-31"}


def provision(parameter: str, value: str = "", first: str = "2016-01-01", more: str = "") -> str:
    """One provision as a person writes it."""
    return (
        f'\n[[provision]]\nparameter = "{parameter}"\nvalue = {value or VALUES[parameter]}\neffective_from = {first}\n'
        f'paragraph = "para 1"\nconfidence = "H"\n{more}\n'
    )


GOOD = INSTRUMENT + "".join(provision(name) for name in VALUES)
SECOND = GOOD[: GOOD.index("\n[[provision]]")].replace("No. 1 of 2016-01-01", "No. 2 of 2020-05-22")
SECOND = SECOND.replace("issued_on = 2016-01-01", "issued_on = 2020-05-22")

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a rulebook folder; keywords: parameters, first, second (instrument files)."""

    def make(parameters: str = PARAMETERS, first: str = GOOD, second: str = "", name: str = "2016-01-01_first") -> Path:
        (tmp_path / "instruments").mkdir(exist_ok=True)
        (tmp_path / "parameters.toml").write_text(parameters, "utf-8")
        (tmp_path / "instruments" / f"{name}.toml").write_text(first, "utf-8")
        if second:
            (tmp_path / "instruments" / "2020-05-22_second.toml").write_text(second, "utf-8")
        return tmp_path

    return make


def test_a_good_folder_loads(write: Write) -> None:
    rules = load(write())
    on = date(2026, 1, 1)
    found = {name: rules.in_force(name, on).value for name in VALUES}
    assert found == {
        "limit": Decimal(5),
        "months": 6,
        "method": "one",
        "reasons": ("A",),
        "bar": True,
        "by": date(2020, 7, 31),
    }


REFUSED = [
    ("no TOML", "first", "[instrument", "cannot be read as TOML"),
    ("no citation", "first", GOOD.replace('paragraph = "para 1"', 'paragraph = ""'), "has no paragraph"),
    ("no paragraph at all", "first", GOOD.replace('paragraph = "para 1"\n', ""), "has no paragraph"),
    ("no issuer", "first", GOOD.replace('issuer = "Reserve Bank of India"\n', ""), "has no issuer"),
    ("a parameter of no subject", "parameters", PARAMETERS.replace('subject = "payment"\n', ""), "has no subject"),
    ("an unknown subject", "parameters", PARAMETERS.replace('"payment"', '"pay"'), "subject 'pay' is not one of"),
    ("id without date", "first", GOOD.replace("No. 1 of 2016-01-01", "No. 1"), "number and the date 2016-01-01"),
    ("id without number", "first", GOOD.replace("No. 1 of", "of"), "number and the date 2016-01-01"),
    ("misspelt key", "first", GOOD.replace("confidence", "confidense"), "has no confidence"),
    ("extra key", "first", GOOD + provision("limit", first="2017-01-01", more="colour = 1"), "unknown key 'colour'"),
    ("extra section", "first", GOOD + "\n[[rule]]\nx = 1\n", "unknown key 'rule'"),
    ("unknown mark", "first", GOOD.replace('confidence = "H"', 'confidence = "X"'), "'X' is not one of H, M, L"),
    ("unknown parameter", "first", GOOD + provision("limit").replace('"limit"', '"limt"'), "unknown parameter 'limt'"),
    ("number as text", "first", GOOD.replace("value = 5", 'value = "5"'), "'5' is not a number"),
    ("negative number", "first", GOOD.replace("value = 5", "value = -5"), "is not a number of zero or more"),
    ("true as number", "first", GOOD.replace("value = 5", "value = true"), "True is not a number"),
    ("months with a fraction", "first", GOOD.replace("value = 6", "value = 6.5"), "is not a whole number"),
    ("true as months", "first", GOOD.replace("value = 6", "value = true"), "is not a whole number"),
    ("word not in choices", "first", GOOD.replace('"one"', '"three"'), "'three' is not one of one, two"),
    ("one word for a list", "first", GOOD.replace('["A"]', '"A"'), "is not a list of words"),
    ("empty list", "first", GOOD.replace('["A"]', "[]"), "is not a list of words"),
    ("list with a strange word", "first", GOOD.replace('["A"]', '["C"]'), "'C' is not one of A, B"),
    ("flag as number", "first", GOOD.replace("value = true", "value = 1"), "1 is not true or false"),
    ("date with a clock", "first", GOOD.replace("value = 2020-07-31", "value = 2020-07-31T00:00:00"), "is not a date"),
    ("date as text", "first", GOOD.replace("value = 2020-07-31", 'value = "2020-07-31"'), "is not a date"),
    (
        "first day as text",
        "first",
        GOOD.replace("effective_from = 2016-01-01", 'effective_from = "2016-01-01"'),
        "is not a date",
    ),
    (
        "ends before it begins",
        "first",
        INSTRUMENT + provision("limit", more="effective_to = 2015-12-31"),
        "effective_to 2015-12-31 lies before effective_from 2016-01-01",
    ),
    ("twice from one day", "first", GOOD + provision("limit", "7"), "is set twice from 2016-01-01"),
    ("never set", "first", INSTRUMENT + provision("limit"), "no instrument ever sets this parameter"),
    (
        "words of no register",
        "parameters",
        PARAMETERS.replace('["A", "B"]', '"reasons"'),
        "is no register of words",
    ),
    (
        "a condition without a question",
        "parameters",
        PARAMETERS.replace('["A", "B"]', '"conditions"'),
        "value 'A' is not one of MTT_NOT_INTO_DTA",
    ),
    (
        "a reminder without a duty",
        "parameters",
        PARAMETERS.replace('["A", "B"]', '"evidence_duties"'),
        "value 'A' is not one of EDI_PORT, NON_EDI_PORT",
    ),
    ("unknown type", "parameters", PARAMETERS.replace('"flag"', '"bool"'), "type 'bool' is not one of"),
    ("word without choices", "parameters", PARAMETERS.replace('choices = ["one", "two"]', ""), "needs its choices"),
    ("no meaning", "parameters", PARAMETERS.replace('meaning = "a bar"', ""), "has no meaning"),
    ("no horizon", "parameters", PARAMETERS.replace("earliest = 2016-01-01", ""), "has no earliest"),
    (
        "ends nothing",
        "second",
        SECOND + '\n[[end]]\nparameters = ["limit"]\nlast_day = 2015-01-01\nparagraph = "para 2"\n',
        "nothing is in force on 2015-01-01",
    ),
    (
        "ends what nobody knows",
        "second",
        SECOND + '\n[[end]]\nparameters = ["limt"]\nlast_day = 2020-01-01\nparagraph = "para 2"\n',
        "unknown parameter 'limt'",
    ),
    (
        "ends without citation",
        "second",
        SECOND + '\n[[end]]\nparameters = ["limit"]\nlast_day = 2020-01-01\n',
        "has no paragraph",
    ),
]


@pytest.mark.parametrize(("which", "text", "said"), [pytest.param(*rest, id=name) for name, *rest in REFUSED])
def test_a_bad_file_stops_the_program(write: Write, which: str, text: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        load(write(**{which: text}))
    assert said in str(refused.value)
    assert refused.value.where
    assert refused.value.todo


def test_a_file_is_named_by_the_day_of_issue(write: Write) -> None:
    with pytest.raises(RulebookError, match="must begin with 2016-01-01_"):
        load(write(name="2016-02-01_first"))


def test_a_later_provision_ends_the_one_before_on_its_eve(write: Write) -> None:
    rules = load(write(second=SECOND + provision("limit", "7", "2020-05-22")))
    first, second = rules.history("limit")
    assert (first.effective_to, second.effective_to) == (date(2020, 5, 21), None)
    assert rules.in_force("limit", date(2020, 5, 21)).value == 5
    assert rules.in_force("limit", date(2020, 5, 22)).value == 7


def test_a_later_provision_ends_even_one_that_named_a_later_end(write: Write) -> None:
    first = GOOD.replace(provision("limit"), provision("limit", more="effective_to = 2026-09-30"))
    rules = load(write(first=first, second=SECOND + provision("limit", "7", "2020-05-22")))
    assert [p.effective_to for p in rules.history("limit")] == [date(2020, 5, 21), None]


def test_a_gap_is_allowed_and_refused_when_asked(write: Write) -> None:
    first = GOOD.replace(provision("limit"), provision("limit", more="effective_to = 2018-12-31"))
    rules = load(write(first=first, second=SECOND + provision("limit", "7", "2020-05-22")))
    assert rules.in_force("limit", date(2018, 12, 31)).value == 5
    for gap in (date(2019, 1, 1), date(2020, 5, 21)):
        assert rules.find("limit", gap) is None
        with pytest.raises(NotInForce, match=r"Circular No\. 1 of 2016-01-01, ended on 2018-12-31"):
            rules.in_force("limit", gap)


def test_a_repeal_ends_a_provision_without_successor(write: Write) -> None:
    repeal = SECOND + '\n[[end]]\nparameters = ["limit", "months"]\nlast_day = 2020-05-21\nparagraph = "para 2"\n'
    rules = load(write(second=repeal))
    assert rules.in_force("limit", date(2020, 5, 21)).value == 5
    assert rules.find("months", date(2020, 5, 22)) is None


def test_a_repeal_on_the_first_day_leaves_that_day(write: Write) -> None:
    repeal = SECOND + '\n[[end]]\nparameters = ["limit"]\nlast_day = 2016-01-01\nparagraph = "para 2"\n'
    rules = load(write(second=repeal))
    assert rules.in_force("limit", date(2016, 1, 1)).value == 5
    assert rules.find("limit", date(2016, 1, 2)) is None


def test_before_the_first_instrument_the_message_names_it(write: Write) -> None:
    rules = load(write(first=GOOD.replace("effective_from = 2016-01-01", "effective_from = 2016-04-28")))
    with pytest.raises(NotInForce, match=r"earliest is Circular No\. 1 of 2016-01-01, in force from 2016-04-28"):
        rules.in_force("limit", date(2016, 4, 27))


RULES = load()


@pytest.mark.parametrize("on", [date(1900, 1, 1), date(2015, 12, 31), date(2027, 11, 23), date(2099, 1, 1)])
def test_days_outside_the_encoded_law_are_refused(on: date) -> None:
    with pytest.raises(OutsideHorizon):
        RULES.in_force("regime", on)
    with pytest.raises(OutsideHorizon):
        RULES.find("regime", on)


def test_days_after_the_review_are_answered_for_a_year_and_the_review_is_shown() -> None:
    assert RULES.in_force("regime", date(2027, 11, 22)).value == "REG2026"
    assert RULES.reviewed_on == date(2026, 11, 22)
    assert RULES.version.startswith("2026-11-22 ")


def test_an_unknown_parameter_is_a_fault_of_ours() -> None:
    with pytest.raises(RulebookError, match=r"knows no parameter 'writeof\.limit'"):
        RULES.in_force("writeof.limit", date(2026, 1, 1))


def test_histories_are_ordered_and_do_not_overlap() -> None:
    for parameter in RULES.parameters():
        line = RULES.history(parameter.name)
        assert line
        for before, after in pairwise(line):
            assert before.effective_to is not None
            assert before.effective_from <= before.effective_to < after.effective_from


def test_every_answer_agrees_with_a_plain_search() -> None:
    marks = {p.effective_from for one in RULES.parameters() for p in RULES.history(one.name)}
    days = {date.fromordinal(mark.toordinal() + step) for mark in marks for step in (-1, 0, 1)}
    for parameter in RULES.parameters():
        for on in (day for day in days if RULES.earliest <= day <= RULES.latest):
            plain: list[Provision | None] = [
                p
                for p in RULES.history(parameter.name)
                if p.effective_from <= on and (p.effective_to is None or on <= p.effective_to)
            ]
            assert [RULES.find(parameter.name, on)] == (plain or [None])


def test_the_rulebook_is_immutable_and_loaded_once() -> None:
    assert load() is load()
    with pytest.raises(AttributeError):
        RULES.earliest = date(2000, 1, 1)  # type: ignore[misc]
    with pytest.raises(TypeError):
        RULES.lines["x"] = RULES.lines["regime"]  # type: ignore[index]


def test_loading_is_quick() -> None:
    load.cache_clear()
    began = time.process_time()
    load()
    assert time.process_time() - began < 0.2  # aim 50 ms; four times that on a busy machine


def test_no_parameter_is_left_without_a_reader() -> None:
    engine = Path(rulebook.__file__).parent.parent / "engine"
    text = "".join(path.read_text("utf-8") for path in engine.rglob("*.py"))
    unread = [one.name for one in RULES.parameters() if one.name not in text and one.name.split(".")[-1] not in text]
    assert unread == []


def with_circular(tmp_path: Path, text: str) -> Rulebook:
    """The shipped rulebook with one more instrument file, and nothing else."""
    shutil.copytree(HOME / "instruments", tmp_path / "instruments")
    shutil.copy(HOME / "parameters.toml", tmp_path / "parameters.toml")
    (tmp_path / "instruments" / "2027-01-15_new_circular.toml").write_text(text, "utf-8")
    return load(tmp_path)


NEW = """
[instrument]
id = "A.P. (DIR Series) Circular No. 40 of 2027-01-15"
issuer = "Reserve Bank of India"
title = "an invented circular"
issued_on = 2027-01-15
in_force_from = 2027-02-01

[[provision]]
parameter = "small_value.limit_inr"
value = 1500000
effective_from = 2027-02-01
paragraph = "para 2"
confidence = "H"
"""

BACK_TO_PERCENT = "".join(
    f'\n[[provision]]\nparameter = "writeoff.{name}"\nvalue = {value}\neffective_from = 2027-02-01\n'
    'paragraph = "para 3"\nconfidence = "H"\n'
    for name, value in (
        ("method", '"percent_of_invoice_value"'),
        ("limit_pct", "2.5"),
        ("capped_reasons", '["DISCOUNT"]'),
        ("uncapped_reasons", '["QUALITY"]'),
        ("preconditions", '["SUIT_PENDING"]'),
        ("outside", '"REFER_RBI"'),
    )
)


def test_a_new_circular_is_one_new_file(tmp_path: Path) -> None:
    rules = with_circular(tmp_path, NEW + BACK_TO_PERCENT)
    eve, first = date(2027, 1, 31), date(2027, 2, 1)
    before = load().in_force("small_value.limit_inr", eve).value
    assert [rules.in_force("small_value.limit_inr", on).value for on in (eve, first)] == [before, 1500000]
    case: dict[str, Any] = {
        "reason": "DISCOUNT",
        "satisfied": True,
        "suit_pending": False,
        "adverse_notice": None,
        "documents": None,
    }
    for difference, on, status in (("2.51", eve, "OK"), ("2.50", first, "OK"), ("2.51", first, "REFER_RBI")):
        answer = Law(rules, Policy()).ask(
            WriteOff,
            invoice_value=Decimal(100),
            difference=Decimal(difference),
            action_date=on,
            **case,
        )
        assert answer.status == status


def test_an_earlier_circular_found_late_is_one_new_file_too(tmp_path: Path) -> None:
    text = NEW.replace("small_value.limit_inr", "extension.step_months").replace("1500000", "9")
    text = text.replace("2027-02-01\np", "2026-07-01\neffective_to = 2026-09-30\np")
    rules = with_circular(tmp_path, text)
    days = {"shipment_date": date(2026, 1, 15), "current_due": date(2026, 7, 15)}
    reach = [
        Law(rules, Policy()).ask(ExtensionRoom, action_date=on, **days).value
        for on in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert reach == [date(2027, 1, 15), date(2027, 4, 15)]
    assert rules.find("extension.step_months", date(2026, 10, 1)) is None


OWN = '\n[parameter."fee"]\nsubject = "dgft"\ntype = "decimal"\nmeaning = "a fee"\ngoverned_by = "action_date"\n'
NEW_WORD = '\n[[choice]]\nparameter = "method"\nword = "three"\nmeaning = "a third way"\n'


def test_a_circular_brings_a_quantity_and_a_method_of_its_own(write: Write) -> None:
    """One new file is enough: what it declares is known to the other files too."""
    brought = SECOND + OWN + NEW_WORD + provision("method", '"three"', "2020-05-22")
    rules = load(write(second=brought + provision("limit", "7", "2020-05-22") + provision("fee", "1", "2020-05-22")))
    on = date(2020, 5, 22)
    assert [rules.in_force(name, on).value for name in ("method", "limit", "fee")] == ["three", Decimal(7), Decimal(1)]
    assert rules.known["method"].choices == ("one", "two", "three")


@pytest.mark.parametrize(
    ("section", "says"),
    [
        (OWN.replace("fee", "limit"), "limit: the parameter is declared already"),
        (NEW_WORD.replace("three", "two"), "word 'two' is known already"),
        (NEW_WORD.replace('"method"', '"limit"'), "words are not asked"),
        (NEW_WORD.replace('"method"', '"other"'), "unknown parameter 'other'"),
        (NEW_WORD.replace('meaning = "a third way"\n', ""), "has no meaning"),
        (OWN, "no instrument ever sets this parameter"),
    ],
)
def test_a_declaration_that_contradicts_is_refused(section: str, says: str, write: Write) -> None:
    with pytest.raises(RulebookError, match=says):
        load(write(second=SECOND + section))
