"""The guided sample for two people: a training ledger, a maker, a checker and a head, step by step to the sign-off.

Each step is a command as a person types it, with the button of the same name; `demo --two-people` runs them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xl_addin.buttons.table import LABELS
from xl_addin.desk.atomic import atomic_text
from xl_addin.domain.errors import DeskError
from xl_addin.sample.demo import AS_ON, BANK, MONTH

LEDGER, POLICY, CLOSING = "training.sqlite", "policy.toml", "closing"
MAKER, CHECKER, HEAD = "asha", "bala", "chitra"
POLICY_TEXT = f"""# Who may do what in the guided sample for two people; a bank names its own.
[people.{MAKER}]
role = "maker"
[people.{CHECKER}]
role = "checker"
[people.{HEAD}]
role = "head"

[powers.checker]
write_off_inr = 500000
match_inr = 1000000
unmatch_inr = 1000000

[powers.head]
sign = true
reopen_month = true
"""
OWED, PAYS, PAID = "4339221/2026-06-24/INHAL1#1", "OTT26100000043", "7903039/2026-09-06/INMUN1#1"
BIG = "4790716/2026-06-21/INLDH6#1"
OPEN_BECAUSE = "practice: the checklist was left blank"
LAST = "{last}"  # the number of the proposal that was made last


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what, and why; the words of the command, the button that does the same, whether it is refused."""

    person: str
    told: str
    words: tuple[str, ...]
    button: str = ""
    is_refused: bool = False
    takes: tuple[str, ...] = ("day", "ledger", "policy")


_WHERE = ("day", "ledger", "policy", "out")
STEPS = (
    Step(
        "",
        "A ledger to practise in: people are named by hand, and every sheet says so.",
        ("training",),
        takes=("day", "ledger"),
    ),
    Step(
        "",
        "The month is taken in, matched and closed.",
        ("close", "{month}", "--bank", BANK),
        LABELS["close_month"],
        takes=_WHERE,
    ),
    Step(MAKER, "Puts a write-off forward.", ("propose", "write-off", "--item", OWED), LABELS["propose"]),
    Step(MAKER, "Tries to approve it: the maker never does.", ("approve", LAST), LABELS["approve"]),
    Step(
        CHECKER, "Returns it: a word is missing.", ("return", LAST, "--reason", "which claim is it?"), LABELS["approve"]
    ),
    Step(
        MAKER,
        "Puts it forward again, with the word.",
        ("propose", "write-off", "--item", OWED, "--remarks", "short landing, claim 17 of the buyer"),
        LABELS["propose"],
    ),
    Step(CHECKER, "Looks at what waits.", ("proposals",), takes=("day", "ledger")),
    Step(CHECKER, "Approves: now the amount is closed.", ("approve", LAST), LABELS["approve"]),
    Step(MAKER, "Puts a bigger one forward.", ("propose", "write-off", "--item", BIG), LABELS["propose"]),
    Step(CHECKER, "May not approve it: it is over what his role may.", ("approve", LAST), LABELS["approve"]),
    Step(
        CHECKER,
        "So he refuses it.",
        ("refuse", LAST, "--reason", "over our power, ask the head office"),
        LABELS["approve"],
    ),
    Step(
        MAKER,
        "Ties a remittance to an invoice that the matching did not find.",
        ("match", PAYS, f"{PAID}=1,500.00", "--reason", "letter of the buyer of 12-Oct names the invoice"),
        LABELS["match_by_hand"],
    ),
    Step(CHECKER, "Approves: 1,500.00 is settled, the rest stays open.", ("approve", LAST), LABELS["approve"]),
    Step(
        "",
        "The month is closed again: the book shows what two people did.",
        ("close", "{month}", "--bank", BANK),
        LABELS["close_month"],
        takes=_WHERE,
    ),
    Step(MAKER, "Signs: the book was made from its sources.", ("sign", "prepared"), LABELS["sign"], takes=_WHERE),
    Step(MAKER, "Tries to sign a second time: another person must.", ("sign", "checked"), LABELS["sign"], True, _WHERE),
    Step(CHECKER, "Tries to sign: nobody has filled the Checklist.", ("sign", "checked"), LABELS["sign"], True, _WHERE),
    Step(
        CHECKER,
        "Signs, and says why its tasks are open.",
        ("sign", "checked", "--reason", OPEN_BECAUSE),
        LABELS["sign"],
        takes=_WHERE,
    ),
    Step(
        HEAD,
        "Signs: the month is shut.",
        ("sign", "approved", "--reason", OPEN_BECAUSE),
        LABELS["sign"],
        takes=_WHERE,
    ),
    Step(
        MAKER,
        "Tries to put one more forward: nothing is done in a signed month.",
        ("propose", "write-off"),
        LABELS["propose"],
        True,
    ),
    Step(
        "",
        "Every cell of the signed book is held against what was signed.",
        ("verify", "{book}"),
        LABELS["verify"],
        takes=("ledger", "policy"),
    ),
    Step("", "Who did what, and when.", ("history",), takes=("ledger",)),
)


def arguments(step: Step, folder: Path, last: str) -> list[str]:
    """The words of a step with the places of this run, as a shell hands them over."""
    out = folder / CLOSING
    places = {"month": MONTH, "book": out / f"closing-{AS_ON:%Y-%m}.xlsx", "last": last}
    options = {
        "day": ("--as-on", AS_ON.isoformat()),
        "ledger": ("--ledger", str(folder / LEDGER)),
        "policy": ("--policy", str(folder / POLICY)),
        "out": ("--out", str(out)),
    }
    person = ("--person", step.person) if step.person and step.words[0] != "proposals" else ()
    words = [word.format(**places) for word in step.words]
    return [*words, *(word for name in step.takes for word in options[name]), *person]


def begin(folder: Path, is_training: Callable[[Path], bool]) -> None:
    """An empty place for the sample; DeskError where a ledger lies there that is not for training."""
    ledger = folder / LEDGER
    if ledger.exists() and not is_training(ledger):
        raise DeskError(
            "The folder holds a ledger that is not for training.",
            f"Ledger {ledger}.",
            "Give another folder with --out; the sample begins a ledger of its own.",
        )
    if ledger.exists():  # what was practised before goes with its ledger
        ledger.unlink()
        (folder / f"{LEDGER}.anchors").unlink(missing_ok=True)
        shutil.rmtree(folder / CLOSING, ignore_errors=True)
    atomic_text(folder / POLICY, POLICY_TEXT)
