"""One importer in several papers, and the log of its master line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xl_addin.domain.records import Importer
from xl_addin.engine.parties.identity import (
    Identity,
    IdentityDifference,
    MasterChange,
    identity_differences,
    master_as_on,
    master_changes,
)

MASTER = Identity("IEC master", "ZZBTM0005J", "Vega Traders", "12, Ring Road, Delhi", "ZZBTM0005J")
ORM = Identity("ORM 1", "ZZBTM0005J", "VEGA TRADERS")
BOE = Identity("BoE 2", "zzbtm0005j", "Vega  Traders", "12 Ring Road Delhi", "ZZBTM0005J")


def test_papers_that_agree_but_for_case_spaces_and_punctuation_are_one_importer() -> None:
    assert identity_differences(MASTER, ORM, BOE) == ()
    assert identity_differences(MASTER) == ()


@pytest.mark.parametrize(
    ("field", "found"),
    [("iec", "0388000222"), ("name", "Vega Trade"), ("address", "13, Ring Road, Delhi"), ("pan", "ZZBTM0006J")],
)
def test_each_field_that_differs_is_named_with_its_paper(field: str, found: str) -> None:
    differing = BOE._replace(**{field: found})
    difference = IdentityDifference("BoE 2", field, found, getattr(MASTER, field))
    assert identity_differences(MASTER, ORM, differing) == (difference,)


@pytest.mark.parametrize("field", ["iec", "name", "address", "pan"])
def test_what_a_paper_does_not_say_is_no_difference(field: str) -> None:
    assert identity_differences(MASTER, BOE._replace(**{field: ""})) == ()
    assert identity_differences(MASTER._replace(**{field: ""}), BOE) == ()


def test_an_iec_in_pan_form_is_its_holders_pan() -> None:
    wrong = MASTER._replace(pan="ZZBTM0006J")
    assert identity_differences(wrong) == (IdentityDifference("IEC master", "pan", "ZZBTM0006J", "ZZBTM0005J"),)
    legacy = MASTER._replace(iec="0388000222", pan="ZZBTM0006J")
    assert identity_differences(legacy) == ()


LINE = Importer(
    "ZZBTM0005J", "Vega Traders", "Delhi", "ZZBTM0005J", date(2026, 5, 1), None, None, None, None, None, None
)


def test_a_change_is_logged_field_by_field_with_its_day_and_its_hand() -> None:
    moved = replace(LINE, address="Mumbai", suit_pending=False)
    log = master_changes(LINE, moved, on=date(2026, 6, 1), recorded_on=date(2026, 6, 2), recorded_by="desk 4")
    assert log == (
        MasterChange("ZZBTM0005J", date(2026, 6, 1), date(2026, 6, 2), "desk 4", "address", "Delhi", "Mumbai"),
        MasterChange("ZZBTM0005J", date(2026, 6, 1), date(2026, 6, 2), "desk 4", "suit_pending", None, False),
    )
    assert master_changes(LINE, LINE, on=date(2026, 6, 1), recorded_on=date(2026, 6, 2), recorded_by="x") == ()


def test_two_importers_are_not_one_change() -> None:
    with pytest.raises(AssertionError, match="two importers"):
        master_changes(
            LINE, replace(LINE, iec="0388000222"), on=date(2026, 6, 1), recorded_on=date(2026, 6, 1), recorded_by="x"
        )


def test_the_master_line_of_a_past_day_can_be_read_back() -> None:
    def step(before: Importer, address: str, day: date) -> tuple[Importer, tuple[MasterChange, ...]]:
        after = replace(before, address=address)
        return after, master_changes(before, after, on=day, recorded_on=day, recorded_by="desk 4")

    first, one = step(LINE, "Mumbai", date(2026, 6, 1))
    second, two = step(first, "Pune", date(2026, 6, 1))
    third, three = step(second, "Surat", date(2026, 8, 1))
    log = (*one, *two, *three)
    assert master_as_on(third, log, date(2026, 5, 31)) == LINE
    assert master_as_on(third, log, date(2026, 6, 1)) == second
    assert master_as_on(third, log, date(2026, 7, 31)) == second
    assert master_as_on(third, log, date(2026, 8, 1)) == third
    strangers = tuple(change._replace(iec="0388000222") for change in log)
    assert master_as_on(third, strangers, date(2026, 5, 31)) == third


def test_a_sharp_s_and_its_capitals_are_one_name() -> None:
    assert identity_differences(MASTER._replace(name="Weiß GmbH"), ORM._replace(name="WEISS GMBH")) == ()


def test_the_master_that_contradicts_itself_is_told_before_the_papers() -> None:
    wrong = MASTER._replace(pan="ZZBTM0006J")
    found = identity_differences(wrong, ORM._replace(name="Vega Trade"))
    assert [one.source for one in found] == ["IEC master", "ORM 1"]


def test_changes_recorded_on_one_day_are_taken_back_in_the_order_of_the_log() -> None:
    day = date(2026, 6, 1)
    by_nine = MasterChange("ZZBTM0005J", day, day, "desk 9", "address", "Delhi", "Mumbai")
    by_four = MasterChange("ZZBTM0005J", day, day, "desk 4", "address", "Mumbai", "Pune")
    assert master_as_on(replace(LINE, address="Pune"), (by_nine, by_four), date(2026, 5, 31)) == LINE


def test_a_change_recorded_earlier_is_the_earlier_one_wherever_it_stands_in_the_log() -> None:
    day = date(2026, 6, 1)
    first = MasterChange("ZZBTM0005J", day, day, "desk 9", "address", "Delhi", "Mumbai")
    second = MasterChange("ZZBTM0005J", day, date(2026, 6, 3), "desk 4", "address", "Mumbai", "Pune")
    named = MasterChange("ZZBTM0005J", date(2026, 6, 2), day, "desk 4", "name", "Vega Traders", "Vega")
    now = replace(LINE, address="Pune", name="Vega")
    assert master_as_on(now, (named, second, first), date(2026, 5, 31)) == LINE
    assert master_as_on(now, (second, first), date(2026, 5, 31)) == replace(LINE, name="Vega")
