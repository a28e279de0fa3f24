"""The sources of an answer, as a person reads them: instruments, paragraphs, how sure they are."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from xl_addin.engine.sentence import shown
from xl_addin.rulebook import Provision
from xl_addin.rulebook.policy import POLICY_MARK

CONVENTION = "project convention"
CONFIDENCE_WORDS = {
    "H": "",
    POLICY_MARK: "",
    "M": "to be verified by the bank's compliance desk",
    "L": "unconfirmed: to be verified by the bank's compliance desk",
}
CONFIRMED = "C"  # in the place of M or L, once two people of the bank have said so


def how_sure(provision: Provision) -> str:
    """What is said of its source beside the mark; "" where the primary text was read."""
    return provision.confirmed if provision.confidence == CONFIRMED else CONFIDENCE_WORDS[provision.confidence]


@lru_cache(maxsize=4096)
def citation(basis: tuple[Provision, ...]) -> str:
    """Each instrument once, each of its paragraphs once, with how sure its source is and the convention used."""
    told: dict[str, dict[str, dict[str, None]]] = {}
    for provision in basis:
        policy = f" = {shown(provision.value)}" if provision.confidence == POLICY_MARK else ""
        words = told.setdefault(provision.instrument, {}).setdefault(provision.paragraph + policy, {})
        words.update(dict.fromkeys(_words(provision)))
    return " + ".join(
        f"{instrument}, {', '.join(_paragraph(*one) for one in paragraphs.items())}"
        for instrument, paragraphs in told.items()
    )


def _paragraph(name: str, words: dict[str, None]) -> str:
    return f"{name} ({'; '.join(words)})" if words else name


def _words(provision: Provision) -> Iterable[str]:
    convention = provision.note if provision.note.startswith(CONVENTION) else ""
    return (word for word in (how_sure(provision), convention) if word)
