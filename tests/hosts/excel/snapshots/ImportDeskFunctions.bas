Attribute VB_Name = "ImportDeskFunctions"
' generated; do not edit
Option Explicit

Public Function DISCOUNTED_AMOUNT(Optional invoice_value As Variant, Optional currency_ As Variant, Optional pct As Variant) As Variant
Attribute DISCOUNTED_AMOUNT.VB_Description = "What is owed after a discount, in the invoice's currency."
    DISCOUNTED_AMOUNT = Answer("DISCOUNTED_AMOUNT", Array(Given(invoice_value), Given(currency_), Given(pct)))
End Function

Public Function TINY_VERSION() As Variant
Attribute TINY_VERSION.VB_Description = "Version of the rules."
    TINY_VERSION = Answer("TINY_VERSION", Array())
End Function
