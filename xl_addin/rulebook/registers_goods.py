"""Code lists around goods: the desk's words for IT hardware, goods under import monitoring, kinds of port."""

from __future__ import annotations

from typing import NamedTuple

from xl_addin.domain.texts import clean, raised
from xl_addin.rulebook.registers import _rows
from xl_addin.rulebook.registers_in_force import register, remembered


class MonitoredGoods(NamedTuple):
    """A beginning of HS codes under a monitoring system; `whole` where every line that begins so is covered."""

    hs: str
    whole: bool
    goods: str


def import_word(kind: str, word: str) -> str | None:
    """The law's word for a desk's word ("Notebook" is LAPTOP); "" where the law is silent, None where unknown.

    `kind` is "item", "purpose" or "mode".
    """
    return _import_words().get((kind, raised(clean(word))))


def commodity_of(hs: str) -> str:
    """The goods with payment rules of their own that an HS code suggests; "" where it suggests none."""
    met = [beginning for beginning in _commodities() if hs.startswith(beginning)]
    return _commodities()[max(met, key=len)] if met else ""


@remembered
def monitored_goods(scheme: str) -> tuple[MonitoredGoods, ...]:
    """The goods of a monitoring system, longest code first; empty for a name that is no system."""
    rows = _rows(register("monitored_goods.csv"), ("scheme", "hs", "match", "goods"))
    listed = (
        MonitoredGoods(row["hs"], row["match"] == "WHOLE", row["goods"]) for row in rows if row["scheme"] == scheme
    )
    return tuple(sorted(listed, key=lambda one: -len(one.hs)))


@remembered
def monitoring_schemes() -> tuple[str, ...]:
    """The names of the monitoring systems, in the order of the register."""
    return tuple(dict.fromkeys(row["scheme"] for row in _rows(register("monitored_goods.csv"), ("scheme",))))


def port_kind(code: str) -> str:
    """What the last character of an ICES port code means ("INNSA1" is sea); empty where the register has none."""
    return _port_kinds().get(code.strip().upper()[-1:], "")


@remembered
def _import_words() -> dict[tuple[str, str], str]:
    rows = _rows(register("import_words.csv"), ("kind", "word", "law_word"))
    return {(row["kind"], row["word"]): row["law_word"] for row in rows}


@remembered
def _commodities() -> dict[str, str]:
    return {row["hs"]: row["commodity"] for row in _rows(register("commodity_hs.csv"), ("hs", "commodity"))}


@remembered
def _port_kinds() -> dict[str, str]:
    return {row["character"]: row["kind"] for row in _rows(register("port_kinds.csv"), ("character", "kind"))}
