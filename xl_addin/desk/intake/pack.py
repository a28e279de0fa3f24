"""Texts of many rows in little room: names of fields once for rows that are alike, texts that repeat once."""

from __future__ import annotations

from collections.abc import Mapping

from xl_addin.desk.intake.raw import Texts
from xl_addin.domain.texts import Once

# A message has one layout, or some; where every record had its own, keeping them would help nobody.
_LAYOUTS_MAX = 1_000


class Packer:
    """Packs the records of one message; `spell` says which field a tag is, for the tags that the desk uses."""

    def __init__(self, spell: Mapping[str, str], once: Once) -> None:
        self._spell, self._once = spell, once
        self._layouts: dict[tuple[str, ...], tuple[Mapping[str, int], tuple[str, ...]]] = {}

    def texts(self, cells: Mapping[str, str]) -> Texts:
        """The texts of a record by field."""
        places, tags = self._layouts.get(met := tuple(cells)) or self._new(met)
        return Texts(places, self._once.row([cells[tag] for tag in tags]))

    def _new(self, tags: tuple[str, ...]) -> tuple[Mapping[str, int], tuple[str, ...]]:
        kept = tuple(tag for tag in tags if tag in self._spell)
        found = {self._spell[tag]: place for place, tag in enumerate(kept)}, kept
        if len(self._layouts) < _LAYOUTS_MAX:
            self._layouts[tags] = found
        return found
