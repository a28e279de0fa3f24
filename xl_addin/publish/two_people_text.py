"""The guided sample for two people as a page of the documentation: its steps, each with button and command."""

from __future__ import annotations

import shlex
from pathlib import Path

from xl_addin.publish.register_text import markdown_table
from xl_addin.sample.two_people import POLICY_TEXT, STEPS, Step, arguments

HEAD = """<!-- generated from the steps of the guided sample for two people; do not edit -->
# Two people

Nothing of a write-off, a closure, a settlement by hand or a sign-off counts on one person's word. To see how it
goes, and to practise, run

```
python desk.py demo --two-people
```

It makes a ledger **for training** in the folder `demo-two-people`, closes the sample month of October 2026 and walks
through the steps below, each printed with its command and what happened. It ends with a signed book. Nothing in it
is a real month: in such a ledger people are named by hand (`--person`, or *Person, in training* on *Start*), and
every sheet says so. In a live ledger the person is the user of the computer, on PostgreSQL the user of the database.

Who may do what stands in the bank's policy file. That of the sample:
"""
TAIL = """
What a refusal looks like is part of the steps: the maker never approves, nobody approves above the INR of his role,
nobody signs twice, and in a signed month nothing is done any more. How a signed book that was changed is found out:
`verify BOOK` names each cell; the formulas on *Sign-off* see rows and totals alone ([the ledger](ledger.md),
[decision 33](decisions/33-an-approval-binds-to-what-was-seen.md),
[decision 35](decisions/35-what-two-people-settle.md)).

The same in the month's book: Y under *Propose* and the button *Propose*; *Answer* on *Approvals* and the button
*Approve*; two chosen rows, or *Tie to ORM* on *BoE invoices*, and the button *Match by hand*; the row of your role
on *Sign-off* and the button *Sign*.
"""


def page() -> str:
    """docs/two-people.md."""
    rows = [
        (str(number), step.person or "", step.told, step.button, f"`{_command(step)}`")
        for number, step in enumerate(STEPS, 1)
    ]
    table = markdown_table(("Step", "Person", "What happens", "Button", "python desk.py …"), rows)
    return f"{HEAD}\n```\n{POLICY_TEXT}```\n\n{table}\n{TAIL}"


def _command(step: Step) -> str:
    """The words of a step without those that all of them share."""
    words = arguments(step, Path("demo-two-people"), "NUMBER")
    shared = {"--as-on", "--ledger", "--policy", "--out", "--bank"}
    kept = [word for at, word in enumerate(words) if word not in shared and (at == 0 or words[at - 1] not in shared)]
    return shlex.join([Path(word).name if "/sample/month" in Path(word).as_posix() else word for word in kept])
