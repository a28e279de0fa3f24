"""Makes rows of a CSV as untidy as real exports are; all of it can be read again after tidying."""

from __future__ import annotations

from datetime import date
from random import Random

from xl_addin.domain.dates import serial_of

DATE_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d-%b-%Y", "%d.%m.%Y", "serial")
CODES = {"IECode", "iec", "ADCode", "ad_code", "bill_of_entry_number", "currencyCode", "currency"}


class Untidy:
    """Changes each row with chance `share`, in one field and one way; a share of 0 changes nothing."""

    def __init__(self, rng: Random, share: float) -> None:
        self.rng, self.share = rng, share

    def rows(self, header: list[str], row: list[str]) -> list[list[str]]:
        """The row, untidied or repeated."""
        if self.share <= 0 or self.rng.random() >= self.share:
            return [row]
        if self.rng.random() < 0.1:
            return [row, row]
        place = self.rng.choice([index for index, text in enumerate(row) if text])
        return [[*row[:place], self._untidy(header[place], row[place]), *row[place + 1 :]]]

    def _untidy(self, name: str, text: str) -> str:
        if "date" in name.lower() and len(text) == len("31/10/2026"):
            return self._date(text)
        if "amount" in name.lower():
            return lakh_grouped(text)
        if name in CODES:
            return text.lstrip("0").lower() or text
        return text + self.rng.choice((" ", "  ", "\u00a0"))

    def _date(self, text: str) -> str:
        day, month, year = (int(part) for part in text.split("/"))
        form, value = self.rng.choice(DATE_FORMS), date(year, month, day)
        return str(serial_of(value)) if form == "serial" else value.strftime(form)


def lakh_grouped(text: str) -> str:
    """1234567.00 as 12,34,567.00."""
    whole, point, part = text.partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*groups, tail]) + point + part
