"""Every decision of the guided month, as a worksheet function would say it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.desk.month_fixture import SMALL, close
from tests.udfs.essence_checks import lacking
from xl_addin.desk.close import close_month
from xl_addin.desk.month.case import Case


def test_every_decision_of_a_month_says_its_essence_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided: list[Case] = []

    def remembering(*given: Any) -> list[Case]:
        decided.extend(answer(*given))
        return decided

    answer = close_month.decide
    monkeypatch.setattr(close_month, "decide", remembering)
    close(SMALL, tmp_path)
    assert len(decided) > 100
    assert {(case.subject, fault) for case in decided for fault in lacking(case.decision)} == set()
