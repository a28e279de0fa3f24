"""The lists of the guided sample: what is brought forward, what only the desk knows, rates, the bank's policy."""

from __future__ import annotations

from xl_addin.sample.items import FOODS, GADGETS, OWN_AD, PUMPS, STEELS, TEXTILES

Row = dict[str, str]


def _opening_orm(
    number: int,
    importer: tuple[str, ...],
    paid: str,
    purpose: str,
    currency: str,
    amount: str,
    party: str,
    country: str,
    capital: str = "N",
) -> Row:
    return {
        "item_kind": "ORM",
        "outward_reference_number": f"IBA26000000{number:03d}",
        "payment_date": paid,
        "purpose_code": purpose,
        "is_capital_goods": capital,
        "ad_code": OWN_AD,
        "iec": importer[0],
        "ie_name": importer[1],
        "party_name": party,
        "party_country": country,
        "currency": currency,
        "original_amount": amount,
        "outstanding_amount": amount,
    }


def _opening_invoice(
    number: int, importer: tuple[str, ...], dated: str, invoice: str, amount: str, party: str, country: str
) -> Row:
    return {
        "item_kind": "INV",
        "bill_of_entry_number": f"62000{number}",
        "bill_of_entry_date": dated,
        "port_of_discharge": "INNSA1",
        "source": "OBE",
        "invoice_serial": "1",
        "invoice_no": invoice,
        "terms_of_invoice": "FOB",
        "ad_code": OWN_AD,
        "iec": importer[0],
        "ie_name": importer[1],
        "party_name": party,
        "party_country": country,
        "currency": "USD",
        "original_amount": amount,
        "outstanding_amount": amount,
    }


OPENING = (
    _opening_orm(23, STEELS, "10/02/2026", "S0101", "USD", "9400.00", "UTOPIQ FURNACES INC", "US"),
    _opening_orm(24, TEXTILES, "05/05/2026", "S0102", "USD", "4444.40", "UTOPIQ PRINTS LTD", "GB"),
    _opening_orm(25, PUMPS, "20/08/2026", "S0101", "EUR", "25000.00", "SAMPLETEK CASTINGS GMBH", "DE", "Y"),
    _opening_invoice(23, FOODS, "15/04/2026", "NWS-0323", "6180.00", "NOWHERELAND SPICES LTD", "LK"),
    _opening_invoice(24, GADGETS, "05/08/2026", "UTP-0724", "18240.00", "UTOPIQ PANELS CO LTD", "CN"),
    _opening_invoice(25, STEELS, "12/12/2023", "EXR-1125", "2990.00", "EXAMPLON ROLLS GMBH", "DE"),
)
OPENING_HEADERS = (
    "item_kind",
    "outward_reference_number",
    "payment_date",
    "purpose_code",
    "is_capital_goods",
    "bill_of_entry_number",
    "bill_of_entry_date",
    "port_of_discharge",
    "source",
    "invoice_serial",
    "invoice_no",
    "terms_of_invoice",
    "ad_code",
    "iec",
    "ie_name",
    "party_name",
    "party_country",
    "currency",
    "original_amount",
    "outstanding_amount",
)


def _boe(number: str, dated: str, port: str = "INNSA1", **facts: str) -> Row:
    place = {"bill_of_entry_number": number, "bill_of_entry_date": dated, "port_of_discharge": port}
    return {"item_kind": "BOE", **place, **facts}


def _inv(number: str, dated: str, port: str = "INNSA1", **facts: str) -> Row:
    return {**_boe(number, dated, port, **facts), "item_kind": "INV", "invoice_serial": "1"}


def _orm(number: str, **facts: str) -> Row:
    return {"item_kind": "ORM", "outward_reference_number": number, **facts}


FACTS = (
    # differences: within 5 %, over it, exactly 5 %, not satisfied, suit pending, quality claim, small value
    _inv("7100007", "12/10/2026", difference_reason="FREIGHT", documents_received="Y", ad_satisfied="Y"),
    _inv("7100008", "12/10/2026", difference_reason="QUALITY", documents_received="Y", ad_satisfied="Y"),
    _inv("7100009", "13/10/2026", difference_reason="DISCOUNT", documents_received="Y", ad_satisfied="Y"),
    _inv("7100010", "13/10/2026", difference_reason="OPERATIONAL", documents_received="Y", ad_satisfied="N"),
    _inv("7100011", "14/10/2026", "INMAA1", difference_reason="BANK_CHARGES", documents_received="Y", ad_satisfied="Y"),
    _inv("7100012", "14/10/2026", difference_reason="QUALITY", documents_received="Y", ad_satisfied="Y"),
    _inv("7100013", "15/10/2026", difference_reason="BANK_CHARGES"),
    _boe("7100013", "15/10/2026", importer_declaration="Y"),
    # due dates: before the switch, between the two laws, after it, contract date not given
    _boe("6200023", "15/04/2026", shipment_date="20/03/2026"),
    _boe("6200024", "05/08/2026", shipment_date="15/07/2026", contract_due_date="12/11/2026"),
    _boe("6200025", "12/12/2023", shipment_date="20/11/2023", extension_granted_to="19/11/2026"),
    _boe("7100014", "16/10/2026", shipment_date="25/08/2026"),
    _boe("7100016", "18/10/2026", shipment_date="05/10/2026"),
    _boe("7100017", "19/10/2026", shipment_date="05/10/2026", contract_due_date="05/01/2027"),
    # remittances: a deal rate, a payment for another importer, letters, a declaration, an item nobody knows
    _orm("IBA26100000014", deal_rate="0.925"),
    _orm("IBA26100000015", on_behalf_of_iec="ZZDFD0106F", third_party_agreement="Y"),
    _orm("IBA26000000024", letter_1_date="10/07/2026", registered_letter_date="20/09/2026"),
    _orm("IBA26100000030", importer_declaration="Y"),
    _orm("IBA26100000099", difference_reason="DISCOUNT"),
)
FACT_HEADERS = (
    "item_kind",
    "outward_reference_number",
    "bill_of_entry_number",
    "bill_of_entry_date",
    "port_of_discharge",
    "invoice_serial",
    "shipment_date",
    "contract_due_date",
    "extension_granted_to",
    "capital_goods",
    "difference_reason",
    "documents_received",
    "ad_satisfied",
    "importer_declaration",
    "letter_1_date",
    "letter_2_date",
    "registered_letter_date",
    "on_behalf_of_iec",
    "third_party_agreement",
    "deal_rate",
)
RATES = (("USD", "88.5000"), ("EUR", "95.2500"), ("JPY", "0.5850"), ("KWD", "287.4000"))
RATE_DAY = "2026-10-30"
POLICY = """# The bank's own parameters for the guided sample: invented, not law.
writeoff_cap_pct = 5
writeoff_bar_suit_or_notice = true
advance_import_months = 6
transition_due_basis = "contract"
"""
NOTE = """Guided sample of Import Desk: October 2026. Every importer, number and amount is invented.
This file is no extract: the take-in tells so on Exceptions and reads nothing from it.
"""
