"""The column names of the desk's source extracts, in file order."""

from __future__ import annotations


def _names(text: str) -> list[str]:
    return text.split()


ORM_FIELDS = _names(
    """
    outwardReferenceNumber ADCode Amount currencyCode paymentDate IECode IEName IEAddress
    IEPANNumber isCapitalGoods beneficiaryName beneficiaryAccountNumber beneficiaryCountry SWIFT
    purposeCode recordIndicator remarks paymentTerms
    """
)
BOE_FIELDS = _names(
    """
    portOfDischarge importAgency billOfEntryNumber billOfEntryDate ADCode G-P IECode IEName
    IEAddress IEPANNumber portOfShipment IGMNumber IGMDate MAWB-MBLNumber MAWB-MBLDate
    HAWB-HBLNumber HAWB-HBLDate recordIndicator
    """
)
INVOICE_FIELDS = _names(
    """
    invoiceSerialNo invoiceNo termsOfInvoice supplierName supplierAddress supplierCountry sellerName
    sellerAddress sellerCountry invoiceAmount invoiceCurrency freightAmount freightCurrencyCode
    insuranceAmount insuranceCurrencyCode agencyCommission agencyCurrency discountCharges
    discountCurrency miscellaneousCharges miscellaneousCurrency thirdPartyName thirdPartyAddress
    thirdPartyCountry
    """
)
OPENING_FIELDS = _names(
    """
    item_kind outward_reference_number payment_date purpose_code is_capital_goods
    bill_of_entry_number bill_of_entry_date port_of_discharge source invoice_serial invoice_no
    terms_of_invoice ad_code iec ie_name party_name party_country currency original_amount
    outstanding_amount freight_amount freight_currency insurance_amount insurance_currency
    discount_amount discount_currency remarks
    """
)
IMPORTER_FIELDS = _names(
    """
    iec name address pan iec_last_updated import_remittances_usd_fy_minus_1
    import_remittances_usd_fy_minus_2 suit_pending adverse_notice under_investigation caution_listed
    """
)
FACT_FIELDS = _names(
    """
    item_kind outward_reference_number bill_of_entry_number bill_of_entry_date port_of_discharge
    invoice_serial shipment_date contract_due_date extension_granted_to capital_goods
    difference_reason documents_received ad_satisfied importer_declaration letter_1_date
    letter_2_date registered_letter_date on_behalf_of_iec third_party_agreement deal_rate
    """
)
LINK_FIELDS = _names(
    """
    orm boe_number boe_date port invoice_serial orm_currency amount invoice_currency amount_ic type case_id
    """
)
# The manual layout has the record indicator after the port of shipment, the XML at the end of the header.
MANUAL_ORDER = [*range(11), 17, *range(11, 17)]
