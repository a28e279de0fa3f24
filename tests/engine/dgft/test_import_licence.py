"""DGFT: no OK without its facts, what frees nobody, licences of restricted goods, windows on every day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.engine.dgft.iec_status import IecStatus
from xl_addin.engine.dgft.ims import Ims, ImsBeforeAdvance, ImsOpen, ImsValid
from xl_addin.engine.dgft.licence import LicenceValid
from xl_addin.engine.dgft.monitoring import Monitoring, MonitoringFee, MonitoringValidUntil
from xl_addin.engine.goods import all_digits, listed_as, too_short
from xl_addin.engine.law import Law
from xl_addin.engine.questions import facts_of
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy

LAW = Law(load(), Policy())
TODAY = date(2026, 11, 22)
SERVERS: dict[str, Any] = {"hs": "84715000", "item": "SERVER", "quantity": 10}
LICENCE: dict[str, Any] = {
    "restricted": True,
    "licence_number": "0311",
    "licence_iec": "ZZBTM0005J",
    "boe_iec": "zzbtm0005j ",
    "boe_date": date(2026, 5, 1),
    "valid_from": date(2026, 1, 1),
    "valid_to": date(2026, 12, 31),
}
# an OK case, and the facts that it cannot be OK without
READY: list[tuple[str, type, dict[str, Any], str]] = [
    (
        "authorised",
        Ims,
        {**SERVERS, "boe_date": TODAY, "authorisation_year": 2026},
        "hs item boe_date authorisation_year",
    ),
    ("exempt", Ims, {**SERVERS, "boe_date": TODAY, "purpose": "R&D"}, "hs item quantity boe_date purpose"),
    (
        "single piece",
        Ims,
        {**SERVERS, "item": "LAPTOP", "quantity": 1, "boe_date": TODAY, "mode": "POST"},
        "hs item quantity boe_date mode",
    ),
    (
        "before the advance",
        ImsBeforeAdvance,
        {**SERVERS, "expected_boe_date": date(2026, 12, 1), "authorisation_year": 2026},
        "hs item expected_boe_date authorisation_year",
    ),
    ("valid", ImsValid, {"authorisation_year": 2026, "boe_date": TODAY}, "authorisation_year boe_date"),
    ("open", ImsOpen, {"apply_date": TODAY}, "apply_date"),
    ("restricted goods", LicenceValid, LICENCE, " ".join(LICENCE)),
    (
        "steel",
        Monitoring,
        {"scheme": "SIMS", "hs": "72081000", "eta": TODAY, "register_date": date(2026, 11, 1)},
        "scheme hs eta register_date",
    ),
    (
        "paper",
        Monitoring,
        {"scheme": "PIMS", "hs": "48101300", "eta": TODAY, "register_date": date(2026, 11, 1), "listed": True},
        "scheme hs eta register_date listed",
    ),
    ("life", MonitoringValidUntil, {"scheme": "SIMS", "register_date": TODAY}, "scheme register_date"),
    ("flat fee", MonitoringFee, {"scheme": "SIMS", "cif_inr": None, "register_date": TODAY}, "scheme register_date"),
    (
        "share of the value",
        MonitoringFee,
        {"scheme": "CHIMS", "cif_inr": Decimal(5), "register_date": TODAY},
        "scheme cif_inr register_date",
    ),
]


@pytest.mark.parametrize(("asked", "facts", "needed"), [pytest.param(*rest, id=name) for name, *rest in READY])
def test_no_case_stays_ok_when_one_needed_fact_is_dropped(asked: type, facts: dict[str, Any], needed: str) -> None:
    assert LAW.ask(asked, **facts).ok
    for name in needed.split():
        answer = LAW.ask(asked, **{**facts, name: None})
        assert answer.status in {"CHECK", "REFUSE"}, name
        assert name.split("_")[0] in answer.why or name.split("_")[-1] in answer.why or "authorisation" in answer.why


@given(st.sampled_from(READY), st.data())
@settings(max_examples=150)
def test_dropping_any_facts_never_makes_an_ok(ready: Any, data: Any) -> None:
    _, asked, facts, needed = ready
    dropped = data.draw(st.sets(st.sampled_from(needed.split()), min_size=1))
    assert not LAW.ask(asked, **{**facts, **dict.fromkeys(dropped)}).ok


def test_no_word_of_business_type_or_scheme_holder_is_a_fact_of_the_test() -> None:
    facts = {"hs", "item", "quantity", "boe_date", "purpose", "mode"}
    assert set(facts_of("ims_required")) == facts
    assert set(facts_of("ims")) == {*facts, "authorisation_year", "stated_valid_to"}


def test_desktops_under_every_listed_line_raise_no_alarm() -> None:
    for line in LAW.rules.in_force("ims.hs", TODAY).value:
        answer = LAW.ask(Ims, hs=line, item="DESKTOP", quantity=1000, boe_date=TODAY)
        assert (answer.ok, answer.findings) == (True, ()), line


@given(st.sampled_from(["LAPTOP", "TABLET", "ALL_IN_ONE_PC", "ULTRA_SMALL_FORM_FACTOR", "SERVER"]), st.integers(1, 500))
def test_the_exempt_numbers_are_inclusive_for_every_item(item: str, pieces: int) -> None:
    case: dict[str, Any] = {"hs": "84713010", "item": item, "quantity": pieces, "boe_date": TODAY}
    assert LAW.ask(Ims, **case, purpose="TESTING").ok == (pieces <= 20)
    assert LAW.ask(Ims, **case, mode="COURIER").ok == (pieces == 1 and item != "SERVER")
    assert not LAW.ask(Ims, **case).ok


@pytest.mark.parametrize(
    ("changes", "status", "findings"),
    [
        ({}, "OK", ()),
        ({"restricted": False, "licence_number": None}, "OK", ()),
        ({"licence_number": None}, "REFUSE", ("LICENCE_MISSING",)),
        ({"licence_number": ""}, "REFUSE", ("LICENCE_MISSING",)),
        ({"licence_iec": "0388000222"}, "REFUSE", ("LICENCE_OF_ANOTHER_IEC",)),
        ({"licence_iec": ""}, "CHECK", ()),
        ({"boe_iec": ""}, "CHECK", ()),
        ({"boe_date": date(2025, 12, 31)}, "REFUSE", ("LICENCE_NOT_YET_VALID",)),
        ({"boe_date": date(2026, 1, 1)}, "OK", ()),
        ({"boe_date": date(2026, 12, 31)}, "OK", ()),
        ({"boe_date": date(2027, 1, 1)}, "REFUSE", ("LICENCE_EXPIRED",)),
        ({"valid_to": date(2025, 12, 31)}, "CHECK", ()),
        ({"valid_to": date(2026, 1, 1), "boe_date": date(2026, 1, 1)}, "OK", ()),
        (
            {"licence_iec": "0388000222", "boe_date": date(2027, 1, 1)},
            "REFUSE",
            ("LICENCE_OF_ANOTHER_IEC", "LICENCE_EXPIRED"),
        ),
        ({"licence_iec": "0388000222", "valid_to": None}, "REFUSE", ("LICENCE_OF_ANOTHER_IEC",)),
    ],
)
def test_a_licence_covers_its_holder_within_its_life(
    changes: dict[str, Any], status: str, findings: tuple[str, ...]
) -> None:
    answer = LAW.ask(LicenceValid, **{**LICENCE, **changes})
    assert (answer.status, answer.findings) == (status, findings)


def test_a_licence_answer_tells_what_it_rests_on() -> None:
    free = LAW.ask(LicenceValid, **{**LICENCE, "restricted": False})
    assert free.notes == ("the goods are not restricted: no licence needed",)
    other = LAW.ask(LicenceValid, **{**LICENCE, "licence_iec": "0388000222"})
    assert other.notes == ("the licence belongs to IEC 0388000222, the BoE to zzbtm0005j ",)
    assert "law reviewed on 2026-11-22" in other.why
    asked = LAW.ask(LicenceValid, **{**LICENCE, "restricted": None})
    assert asked.notes == ("restricted is not given (does the import policy restrict these goods?)",)


WINDOWS = {"SIMS": (60, 0, "72081000"), "PIMS": (75, 5, "48101300"), "CIMS": (60, 0, "27011100")}


@given(st.sampled_from(sorted(WINDOWS)), st.dates(date(2024, 6, 1), date(2027, 8, 1)), st.integers(-100, 30))
@settings(max_examples=300)
def test_the_window_is_counted_in_days_with_both_ends_in(scheme: str, eta: date, shift: int) -> None:
    earliest, latest, hs = WINDOWS[scheme]
    registered = eta + timedelta(days=shift)
    answer = LAW.ask(Monitoring, scheme=scheme, hs=hs, eta=eta, register_date=registered, listed=True)
    assert answer.ok == (-earliest <= shift <= -latest)
    if answer.ok:
        life = LAW.ask(MonitoringValidUntil, scheme=scheme, register_date=registered)
        assert answer.value == life.value == registered + timedelta(days=75)
        assert eta <= registered + timedelta(days=75)


@given(st.integers(1, 10**13))
def test_a_fee_by_value_is_exact_between_floor_and_ceiling(paise: int) -> None:
    fee = LAW.ask(MonitoringFee, scheme="CHIMS", cif_inr=Decimal(paise).scaleb(-2), register_date=TODAY).value
    assert isinstance(fee, Decimal)
    assert fee * 100_000 == min(max(Decimal(paise), Decimal(10_000_000)), Decimal(50_000_000))


def test_an_importer_that_is_not_linked_is_warned_about_and_never_barred() -> None:
    case: dict[str, Any] = {"last_update": date(2026, 5, 1), "as_of": TODAY}
    plain = LAW.ask(IecStatus, **case)
    assert (plain.status, plain.notes) == ("ACTIVE", ())
    assert LAW.ask(IecStatus, **case, linked=True).notes == ()
    warned = LAW.ask(IecStatus, **case, linked=False, last_checked=date(2026, 11, 20))
    assert (warned.status, warned.notes) == (
        "ACTIVE",
        ("WARN: not linked with DGFT; incomplete data lead to deactivation",),
    )
    assert ("last checked", date(2026, 11, 20)) in warned.facts
    late = LAW.ask(IecStatus, last_update=date(2025, 5, 1), as_of=TODAY, linked=False)
    assert (late.status, len(late.notes)) == ("LIKELY_DEACTIVATED", 2)


def test_hs_codes_against_beginnings() -> None:
    assert listed_as("84713010", ("84", "8471", "85")) == "8471"
    assert listed_as("84713010", ("85",)) == ""
    assert [fail.status for fail in too_short("8471", ("84713010",))] == ["CHECK"]
    assert too_short("84713010", ("84713010",)) == []
    assert all_digits(LAW, "hs", "84713010") is None
    for text in ("8471 3010", "٨٤٧١", "²"):
        found = all_digits(LAW, "hs", text)
        assert found is not None, text
        assert found.status == "CHECK"
