/* Written by xero-fields.py from the vendor's description of release 16.1.0; do not edit.
 *
 * Copyright (c) 2017 Xero Developer API, MIT licence: see xero-fields.LICENSE. */
#include "sim/xero_fields.h"

#include <stddef.h>

#include "base/banned.h"

static const char values_1[] =
	"BANK|CURRENT|CURRLIAB|DEPRECIATN|DIRECTCOSTS|EQUITY|EXPENSE|FIXED|INVENTORY|LIABILITY|NONC"
	"URRENT|OTHERINCOME|OVERHEADS|PREPAYMENT|REVENUE|SALES|TERMLIAB|PAYG";

static const char values_2[] =
	"AED|AFN|ALL|AMD|ANG|AOA|ARS|AUD|AWG|AZN|BAM|BBD|BDT|BGN|BHD|BIF|BMD|BND|BOB|BRL|BSD|BTN|BW"
	"P|BYN|BYR|BZD|CAD|CDF|CHF|CLF|CLP|CNY|COP|CRC|CUC|CUP|CVE|CZK|DJF|DKK|DOP|DZD|EEK|EGP|ERN|"
	"ETB|EUR|FJD|FKP|GBP|GEL|GHS|GIP|GMD|GNF|GTQ|GYD|HKD|HNL|HRK|HTG|HUF|IDR|ILS|INR|IQD|IRR|IS"
	"K|JMD|JOD|JPY|KES|KGS|KHR|KMF|KPW|KRW|KWD|KYD|KZT|LAK|LBP|LKR|LRD|LSL|LTL|LVL|LYD|MAD|MDL|"
	"MGA|MKD|MMK|MNT|MOP|MRO|MRU|MUR|MVR|MWK|MXN|MXV|MYR|MZN|NAD|NGN|NIO|NOK|NPR|NZD|OMR|PAB|PE"
	"N|PGK|PHP|PKR|PLN|PYG|QAR|RON|RSD|RUB|RWF|SAR|SBD|SCR|SDG|SEK|SGD|SHP|SKK|SLE|SLL|SOS|SRD|"
	"STD|STN|SVC|SYP|SZL|THB|TJS|TMT|TND|TOP|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VEF|VES|VND|VU"
	"V|WST|XAF|XCD|XOF|XPF|YER|ZAR|ZMW|ZMK|ZWD";

static const char values_3[] =
	"DEBTORS|CREDITORS|BANKCURRENCYGAIN|GST|GSTONIMPORTS|HISTORICAL|REALISEDCURRENCYGAIN|RETAIN"
	"EDEARNINGS|ROUNDING|TRACKINGTRANSFERS|UNPAIDEXPCLM|UNREALISEDCURRENCYGAIN|WAGEPAYABLES|CIS"
	"ASSETS|CISASSET|CISLABOUR|CISLABOUREXPENSE|CISLABOURINCOME|CISLIABILITY|CISMATERIALS|";

static const char values_4[] =
	"DAYSAFTERBILLDATE|DAYSAFTERBILLMONTH|OFCURRENTMONTH|OFFOLLOWINGMONTH";

static const char values_5[] =
	"ACCPAY|ACCPAYCREDIT|APOVERPAYMENT|APPREPAYMENT|ACCREC|ACCRECCREDIT|AROVERPAYMENT|ARPREPAYM"
	"ENT";

static const char values_6[] =
	"TAXABLE|NON_TAXABLE|EXEMPT|PART_TAXABLE|NOT_APPLICABLE";

static const char values_7[] =
	"RECEIVE-OVERPAYMENT|SPEND-OVERPAYMENT|AROVERPAYMENT";

static const char values_8[] =
	"ACCRECPAYMENT|ACCPAYPAYMENT|ARCREDITPAYMENT|APCREDITPAYMENT|AROVERPAYMENTPAYMENT|ARPREPAYM"
	"ENTPAYMENT|APPREPAYMENTPAYMENT|APOVERPAYMENTPAYMENT";

static const char values_9[] =
	"RECEIVE-PREPAYMENT|SPEND-PREPAYMENT|ARPREPAYMENT|APPREPAYMENT";

static const char values_10[] =
	"SYSGST/USCOUNTRY|SYSGST/USSTATE|SYSGST/USCOUNTY|SYSGST/USCITY|SYSGST/USSPECIAL";

static const char values_11[] =
	"AVALARA|BASEXCLUDED|CAPITALSALESOUTPUT|CAPITALEXPENSESINPUT|ECOUTPUT|ECOUTPUTSERVICES|ECIN"
	"PUT|ECACQUISITIONS|EXEMPTEXPENSES|EXEMPTINPUT|EXEMPTOUTPUT|GSTONIMPORTS|INPUT|INPUTTAXED|M"
	"OSSSALES|NONE|NONEOUTPUT|OUTPUT|PURCHASESINPUT|SALESOUTPUT|EXEMPTCAPITAL|EXEMPTEXPORT|CAPI"
	"TALEXINPUT|GSTONCAPIMPORTS|GSTONCAPITALIMPORTS|REVERSECHARGES|PAYMENTS|INVOICE|CASH|ACCRUA"
	"L|FLATRATECASH|FLATRATEACCRUAL|ACCRUALS|TXCA|SRCAS|DSOUTPUT|BLINPUT2|EPINPUT|IMINPUT2|MEIN"
	"PUT|IGDSINPUT2|ESN33OUTPUT|OPINPUT|OSOUTPUT|TXN33INPUT|TXESSINPUT|TXREINPUT|TXPETINPUT|NRI"
	"NPUT|ES33OUTPUT|ZERORATEDINPUT|ZERORATEDOUTPUT|DRCHARGESUPPLY|DRCHARGE|CAPINPUT|CAPIMPORTS"
	"|IMINPUT|INPUT2|CIUINPUT|SRINPUT|OUTPUT2|SROUTPUT|CAPOUTPUT|SROUTPUT2|CIUOUTPUT|ZROUTPUT|Z"
	"REXPORT|ACC28PLUS|ACCUPTO28|OTHEROUTPUT|SHOUTPUT|ZRINPUT|BADDEBT|OTHERINPUT|BADDEBTRELIEF|"
	"IGDSINPUT3|SROVR|TOURISTREFUND|TXRCN33|TXRCRE|TXRCESS|TXRCTS|CAPEXINPUT|UNDEFINED|CAPEXOUT"
	"PUT|ZEROEXPOUTPUT|GOODSIMPORT|NONEINPUT|NOTREPORTED|SROVRRS|SROVRLVG|SRLVG|IM|IMESS|IMN33|"
	"IMRE|BADDEBTRECOVERY|USSALESTAX|BLINPUT3";

