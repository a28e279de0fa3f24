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


def test_a_sharp_s_and_its_capitals_are_one_name() -> None:
    assert identity_differences(MASTER._replace(name="Weiß GmbH"), ORM._replace(name="WEISS GMBH")) == ()


def test_the_master_that_contradicts_itself_is_told_before_the_papers() -> None:
    wrong = MASTER._replace(pan="ZZBTM0006J")
    found = identity_differences(wrong, ORM._replace(name="Vega Trade"))
    assert [one.source for one in found] == ["IEC master", "ORM 1"]
