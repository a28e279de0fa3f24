"""What a closing says of itself: who made it, when, for which day, by which versions, rules and policy."""

from __future__ import annotations

import platform
from importlib import metadata

from xl_addin import __version__
from xl_addin.desk.acts.proposable import law_mark
from xl_addin.desk.acts.settling import auto_told
from xl_addin.desk.month.by_policy import Answered, answers_told, policy_told
from xl_addin.desk.month.month import Month, own_ad_code
from xl_addin.desk.produce.rounding import rounding_told
from xl_addin.engine.general.regime import regime_on
from xl_addin.engine.law import Law
from xl_addin.engine.settlement import ENGINE_VERSION
from xl_addin.ledger.chain import ChainState
from xl_addin.ledger.store import Actor
from xl_addin.workbook.proof.view import RunStamp


def stamp_of(bank: str, actor: Actor, month: Month, law: Law, chain: ChainState, answered: Answered) -> RunStamp:
    """The stamp of a closing."""
    return RunStamp(
        bank=bank,
        ad_code=own_ad_code(month),
        period=month.period,
        as_on=month.as_on,
        regime=str(regime_on(law.rules, month.as_on).value),
        made_at=actor.at,
        run_id=f"{month.period}-{chain.head[:8]}-{actor.at:%Y%m%d%H%M%S}",
        made_by=actor.user,
        versions=versions(law),
        ledger_head=chain.head,
        ledger_chain_ok=not chain.broken,
        law=law_mark(law),
        auto_lines=auto_told(law),
        by_policy=policy_told(law.policy),
        answered=answers_told(answered),
        rounding=rounding_told(),
    )


def versions(law: Law) -> dict[str, str]:
    """Versions that a result depends on."""
    libraries = {name: metadata.version(name) for name in ("pandas", "SQLAlchemy", "XlsxWriter")}
    return {
        "Import Desk": __version__,
        "rules": law.rules.version,
        "settlement engine": ENGINE_VERSION,
        "Python": platform.python_version(),
        **libraries,
    }