static const struct xero_member members_Account[] = {
	{ "Code", 'S', NULL, 0, 0, 0 },
	{ "Name", 'S', NULL, 150, 0, 0 },
	{ "AccountID", 'U', NULL, 0, 0, 0 },
	{ "Type", 'E', values_1, 0, 0, 0 },
	{ "BankAccountNumber", 'S', NULL, 0, 0, 0 },
	{ "Status", 'E', "ACTIVE|ARCHIVED|DELETED", 0, 0, 0 },
	{ "Description", 'S', NULL, 0, 0, 0 },
	{ "BankAccountType", 'E', "BANK|CREDITCARD|PAYPAL|NONE|", 0, 0, 0 },
	{ "CurrencyCode", 'E', values_2, 0, 0, 0 },
	{ "TaxType", 'S', NULL, 0, 0, 0 },
	{ "EnablePaymentsToAccount", 'B', NULL, 0, 0, 0 },
	{ "ShowInExpenseClaims", 'B', NULL, 0, 0, 0 },
	{ "Class", 'E', "ASSET|EQUITY|EXPENSE|LIABILITY|REVENUE", 0, 1, 0 },
	{ "SystemAccount", 'E', values_3, 0, 1, 0 },
	{ "ReportingCode", 'S', NULL, 0, 0, 0 },
	{ "ReportingCodeName", 'S', NULL, 0, 1, 0 },
	{ "HasAttachments", 'B', NULL, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "AddToWatchlist", 'B', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
};

static const struct xero_member members_Accounts[] = {
	{ "Accounts", 'A', "Account", 0, 0, 0 },
};

static const struct xero_member members_AccountsPayable[] = {
	{ "Outstanding", 'N', NULL, 0, 0, 0 },
	{ "Overdue", 'N', NULL, 0, 0, 0 },
};

static const struct xero_member members_AccountsReceivable[] = {
	{ "Outstanding", 'N', NULL, 0, 0, 0 },
	{ "Overdue", 'N', NULL, 0, 0, 0 },
};

static const struct xero_member members_Address[] = {
	{ "AddressType", 'E', "POBOX|STREET", 0, 0, 0 },
	{ "AddressLine1", 'S', NULL, 500, 0, 0 },
	{ "AddressLine2", 'S', NULL, 500, 0, 0 },
	{ "AddressLine3", 'S', NULL, 500, 0, 0 },
	{ "AddressLine4", 'S', NULL, 500, 0, 0 },
	{ "City", 'S', NULL, 255, 0, 0 },
	{ "Region", 'S', NULL, 255, 0, 0 },
	{ "PostalCode", 'S', NULL, 50, 0, 0 },
	{ "Country", 'S', NULL, 50, 0, 0 },
	{ "AttentionTo", 'S', NULL, 255, 0, 0 },
};

static const struct xero_member members_Allocation[] = {
	{ "AllocationID", 'U', NULL, 0, 0, 0 },
	{ "Invoice", 'O', "Invoice", 0, 0, 1 },
	{ "Overpayment", 'O', "Overpayment", 0, 0, 0 },
	{ "Prepayment", 'O', "Prepayment", 0, 0, 0 },
	{ "CreditNote", 'O', "CreditNote", 0, 0, 0 },
	{ "Amount", 'N', NULL, 0, 0, 1 },
	{ "Date", 'D', NULL, 0, 0, 1 },
	{ "IsDeleted", 'B', NULL, 0, 1, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
};

static const struct xero_member members_Allocations[] = {
	{ "Allocations", 'A', "Allocation", 0, 0, 0 },
};

static const struct xero_member members_Attachment[] = {
	{ "AttachmentID", 'U', NULL, 0, 0, 0 },
	{ "FileName", 'S', NULL, 0, 0, 0 },
	{ "Url", 'S', NULL, 0, 0, 0 },
	{ "MimeType", 'S', NULL, 0, 0, 0 },
	{ "ContentLength", 'I', NULL, 0, 0, 0 },
	{ "IncludeOnline", 'B', NULL, 0, 0, 0 },
};

static const struct xero_member members_Balances[] = {
	{ "AccountsReceivable", 'O', "AccountsReceivable", 0, 0, 0 },
	{ "AccountsPayable", 'O', "AccountsPayable", 0, 0, 0 },
};

static const struct xero_member members_BatchPayment[] = {
	{ "Account", 'O', "Account", 0, 0, 0 },
	{ "Reference", 'S', NULL, 255, 0, 0 },
	{ "Particulars", 'S', NULL, 12, 0, 0 },
	{ "Code", 'S', NULL, 12, 0, 0 },
	{ "Details", 'S', NULL, 0, 0, 0 },
	{ "Narrative", 'S', NULL, 18, 0, 0 },
	{ "BatchPaymentID", 'U', NULL, 0, 1, 0 },
	{ "DateString", 'S', NULL, 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "Amount", 'N', NULL, 0, 0, 0 },
	{ "Payments", 'A', "Payment", 0, 0, 0 },
	{ "Type", 'E', "PAYBATCH|RECBATCH", 0, 1, 0 },
	{ "Status", 'E', "AUTHORISED|DELETED", 0, 1, 0 },
	{ "TotalAmount", 'N', NULL, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "IsReconciled", 'B', NULL, 0, 1, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
};

static const struct xero_member members_BatchPaymentDelete[] = {
	{ "BatchPaymentID", 'U', NULL, 0, 0, 1 },
	{ "Status", 'S', NULL, 0, 0, 1 },
};

static const struct xero_member members_BatchPaymentDeleteByUrlParam[] = {
	{ "Status", 'S', NULL, 0, 0, 1 },
};

static const struct xero_member members_BatchPaymentDetails[] = {
	{ "BankAccountNumber", 'S', NULL, 0, 0, 0 },
	{ "BankAccountName", 'S', NULL, 0, 0, 0 },
	{ "Details", 'S', NULL, 0, 0, 0 },
	{ "Code", 'S', NULL, 12, 0, 0 },
	{ "Reference", 'S', NULL, 12, 0, 0 },
};

static const struct xero_member members_BatchPayments[] = {
	{ "BatchPayments", 'A', "BatchPayment", 0, 0, 0 },
};

static const struct xero_member members_Bill[] = {
	{ "Day", 'I', NULL, 0, 0, 0 },
	{ "Type", 'E', values_4, 0, 0, 0 },
};

static const struct xero_member members_BrandingTheme[] = {
	{ "BrandingThemeID", 'U', NULL, 0, 0, 0 },
	{ "Name", 'S', NULL, 0, 0, 0 },
	{ "LogoUrl", 'S', NULL, 0, 0, 0 },
	{ "Type", 'E', "INVOICE", 0, 0, 0 },
	{ "SortOrder", 'I', NULL, 0, 0, 0 },
	{ "CreatedDateUTC", 'D', NULL, 0, 1, 0 },
};

static const struct xero_member members_Contact[] = {
	{ "ContactID", 'U', NULL, 0, 0, 0 },
	{ "MergedToContactID", 'U', NULL, 0, 0, 0 },
	{ "ContactNumber", 'S', NULL, 50, 0, 0 },
	{ "AccountNumber", 'S', NULL, 50, 0, 0 },
	{ "ContactStatus", 'E', "ACTIVE|ARCHIVED|GDPRREQUEST", 0, 0, 0 },
	{ "Name", 'S', NULL, 255, 0, 0 },
	{ "FirstName", 'S', NULL, 255, 0, 0 },
	{ "LastName", 'S', NULL, 255, 0, 0 },
	{ "CompanyNumber", 'S', NULL, 50, 0, 0 },
	{ "EmailAddress", 'S', NULL, 255, 0, 0 },
	{ "ContactPersons", 'A', "ContactPerson", 0, 0, 0 },
	{ "BankAccountDetails", 'S', NULL, 0, 0, 0 },
	{ "TaxNumber", 'S', NULL, 50, 0, 0 },
	{ "TaxNumberType", 'E', "SSN|EIN|ITIN|ATIN", 0, 0, 0 },
	{ "AccountsReceivableTaxType", 'S', NULL, 0, 0, 0 },
	{ "AccountsPayableTaxType", 'S', NULL, 0, 0, 0 },
	{ "Addresses", 'A', "Address", 0, 0, 0 },
	{ "Phones", 'A', "Phone", 0, 0, 0 },
	{ "IsSupplier", 'B', NULL, 0, 0, 0 },
	{ "IsCustomer", 'B', NULL, 0, 0, 0 },
	{ "SalesDefaultLineAmountType", 'E', "INCLUSIVE|EXCLUSIVE|NONE", 0, 0, 0 },
	{ "PurchasesDefaultLineAmountType", 'E', "INCLUSIVE|EXCLUSIVE|NONE", 0, 0, 0 },
	{ "DefaultCurrency", 'E', values_2, 0, 0, 0 },
	{ "XeroNetworkKey", 'S', NULL, 0, 0, 0 },
	{ "SalesDefaultAccountCode", 'S', NULL, 0, 0, 0 },
	{ "PurchasesDefaultAccountCode", 'S', NULL, 0, 0, 0 },
	{ "SalesTrackingCategories", 'A', "SalesTrackingCategory", 0, 0, 0 },
	{ "PurchasesTrackingCategories", 'A', "SalesTrackingCategory", 0, 0, 0 },
	{ "TrackingCategoryName", 'S', NULL, 0, 0, 0 },
	{ "TrackingCategoryOption", 'S', NULL, 0, 0, 0 },
	{ "PaymentTerms", 'O', "PaymentTerm", 0, 0, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "ContactGroups", 'A', "ContactGroup", 0, 0, 0 },
	{ "Website", 'S', NULL, 0, 1, 0 },
	{ "BrandingTheme", 'O', "BrandingTheme", 0, 0, 0 },
	{ "BatchPayments", 'O', "BatchPaymentDetails", 0, 0, 0 },
	{ "Discount", 'N', NULL, 0, 1, 0 },
	{ "Balances", 'O', "Balances", 0, 0, 0 },
	{ "Attachments", 'A', "Attachment", 0, 0, 0 },
	{ "HasAttachments", 'B', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
	{ "HasValidationErrors", 'B', NULL, 0, 0, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_ContactGroup[] = {
	{ "Name", 'S', NULL, 0, 0, 0 },
	{ "Status", 'E', "ACTIVE|DELETED", 0, 0, 0 },
	{ "ContactGroupID", 'U', NULL, 0, 0, 0 },
	{ "Contacts", 'A', "Contact", 0, 0, 0 },
};

static const struct xero_member members_ContactPerson[] = {
	{ "FirstName", 'S', NULL, 0, 0, 0 },
	{ "LastName", 'S', NULL, 0, 0, 0 },
	{ "EmailAddress", 'S', NULL, 0, 0, 0 },
	{ "IncludeInEmails", 'B', NULL, 0, 0, 0 },
};

static const struct xero_member members_Contacts[] = {
	{ "pagination", 'O', "Pagination", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "Contacts", 'A', "Contact", 0, 0, 0 },
};

static const struct xero_member members_CreditNote[] = {
	{ "Type", 'E', "ACCPAYCREDIT|ACCRECCREDIT", 0, 0, 0 },
	{ "Contact", 'O', "Contact", 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "DueDate", 'D', NULL, 0, 0, 0 },
	{ "Status", 'E', "DRAFT|SUBMITTED|DELETED|AUTHORISED|PAID|VOIDED", 0, 0, 0 },
	{ "LineAmountTypes", 'E', "Exclusive|Inclusive|NoTax", 0, 0, 0 },
	{ "LineItems", 'A', "LineItem", 0, 0, 0 },
	{ "SubTotal", 'N', NULL, 0, 0, 0 },
	{ "TotalTax", 'N', NULL, 0, 0, 0 },
	{ "Total", 'N', NULL, 0, 0, 0 },
	{ "CISDeduction", 'N', NULL, 0, 1, 0 },
	{ "CISRate", 'N', NULL, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "UpdatedDateUTCString", 'S', NULL, 0, 1, 0 },
	{ "CurrencyCode", 'E', values_2, 0, 0, 0 },
	{ "FullyPaidOnDate", 'D', NULL, 0, 0, 0 },
	{ "CreditNoteID", 'U', NULL, 0, 0, 0 },
	{ "CreditNoteNumber", 'S', NULL, 0, 0, 0 },
	{ "Reference", 'S', NULL, 0, 0, 0 },
	{ "SentToContact", 'B', NULL, 0, 1, 0 },
	{ "CurrencyRate", 'N', NULL, 0, 0, 0 },
	{ "RemainingCredit", 'N', NULL, 0, 0, 0 },
	{ "Allocations", 'A', "Allocation", 0, 0, 0 },
	{ "AppliedAmount", 'N', NULL, 0, 0, 0 },
	{ "Payments", 'A', "Payment", 0, 0, 0 },
	{ "BrandingThemeID", 'U', NULL, 0, 0, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
	{ "HasAttachments", 'B', NULL, 0, 0, 0 },
	{ "HasErrors", 'B', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "InvoiceAddresses", 'A', "InvoiceAddress", 0, 0, 0 },
};

static const struct xero_member members_CreditNotes[] = {
	{ "pagination", 'O', "Pagination", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "CreditNotes", 'A', "CreditNote", 0, 0, 0 },
};

static const struct xero_member members_Currency[] = {
	{ "Code", 'E', values_2, 0, 0, 0 },
	{ "Description", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_HistoryRecord[] = {
	{ "Details", 'S', NULL, 0, 0, 0 },
	{ "Changes", 'S', NULL, 0, 0, 0 },
	{ "User", 'S', NULL, 0, 0, 0 },
	{ "DateUTC", 'D', NULL, 0, 1, 0 },
};

static const struct xero_member members_HistoryRecords[] = {
	{ "HistoryRecords", 'A', "HistoryRecord", 0, 0, 0 },
};

static const struct xero_member members_Invoice[] = {
	{ "Type", 'E', values_5, 0, 0, 0 },
	{ "Contact", 'O', "Contact", 0, 0, 0 },
	{ "LineItems", 'A', "LineItem", 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "DueDate", 'D', NULL, 0, 0, 0 },
	{ "LineAmountTypes", 'E', "Exclusive|Inclusive|NoTax", 0, 0, 0 },
	{ "InvoiceNumber", 'S', NULL, 255, 0, 0 },
	{ "Reference", 'S', NULL, 0, 0, 0 },
	{ "BrandingThemeID", 'U', NULL, 0, 0, 0 },
	{ "Url", 'S', NULL, 0, 0, 0 },
	{ "CurrencyCode", 'E', values_2, 0, 0, 0 },
	{ "CurrencyRate", 'N', NULL, 0, 0, 0 },
	{ "Status", 'E', "DRAFT|SUBMITTED|DELETED|AUTHORISED|PAID|VOIDED", 0, 0, 0 },
	{ "SentToContact", 'B', NULL, 0, 0, 0 },
	{ "ExpectedPaymentDate", 'D', NULL, 0, 0, 0 },
	{ "PlannedPaymentDate", 'D', NULL, 0, 0, 0 },
	{ "CISDeduction", 'N', NULL, 0, 1, 0 },
	{ "CISRate", 'N', NULL, 0, 1, 0 },
	{ "SubTotal", 'N', NULL, 0, 1, 0 },
	{ "TotalTax", 'N', NULL, 0, 1, 0 },
	{ "Total", 'N', NULL, 0, 1, 0 },
	{ "TotalDiscount", 'N', NULL, 0, 1, 0 },
	{ "InvoiceID", 'U', NULL, 0, 0, 0 },
	{ "RepeatingInvoiceID", 'U', NULL, 0, 0, 0 },
	{ "HasAttachments", 'B', NULL, 0, 1, 0 },
	{ "IsDiscounted", 'B', NULL, 0, 1, 0 },
	{ "Payments", 'A', "Payment", 0, 1, 0 },
	{ "Prepayments", 'A', "Prepayment", 0, 1, 0 },
	{ "Overpayments", 'A', "Overpayment", 0, 1, 0 },
	{ "AmountDue", 'N', NULL, 0, 1, 0 },
	{ "AmountPaid", 'N', NULL, 0, 1, 0 },
	{ "FullyPaidOnDate", 'D', NULL, 0, 1, 0 },
	{ "AmountCredited", 'N', NULL, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "UpdatedDateUTCString", 'S', NULL, 0, 1, 0 },
	{ "CreditNotes", 'A', "CreditNote", 0, 1, 0 },
	{ "Attachments", 'A', "Attachment", 0, 0, 0 },
	{ "HasErrors", 'B', NULL, 0, 0, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "InvoiceAddresses", 'A', "InvoiceAddress", 0, 0, 0 },
};

static const struct xero_member members_InvoiceAddress[] = {
	{ "InvoiceAddressType", 'E', "FROM|TO", 0, 0, 0 },
	{ "AddressLine1", 'S', NULL, 0, 0, 0 },
	{ "AddressLine2", 'S', NULL, 0, 0, 0 },
	{ "AddressLine3", 'S', NULL, 0, 0, 0 },
	{ "AddressLine4", 'S', NULL, 0, 0, 0 },
	{ "City", 'S', NULL, 0, 0, 0 },
	{ "Region", 'S', NULL, 0, 0, 0 },
	{ "PostalCode", 'S', NULL, 0, 0, 0 },
	{ "Country", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_Invoices[] = {
	{ "pagination", 'O', "Pagination", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "Invoices", 'A', "Invoice", 0, 0, 0 },
};

static const struct xero_member members_Item[] = {
	{ "Code", 'S', NULL, 30, 0, 1 },
	{ "InventoryAssetAccountCode", 'S', NULL, 0, 0, 0 },
	{ "Name", 'S', NULL, 50, 0, 0 },
	{ "IsSold", 'B', NULL, 0, 0, 0 },
	{ "IsPurchased", 'B', NULL, 0, 0, 0 },
	{ "Description", 'S', NULL, 4000, 0, 0 },
	{ "PurchaseDescription", 'S', NULL, 4000, 0, 0 },
	{ "PurchaseDetails", 'O', "Purchase", 0, 0, 0 },
	{ "SalesDetails", 'O', "Purchase", 0, 0, 0 },
	{ "IsTrackedAsInventory", 'B', NULL, 0, 0, 0 },
	{ "TotalCostPool", 'N', NULL, 0, 0, 0 },
	{ "QuantityOnHand", 'N', NULL, 0, 0, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "ItemID", 'U', NULL, 0, 0, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
};

static const struct xero_member members_Items[] = {
	{ "Items", 'A', "Item", 0, 0, 0 },
};

static const struct xero_member members_LineItem[] = {
	{ "LineItemID", 'U', NULL, 0, 0, 0 },
	{ "Description", 'S', NULL, 0, 0, 0 },
	{ "Quantity", 'N', NULL, 0, 0, 0 },
	{ "UnitAmount", 'N', NULL, 0, 0, 0 },
	{ "ItemCode", 'S', NULL, 0, 0, 0 },
	{ "AccountCode", 'S', NULL, 0, 0, 0 },
	{ "AccountID", 'U', NULL, 0, 0, 0 },
	{ "TaxType", 'S', NULL, 0, 0, 0 },
	{ "TaxAmount", 'N', NULL, 0, 0, 0 },
	{ "Item", 'O', "LineItemItem", 0, 0, 0 },
	{ "LineAmount", 'N', NULL, 0, 0, 0 },
	{ "Tracking", 'A', "LineItemTracking", 0, 0, 0 },
	{ "DiscountRate", 'N', NULL, 0, 0, 0 },
	{ "DiscountAmount", 'N', NULL, 0, 0, 0 },
	{ "RepeatingInvoiceID", 'U', NULL, 0, 0, 0 },
	{ "Taxability", 'E', values_6, 0, 0, 0 },
	{ "SalesTaxCodeId", 'N', NULL, 0, 0, 0 },
	{ "TaxBreakdown", 'A', "TaxBreakdownComponent", 0, 0, 0 },
};

static const struct xero_member members_LineItemItem[] = {
	{ "Code", 'S', NULL, 30, 0, 0 },
	{ "Name", 'S', NULL, 50, 0, 0 },
	{ "ItemID", 'U', NULL, 0, 0, 0 },
};

static const struct xero_member members_LineItemTracking[] = {
	{ "TrackingCategoryID", 'U', NULL, 0, 0, 0 },
	{ "TrackingOptionID", 'U', NULL, 0, 0, 0 },
	{ "Name", 'S', NULL, 100, 0, 0 },
	{ "Option", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_Overpayment[] = {
	{ "Type", 'E', values_7, 0, 0, 0 },
	{ "Contact", 'O', "Contact", 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "Status", 'E', "AUTHORISED|PAID|VOIDED", 0, 0, 0 },
	{ "LineAmountTypes", 'E', "Exclusive|Inclusive|NoTax", 0, 0, 0 },
	{ "LineItems", 'A', "LineItem", 0, 0, 0 },
	{ "SubTotal", 'N', NULL, 0, 0, 0 },
	{ "TotalTax", 'N', NULL, 0, 0, 0 },
	{ "Total", 'N', NULL, 0, 0, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "UpdatedDateUTCString", 'S', NULL, 0, 1, 0 },
	{ "CurrencyCode", 'E', values_2, 0, 0, 0 },
	{ "OverpaymentID", 'U', NULL, 0, 0, 0 },
	{ "CurrencyRate", 'N', NULL, 0, 0, 0 },
	{ "RemainingCredit", 'N', NULL, 0, 0, 0 },
	{ "Allocations", 'A', "Allocation", 0, 0, 0 },
	{ "AppliedAmount", 'N', NULL, 0, 0, 0 },
	{ "Payments", 'A', "Payment", 0, 0, 0 },
	{ "HasAttachments", 'B', NULL, 0, 1, 0 },
	{ "Reference", 'S', NULL, 0, 0, 0 },
	{ "Attachments", 'A', "Attachment", 0, 0, 0 },
};

static const struct xero_member members_Pagination[] = {
	{ "page", 'I', NULL, 0, 0, 0 },
	{ "pageSize", 'I', NULL, 0, 0, 0 },
	{ "pageCount", 'I', NULL, 0, 0, 0 },
	{ "itemCount", 'I', NULL, 0, 0, 0 },
};

static const struct xero_member members_Payment[] = {
	{ "Invoice", 'O', "Invoice", 0, 0, 0 },
	{ "CreditNote", 'O', "CreditNote", 0, 0, 0 },
	{ "Prepayment", 'O', "Prepayment", 0, 0, 0 },
	{ "Overpayment", 'O', "Overpayment", 0, 0, 0 },
	{ "InvoiceNumber", 'S', NULL, 0, 0, 0 },
	{ "CreditNoteNumber", 'S', NULL, 0, 0, 0 },
	{ "BatchPayment", 'O', "BatchPayment", 0, 0, 0 },
	{ "Account", 'O', "Account", 0, 0, 0 },
	{ "Code", 'S', NULL, 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "CurrencyRate", 'N', NULL, 0, 0, 0 },
	{ "Amount", 'N', NULL, 0, 0, 0 },
	{ "BankAmount", 'N', NULL, 0, 0, 0 },
	{ "Reference", 'S', NULL, 0, 0, 0 },
	{ "IsReconciled", 'B', NULL, 0, 0, 0 },
	{ "Status", 'E', "AUTHORISED|DELETED", 0, 0, 0 },
	{ "PaymentType", 'E', values_8, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "UpdatedDateUTCString", 'S', NULL, 0, 1, 0 },
	{ "PaymentID", 'U', NULL, 0, 0, 0 },
	{ "BatchPaymentID", 'U', NULL, 0, 0, 0 },
	{ "BankAccountNumber", 'S', NULL, 0, 0, 0 },
	{ "Particulars", 'S', NULL, 0, 0, 0 },
	{ "Details", 'S', NULL, 0, 0, 0 },
	{ "HasAccount", 'B', NULL, 0, 0, 0 },
	{ "HasValidationErrors", 'B', NULL, 0, 0, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
};

static const struct xero_member members_PaymentDelete[] = {
	{ "Status", 'S', NULL, 0, 0, 1 },
};

static const struct xero_member members_PaymentTerm[] = {
	{ "Bills", 'O', "Bill", 0, 0, 0 },
	{ "Sales", 'O', "Bill", 0, 0, 0 },
};

static const struct xero_member members_Payments[] = {
	{ "pagination", 'O', "Pagination", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "Payments", 'A', "Payment", 0, 0, 0 },
};

static const struct xero_member members_Phone[] = {
	{ "PhoneType", 'E', "DEFAULT|DDI|MOBILE|FAX|OFFICE", 0, 0, 0 },
	{ "PhoneNumber", 'S', NULL, 50, 0, 0 },
	{ "PhoneAreaCode", 'S', NULL, 10, 0, 0 },
	{ "PhoneCountryCode", 'S', NULL, 20, 0, 0 },
};

static const struct xero_member members_Prepayment[] = {
	{ "Type", 'E', values_9, 0, 0, 0 },
	{ "Contact", 'O', "Contact", 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "Status", 'E', "AUTHORISED|PAID|VOIDED", 0, 0, 0 },
	{ "LineAmountTypes", 'E', "Exclusive|Inclusive|NoTax", 0, 0, 0 },
	{ "LineItems", 'A', "LineItem", 0, 0, 0 },
	{ "SubTotal", 'N', NULL, 0, 0, 0 },
	{ "TotalTax", 'N', NULL, 0, 0, 0 },
	{ "Total", 'N', NULL, 0, 0, 0 },
	{ "Reference", 'S', NULL, 0, 1, 0 },
	{ "InvoiceNumber", 'S', NULL, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "UpdatedDateUTCString", 'S', NULL, 0, 1, 0 },
	{ "CurrencyCode", 'E', values_2, 0, 0, 0 },
	{ "PrepaymentID", 'U', NULL, 0, 0, 0 },
	{ "BrandingThemeID", 'U', NULL, 0, 1, 0 },
	{ "CurrencyRate", 'N', NULL, 0, 0, 0 },
	{ "RemainingCredit", 'N', NULL, 0, 0, 0 },
	{ "Allocations", 'A', "Allocation", 0, 0, 0 },
	{ "Payments", 'A', "Payment", 0, 0, 0 },
	{ "AppliedAmount", 'N', NULL, 0, 0, 0 },
	{ "HasAttachments", 'B', NULL, 0, 1, 0 },
	{ "Attachments", 'A', "Attachment", 0, 0, 0 },
};

static const struct xero_member members_Purchase[] = {
	{ "UnitPrice", 'N', NULL, 0, 0, 0 },
	{ "AccountCode", 'S', NULL, 0, 0, 0 },
	{ "COGSAccountCode", 'S', NULL, 0, 0, 0 },
	{ "TaxType", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_PurchaseOrder[] = {
	{ "Contact", 'O', "Contact", 0, 0, 0 },
	{ "LineItems", 'A', "LineItem", 0, 0, 0 },
	{ "Date", 'D', NULL, 0, 0, 0 },
	{ "DeliveryDate", 'D', NULL, 0, 0, 0 },
	{ "LineAmountTypes", 'E', "Exclusive|Inclusive|NoTax", 0, 0, 0 },
	{ "PurchaseOrderNumber", 'S', NULL, 0, 0, 0 },
	{ "Reference", 'S', NULL, 0, 0, 0 },
	{ "BrandingThemeID", 'U', NULL, 0, 0, 0 },
	{ "CurrencyCode", 'E', values_2, 0, 0, 0 },
	{ "Status", 'E', "DRAFT|SUBMITTED|AUTHORISED|BILLED|DELETED", 0, 0, 0 },
	{ "SentToContact", 'B', NULL, 0, 0, 0 },
	{ "DeliveryAddress", 'S', NULL, 0, 0, 0 },
	{ "AttentionTo", 'S', NULL, 0, 0, 0 },
	{ "Telephone", 'S', NULL, 0, 0, 0 },
	{ "DeliveryInstructions", 'S', NULL, 0, 0, 0 },
	{ "ExpectedArrivalDate", 'D', NULL, 0, 0, 0 },
	{ "PurchaseOrderID", 'U', NULL, 0, 0, 0 },
	{ "CurrencyRate", 'N', NULL, 0, 0, 0 },
	{ "SubTotal", 'N', NULL, 0, 1, 0 },
	{ "TotalTax", 'N', NULL, 0, 1, 0 },
	{ "Total", 'N', NULL, 0, 1, 0 },
	{ "TotalDiscount", 'N', NULL, 0, 1, 0 },
	{ "HasAttachments", 'B', NULL, 0, 1, 0 },
	{ "UpdatedDateUTC", 'D', NULL, 0, 1, 0 },
	{ "StatusAttributeString", 'S', NULL, 0, 0, 0 },
	{ "ValidationErrors", 'A', "ValidationError", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "Attachments", 'A', "Attachment", 0, 0, 0 },
};

static const struct xero_member members_PurchaseOrders[] = {
	{ "pagination", 'O', "Pagination", 0, 0, 0 },
	{ "Warnings", 'A', "ValidationError", 0, 0, 0 },
	{ "PurchaseOrders", 'A', "PurchaseOrder", 0, 0, 0 },
};

static const struct xero_member members_SalesTrackingCategory[] = {
	{ "TrackingCategoryName", 'S', NULL, 0, 0, 0 },
	{ "TrackingOptionName", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_TaxBreakdownComponent[] = {
	{ "TaxComponentId", 'U', NULL, 0, 0, 0 },
	{ "Type", 'E', values_10, 0, 0, 0 },
	{ "Name", 'S', NULL, 0, 0, 0 },
	{ "TaxPercentage", 'N', NULL, 0, 0, 0 },
	{ "TaxAmount", 'N', NULL, 0, 0, 0 },
	{ "TaxableAmount", 'N', NULL, 0, 0, 0 },
	{ "NonTaxableAmount", 'N', NULL, 0, 0, 0 },
	{ "ExemptAmount", 'N', NULL, 0, 0, 0 },
	{ "StateAssignedNo", 'S', NULL, 0, 0, 0 },
	{ "JurisdictionRegion", 'S', NULL, 0, 0, 0 },
};

static const struct xero_member members_TaxComponent[] = {
	{ "Name", 'S', NULL, 0, 0, 0 },
	{ "Rate", 'N', NULL, 0, 0, 0 },
	{ "IsCompound", 'B', NULL, 0, 0, 0 },
	{ "IsNonRecoverable", 'B', NULL, 0, 0, 0 },
};

static const struct xero_member members_TaxRate[] = {
	{ "Name", 'S', NULL, 0, 0, 0 },
	{ "TaxType", 'S', NULL, 0, 0, 0 },
	{ "TaxComponents", 'A', "TaxComponent", 0, 0, 0 },
	{ "Status", 'E', "ACTIVE|DELETED|ARCHIVED|PENDING", 0, 0, 0 },
	{ "ReportTaxType", 'E', values_11, 0, 0, 0 },
	{ "CanApplyToAssets", 'B', NULL, 0, 1, 0 },
	{ "CanApplyToEquity", 'B', NULL, 0, 1, 0 },
	{ "CanApplyToExpenses", 'B', NULL, 0, 1, 0 },
	{ "CanApplyToLiabilities", 'B', NULL, 0, 1, 0 },
	{ "CanApplyToRevenue", 'B', NULL, 0, 1, 0 },
	{ "DisplayTaxRate", 'N', NULL, 0, 1, 0 },
	{ "EffectiveRate", 'N', NULL, 0, 1, 0 },
};

static const struct xero_member members_TaxRates[] = {
	{ "TaxRates", 'A', "TaxRate", 0, 0, 0 },
};

static const struct xero_member members_TrackingCategory[] = {
	{ "TrackingCategoryID", 'U', NULL, 0, 0, 0 },
	{ "TrackingOptionID", 'U', NULL, 0, 0, 0 },
	{ "Name", 'S', NULL, 100, 0, 0 },
	{ "Option", 'S', NULL, 100, 0, 0 },
	{ "Status", 'E', "ACTIVE|ARCHIVED|DELETED", 0, 0, 0 },
	{ "Options", 'A', "TrackingOption", 0, 0, 0 },
};

static const struct xero_member members_TrackingOption[] = {
	{ "TrackingOptionID", 'U', NULL, 0, 0, 0 },
	{ "Name", 'S', NULL, 100, 0, 0 },
	{ "Status", 'E', "ACTIVE|ARCHIVED|DELETED", 0, 0, 0 },
	{ "TrackingCategoryID", 'U', NULL, 0, 0, 0 },
};

static const struct xero_member members_ValidationError[] = {
	{ "Message", 'S', NULL, 0, 0, 0 },
};

#define SCHEMA(name) { #name, members_##name, sizeof members_##name / sizeof members_##name[0] }

const struct xero_schema xero_schemas[] = {
	SCHEMA(Account),
	SCHEMA(Accounts),
	SCHEMA(AccountsPayable),
	SCHEMA(AccountsReceivable),
	SCHEMA(Address),
	SCHEMA(Allocation),
	SCHEMA(Allocations),
	SCHEMA(Attachment),
	SCHEMA(Balances),
	SCHEMA(BatchPayment),
	SCHEMA(BatchPaymentDelete),
	SCHEMA(BatchPaymentDeleteByUrlParam),
	SCHEMA(BatchPaymentDetails),
	SCHEMA(BatchPayments),
	SCHEMA(Bill),
	SCHEMA(BrandingTheme),
	SCHEMA(Contact),
	SCHEMA(ContactGroup),
	SCHEMA(ContactPerson),
	SCHEMA(Contacts),
	SCHEMA(CreditNote),
	SCHEMA(CreditNotes),
	SCHEMA(Currency),
	SCHEMA(HistoryRecord),
	SCHEMA(HistoryRecords),
	SCHEMA(Invoice),
	SCHEMA(InvoiceAddress),
	SCHEMA(Invoices),
	SCHEMA(Item),
	SCHEMA(Items),
	SCHEMA(LineItem),
	SCHEMA(LineItemItem),
	SCHEMA(LineItemTracking),
	SCHEMA(Overpayment),
	SCHEMA(Pagination),
	SCHEMA(Payment),
	SCHEMA(PaymentDelete),
	SCHEMA(PaymentTerm),
	SCHEMA(Payments),
	SCHEMA(Phone),
	SCHEMA(Prepayment),
	SCHEMA(Purchase),
	SCHEMA(PurchaseOrder),
	SCHEMA(PurchaseOrders),
	SCHEMA(SalesTrackingCategory),
	SCHEMA(TaxBreakdownComponent),
	SCHEMA(TaxComponent),
	SCHEMA(TaxRate),
	SCHEMA(TaxRates),
	SCHEMA(TrackingCategory),
	SCHEMA(TrackingOption),
	SCHEMA(ValidationError),
	{ NULL, NULL, 0 }
};

static const struct xero_member query_1[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_2[] = {
	{ "summarizeErrors", 'B', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_3[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "IDs", 'T', "U", 0, 0, 0 },
	{ "page", 'I', NULL, 0, 0, 0 },
	{ "includeArchived", 'B', NULL, 0, 0, 0 },
	{ "summaryOnly", 'B', NULL, 0, 0, 0 },
	{ "searchTerm", 'S', NULL, 0, 0, 0 },
	{ "pageSize", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_4[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "page", 'I', NULL, 0, 0, 0 },
	{ "unitdp", 'I', NULL, 0, 0, 0 },
	{ "pageSize", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_5[] = {
	{ "summarizeErrors", 'B', NULL, 0, 0, 0 },
	{ "unitdp", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_6[] = {
	{ "unitdp", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_7[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "IDs", 'T', "U", 0, 0, 0 },
	{ "InvoiceNumbers", 'T', "S", 0, 0, 0 },
	{ "ContactIDs", 'T', "U", 0, 0, 0 },
	{ "Statuses", 'T', "S", 0, 0, 0 },
	{ "page", 'I', NULL, 0, 0, 0 },
	{ "includeArchived", 'B', NULL, 0, 0, 0 },
	{ "createdByMyApp", 'B', NULL, 0, 0, 0 },
	{ "unitdp", 'I', NULL, 0, 0, 0 },
	{ "summaryOnly", 'B', NULL, 0, 0, 0 },
	{ "pageSize", 'I', NULL, 0, 0, 0 },
	{ "searchTerm", 'S', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_8[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "unitdp", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_9[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "page", 'I', NULL, 0, 0, 0 },
	{ "pageSize", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_10[] = {
	{ "Status", 'E', "DRAFT|SUBMITTED|AUTHORISED|BILLED|DELETED", 0, 0, 0 },
	{ "DateFrom", 'S', NULL, 0, 0, 0 },
	{ "DateTo", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "page", 'I', NULL, 0, 0, 0 },
	{ "pageSize", 'I', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

static const struct xero_member query_11[] = {
	{ "where", 'S', NULL, 0, 0, 0 },
	{ "order", 'S', NULL, 0, 0, 0 },
	{ "includeArchived", 'B', NULL, 0, 0, 0 },
	{ NULL, 0, NULL, 0, 0, 0 }
};

const struct xero_op xero_ops[] = {
	{ "GET", "/Accounts", query_1, NULL },
	{ "PUT", "/Accounts", NULL, "Account" },
	{ "GET", "/Accounts/{AccountID}", NULL, NULL },
	{ "POST", "/Accounts/{AccountID}", NULL, "Accounts" },
	{ "DELETE", "/Accounts/{AccountID}", NULL, NULL },
	{ "GET", "/BatchPayments", query_1, NULL },
	{ "PUT", "/BatchPayments", query_2, "BatchPayments" },
	{ "POST", "/BatchPayments", NULL, "BatchPaymentDelete" },
	{ "GET", "/BatchPayments/{BatchPaymentID}", NULL, NULL },
	{ "POST", "/BatchPayments/{BatchPaymentID}", NULL, "BatchPaymentDeleteByUrlParam" },
	{ "GET", "/BatchPayments/{BatchPaymentID}/History", NULL, NULL },
	{ "PUT", "/BatchPayments/{BatchPaymentID}/History", NULL, "HistoryRecords" },
	{ "GET", "/Contacts", query_3, NULL },
	{ "PUT", "/Contacts", query_2, "Contacts" },
	{ "POST", "/Contacts", query_2, "Contacts" },
	{ "GET", "/Contacts/{ContactID}", NULL, NULL },
	{ "POST", "/Contacts/{ContactID}", NULL, "Contacts" },
	{ "GET", "/Contacts/{ContactID}/History", NULL, NULL },
	{ "PUT", "/Contacts/{ContactID}/History", NULL, "HistoryRecords" },
	{ "GET", "/Contacts/{ContactNumber}", NULL, NULL },
	{ "GET", "/CreditNotes", query_4, NULL },
	{ "PUT", "/CreditNotes", query_5, "CreditNotes" },
	{ "POST", "/CreditNotes", query_5, "CreditNotes" },
	{ "GET", "/CreditNotes/{CreditNoteID}", query_6, NULL },
	{ "POST", "/CreditNotes/{CreditNoteID}", query_6, "CreditNotes" },
	{ "PUT", "/CreditNotes/{CreditNoteID}/Allocations", query_2, "Allocations" },
	{ "DELETE", "/CreditNotes/{CreditNoteID}/Allocations/{AllocationID}", NULL, NULL },
	{ "GET", "/CreditNotes/{CreditNoteID}/History", NULL, NULL },
	{ "PUT", "/CreditNotes/{CreditNoteID}/History", NULL, "HistoryRecords" },
	{ "GET", "/Currencies", query_1, NULL },
	{ "PUT", "/Currencies", NULL, "Currency" },
	{ "GET", "/Invoices", query_7, NULL },
	{ "PUT", "/Invoices", query_5, "Invoices" },
	{ "POST", "/Invoices", query_5, "Invoices" },
	{ "GET", "/Invoices/{InvoiceID}", query_6, NULL },
	{ "POST", "/Invoices/{InvoiceID}", query_6, "Invoices" },
	{ "GET", "/Invoices/{InvoiceID}/History", NULL, NULL },
	{ "PUT", "/Invoices/{InvoiceID}/History", NULL, "HistoryRecords" },
	{ "GET", "/Items", query_8, NULL },
	{ "PUT", "/Items", query_5, "Items" },
	{ "POST", "/Items", query_5, "Items" },
	{ "GET", "/Items/{ItemID}", query_6, NULL },
	{ "POST", "/Items/{ItemID}", query_6, "Items" },
	{ "DELETE", "/Items/{ItemID}", NULL, NULL },
	{ "GET", "/Items/{ItemID}/History", NULL, NULL },
	{ "PUT", "/Items/{ItemID}/History", NULL, "HistoryRecords" },
	{ "GET", "/Organisation", NULL, NULL },
	{ "GET", "/Organisation/Actions", NULL, NULL },
	{ "GET", "/Payments", query_9, NULL },
	{ "PUT", "/Payments", query_2, "Payments" },
	{ "POST", "/Payments", NULL, "Payment" },
	{ "GET", "/Payments/{PaymentID}", NULL, NULL },
	{ "POST", "/Payments/{PaymentID}", NULL, "PaymentDelete" },
	{ "GET", "/Payments/{PaymentID}/History", NULL, NULL },
	{ "PUT", "/Payments/{PaymentID}/History", NULL, "HistoryRecords" },
	{ "GET", "/PurchaseOrders", query_10, NULL },
	{ "PUT", "/PurchaseOrders", query_2, "PurchaseOrders" },
	{ "POST", "/PurchaseOrders", query_2, "PurchaseOrders" },
	{ "GET", "/PurchaseOrders/{PurchaseOrderID}", NULL, NULL },
	{ "POST", "/PurchaseOrders/{PurchaseOrderID}", NULL, "PurchaseOrders" },
	{ "GET", "/PurchaseOrders/{PurchaseOrderID}/History", NULL, NULL },
	{ "PUT", "/PurchaseOrders/{PurchaseOrderID}/History", NULL, "HistoryRecords" },
	{ "GET", "/PurchaseOrders/{PurchaseOrderNumber}", NULL, NULL },
	{ "GET", "/TaxRates", query_1, NULL },
	{ "PUT", "/TaxRates", NULL, "TaxRates" },
	{ "POST", "/TaxRates", NULL, "TaxRates" },
	{ "GET", "/TaxRates/{TaxType}", NULL, NULL },
	{ "GET", "/TrackingCategories", query_11, NULL },
	{ "PUT", "/TrackingCategories", NULL, "TrackingCategory" },
	{ "GET", "/TrackingCategories/{TrackingCategoryID}", NULL, NULL },
	{ "POST", "/TrackingCategories/{TrackingCategoryID}", NULL, "TrackingCategory" },
	{ "DELETE", "/TrackingCategories/{TrackingCategoryID}", NULL, NULL },
	{ "PUT", "/TrackingCategories/{TrackingCategoryID}/Options", NULL, "TrackingOption" },
	{ "POST", "/TrackingCategories/{TrackingCategoryID}/Options/{TrackingOptionID}",
		NULL, "TrackingOption" },
	{ "DELETE", "/TrackingCategories/{TrackingCategoryID}/Options/{TrackingOptionID}",
		NULL, NULL },
	{ "GET", "/Users", query_1, NULL },
	{ "GET", "/Users/{UserID}", NULL, NULL },
	{ NULL, NULL, NULL, NULL }
};
