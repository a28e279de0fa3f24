"""Cases: open items as a banker would write them, and the lines that the rule gives."""

from __future__ import annotations

from tests.engine.settlement.months import DAY, Line, MatchCase, invoice, orm

REFERENCE = [
    MatchCase(
        "an order number written with a space is no invoice number",
        [orm("O1", 5_00, remarks="PO 287 082")],
        [invoice("B1", 1, 10_00, invoice_number="287082")],
    ),
    MatchCase(
        "the invoice number in the remarks settles an equal amount",
        [orm("O1", 10_00, remarks="INVOICE XX/B1-1")],
        [invoice("B1", 1, 10_00)],
        [("O1", "B1/1", 10_00, "REF", "AUTO", "EXACT")],
    ),
    MatchCase(
        "exactly 5 % short of a named invoice is tolerated; 500 of 10,000 stays open",
        [orm("O1", 9_500, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000)],
        [("O1", "B1/1", 9_500, "REF", "AUTO", "TOL")],
    ),
    MatchCase(
        "one unit more than 5 % short is a part payment",
        [orm("O1", 9_499, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000)],
        [("O1", "B1/1", 9_499, "REF", "AUTO", "PART")],
    ),
    MatchCase(
        "in a currency without decimals 5 % of 101 yen is 5 yen",
        [orm("O1", 96, currency="JPY", remarks="INV XX/B1-1"), orm("O2", 95, currency="JPY", remarks="INV XX/B2-1")],
        [invoice("B1", 1, 101, currency="JPY"), invoice("B2", 1, 101, currency="JPY")],
        [("O1", "B1/1", 96, "REF", "AUTO", "TOL"), ("O2", "B2/1", 95, "REF", "AUTO", "PART")],
    ),
    MatchCase(
        "the base of 5 % is the declared value, not what is still open",
        [orm("O1", 3_500, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 4_000, value_minor=10_000)],
        [("O1", "B1/1", 3_500, "REF", "AUTO", "TOL")],
    ),
    MatchCase(
        "a remittance above the named invoice settles it and keeps the rest",
        [orm("O1", 12_000, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000)],
        [("O1", "B1/1", 10_000, "REF", "AUTO", "OVER")],
    ),
    MatchCase(
        "a number written with spaces for slashes is the same number",
        [orm("O1", 10_00, remarks="INV INV 26 27 54107")],
        [invoice("B1", 1, 10_00, invoice_number="INV/26-27/54107")],
        [("O1", "B1/1", 10_00, "REF", "AUTO", "EXACT")],
    ),
    MatchCase(
        "an all-digit number may have lost its leading zeros when the party agrees",
        [orm("O1", 5_00, remarks="INVOICE 74693")],
        [invoice("B1", 1, 10_00, invoice_number="00074693")],
        [("O1", "B1/1", 5_00, "REF", "AUTO", "PART")],
    ),
    MatchCase(
        "an order number is not an invoice number",
        [orm("O1", 5_00, remarks="PO 287082")],
        [invoice("B1", 1, 10_00, invoice_number="287082")],
    ),
    MatchCase(
        "a bill of entry named by number and date is settled in serial order",
        [orm("O1", 15_00, remarks="BOE 9499107 DT 01/09/2026")],
        [
            invoice("9499107", 2, 10_00, boe_date=DAY - 30),
            invoice("9499107", 1, 10_00, boe_date=DAY - 30),
            invoice("9499107", 3, 77_00, boe_date=DAY - 90, port_code="INMAA1"),
        ],
        [("O1", "9499107/1", 10_00, "REF", "AUTO", "PART"), ("O1", "9499107/2", 5_00, "REF", "AUTO", "PART")],
    ),
    MatchCase(
        "another importer's invoice number does not settle",
        [orm("O1", 10_00, iec="ZZBBB0002B", remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_00)],
    ),
    MatchCase(
        "a named invoice in another currency does not settle, nor does an equal amount beside it",
        [orm("O1", 10_01, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 9_00, currency="EUR"), invoice("B2", 1, 10_01)],
    ),
    MatchCase(
        "several remittances for one named invoice are laid in date order",
        [orm("O2", 6_00, on=DAY - 1, remarks="INV XX/B1-1"), orm("O1", 7_00, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_00)],
        [("O1", "B1/1", 4_00, "REF", "AUTO", "OVER"), ("O2", "B1/1", 6_00, "REF", "AUTO", "OVER")],
    ),
    MatchCase(
        "a list that goes on is completed by the rest of the bill when the sums agree",
        [orm("O1", 60_00, remarks="INV XX/B1-1 AND OTHERS")],
        [invoice("B1", 1, 10_00), invoice("B1", 2, 20_00), invoice("B1", 3, 30_00)],
        [("O1", f"B1/{n}", n * 10_00, "REF_SUM", "AUTO", "EXACT") for n in (1, 2, 3)],
    ),
    MatchCase(
        "a list that goes on, all on one bill that can take the amount, pays that bill in serial order",
        [orm("O1", 25_00, remarks="INV XX/B1-1 AND OTHERS")],
        [invoice("B1", 1, 10_00), invoice("B1", 2, 20_00), invoice("B1", 3, 30_00)],
        [("O1", "B1/1", 10_00, "REF", "AUTO", "PART"), ("O1", "B1/2", 15_00, "REF", "AUTO", "PART")],
    ),
    MatchCase(
        "above what is open on that bill the rest may belong elsewhere: suggested",
        [orm("O1", 65_00, remarks="INV XX/B1-1 AND OTHERS")],
        [invoice("B1", 1, 10_00), invoice("B1", 2, 20_00), invoice("B1", 3, 30_00)],
        [("O1", "B1/1", 10_00, "REF", "SUGGEST", "OVER")],
    ),
    MatchCase(
        "two remittances that name the same two invoices and leave a rest: who paid which is a tie",
        [orm("O1", 10_00, remarks="INV XX/B1-1, XX/B2-1"), orm("O2", 12_00, remarks="INV XX/B1-1, XX/B2-1")],
        [invoice("B1", 1, 15_00), invoice("B2", 1, 20_00)],
        [
            ("O1", "B1/1", 10_00, "REF", "SUGGEST", "TIE"),
            ("O2", "B1/1", 5_00, "REF", "SUGGEST", "TIE"),
            ("O2", "B2/1", 7_00, "REF", "SUGGEST", "TIE"),
        ],
    ),
    MatchCase(
        "what completes a part payment comes before the part: the unnamed remittance pays the rest",
        [orm("O1", 61_234_00, remarks="INV XX/B1-1"), orm("O2", 50_000_56)],
        [invoice("B1", 1, 111_234_56)],
        [
            ("O1", "B1/1", 61_234_00, "REF_SUM", "AUTO", "EXACT"),
            ("O2", "B1/1", 50_000_56, "REF_SUM", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "a remark that names one invoice of a bill, the rest of the amount being the rest of that bill",
        [orm("O1", 60_000_03, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000_01), invoice("B1", 2, 20_000_01), invoice("B1", 3, 30_000_01)],
        [("O1", f"B1/{n}", n * 10_000_00 + 1, "REF_SUM", "AUTO", "EXACT") for n in (1, 2, 3)],
    ),
    MatchCase(
        "a list that ends is not completed by another bill; what is left over settles only by evidence of its own",
        [orm("O1", 61_234_57, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 11_234_01), invoice("B2", 1, 50_000_56)],
        [
            ("O1", "B1/1", 11_234_01, "REF", "AUTO", "OVER"),
            ("O1", "B2/1", 50_000_56, "AMOUNT_1_1", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "a list that goes on is completed by another bill",
        [orm("O1", 61_234_57, remarks="INV XX/B1-1 ETC")],
        [invoice("B1", 1, 11_234_01), invoice("B2", 1, 50_000_56)],
        [
            ("O1", "B1/1", 11_234_01, "REF_SUM", "AUTO", "EXACT"),
            ("O1", "B2/1", 50_000_56, "REF_SUM", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "a proforma in the remarks of an advance is no evidence",
        [orm("O1", 5_00, remarks="PROFORMA PI/98907", is_advance=True)],
        [invoice("B1", 1, 10_00, invoice_number="98907")],
    ),
    MatchCase(
        "one wrong digit with the same party and an amount within 5 % is read through",
        [orm("O1", 9_700, remarks="INVOICE INV/26-27/8182")],
        [invoice("B1", 1, 10_000, invoice_number="INV/26-27/08182")],
        [("O1", "B1/1", 9_700, "REF_FUZZY", "AUTO", "TOL")],
    ),
    MatchCase(
        "beyond 5 % one wrong digit is read through where the party has few open invoices",
        [orm("O1", 9_400, remarks="INVOICE INV/26-27/8182")],
        [invoice("B1", 1, 10_000, invoice_number="INV/26-27/08182"), *(invoice(f"C{n}", 1, n) for n in (1, 2, 3, 4))],
        [("O1", "B1/1", 9_400, "REF_FUZZY", "AUTO", "PART")],
    ),
    MatchCase(
        "beyond 5 % one wrong digit is not read through where it has six",
        [orm("O1", 9_400, remarks="INVOICE INV/26-27/8182")],
        [invoice("B1", 1, 10_000, invoice_number="INV/26-27/08182"), *(invoice(f"C{n}", 1, n) for n in range(1, 6))],
    ),
    MatchCase(
        "two numbers of the party are a digit away: neither is read",
        [orm("O1", 9_400, remarks="INVOICE INV/26-27/8182")],
        [invoice(f"B{n}", 1, 20_000, invoice_number=f"INV/26-27/{n}8182") for n in (1, 2)],
    ),
    MatchCase(
        "two wrong digits are not read through",
        [orm("O1", 9_700, remarks="INVOICE INV/26-27/182")],
        [invoice("B1", 1, 10_000, invoice_number="INV/26-27/08182")],
        [("O1", "B1/1", 9_700, "TOLERANCE_1_1", "SUGGEST", "TOL")],
    ),
]

AMOUNT = [
    MatchCase(
        "same party and equal amount settle",
        [orm("O1", 123_45, party="ATLANTIQ CABLES")],
        [invoice("B1", 1, 123_45)],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "a letter lost in a long word is the same party",
        [orm("O1", 50_000_00, party="ATLNTIQ CABLES CO LTD")],
        [invoice("B1", 1, 50_000_00)],
        [("O1", "B1/1", 50_000_00, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "short words are codes: ACME and ACNE are two parties, and a round amount of another party says nothing",
        [orm("O1", 30_000_00, party="ACME FOODS")],
        [invoice("B1", 1, 30_000_00, supplier="ACNE FOODS")],
    ),
    MatchCase(
        "a short name that goes on in two ways is neither party, however many names follow",
        [orm("O1", 30_000_00, party="TIGER FOODS")],
        [
            invoice("B1", 1, 30_000_00, supplier="TIGER FOODS EXPORT"),
            invoice("B2", 1, 11, supplier="TIGER FOODS EXPORT ASIA"),
            invoice("B3", 1, 13, supplier="TIGER FOODS INDIA"),
        ],
    ),
    MatchCase(
        "two equal invoices and one remittance are a tie: suggested, the older first",
        [orm("O1", 123_45)],
        [invoice("B1", 1, 123_45), invoice("B0", 1, 123_45, boe_date=DAY - 20)],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "SUGGEST", "TIE")],
    ),
    MatchCase(
        "a payment on behalf of someone else is not settled by amount",
        [orm("O1", 123_45, remarks="ON BEHALF OF ANOKHA AGRO PVT LTD")],
        [invoice("B1", 1, 123_45)],
    ),
    MatchCase(
        "all invoices of one bill of entry together",
        [orm("O1", 333_33)],
        [invoice("B1", 1, 111_11), invoice("B1", 2, 222_22)],
        [("O1", "B1/1", 111_11, "BOE_GROUP", "AUTO", "EXACT"), ("O1", "B1/2", 222_22, "BOE_GROUP", "AUTO", "EXACT")],
    ),
    MatchCase(
        "two bills of entry with the same total are refused",
        [orm("O1", 333_33)],
        [invoice(boe, serial, serial * 111_11) for boe in ("B1", "B2") for serial in (1, 2)],
    ),
    MatchCase(
        "an amount that occurs once settles without a party name",
        [orm("O1", 29_852_94, party="")],
        [invoice("B1", 1, 29_852_94), invoice("B2", 1, 30_000_00)],
        [("O1", "B1/1", 29_852_94, "AMOUNT_UNIQUE", "AUTO", "EXACT")],
    ),
    MatchCase(
        "a round amount that occurs once is only suggested",
        [orm("O1", 30_000_00, party="")],
        [invoice("B1", 1, 30_000_00), invoice("B2", 1, 29_852_94)],
        [("O1", "B1/1", 30_000_00, "AMOUNT_UNIQUE", "SUGGEST", "EXACT")],
    ),
]

SILENT = {"remarks": "IMPORT OF GOODS"}
# What two payments may be for is for a person.
TWICE = [
    MatchCase(
        "two remittances that both name one invoice and pay it in full",
        [orm("O1", 10_000_00, on=DAY - 1, remarks="INV XX/B1-1"), orm("O2", 10_000_00, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000_00)],
        [("O1", "B1/1", 10_000_00, "REF", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "one within 5 % of it, one exact",
        [orm("O1", 9_600_00, on=DAY - 1, remarks="INV XX/B1-1"), orm("O2", 10_000_00, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000_00)],
        [("O2", "B1/1", 10_000_00, "REF", "AUTO", "EXACT")],
    ),
    MatchCase(
        "one names it, one of the same amount names nothing",
        [orm("O1", 10_000_00, remarks="INV XX/B1-1"), orm("O2", 10_000_00, on=DAY - 9, **SILENT)],
        [invoice("B1", 1, 10_000_00)],
        [("O1", "B1/1", 10_000_00, "REF", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "the silent one has another invoice of that amount to pay",
        [orm("O1", 10_000_01, remarks="INV XX/B1-1"), orm("O2", 10_000_01, on=DAY - 9, **SILENT)],
        [invoice("B1", 1, 10_000_01), invoice("B2", 1, 10_000_01)],
        [("O1", "B1/1", 10_000_01, "REF", "AUTO", "EXACT"), ("O2", "B2/1", 10_000_01, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "a silent payment to another party is no rival",
        [orm("O1", 10_000_01, remarks="INV XX/B1-1"), orm("O2", 10_000_01, party="BOROGOVE GLASS", **SILENT)],
        [invoice("B1", 1, 10_000_01)],
        [("O1", "B1/1", 10_000_01, "REF", "AUTO", "EXACT")],
    ),
    MatchCase(
        "two instalments that name one invoice are no two payments of it",
        [orm("O1", 4_000_00, on=DAY - 1, remarks="INV XX/B1-1"), orm("O2", 6_000_00, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_000_00)],
        [("O1", "B1/1", 4_000_00, "REF", "AUTO", "EXACT"), ("O2", "B1/1", 6_000_00, "REF", "AUTO", "EXACT")],
    ),
]

# An amount alone decides nothing where purpose or remarks speak against it.
GATED = [
    MatchCase(
        "an advance after the bill with its very amount",
        [orm("O1", 123_45, is_advance=True)],
        [invoice("B1", 1, 123_45)],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "an advance of the day of the bill",
        [orm("O1", 123_45, is_advance=True)],
        [invoice("B1", 1, 123_45, boe_date=DAY)],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "an advance that names the bill: what is said goes before the purpose",
        [orm("O1", 123_45, is_advance=True, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 123_45)],
        [("O1", "B1/1", 123_45, "REF", "AUTO", "EXACT")],
    ),
    *(
        MatchCase(
            f"{remarks} with the very amount of a bill",
            [orm("O1", 123_45, remarks=remarks)],
            [invoice("B1", 1, 123_45)],
            [("O1", "B1/1", 123_45, "AMOUNT_1_1", "SUGGEST", "EXACT")],
        )
        for remarks in ("Payment on account", "PART PAYMENT", "2ND INSTALMENT")
    ),
    MatchCase(
        "goods that come later than a voyage after the documents were paid",
        [orm("O1", 333_33)],
        [invoice("B1", n, n * 111_11, boe_date=DAY + 61) for n in (1, 2)],
        [("O1", f"B1/{n}", n * 111_11, "BOE_GROUP", "SUGGEST", "EXACT") for n in (1, 2)],
    ),
]

NAMES = [
    MatchCase(
        f"{written} is the party of the bill: {why}",
        [orm("O1", 50_000_00, party=written)],
        [invoice("B1", 1, 50_000_00, supplier=supplier)],
        [("O1", "B1/1", 50_000_00, "AMOUNT_1_1", "AUTO", "EXACT")],
    )
    for written, supplier, why in (
        ("MUELLER PUMPEN GMBH", "Müller Pumpen GmbH", "two letters for a mark"),
        ("MULLER PUMPEN", "Müller Pumpen GmbH", "a letter without its mark"),
        ("M/S. BOROGOVE GLASS", "Borogove Glass Ltd", "a title"),
        ("BOROGOVE INTL GLASS INC", "Borogove International Glass", "a word cut as one writes"),
        ("GLASS BOROGOVE", "Borogove Glass AG", "another order of words"),
    )
] + [
    MatchCase(
        "one word more or less in another place is another party, and a round amount of another party says nothing",
        [orm("O1", 50_000_00, party="BOROGOVE FINE GLASS")],
        [invoice("B1", 1, 50_000_00, supplier="Glass Borogove Optics")],
    ),
]

# A forwarder stands as the supplier, the seller beside him.
FORWARDED = {"supplier": "SHIPPER & CO", "seller": "Atlantiq Cables"}
SELLERS = [
    MatchCase(
        "the seller that the bill names is paid, not the forwarder who stands as its supplier",
        [orm("O1", 123_45)],
        [invoice("B1", 1, 123_45, **FORWARDED), invoice("B2", 1, 123_45, supplier="SHIPPER & CO")],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "bills of the seller and bills that a forwarder brought are summed as one party's",
        [orm("O1", 111_234_56)],
        [invoice("B1", 1, 61_234_00), invoice("B2", 1, 50_000_56, **FORWARDED)],
        [
            ("O1", "B1/1", 61_234_00, "BILLS_1_N", "AUTO", "EXACT"),
            ("O1", "B2/1", 50_000_56, "BILLS_1_N", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "who pays the forwarder himself pays the supplier: nobody pays the seller",
        [orm("O1", 123_45, party="SHIPPER & CO")],
        [invoice("B1", 1, 123_45, **FORWARDED)],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "two sellers of one forwarder stay two parties",
        [orm("O1", 30_000_00)],
        [invoice("B1", 1, 30_000_00, supplier="SHIPPER & CO", seller="BOROGOVE GLASS")],
    ),
    MatchCase(
        "a short number counts where seller or supplier is the beneficiary, whoever else is paid",
        [orm("O1", 5_00, party="SHIPPER & CO", remarks="INVOICE 74693"), orm("O2", 77_00)],
        [invoice("B1", 1, 10_00, invoice_number="74693", **FORWARDED)],
        [("O1", "B1/1", 5_00, "REF", "AUTO", "PART")],
    ),
    MatchCase(
        "a beneficiary whom the bill names as its third party is paid for it",
        [orm("O1", 123_45)],
        [invoice("B1", 1, 123_45, supplier="BOROGOVE GLASS", third_party="ATLANTIQ CABLES")],
        [("O1", "B1/1", 123_45, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
]

SUMS = [
    MatchCase(
        "without a name on either side there is no party whose bills could be summed",
        # 61,234.00 + 50,000.56 are the 111,234.56 paid
        [orm("O1", 111_234_56, party="")],
        [
            invoice("B1", 1, 61_234_00, supplier=""),
            invoice("B2", 1, 50_000_56, supplier=""),
            invoice("B3", 1, 7_777_77, supplier=""),
        ],
    ),
    MatchCase(
        "all bills that are smaller make up the payment, whatever else lies beside them",
        # 3.00 + 2.00 + 5.01 = 10.01; the bill of 50,000.01 is no part of it
        [orm("O1", 10_01)],
        [invoice("B1", 1, 3_00), invoice("B2", 1, 2_00), invoice("B3", 1, 5_01), invoice("B4", 1, 50_000_01)],
        [
            ("O1", "B1/1", 3_00, "BILLS_1_N", "AUTO", "EXACT"),
            ("O1", "B2/1", 2_00, "BILLS_1_N", "AUTO", "EXACT"),
            ("O1", "B3/1", 5_01, "BILLS_1_N", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "an invoice that another remittance names in doubt is not unnamed: it completes nobody's sum",
        [orm("O1", 61_234_57, remarks="XX/B1-1 ETC"), orm("O2", 5_00, remarks="AB/7001")],
        [
            invoice("B1", 1, 11_234_01),
            # 61,234.57 is exactly B1 and B2, but O2 may mean B2 or B3
            invoice("B2", 1, 50_000_56, invoice_number="AB/7001"),
            invoice("B3", 1, 777_77, invoice_number="AB/7001"),
        ],
        [
            ("O1", "B1/1", 11_234_01, "REF", "SUGGEST", "OVER"),
            ("O2", "B2/1", 5_00, "REF", "SUGGEST", "PART"),
            ("O1", "B2/1", 49_995_56, "TOLERANCE_1_1", "SUGGEST", "TOL"),
        ],
    ),
    MatchCase(
        "one remittance for two of three bills of the party",
        [orm("O1", 111_234_56)],
        [invoice("B1", 1, 61_234_00), invoice("B2", 1, 50_000_56), invoice("B3", 1, 7_777_77)],
        [
            ("O1", "B1/1", 61_234_00, "BILLS_1_N", "AUTO", "EXACT"),
            ("O1", "B2/1", 50_000_56, "BILLS_1_N", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "a second combination with the same sum refuses both",
        [orm("O1", 111_234_56)],
        [
            invoice("B1", 1, 61_234_00),
            invoice("B2", 1, 50_000_56),
            invoice("B3", 1, 61_234_01),
            invoice("B4", 1, 50_000_55),
        ],
    ),
    MatchCase(
        "one cent beside the sum is no sum: tolerance never joins a subset search",
        [orm("O1", 111_234_55)],
        [invoice("B1", 1, 61_234_00), invoice("B2", 1, 50_000_56), invoice("B3", 1, 7_777_77)],
    ),
    MatchCase(
        "round amounts make round sums by chance: of four candidates of whole thousands a person must say so",
        [orm("O1", 11_000_00)],
        [invoice(f"B{n}", 1, n * 1_000_00) for n in (2, 4, 7, 8)],
        [("O1", f"B{n}/1", n * 1_000_00, "SUM_1_N", "SUGGEST", "EXACT") for n in (4, 7)],
    ),
    MatchCase(
        "two remittances for one invoice",
        [orm("O1", 61_234_00), orm("O2", 50_000_56), orm("O3", 7_777_77)],
        [invoice("B1", 1, 111_234_56)],
        [
            ("O1", "B1/1", 61_234_00, "SUM_N_1", "AUTO", "EXACT"),
            ("O2", "B1/1", 50_000_56, "SUM_N_1", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "two remittances that claim the same bills are both refused",
        [orm("O1", 111_234_56), orm("O2", 111_234_56)],
        [invoice("B1", 1, 61_234_00), invoice("B2", 1, 50_000_56), invoice("B3", 1, 7_777_77)],
    ),
]

ACCOUNT = [
    MatchCase(
        "all remittances to a party equal all its bills up to a day",
        [orm("O1", 61_234_00), orm("O2", 50_000_57)],
        [
            invoice("B1", 1, 81_234_01, boe_date=DAY - 40),
            invoice("B2", 1, 30_000_56, boe_date=DAY - 30),
            invoice("B3", 1, 7_777_77, boe_date=DAY - 20),
        ],
        [
            ("O1", "B1/1", 61_234_00, "SUM_N_M", "AUTO", "EXACT"),
            ("O2", "B1/1", 20_000_01, "SUM_N_M", "AUTO", "EXACT"),
            ("O2", "B2/1", 30_000_56, "SUM_N_M", "AUTO", "EXACT"),
        ],
    ),
    MatchCase(
        "one cent beside the account of every day settles nothing",
        [orm("O1", 61_234_00), orm("O2", 50_000_58)],
        [invoice("B1", 1, 81_234_01, boe_date=DAY - 40), invoice("B2", 1, 30_000_56, boe_date=DAY - 30)],
    ),
]

TERMS = [
    MatchCase(
        "freight paid with an FOB invoice stays open on the remittance",
        [orm("O1", 10_512_34)],
        [invoice("B1", 1, 10_000_00, terms="FOB", freight_minor=512_34)],
        [("O1", "B1/1", 10_000_00, "TERMS", "AUTO", "OVER")],
    ),
    MatchCase(
        "a stated discount stays open on the invoice",
        [orm("O1", 9_876_54)],
        [invoice("B1", 1, 10_000_00, discount_minor=123_46)],
        [("O1", "B1/1", 9_876_54, "TERMS", "AUTO", "TOL")],
    ),
    MatchCase(
        "a known wire charge of 25 dollars is recognised",
        [orm("O1", 9_976_54)],
        [invoice("B1", 1, 10_001_54)],
        [("O1", "B1/1", 9_976_54, "TERMS", "AUTO", "TOL")],
    ),
    MatchCase(
        "a charge in the units of a small currency: 3,500 yen",
        [orm("O1", 1_996_517, currency="JPY")],
        [invoice("B1", 1, 2_000_017, currency="JPY")],
        [("O1", "B1/1", 1_996_517, "TERMS", "AUTO", "TOL")],
    ),
    MatchCase(
        "a charge with tax on it: 36.75 dirham",
        [orm("O1", 19_963_67, currency="AED")],
        [invoice("B1", 1, 20_000_42, currency="AED")],
        [("O1", "B1/1", 19_963_67, "TERMS", "AUTO", "TOL")],
    ),
    MatchCase(
        "a charge of half a dollar more than a round one, and of a cent more, which is none",
        [orm("O1", 29_977_04), orm("O2", 49_977_03)],
        [invoice("B1", 1, 29_999_54), invoice("B2", 1, 49_999_54)],
        [
            ("O1", "B1/1", 29_977_04, "TERMS", "AUTO", "TOL"),
            ("O2", "B2/1", 49_977_03, "TOLERANCE_1_1", "SUGGEST", "TOL"),
        ],
    ),
    MatchCase(
        "a charge is at most a fifth of the invoice",
        [orm("O1", 40_00), orm("O2", 39_00)],
        [invoice("B1", 1, 50_00), invoice("B2", 1, 49_20)],
        [("O1", "B1/1", 40_00, "TERMS", "SUGGEST", "PART")],
    ),
    MatchCase(
        "goods of an advance come after it: no charge explains a bill of before, nor does a tolerance",
        [orm("O1", 9_976_54, is_advance=True)],
        [invoice("B1", 1, 10_001_54)],
    ),
    MatchCase(
        "of two bills a charge away the purpose allows one",
        [orm("O1", 9_976_54, is_advance=True)],
        [invoice("B1", 1, 10_001_54), invoice("B2", 1, 9_996_54, boe_date=DAY + 5)],
        [("O1", "B2/1", 9_976_54, "TERMS", "AUTO", "TOL")],
    ),
    MatchCase(
        "an unexplained difference of exactly 5 % is suggested",
        [orm("O1", 9_500_00)],
        [invoice("B1", 1, 10_000_00)],
        [("O1", "B1/1", 9_500_00, "TOLERANCE_1_1", "SUGGEST", "TOL")],
    ),
    MatchCase(
        "one cent beyond 5 %, the only bill of about this amount is suggested",
        [orm("O1", 9_499_99)],
        [invoice("B1", 1, 10_000_00)],
        [("O1", "B1/1", 9_499_99, "NEAR_1_1", "SUGGEST", "PART")],
    ),
    MatchCase(
        "the small rest of a large invoice is not near to a still smaller amount",
        [orm("O1", 1_384_90)],
        [invoice("B1", 1, 55_320_20, value_minor=1_106_404_00)],
    ),
    MatchCase(
        "two invoices within 5 % of one remittance are refused",
        [orm("O1", 9_600_00)],
        [invoice("B1", 1, 10_000_00), invoice("B2", 1, 9_999_00)],
    ),
]

NOISE = [invoice(f"C{n}", 1, 90_000_11 + n * 7_000_31) for n in range(8)]  # more than TOLERANCE_1_1 looks among
NAMED_BOTH = {"remarks": "INV XX/B1-1, XX/B2-1"}
ADVANCE = {"is_advance": True}

LIKELY = [
    MatchCase(
        "30 % of a bill to the last unit is suggested as a part of it",
        [orm("O1", 13_419_53)],
        [invoice("B1", 1, 44_731_77), *NOISE],
        [("O1", "B1/1", 13_419_53, "SHARE", "SUGGEST", "PART")],
    ),
    MatchCase(
        "30 % of 44,731.77 is 13,419.531: rounded up it is a share too, one cent more is none",
        [orm("O1", 13_419_54), orm("O2", 13_419_55, party="Q")],
        [invoice("B1", 1, 44_731_77), invoice("B2", 1, 44_731_77, supplier="Q"), *NOISE],
        [("O1", "B1/1", 13_419_54, "SHARE", "SUGGEST", "PART")],
    ),
    MatchCase(
        "a share is one of the bill's value, also where a part of it was settled before",
        [orm("O1", 13_419_53)],
        [invoice("B1", 1, 20_000_00, value_minor=44_731_77), *NOISE],
        [("O1", "B1/1", 13_419_53, "SHARE", "SUGGEST", "PART")],
    ),
    MatchCase(
        "a share of which so much is not open any more is none",
        [orm("O1", 13_419_53)],
        [invoice("B1", 1, 9_000_00, value_minor=44_731_77), *NOISE],
    ),
    MatchCase(
        "two shares of one bill go together",
        [orm("O1", 13_419_53), orm("O2", 8_946_35)],
        [invoice("B1", 1, 44_731_77), *NOISE],
        [
            ("O1", "B1/1", 13_419_53, "SHARE", "SUGGEST", "PART"),
            ("O2", "B1/1", 8_946_35, "SHARE", "SUGGEST", "PART"),
        ],
    ),
    MatchCase(
        "two shares of more than is open: neither",
        [orm("O1", 26_839_06), orm("O2", 26_839_06)],
        [invoice("B1", 1, 44_731_77), *NOISE],
    ),
    MatchCase(
        "a round amount is a whole per cent of many: no evidence",
        [orm("O1", 29_000_00)],
        [invoice("B1", 1, 58_000_00), *NOISE],
    ),
    MatchCase(
        "a share of two bills alike is of neither",
        [orm("O1", 13_419_53)],
        [invoice("B1", 1, 44_731_77), invoice("B2", 1, 44_731_77), *NOISE],
    ),
    MatchCase(
        "goods of an advance come after it: no share of a bill of before",
        [orm("O1", 13_419_53, **ADVANCE)],
        [invoice("B1", 1, 44_731_77), *NOISE],
    ),
    MatchCase(
        "of a bill of two invoices the invoice of which it is a share",
        [orm("O1", 13_419_53)],
        [invoice("B1", 1, 44_731_77), invoice("B1", 2, 7_000_01), *NOISE],
        [("O1", "B1/1", 13_419_53, "SHARE", "SUGGEST", "PART")],
    ),
    MatchCase(
        "or the bill, laid over its invoices in their order",
        [orm("O1", 40_000_01)],
        [invoice("B1", 1, 37_000_01), invoice("B1", 2, 43_000_01), *NOISE],
        [
            ("O1", "B1/1", 37_000_01, "SHARE", "SUGGEST", "PART"),
            ("O1", "B1/2", 3_000_00, "SHARE", "SUGGEST", "PART"),
        ],
    ),
    MatchCase(
        "of bills too many for a sum to say so, those of before an advance are left out",
        [orm("O1", 111_234_56, **ADVANCE)],
        [
            invoice("B1", 1, 50_000_55, boe_date=DAY + 3),
            invoice("B2", 1, 61_234_01, boe_date=DAY + 5),
            *(invoice(f"D{n}", 1, 1_000_00 + n * 397_13) for n in range(300)),
        ],
        [
            ("O1", "B1/1", 50_000_55, "BILLS_1_N", "SUGGEST", "EXACT"),
            ("O1", "B2/1", 61_234_01, "BILLS_1_N", "SUGGEST", "EXACT"),
        ],
    ),
    MatchCase(
        "two advances before it and one bill: the payments whose purpose allows it make it up",
        [
            orm("O1", 50_000_55, **ADVANCE),
            orm("O2", 61_234_01, **ADVANCE),
            *(orm(f"P{n:03}", 1_000_00 + n * 397_13, on=DAY + 20, **ADVANCE) for n in range(300)),
        ],
        [invoice("B1", 1, 111_234_56, boe_date=DAY + 9)],
        [
            ("O1", "B1/1", 50_000_55, "SUM_N_1", "SUGGEST", "EXACT"),
            ("O2", "B1/1", 61_234_01, "SUM_N_1", "SUGGEST", "EXACT"),
        ],
    ),
    MatchCase(
        "the only bill within a fifth, 9.5 % more than the payment",
        [orm("O1", 10_047_01)],
        [invoice("B1", 1, 11_100_03), *NOISE],
        [("O1", "B1/1", 10_047_01, "NEAR_1_1", "SUGGEST", "PART")],
    ),
    MatchCase("10.5 % more is not near", [orm("O1", 10_047_01)], [invoice("B1", 1, 11_227_03), *NOISE]),
    MatchCase(
        "10 % less than the payment: the rest of the payment stays open",
        [orm("O1", 11_000_00)],
        [invoice("B1", 1, 10_000_00), *NOISE],
        [("O1", "B1/1", 10_000_00, "NEAR_1_1", "SUGGEST", "OVER")],
    ),
    MatchCase(
        "another bill a quarter above is too near to tell",
        [orm("O1", 10_000_01)],
        [invoice("B1", 1, 10_900_02), invoice("B2", 1, 12_500_00), *NOISE],
    ),
    MatchCase(
        "another payment of about the same is too near to tell",
        [orm("O1", 10_000_01), orm("O2", 11_900_03)],
        [invoice("B1", 1, 10_900_02), *NOISE],
    ),
    MatchCase(
        "nothing is near an advance: its goods may not be in yet",
        [orm("O1", 10_000_01, **ADVANCE)],
        [invoice("B1", 1, 10_900_02, boe_date=DAY + 3), invoice("B2", 1, 90_000_01, boe_date=DAY + 4)],
    ),
    MatchCase(
        "but where the party has no other bill and no other remittance is open",
        [orm("O1", 10_000_01, **ADVANCE)],
        [invoice("B1", 1, 10_900_02, boe_date=DAY + 3), *NOISE],
        [("O1", "B1/1", 10_000_01, "ONLY_1_1", "SUGGEST", "PART")],
    ),
    MatchCase(
        "an advance of much less is of goods to come",
        [orm("O1", 9_000_01, **ADVANCE)],
        [invoice("B1", 1, 10_900_02, boe_date=DAY + 3)],
    ),
    MatchCase(
        "documents: more than half of the only bill is a part of it, less says nothing",
        [orm("O1", 5_633_07), orm("O2", 5_450_00, party="Q")],
        [invoice("B1", 1, 10_900_02), invoice("B2", 1, 10_900_02, supplier="Q")],
        [("O1", "B1/1", 5_633_07, "ONLY_1_1", "SUGGEST", "PART")],
    ),
    MatchCase(
        "the only remittance, but of two bills; the only bill, but of two remittances",
        [orm("O1", 5_600_01), orm("O2", 5_600_01, party="Q"), orm("O3", 700_07, party="Q")],
        [invoice("B1", 1, 10_900_02), invoice("B2", 1, 90_000_00), invoice("B3", 1, 10_900_02, supplier="Q")],
    ),
    MatchCase(
        "nor a payment on account, nor one that names a number that nobody knows",
        [orm("O1", 10_000_01, remarks="ON ACCOUNT"), orm("O2", 10_000_01, party="Q", remarks="INV ZQ/77123")],
        [invoice("B1", 1, 10_900_02), invoice("B2", 1, 10_900_02, supplier="Q"), *NOISE],
    ),
    MatchCase(
        "who names two invoices and pays one exactly: a person says which it meant",
        [orm("O1", 20_00, **NAMED_BOTH)],
        [invoice("B1", 1, 10_00), invoice("B2", 1, 20_00)],
        [("O1", "B2/1", 20_00, "REF", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "once the other is paid by who names it there is one reading",
        [orm("O1", 20_00, **NAMED_BOTH), orm("O2", 10_00, remarks="INV XX/B1-1")],
        [invoice("B1", 1, 10_00), invoice("B2", 1, 20_00)],
        [("O1", "B2/1", 20_00, "REF", "AUTO", "EXACT"), ("O2", "B1/1", 10_00, "REF", "AUTO", "EXACT")],
    ),
    MatchCase(
        "who names three and pays the first and the last exactly, not the first two in part",
        [orm("O1", 31_412_07, remarks="INV XX/B1-1, XX/B2-1, XX/B3-1")],
        [invoice("B1", 1, 10_311_01), invoice("B2", 1, 25_004_04), invoice("B3", 1, 21_101_06)],
        [
            ("O1", "B1/1", 10_311_01, "REF", "SUGGEST", "EXACT"),
            ("O1", "B3/1", 21_101_06, "REF", "SUGGEST", "EXACT"),
        ],
    ),
    MatchCase(
        "what several name in doubt is laid where each names it, not by date alone",
        [
            orm("O1", 26_000_00, remarks="ON ACCOUNT INV XX/B1-1, XX/B2-1"),
            orm("O2", 21_000_00, on=DAY + 1, remarks="ON ACCOUNT INV XX/B2-1, XX/B3-1"),
        ],
        [
            invoice("B1", 1, 54_800_00),
            invoice("B2", 1, 17_914_97, boe_date=DAY - 29),
            invoice("B3", 1, 18_563_31, boe_date=DAY - 28),
        ],
        [
            ("O1", "B1/1", 26_000_00, "REF", "SUGGEST", "TIE"),
            ("O2", "B2/1", 17_914_97, "REF", "SUGGEST", "TIE"),
            ("O2", "B3/1", 3_085_03, "REF", "SUGGEST", "TIE"),
        ],
    ),
    MatchCase(
        "what the names cannot hold is laid by date",
        [
            orm("O1", 26_000_00, remarks="INV XX/B1-1"),
            orm("O2", 11_000_00, on=DAY + 1, remarks="INV XX/B1-1, XX/B2-1"),
        ],
        [invoice("B1", 1, 20_000_00), invoice("B2", 1, 39_000_00, boe_date=DAY - 29)],
        [
            ("O1", "B1/1", 20_000_00, "REF", "SUGGEST", "TIE"),
            ("O1", "B2/1", 6_000_00, "REF", "SUGGEST", "TIE"),
            ("O2", "B2/1", 11_000_00, "REF", "SUGGEST", "TIE"),
        ],
    ),
    MatchCase(
        "the number of the bill beside that of its invoice is no second document",
        [orm("O1", 20_00, remarks="INV XX/B1-1 BOE 9499107")],
        [
            invoice("9499107", 1, 20_00, invoice_number="XX/B1-1"),
            invoice("9499107", 2, 70_00, invoice_number="XX/B1-2"),
        ],
        [("O1", "9499107/1", 20_00, "REF", "AUTO", "EXACT")],
    ),
]

AGRO = {"iec": "ZZBBB0002B"}  # another importer
FOR_AGRO = {"on_behalf_of_iec": "ZZBBB0002B"}

FACTS = [
    MatchCase(
        "an invoice worth less than half a cent at the deal rate moves no money, and stops nothing",
        # 50.00 rupiah at 16,000 to the dollar are 0.003 dollars
        [orm("O1", 1_000_00, deal_rate="16000", remarks="INV XX/B1-1"), orm("O2", 123_45)],
        [invoice("B1", 1, 50_00, currency="IDR"), invoice("B2", 1, 123_45)],
        [("O2", "B2/1", 123_45, "AMOUNT_1_1", "AUTO", "EXACT")],
    ),
    MatchCase(
        "two payments for another importer that dispute an invoice hold up no third",
        [
            orm("O1", 100_00, on_behalf_of_iec="ZZBBB0002B", remarks="INV XX/B1-1"),
            orm("O2", 100_00, on_behalf_of_iec="ZZBBB0002B", remarks="INV XX/B1-1"),
            orm("O3", 123_45, on_behalf_of_iec="ZZBBB0002B"),
        ],
        [invoice("B1", 1, 150_00, iec="ZZBBB0002B"), invoice("B2", 1, 123_45, iec="ZZBBB0002B")],
        [("O3", "B2/1", 123_45, "THIRD_PARTY", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "nor do two that claim one invoice by its amount hold up a whole bill",
        [
            orm("O1", 123_45, on_behalf_of_iec="ZZBBB0002B"),
            orm("O2", 123_45, on_behalf_of_iec="ZZBBB0002B", party="Q"),
            orm("O3", 300_03, on_behalf_of_iec="ZZBBB0002B"),
        ],
        [
            invoice("B1", 1, 123_45, iec="ZZBBB0002B"),
            invoice("B2", 1, 100_01, iec="ZZBBB0002B"),
            invoice("B2", 2, 200_02, iec="ZZBBB0002B"),
        ],
        [
            ("O3", "B2/1", 100_01, "THIRD_PARTY", "SUGGEST", "EXACT"),
            ("O3", "B2/2", 200_02, "THIRD_PARTY", "SUGGEST", "EXACT"),
        ],
    ),
    MatchCase(
        "many importers paid for change nothing: the one whose invoice is named is suggested",
        [
            orm("O1", 901, iec="AA1", on_behalf_of_iec="ZZ", party="Q", remarks="INV/26-27/08182"),
            orm("O2", 902, iec="AA2", on_behalf_of_iec="BB2", party="Q"),
            orm("O3", 903, iec="AA3", on_behalf_of_iec="BB3", party="Q"),
        ],
        [invoice("B1", 1, 1001, iec="ZZ", invoice_number="INV/26-27/08182")],
        [("O1", "B1/1", 901, "THIRD_PARTY", "SUGGEST", "PART")],
    ),
    MatchCase(
        "a deal rate of 0.9 euro: 1,000.00 dollars buy 900.00 euro of the same party",
        [orm("O1", 1_000_00, deal_rate="0.9")],
        [invoice("B1", 1, 900_00, currency="EUR")],
        [("O1", "B1/1", 1_000_00, "CROSS_CURRENCY", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "without a rate nothing joins two currencies",
        [orm("O1", 1_000_00)],
        [invoice("B1", 1, 900_00, currency="EUR")],
    ),
    MatchCase(
        "five euro beside the deal is no rounding",
        [orm("O1", 1_000_00, deal_rate="0.9")],
        [invoice("B1", 1, 905_00, currency="EUR")],
    ),
    MatchCase(
        "a named invoice in another currency is paid in part at the deal rate",
        [orm("O1", 500_00, deal_rate="0.9", remarks="INV XX/B1-1")],
        [invoice("B1", 1, 905_00, currency="EUR")],
        [("O1", "B1/1", 500_00, "CROSS_CURRENCY", "SUGGEST", "PART")],
    ),
    MatchCase(
        "two invoices that the deal buys alike are refused",
        [orm("O1", 1_000_00, deal_rate="0.9")],
        [invoice("B1", 1, 900_00, currency="EUR"), invoice("B2", 1, 900_00, currency="EUR")],
    ),
    MatchCase(
        "yen have no decimals: 100.00 dollars at 150.005 buy 15,001 yen, half a yen rounded up",
        [orm("O1", 100_00, deal_rate="150.005")],
        [invoice("B1", 1, 15_001, currency="JPY")],
        [("O1", "B1/1", 100_00, "CROSS_CURRENCY", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "paid for another importer: equal amount, same party",
        [orm("O1", 123_45, **FOR_AGRO)],
        [invoice("B1", 1, 123_45, **AGRO), invoice("B2", 1, 123_45)],
        [("O1", "B1/1", 123_45, "THIRD_PARTY", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "paid for another importer: the named invoice, in part",
        [orm("O1", 100_00, remarks="INV XX/B1-1", **FOR_AGRO)],
        [invoice("B1", 1, 123_45, **AGRO)],
        [("O1", "B1/1", 100_00, "THIRD_PARTY", "SUGGEST", "PART")],
    ),
    MatchCase(
        "paid for another importer: a whole bill of entry",
        [orm("O1", 333_33, **FOR_AGRO)],
        [invoice("B1", 1, 111_11, **AGRO), invoice("B1", 2, 222_22, **AGRO)],
        [("O1", f"B1/{n}", n * 111_11, "THIRD_PARTY", "SUGGEST", "EXACT") for n in (1, 2)],
    ),
    MatchCase(
        "paid for another importer by its remarks, which name the invoice of the same supplier",
        [orm("O1", 123_45, remarks="ON BEHALF OF ANOKHA INV XX/B1-1")],
        [invoice("B1", 1, 123_45, **AGRO)],
        [("O1", "B1/1", 123_45, "THIRD_PARTY", "SUGGEST", "EXACT")],
    ),
    MatchCase(
        "two equal invoices of the other importer are refused",
        [orm("O1", 123_45, **FOR_AGRO)],
        [invoice("B1", 1, 123_45, **AGRO), invoice("B2", 1, 123_45, **AGRO)],
    ),
    MatchCase(
        "nobody else pays without a fact or a reference", [orm("O1", 123_45)], [invoice("B1", 1, 123_45, **AGRO)]
    ),
]


def _summed(name: str, *parts: tuple[str, str, int]) -> list[Line]:
    return [(orm_key, invoice_key, amount, name, "SUGGEST", "EXACT") for orm_key, invoice_key, amount in parts]


# One remittance of 100,000 against 60,000 and 40,000 of the supplier, and what may lie beside them.
SIXTY, FORTY = invoice("B1", 1, 60_000_00), invoice("B2", 1, 40_000_00)
HUNDRED = orm("O1", 100_000_00)
BOTH = _summed("SUM_1_N", ("O1", "B1/1", 60_000_00), ("O1", "B2/1", 40_000_00))
PAID = [orm("O1", 60_000_00), orm("O2", 40_000_00, on=DAY + 1)]
TO_ONE = _summed("SUM_N_1", ("O1", "B1/1", 60_000_00), ("O2", "B1/1", 40_000_00))

FEW = [
    MatchCase("100,000 pays 60,000 and 40,000 of the supplier, round as they are", [HUNDRED], [SIXTY, FORTY], BOTH),
    MatchCase("the supplier written otherwise", [{**HUNDRED, "party": "Atlantiq Cables"}], [SIXTY, FORTY], BOTH),
    MatchCase(
        "four others of the supplier, of which no choice fits",
        # 7, 11, 13 and 17 thousand: 60 + 40 alone makes 100; 60 + 11 + 13 + 17 is 101, 40 + 60 + any is more
        [HUNDRED],
        [SIXTY, FORTY, *(invoice(f"C{n}", 1, n * 1_000_00) for n in (7, 11, 13, 17))],
        BOTH,
    ),
    MatchCase(
        "seven open invoices are more than a person surveys at once",
        [HUNDRED],
        [SIXTY, FORTY, *(invoice(f"C{n}", 1, n * 100_00) for n in (1, 2, 4, 8, 16))],
    ),
    MatchCase(
        "an invoice that is no smaller than the remittance is no candidate",
        [HUNDRED],
        [SIXTY, FORTY, *(invoice(f"C{n}", 1, 200_000_00 + n) for n in range(6))],
        BOTH,
    ),
    MatchCase(
        "two choices, 60 + 40 and 70 + 30: none",
        [HUNDRED],
        [SIXTY, FORTY, invoice("B3", 1, 70_000_00), invoice("B4", 1, 30_000_00)],
    ),
    MatchCase(
        "two choices that share a part, 60 + 40 and 60 + 25 + 15: none",
        [HUNDRED],
        [SIXTY, FORTY, invoice("B3", 1, 25_000_00), invoice("B4", 1, 15_000_00)],
    ),
    MatchCase("two equal invoices, either of which fits: none", [HUNDRED], [SIXTY, FORTY, invoice("B3", 1, 40_000_00)]),
    MatchCase(
        "two remittances that both want them: none",
        [HUNDRED, orm("O2", 100_000_00, on=DAY + 3)],
        [SIXTY, FORTY],
    ),
    MatchCase("one of the two is of another supplier", [HUNDRED], [SIXTY, {**FORTY, "supplier": "Boreal Pumps"}]),
    MatchCase("one of the two names no supplier", [HUNDRED], [SIXTY, {**FORTY, "supplier": ""}]),
    MatchCase("one of the two is of another importer", [HUNDRED], [SIXTY, {**FORTY, "iec": "ZZBBB0002B"}]),
    MatchCase("one of the two is in another currency", [HUNDRED], [SIXTY, {**FORTY, "currency": "EUR"}]),
    MatchCase("the remittance is for someone else", [orm("O1", 100_000_00, remarks="ON BEHALF OF X")], [SIXTY, FORTY]),
    MatchCase("a cent beside", [orm("O1", 99_999_99)], [SIXTY, FORTY]),
    MatchCase("a wire charge of 25 beside: no tolerance joins a sum", [orm("O1", 99_975_00)], [SIXTY, FORTY]),
    MatchCase(
        "four invoices",
        [HUNDRED],
        [invoice(f"B{n}", 1, n * 10_000_00) for n in (1, 2, 3, 4)],
        _summed("SUM_1_N", *(("O1", f"B{n}/1", n * 10_000_00) for n in (1, 2, 3, 4))),
    ),
    MatchCase(
        "four of five are",
        # 10 + 11 + 12 + 13 = 46; with 29 the others would have to make up 17, and the smallest two make 21
        [orm("O1", 46_000_00)],
        [invoice(f"B{n}", 1, n * 1_000_00) for n in (10, 11, 12, 13, 29)],
        _summed("SUM_1_N", *(("O1", f"B{n}/1", n * 1_000_00) for n in (10, 11, 12, 13))),
    ),
    MatchCase(
        "five of six are no sum that a person sees",
        # 10 + 11 + 12 + 13 + 14 = 60; with 29 the others would have to make up 31: two make 21 to 27, three 33 or more
        [orm("O1", 60_000_00)],
        [invoice(f"B{n}", 1, n * 1_000_00) for n in (10, 11, 12, 13, 14, 29)],
    ),
    MatchCase(
        "all six are",
        [orm("O1", 63_000_00)],
        [invoice(f"B{n:02}", 1, n * 1_000_00) for n in (1, 2, 4, 8, 16, 32)],
        _summed("SUM_1_N", *(("O1", f"B{n:02}/1", n * 1_000_00) for n in (1, 2, 4, 8, 16, 32))),
    ),
    MatchCase(
        "goods of an advance come after it: on the day still",
        [orm("O1", 100_000_00, is_advance=True, on=DAY - 30)],
        [SIXTY, FORTY],
        BOTH,
    ),
    MatchCase(
        "a bill of the day before an advance is not what it pays",
        [orm("O1", 100_000_00, is_advance=True, on=DAY - 29)],
        [SIXTY, FORTY],
    ),
    MatchCase(
        "which leaves one choice where there were two",
        [orm("O1", 100_000_00, is_advance=True, on=DAY - 40)],
        [SIXTY, FORTY, invoice("B3", 1, 70_000_00, boe_date=DAY - 41), invoice("B4", 1, 30_000_00)],
        BOTH,
    ),
    MatchCase(
        "documents may be paid 60 days before the bill of entry",
        [HUNDRED],
        [SIXTY, invoice("B2", 1, 40_000_00, boe_date=DAY + 60)],
        BOTH,
    ),
    MatchCase(
        "but not 61 days before it",
        [HUNDRED],
        [SIXTY, invoice("B2", 1, 40_000_00, boe_date=DAY + 61)],
    ),
    MatchCase(
        "an exact sum comes before an amount that is only near",
        [HUNDRED],
        [SIXTY, FORTY, invoice("B3", 1, 97_000_00)],
        BOTH,
    ),
    MatchCase(
        "in yen, which have no decimals",
        [orm("O1", 100_000, currency="JPY")],
        [invoice("B1", 1, 60_000, currency="JPY"), invoice("B2", 1, 40_000, currency="JPY")],
        _summed("SUM_1_N", ("O1", "B1/1", 60_000), ("O1", "B2/1", 40_000)),
    ),
    MatchCase(
        "what was paid of an invoice before is no part of the sum",
        [HUNDRED],
        [invoice("B1", 1, 60_000_00, value_minor=90_000_00), FORTY],
        BOTH,
    ),
    MatchCase(
        "two remittances of 60,000 and 40,000 pay an invoice of 100,000", PAID, [invoice("B1", 1, 100_000_00)], TO_ONE
    ),
    MatchCase(
        "a third remittance of the supplier that fits no sum",
        [*PAID, orm("O3", 7_000_00)],
        [invoice("B1", 1, 100_000_00)],
        TO_ONE,
    ),
    MatchCase(
        "two choices of remittances, 60 + 40 and 70 + 30: none",
        [*PAID, orm("O3", 70_000_00), orm("O4", 30_000_00)],
        [invoice("B1", 1, 100_000_00)],
    ),
    MatchCase("two invoices that both want them: none", PAID, [invoice(f"B{n}", 1, 100_000_00) for n in (1, 2)]),
    MatchCase(
        "one remittance is to another party",
        [PAID[0], {**PAID[1], "party": "BOREAL PUMPS"}],
        [invoice("B1", 1, 100_000_00)],
        [("O1", "B1/1", 60_000_00, "ONLY_1_1", "SUGGEST", "PART")],
    ),
    MatchCase(
        "an advance of the day of the bill of entry is a part",
        [PAID[0], {**PAID[1], "is_advance": True}],
        [invoice("B1", 1, 100_000_00, boe_date=DAY + 1)],
        TO_ONE,
    ),
    MatchCase(
        "three remittances pay an invoice, two others of the supplier are too large",
        [
            orm("O1", 50_000_00),
            orm("O2", 30_000_00),
            orm("O3", 20_000_00),
            orm("O4", 100_000_01),
            orm("O5", 200_000_00),
        ],
        [invoice("B1", 1, 100_000_00)],
        _summed("SUM_N_1", ("O1", "B1/1", 50_000_00), ("O2", "B1/1", 30_000_00), ("O3", "B1/1", 20_000_00)),
    ),
    MatchCase(
        "an advance after the bill of entry is no part",
        [PAID[0], {**PAID[1], "is_advance": True}],
        [invoice("B1", 1, 100_000_00)],
    ),
    MatchCase(
        "a remittance that names an open invoice of its own is no part",
        [PAID[0], {**PAID[1], "remarks": "INV XX/B2-1 PART"}],
        [invoice("B1", 1, 100_000_00), invoice("B2", 1, 300_000_00)],
        [("O2", "B2/1", 40_000_00, "REF", "AUTO", "PART")],
    ),
]
