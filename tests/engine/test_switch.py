"""A later circular within the new body of rules does not move the switch between the two."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ask
from xl_addin.rulebook import Rulebook, load
from xl_addin.rulebook.loading import HOME
from xl_addin.rulebook.policy import Policy

RESTATED = ("payment.method", "evidence.method", "followup.method", "interest.method")
SWITCH_EVE, ON = date(2026, 9, 30), date(2027, 3, 1)


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The shipped rulebook and an imagined circular that says again what is in force."""
    folder = tmp_path_factory.mktemp("rules") / "rulebook"
    shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    shipped = load(folder)
    load.cache_clear()  # the folder is about to change
    provisions = "".join(
        f'\n[[provision]]\nparameter = "{name}"\nvalue = "{shipped.in_force(name, ON).value}"\n'
        f'effective_from = 2027-01-01\nparagraph = "para 1"\nconfidence = "H"\n'
        for name in RESTATED
    )
    head = 'id = "Circular No. 9 of 2026-12-15"\nissuer = "RBI"\ntitle = "again"\n'
    dates = "issued_on = 2026-12-15\nin_force_from = 2027-01-01\n"
    new = folder / "instruments" / "2026-12-15_again.toml"
    new.write_text(f"[instrument]\n{head}{dates}{provisions}", "utf-8")
    return load(folder)


@pytest.mark.parametrize("on", [date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1), ON])
def test_the_eve_of_the_switch_is_that_of_the_regime(restated: Rulebook, on: date) -> None:
    assert switch_eve(restated, on) == switch_eve(load(), on) == SWITCH_EVE


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("payment_due", {"shipment_date": date(2026, 8, 1), "contract_due": date(2027, 5, 1)}),
        ("payment_due", {"shipment_date": date(2026, 11, 1), "contract_due": date(2027, 5, 1)}),
        ("payment_due", {"shipment_date": date(2026, 1, 31), "contract_due": None}),
        ("evidence_due", {"remittance_date": date(2026, 8, 1), "kind": "ADVANCE"}),
        ("evidence_due", {"remittance_date": date(2026, 11, 1), "kind": "ADVANCE"}),
        ("interest_until", {"shipment_date": date(2026, 8, 1), "contract_due": date(2027, 5, 1)}),
    ],
)
def test_answers_stay_as_they_are(restated: Rulebook, question: str, facts: dict[str, object]) -> None:
    """Only the citation is another."""
    again, before = (ask(question, Law(rules, Policy()), {**facts, "action_date": ON}) for rules in (restated, load()))
    parts = ("status", "value", "old_value", "findings", "notes")
    assert [getattr(again, part) for part in parts] == [getattr(before, part) for part in parts]
    assert "Circular No. 9 of 2026-12-15" in again.citation


def test_the_stage_of_follow_up_stays_as_it_is(restated: Rulebook) -> None:
    facts = {"remittance_date": date(2026, 5, 1), "as_of": ON, "evidence": False}
    again, before = (ask("follow_up", Law(rules, Policy()), facts) for rules in (restated, load()))
    assert (again.status, again.old_value, again.notes) == (before.status, before.old_value, before.notes)
