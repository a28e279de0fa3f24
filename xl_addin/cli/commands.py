"""Which commands there are, in the order in which a desk meets them, and under which heading help shows each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from xl_addin import __version__
from xl_addin.cli.acts import (
    approve_command,
    proposals_command,
    refuse_command,
    return_command,
)
from xl_addin.cli.audit import audit_sample_command
from xl_addin.cli.backup import backup_command, begin_command, restore_command
from xl_addin.cli.build import build_command
from xl_addin.cli.cells import cells_command
from xl_addin.cli.close import close_command
from xl_addin.cli.compare import compare_command
from xl_addin.cli.decide import decide_command
from xl_addin.cli.desk import desk_command
from xl_addin.cli.excel import diagnose_command, install_command, kit_command, uninstall_command
from xl_addin.cli.facts import facts_command, facts_template_command
from xl_addin.cli.findings import findings_command
from xl_addin.cli.functions import functions_command
from xl_addin.cli.guide import guide_command
from xl_addin.cli.lists import gaps_command, print_command
from xl_addin.cli.make import make_command
from xl_addin.cli.match import match_command, unmatch_command
from xl_addin.cli.messages import messages_app
from xl_addin.cli.month import demo_command, take_in_command
from xl_addin.cli.outbox import (
    drop_command,
    inbox_command,
    outbox_command,
    produce_command,
    release_command,
    sent_command,
)
from xl_addin.cli.papers_decided import papers_app
from xl_addin.cli.propose import propose_command
from xl_addin.cli.refused import refused_command
from xl_addin.cli.release import sbom_command, wheelhouse_command
from xl_addin.cli.review import (
    explain_command,
    history_command,
    redo_command,
    review_command,
    today_command,
    undo_command,
)
from xl_addin.cli.rules import rules_app
from xl_addin.cli.send_out import outgoing_command
from xl_addin.cli.settle import settle_command
from xl_addin.cli.shared import DeskFile, settings_of
from xl_addin.cli.signing import reopen_command, sign_command, training_command
from xl_addin.cli.verify import prove_command, verify_command
from xl_addin.cli.web import web_command


def version_command(desk: DeskFile = None) -> None:
    """Print the version of the program and of its rulebook."""
    typer.echo(f"Import Desk {__version__}, rules {settings_of(desk).rules().version}")


COMMANDS: Mapping[str, Iterable[tuple[str, Callable[..., Any]]]] = {
    "Begin": (
        ("demo", demo_command),
        ("guide", guide_command),
        ("training", training_command),
        ("desk", desk_command),
    ),
    "The month": (
        ("take-in", take_in_command),
        ("settle", settle_command),
        ("decide", decide_command),
        ("close", close_command),
        ("review", review_command),
        ("facts", facts_command),
        ("facts-template", facts_template_command),
        ("gaps", gaps_command),
    ),
    "What waits": (
        ("today", today_command),
        ("explain", explain_command),
        ("print", print_command),
        ("cells", cells_command),
        ("compare", compare_command),
    ),
    "Two people": (
        ("propose", propose_command),
        ("match", match_command),
        ("unmatch", unmatch_command),
        ("proposals", proposals_command),
        ("approve", approve_command),
        ("return", return_command),
        ("refuse", refuse_command),
        ("sign", sign_command),
        ("reopen", reopen_command),
    ),
    "Between the desk and IDPMS": (
        ("outgoing", outgoing_command),
        ("produce", produce_command),
        ("release", release_command),
        ("drop", drop_command),
        ("sent", sent_command),
        ("refused", refused_command),
        ("inbox", inbox_command),
        ("outbox", outbox_command),
    ),
    "Look back": (
        ("history", history_command),
        ("undo", undo_command),
        ("redo", redo_command),
        ("verify", verify_command),
        ("prove", prove_command),
        ("audit-sample", audit_sample_command),
    ),
    "Words and law": (
        ("findings", findings_command),
        ("functions", functions_command),
        ("version", version_command),
    ),
    "For IT": (
        ("install", install_command),
        ("uninstall", uninstall_command),
        ("diagnose", diagnose_command),
        ("acceptance-kit", kit_command),
        ("begin", begin_command),
        ("backup", backup_command),
        ("restore", restore_command),
        ("build", build_command),
        ("web", web_command),
        ("wheelhouse", wheelhouse_command),
        ("sbom", sbom_command),
        ("make", make_command),
    ),
}
GROUPS = (
    ("messages", messages_app, "Between the desk and IDPMS"),
    ("papers", papers_app, "Between the desk and IDPMS"),
    ("rules", rules_app, "Words and law"),
)


def add_commands(app: typer.Typer) -> None:
    """Puts every command onto the command line."""
    for heading, rows in COMMANDS.items():
        for name, run in rows:
            app.command(name, rich_help_panel=heading)(run)
    for name, group, heading in GROUPS:
        app.add_typer(group, name=name, rich_help_panel=heading)
