/* Contract fields of the documents: bills, orders, checks.
 *
 * Made by acumatica-fields.py from the endpoint metadata of the vendor's REST
 * client, Copyright (c) 2023 Acumatica, MIT (acumatica-fields.LICENSE).  Change
 * the program, not this file. */
#include "sim/acumatica_fields.h"
#include "base/banned.h"

static const struct acu_field f_Address[] = {
	{ "AddressLine1", 'S', EALL, NULL, "Shipping_Address", "AddressLine1" },
	{ "AddressLine2", 'S', EALL, NULL, "Shipping_Address", "AddressLine2" },
	{ "City", 'S', EALL, NULL, "Shipping_Address", "City" },
	{ "Country", 'S', EALL, NULL, "Shipping_Address", "CountryID" },
	{ "PostalCode", 'S', EALL, NULL, "Shipping_Address", "PostalCode" },
	{ "State", 'S', EALL, NULL, "Shipping_Address", "State" },
	{ "Validated", 'B', EALL, NULL, "", "" },
};
const struct acu_def acu_def_Address = {
	"Address", "", EALL, f_Address, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Approval[] = {
	{ "ApprovedBy", 'S', EALL, NULL, "Approval", "ApprovedByEmployee__AcctCD" },
	{ "ApprovedByName", 'S', EALL, NULL, "Approval", "ApprovedByEmployee__AcctName" },
	{ "Approver", 'S', EALL, NULL, "Approval", "ApproverEmployee__AcctCD" },
	{ "ApproverName", 'S', EALL, NULL, "Approval", "ApproverEmployee__AcctName" },
	{ "Date", 'D', EALL, NULL, "Approval", "ApproveDate" },
	{ "Status", 'S', EALL, NULL, "Approval", "Status" },
	{ "Workgroup", 'S', EALL, NULL, "Approval", "WorkgroupID" },
};
const struct acu_def acu_def_Approval = {
	"Approval", "", EALL, f_Approval, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_AttributeValue[] = {
	{ "AttributeDescription", 'S', EALL, NULL, "Answers", "AttributeID_description" },
	{ "AttributeID", 'S', EALL, NULL, "Answers", "AttributeID$value" },
	{ "IsActive", 'B', E24, NULL, "", "" },
	{ "RefNoteID", 'G', EALL, NULL, "Answers", "RefNoteID" },
	{ "Required", 'B', EALL, NULL, "Answers", "IsRequired" },
	{ "Value", 'S', EALL, NULL, "Answers", "Value$value" },
	{ "ValueDescription", 'S', EALL, NULL, "Answers", "Value" },
};
const struct acu_def acu_def_AttributeValue = {
	"AttributeValue", "", EALL, f_AttributeValue, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Bill[] = {
	{ "Amount", 'N', EALL, NULL, "Document", "CuryOrigDocAmt" },
	{ "Applications", 'A', EALL, &acu_def_BillApplicationDetail, "", "" },
	{ "ApplyRetainage", 'B', EC, NULL, "Document", "RetainageApply" },
	{ "ApprovedForPayment", 'B', EALL, NULL, "CurrentDocument", "PaySel" },
	{ "Balance", 'N', EALL, NULL, "Document", "CuryDocBal" },
	{ "BranchID", 'S', EALL, NULL, "CurrentDocument", "BranchID" },
	{ "CashAccount", 'S', EALL, NULL, "CurrentDocument", "PayAccountID" },
	{ "CurrencyID", 'S', EALL, NULL, "Document", "CuryID" },
	{ "Date", 'D', EALL, NULL, "Document", "DocDate" },
	{ "Description", 'S', EALL, NULL, "Document", "DocDesc" },
	{ "Details", 'A', EALL, &acu_def_BillDetail, "", "" },
	{ "DueDate", 'D', EALL, NULL, "Document", "DueDate" },
	{ "Hold", 'B', EALL, NULL, "Document", "Hold" },
	{ "IsTaxValid", 'B', E20|E23|E24|EC, NULL, "Document", "ExternalTaxesImportInProgress" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Document", "LastModifiedDateTime" },
	{ "LocationID", 'S', EALL, NULL, "Document", "VendorLocationID" },
	{ "PostPeriod", 'S', EALL, NULL, "Document", "FinPeriodID" },
	{ "Project", 'S', EALL, NULL, "Document", "ProjectID" },
	{ "ReferenceNbr", 'S', EALL, NULL, "Document", "RefNbr" },
	{ "RetainageAmount", 'N', EC, NULL, "CurrentDocument", "CuryRetainageTotal" },
	{ "RetainagePct", 'N', EC, NULL, "CurrentDocument", "DefRetainagePct" },
	{ "Status", 'S', EALL, NULL, "Document", "Status" },
	{ "TaxDetails", 'A', EALL, &acu_def_BillTaxDetail, "", "" },
	{ "TaxTotal", 'N', EALL, NULL, "Document", "CuryTaxTotal" },
	{ "Terms", 'S', EALL, NULL, "Document", "TermsID" },
	{ "Type", 'S', EALL, NULL, "Document", "DocType" },
	{ "Vendor", 'S', EALL, NULL, "Document", "VendorID" },
	{ "VendorRef", 'S', EALL, NULL, "Document", "InvoiceNbr" },
	{ "xExternalKey", 'S', 0, NULL, "Document", "AttributePROCOREID" },
	{ "xOriginal", 'S', 0, NULL, "", "" },
	{ "xReleased", 'B', 0, NULL, "Document", "Released" },
	{ "xReleasedRetainage", 'N', 0, NULL, "CurrentDocument", "CuryRetainageReleased" },
	{ "xRetainageDocument", 'B', 0, NULL, "Document", "IsRetainageDocument" },
	{ "xUnreleased", 'N', 0, NULL, "CurrentDocument", "CuryRetainageUnreleasedAmt" },
};
static const struct acu_action a_Bill[] = {
	{ "ReleaseBill", EALL },
	{ "ReverseBill", EALL },
	{ "ReleaseRetainage", E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_Bill = {
	"Bill", "AP301000", EALL, f_Bill, 34,
	{ "Type", "ReferenceNbr" }, 2, a_Bill, "PX.Objects.AP.APInvoiceEntry", "Document"
};

static const struct acu_field f_BillApplicationDetail[] = {
	{ "AmountPaid", 'N', EALL, NULL, "Adjustments", "CuryAdjdAmt" },
	{ "Balance", 'N', EALL, NULL, "Adjustments", "CuryDocBal" },
	{ "DocType", 'S', EALL, NULL, "Adjustments", "DisplayDocType" },
	{ "ReferenceNbr", 'S', EALL, NULL, "Adjustments", "DisplayRefNbr" },
	{ "Status", 'S', EALL, NULL, "Adjustments", "DisplayStatus" },
};
const struct acu_def acu_def_BillApplicationDetail = {
	"BillApplicationDetail", "", EALL, f_BillApplicationDetail, 5,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_BillDetail[] = {
	{ "Account", 'S', EALL, NULL, "Transactions", "AccountID" },
	{ "Amount", 'N', EALL, NULL, "Transactions", "CuryTranAmt" },
	{ "Branch", 'S', EALL, NULL, "Transactions", "BranchID" },
	{ "CalculateDiscountsOnImport", 'B', EALL, NULL, "Transactions", "CalculateDiscountsOnImport" },
	{ "CostCode", 'S', EALL, NULL, "Transactions", "CostCodeID" },
	{ "Description", 'S', EALL, NULL, "Transactions", "AccountID_Account_description" },
	{ "ExtendedCost", 'N', EALL, NULL, "Transactions", "CuryLineAmt" },
	{ "InventoryID", 'S', EALL, NULL, "Transactions", "InventoryID" },
	{ "LCLineNbr", 'I', E24, NULL, "Transactions", "LCLineNbr" },
	{ "LCNbr", 'S', E24, NULL, "Transactions", "LCRefNbr" },
	{ "LCType", 'S', E24, NULL, "Transactions", "LCDocType" },
	{ "NonBillable", 'B', EALL, NULL, "Transactions", "NonBillable" },
	{ "POLine", 'I', EALL, NULL, "Transactions", "POLineNbr" },
	{ "POOrderNbr", 'S', EALL, NULL, "Transactions", "PONbr" },
	{ "POOrderType", 'S', EALL, NULL, "Transactions", "POOrderType" },
	{ "POReceiptLine", 'I', EALL, NULL, "Transactions", "ReceiptLineNbr" },
	{ "POReceiptNbr", 'S', EALL, NULL, "Transactions", "ReceiptNbr" },
	{ "POReceiptType", 'S', EALL, NULL, "Transactions", "ReceiptType" },
	{ "Project", 'S', EALL, NULL, "Transactions", "ProjectID" },
	{ "ProjectTask", 'S', EALL, NULL, "Transactions", "TaskID" },
	{ "Qty", 'N', EALL, NULL, "Transactions", "Qty" },
	{ "RetainageAmount", 'N', EC, NULL, "Transactions", "CuryRetainageAmt" },
	{ "RetainagePct", 'N', EC, NULL, "Transactions", "RetainagePct" },
	{ "Subaccount", 'S', EALL, NULL, "Transactions", "SubID" },
	{ "TaxCategory", 'S', EALL, NULL, "Transactions", "TaxCategoryID" },
	{ "TransactionDescription", 'S', EALL, NULL, "Transactions", "TranDesc" },
	{ "UOM", 'S', EALL, NULL, "Transactions", "UOM" },
	{ "UnitCost", 'N', EALL, NULL, "Transactions", "CuryUnitCost" },
	{ "xRetainageBalance", 'N', 0, NULL, "Transactions", "CuryRetainageBal" },
};
const struct acu_def acu_def_BillDetail = {
	"BillDetail", "", EALL, f_BillDetail, 29,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_BillTaxDetail[] = {
	{ "TaxAmount", 'N', EALL, NULL, "Taxes", "CuryTaxAmt" },
	{ "TaxID", 'S', EALL, NULL, "Taxes", "TaxID" },
	{ "TaxRate", 'N', EALL, NULL, "Taxes", "TaxRate" },
	{ "TaxableAmount", 'N', EALL, NULL, "Taxes", "CuryTaxableAmt" },
};
const struct acu_def acu_def_BillTaxDetail = {
	"BillTaxDetail", "", EALL, f_BillTaxDetail, 4,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ChangeOrder[] = {
	{ "ApprovalDetails", 'A', EALL, &acu_def_Approval, "", "" },
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "ChangeDate", 'D', EALL, NULL, "Document", "Date" },
	{ "Class", 'S', EALL, NULL, "Document", "ClassID" },
	{ "Commitments", 'A', EALL, &acu_def_ChangeOrderCommitment, "", "" },
	{ "CommitmentsChangeTotal", 'N', EALL, NULL, "Document", "CommitmentTotal" },
	{ "CompletionDate", 'D', EALL, NULL, "Document", "CompletionDate" },
	{ "ContractTimeChangeDays", 'I', EALL, NULL, "Document", "DelayDays" },
	{ "CostBudget", 'A', EALL, &acu_def_ChangeOrderCostBudget, "", "" },
	{ "CostBudgetChangeTotal", 'N', EALL, NULL, "Document", "CostTotal" },
	{ "Customer", 'S', EALL, NULL, "Document", "CustomerID" },
	{ "Description", 'S', EALL, NULL, "Document", "Description" },
	{ "DetailedDescription", 'S', EALL, NULL, "DocumentSettings", "Text" },
	{ "ExternalRefNbr", 'S', EALL, NULL, "Document", "ExtRefNbr" },
	{ "GrossMargin", 'N', EALL, NULL, "Document", "GrossMarginPct" },
	{ "GrossMarginAmount", 'N', EALL, NULL, "Document", "GrossMarginAmount" },
	{ "Hold", 'B', EALL, NULL, "Document", "Hold" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Document", "LastModifiedDateTime" },
	{ "OriginalCORefNbr", 'S', EALL, NULL, "Document", "OrigRefNbr" },
	{ "ProjectID", 'S', EALL, NULL, "Document", "ProjectID" },
	{ "RefNbr", 'S', EALL, NULL, "Document", "RefNbr" },
	{ "RevenueBudget", 'A', EALL, &acu_def_ChangeOrderRevenueBudget, "", "" },
	{ "RevenueBudgetChangeTotal", 'N', EALL, NULL, "Document", "RevenueTotal" },
	{ "RevenueChangeNbr", 'S', EALL, NULL, "Document", "ProjectNbr" },
	{ "ReverseStatus", 'S', EALL, NULL, "Document", "ReverseStatus" },
	{ "Status", 'S', EALL, NULL, "Document", "Status" },
};
static const struct acu_action a_ChangeOrder[] = {
	{ "ReleaseChangeOrder", EALL },
	{ "ApproveChangeOrder", EALL },
	{ "RejectChangeOrder", EALL },
	{ "EmailChangeOrder", EALL },
	{ "ReverseChangeOrder", EALL },
	{ "HoldChangeOrder", E22|E23|E24 },
	{ "RemoveChangeOrderFromHold", E22|E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_ChangeOrder = {
	"ChangeOrder", "PM308000", EALL, f_ChangeOrder, 26,
	{ "RefNbr" }, 1, a_ChangeOrder, "", ""
};

static const struct acu_field f_ChangeOrderCommitment[] = {
	{ "Account", 'S', EALL, NULL, "Details", "AccountID" },
	{ "Amount", 'N', EALL, NULL, "Details", "Amount" },
	{ "AmountinBaseCurrency", 'N', EALL, NULL, "Details", "AmountInProjectCury" },
	{ "CostCode", 'S', EALL, NULL, "Details", "CostCodeID" },
	{ "CurrencyID", 'S', EALL, NULL, "Details", "CuryID" },
	{ "Description", 'S', EALL, NULL, "Details", "Description" },
	{ "InventoryID", 'S', EALL, NULL, "Details", "InventoryID" },
	{ "LineAmount", 'N', EALL, NULL, "Details", "POLinePM__CuryLineAmt" },
	{ "LineDescription", 'S', EALL, NULL, "Details", "POLinePM__TranDesc" },
	{ "OpenAmount", 'N', E20|EC, NULL, "Details", "POLinePM__CalcCuryOpenAmt" },
	{ "OpenQty", 'N', EALL, NULL, "Details", "POLinePM__CalcOpenQty" },
	{ "OrderDate", 'D', EALL, NULL, "Details", "POLinePM__OrderDate" },
	{ "OrderQty", 'N', EALL, NULL, "Details", "POLinePM__OrderQty" },
	{ "POLineNbr", 'I', EALL, NULL, "Details", "POLineNbr" },
	{ "PONbr", 'S', EALL, NULL, "Details", "POOrderNbr" },
	{ "POType", 'S', E22|E23|E24, NULL, "Details", "POOrderType" },
	{ "PotentiallyRevisedAmount", 'N', EALL, NULL, "Details", "PotentialRevisedAmount" },
	{ "PotentiallyRevisedQty", 'N', EALL, NULL, "Details", "PotentialRevisedQty" },
	{ "ProjectTaskID", 'S', EALL, NULL, "Details", "TaskID" },
	{ "Qty", 'N', EALL, NULL, "Details", "Qty" },
	{ "Status", 'S', EALL, NULL, "Details", "LineType" },
	{ "UOM", 'S', EALL, NULL, "Details", "UOM" },
	{ "UnitCost", 'N', EALL, NULL, "Details", "UnitCost" },
	{ "Vendor", 'S', EALL, NULL, "Details", "VendorID" },
};
const struct acu_def acu_def_ChangeOrderCommitment = {
	"ChangeOrderCommitment", "", EALL, f_ChangeOrderCommitment, 24,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ChangeOrderCostBudget[] = {
	{ "AccountGroup", 'S', EALL, NULL, "CostBudget", "AccountGroupID" },
	{ "ActualAmount", 'N', EALL, NULL, "CostBudget", "PMBudget__ActualAmount" },
	{ "ActualQty", 'N', EALL, NULL, "CostBudget", "PMBudget__ActualQty" },
	{ "Amount", 'N', EALL, NULL, "CostBudget", "Amount" },
	{ "CommittedCOAmount", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedCOAmount" },
	{ "CommittedCOQty", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedCOQty" },
	{ "CommittedInvoicedAmount", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedInvoicedAmount" },
	{ "CommittedInvoicedQty", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedInvoicedQty" },
	{ "CommittedOpenAmount", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedOpenAmount" },
	{ "CommittedOpenQty", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedOpenQty" },
	{ "CommittedReceivedQty", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedReceivedQty" },
	{ "CostCode", 'S', EALL, NULL, "CostBudget", "CostCodeID" },
	{ "CurrentCommittedCOAmount", 'N', EALL, NULL, "CostBudget", "CommittedCOAmount" },
	{ "CurrentCommittedCOQty", 'N', EALL, NULL, "CostBudget", "CommittedCOQty" },
	{ "Description", 'S', EALL, NULL, "CostBudget", "Description" },
	{ "InventoryID", 'S', EALL, NULL, "CostBudget", "InventoryID" },
	{ "OriginalBudgetedAmount", 'N', EALL, NULL, "CostBudget", "PMBudget__Amount" },
	{ "OriginalBudgetedQty", 'N', EALL, NULL, "CostBudget", "PMBudget__Qty" },
	{ "OtherDraftCOAmount", 'N', EALL, NULL, "CostBudget", "OtherDraftRevisedAmount" },
	{ "PreviouslyApprovedCOAmount", 'N', EALL, NULL, "CostBudget", "PreviouslyApprovedAmount" },
	{ "PreviouslyApprovedCOQty", 'N', EALL, NULL, "CostBudget", "PreviouslyApprovedQty" },
	{ "ProjectTaskID", 'S', EALL, NULL, "CostBudget", "ProjectTaskID" },
	{ "Qty", 'N', EALL, NULL, "CostBudget", "Qty" },
	{ "RevisedBudgetedAmount", 'N', EALL, NULL, "CostBudget", "RevisedAmount" },
	{ "RevisedBudgetedQty", 'N', EALL, NULL, "CostBudget", "RevisedQty" },
	{ "RevisedCommittedAmount", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedAmount" },
	{ "RevisedCommittedQty", 'N', EALL, NULL, "CostBudget", "PMBudget__CommittedQty" },
	{ "TotalPotentiallyRevisedAmount", 'N', EALL, NULL, "CostBudget", "TotalPotentialRevisedAmount" },
	{ "UOM", 'S', EALL, NULL, "CostBudget", "UOM" },
	{ "UnitRate", 'N', EALL, NULL, "CostBudget", "Rate" },
};
const struct acu_def acu_def_ChangeOrderCostBudget = {
	"ChangeOrderCostBudget", "", EALL, f_ChangeOrderCostBudget, 30,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ChangeOrderRevenueBudget[] = {
	{ "AccountGroup", 'S', EALL, NULL, "RevenueBudget", "AccountGroupID" },
	{ "ActualAmount", 'N', E20|EC, NULL, "RevenueBudget", "PMBudget__CuryActualAmount" },
	{ "ActualQty", 'N', E20|EC, NULL, "RevenueBudget", "PMBudget__ActualQty" },
	{ "Amount", 'N', EALL, NULL, "RevenueBudget", "Amount" },
	{ "Completed", 'N', E20|EC, NULL, "RevenueBudget", "PMBudget__CompletedPct" },
	{ "CostCode", 'S', EALL, NULL, "RevenueBudget", "CostCodeID" },
	{ "Description", 'S', EALL, NULL, "RevenueBudget", "Description" },
	{ "DraftInvoicesAmount", 'N', E20|EC, NULL, "RevenueBudget", "PMBudget__CuryInvoicedAmount" },
	{ "InventoryID", 'S', EALL, NULL, "RevenueBudget", "InventoryID" },
	{ "OriginalBudgetedAmount", 'N', E20|EC, NULL, "RevenueBudget", "PMBudget__CuryAmount" },
	{ "OriginalBudgetedQty", 'N', E20|EC, NULL, "RevenueBudget", "PMBudget__Qty" },
	{ "OtherDraftCOAmount", 'N', EALL, NULL, "RevenueBudget", "OtherDraftRevisedAmount" },
	{ "PreviouslyApprovedCOAmount", 'N', EALL, NULL, "RevenueBudget", "PreviouslyApprovedAmount" },
	{ "PreviouslyApprovedCOQty", 'N', EALL, NULL, "RevenueBudget", "PreviouslyApprovedQty" },
	{ "ProjectTaskID", 'S', EALL, NULL, "RevenueBudget", "ProjectTaskID" },
	{ "Qty", 'N', EALL, NULL, "RevenueBudget", "Qty" },
	{ "RevisedBudgetedAmount", 'N', EALL, NULL, "RevenueBudget", "RevisedAmount" },
	{ "RevisedBudgetedQty", 'N', EALL, NULL, "RevenueBudget", "RevisedQty" },
	{ "TotalPotentiallyRevisedAmount", 'N', EALL, NULL, "RevenueBudget", "TotalPotentialRevisedAmount" },
	{ "UOM", 'S', EALL, NULL, "RevenueBudget", "UOM" },
	{ "UnitRate", 'N', EALL, NULL, "RevenueBudget", "Rate" },
};
const struct acu_def acu_def_ChangeOrderRevenueBudget = {
	"ChangeOrderRevenueBudget", "", EALL, f_ChangeOrderRevenueBudget, 21,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Check[] = {
	{ "ApplicationDate", 'D', EALL, NULL, "Document", "AdjDate" },
	{ "CashAccount", 'S', EALL, NULL, "Document", "CashAccountID" },
	{ "CurrencyID", 'S', EALL, NULL, "Document", "CuryID" },
	{ "Description", 'S', EALL, NULL, "Document", "DocDesc" },
	{ "Details", 'A', EALL, &acu_def_CheckDetail, "", "" },
	{ "History", 'A', EALL, &acu_def_CheckHistoryDetail, "", "" },
	{ "Hold", 'B', EALL, NULL, "Document", "Hold" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Document", "lastModifiedDateTime" },
	{ "PaymentAmount", 'N', EALL, NULL, "Document", "CuryOrigDocAmt" },
	{ "PaymentMethod", 'S', EALL, NULL, "Document", "PaymentMethodID" },
	{ "PaymentRef", 'S', EALL, NULL, "Document", "ExtRefNbr" },
	{ "ReferenceNbr", 'S', EALL, NULL, "Document", "RefNbr" },
	{ "Status", 'S', EALL, NULL, "Document", "Status" },
	{ "Type", 'S', EALL, NULL, "Document", "DocType" },
	{ "UnappliedBalance", 'N', EALL, NULL, "Document", "CuryUnappliedBal" },
	{ "Vendor", 'S', EALL, NULL, "Document", "VendorID" },
	{ "xOriginal", 'S', 0, NULL, "", "" },
	{ "xReleased", 'B', 0, NULL, "Document", "Released" },
};
static const struct acu_action a_Check[] = {
	{ "ReleaseCheck", EALL },
	{ "VoidCheck", EALL },
	{ NULL, 0 },
};
const struct acu_def acu_def_Check = {
	"Check", "AP302000", EALL, f_Check, 18,
	{ "Type", "ReferenceNbr" }, 2, a_Check, "PX.Objects.AP.APPaymentEntry", "Document"
};

static const struct acu_field f_CheckDetail[] = {
	{ "AmountPaid", 'N', EALL, NULL, "Adjustments", "CuryAdjgAmt" },
	{ "Balance", 'N', EALL, NULL, "Adjustments", "CuryDocBal" },
	{ "CashDiscountBalance", 'N', EALL, NULL, "Adjustments", "CuryDiscBal" },
	{ "DocLineNbr", 'I', EALL, NULL, "Adjustments", "AdjdLineNbr" },
	{ "DocType", 'S', EALL, NULL, "Adjustments", "AdjdDocType" },
	{ "ReferenceNbr", 'S', EALL, NULL, "Adjustments", "AdjdRefNbr" },
};
const struct acu_def acu_def_CheckDetail = {
	"CheckDetail", "", EALL, f_CheckDetail, 6,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_CheckHistoryDetail[] = {
	{ "AmountPaid", 'N', EALL, NULL, "APPost", "CuryAmt" },
	{ "Balance", 'N', EALL, NULL, "APPost", "CuryBalanceAmt" },
	{ "CashDiscountBalance", 'N', EALL, NULL, "APPost", "CuryDiscBalanceAmt" },
	{ "CashDiscountTaken", 'N', EALL, NULL, "APPost", "CuryPPDAmt" },
	{ "DocType", 'S', EALL, NULL, "APPost", "SourceDocType" },
	{ "ReferenceNbr", 'S', EALL, NULL, "APPost", "SourceRefNbr" },
	{ "VendorRef", 'S', EALL, NULL, "APPost", "APInvoice__InvoiceNbr" },
};
const struct acu_def acu_def_CheckHistoryDetail = {
	"CheckHistoryDetail", "", EALL, f_CheckHistoryDetail, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_DocContact[] = {
	{ "Attention", 'S', EALL, NULL, "Shipping_Contact", "Attention" },
	{ "BusinessName", 'S', EALL, NULL, "Shipping_Contact", "FullName" },
	{ "Email", 'S', EALL, NULL, "Shipping_Contact", "Email" },
	{ "Phone1", 'S', EALL, NULL, "Shipping_Contact", "Phone1" },
};
const struct acu_def acu_def_DocContact = {
	"DocContact", "", EALL, f_DocContact, 4,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ExternalCommitment[] = {
	{ "AccountGroup", 'S', EALL, NULL, "Commitments", "AccountGroupID" },
	{ "CommittedCOAmount", 'N', EALL, NULL, "Commitments", "CommittedCOAmount" },
	{ "CommittedCOQty", 'N', EALL, NULL, "Commitments", "CommittedCOQty" },
	{ "CommittedInvoicedAmount", 'N', EALL, NULL, "Commitments", "InvoicedAmount" },
	{ "CommittedInvoicedQty", 'N', EALL, NULL, "Commitments", "InvoicedQty" },
	{ "CommittedOpenAmount", 'N', EALL, NULL, "Commitments", "OpenAmount" },
	{ "CommittedOpenQty", 'N', EALL, NULL, "Commitments", "OpenQty" },
	{ "CommittedReceivedQty", 'N', EALL, NULL, "Commitments", "ReceivedQty" },
	{ "CostCode", 'S', EALL, NULL, "Commitments", "CostCodeID" },
	{ "ExternalRefNbr", 'S', EALL, NULL, "Commitments", "ExtRefNbr" },
	{ "InventoryID", 'S', EALL, NULL, "Commitments", "InventoryID" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Commitments", "LastModifiedDateTime" },
	{ "OriginalCommittedAmount", 'N', EALL, NULL, "Commitments", "OrigAmount" },
	{ "OriginalCommittedQty", 'N', EALL, NULL, "Commitments", "OrigQty" },
	{ "ProjectID", 'S', EALL, NULL, "Commitments", "ProjectID" },
	{ "ProjectTaskID", 'S', EALL, NULL, "Commitments", "ProjectTaskID" },
	{ "RelatedDocument", 'S', EALL, NULL, "Commitments", "RefNoteID" },
	{ "RevisedCommittedAmount", 'N', EALL, NULL, "Commitments", "Amount" },
	{ "RevisedCommittedQty", 'N', EALL, NULL, "Commitments", "Qty" },
	{ "Type", 'S', EALL, NULL, "Commitments", "Type" },
	{ "UOM", 'S', EALL, NULL, "Commitments", "UOM" },
};
const struct acu_def acu_def_ExternalCommitment = {
	"ExternalCommitment", "PM209000", EALL, f_ExternalCommitment, 21,
	{ "ExternalRefNbr" }, 1, NULL, "", ""
};

static const struct acu_field f_PurchaseOrder[] = {
	{ "ApplyRetainage", 'B', EC, NULL, "CurrentDocument", "RetainageApply" },
	{ "BaseCurrencyID", 'S', EALL, NULL, "Current_currencyinfo", "BaseCuryID" },
	{ "Branch", 'S', EALL, NULL, "CurrentDocument", "BranchID" },
	{ "ControlTotal", 'N', EALL, NULL, "Document", "CuryControlTotal" },
	{ "CurrencyEffectiveDate", 'D', EALL, NULL, "Current_currencyinfo", "CuryEffDate" },
	{ "CurrencyID", 'S', EALL, NULL, "Document", "CuryID" },
	{ "CurrencyRate", 'N', EALL, NULL, "Current_currencyinfo", "SampleCuryRate" },
	{ "CurrencyRateTypeID", 'S', EALL, NULL, "Current_currencyinfo", "CuryRateTypeID" },
	{ "CurrencyReciprocalRate", 'N', EALL, NULL, "Current_currencyinfo", "SampleRecipRate" },
	{ "Date", 'D', EALL, NULL, "Document", "OrderDate" },
	{ "Description", 'S', EALL, NULL, "Document", "OrderDesc" },
	{ "Details", 'A', EALL, &acu_def_PurchaseOrderDetail, "", "" },
	{ "Hold", 'B', EALL, NULL, "Document", "Hold" },
	{ "IsTaxValid", 'B', E22|E23|E24, NULL, "Document", "ExternalTaxesImportInProgress" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Document", "LastModifiedDateTime" },
	{ "LineTotal", 'N', EALL, NULL, "Document", "CuryLineTotal" },
	{ "Location", 'S', EALL, NULL, "Document", "VendorLocationID" },
	{ "OrderNbr", 'S', EALL, NULL, "Document", "OrderNbr" },
	{ "OrderTotal", 'N', EALL, NULL, "Document", "CuryOrderTotal" },
	{ "Owner", 'S', EALL, NULL, "Document", "OwnerID" },
	{ "Project", 'S', EALL, NULL, "Document", "ProjectID" },
	{ "PromisedOn", 'D', EALL, NULL, "Document", "ExpectedDate" },
	{ "RetainageAmount", 'N', EC, NULL, "Document", "CuryRetainageTotal" },
	{ "RetainagePct", 'N', EC, NULL, "CurrentDocument", "DefRetainagePct" },
	{ "ShippingInstructions", 'O', EALL, &acu_def_ShippingInstructions, "", "" },
	{ "Status", 'S', EALL, NULL, "Document", "Status" },
	{ "TaxDetails", 'A', EALL, &acu_def_PurchaseOrderTaxDetail, "", "" },
	{ "TaxTotal", 'N', EALL, NULL, "Document", "CuryTaxTotal" },
	{ "Terms", 'S', EALL, NULL, "CurrentDocument", "TermsID" },
	{ "Type", 'S', EALL, NULL, "Document", "OrderType" },
	{ "VendorID", 'S', EALL, NULL, "Document", "VendorID" },
	{ "VendorRef", 'S', EALL, NULL, "Document", "VendorRefNbr" },
	{ "VendorTaxZone", 'S', EALL, NULL, "CurrentDocument", "TaxZoneID" },
	{ "xExternalKey", 'S', 0, NULL, "Document", "AttributePROCOREID" },
};
const struct acu_def acu_def_PurchaseOrder = {
	"PurchaseOrder", "PO301000", EALL, f_PurchaseOrder, 34,
	{ "Type", "OrderNbr" }, 2, NULL, "PX.Objects.PO.POOrderEntry", "Document"
};

static const struct acu_field f_PurchaseOrderDetail[] = {
	{ "Account", 'S', EALL, NULL, "Transactions", "ExpenseAcctID" },
	{ "AlternateID", 'S', EALL, NULL, "Transactions", "AlternateID" },
	{ "BranchID", 'S', EALL, NULL, "Transactions", "BranchID" },
	{ "CalculateDiscountsOnImport", 'B', EALL, NULL, "Transactions", "CalculateDiscountsOnImport" },
	{ "Cancelled", 'B', EALL, NULL, "Transactions", "Cancelled" },
	{ "CompleteOn", 'N', EALL, NULL, "Transactions", "RcptQtyThreshold" },
	{ "Completed", 'B', EALL, NULL, "Transactions", "Completed" },
	{ "CostCode", 'S', EALL, NULL, "Transactions", "CostCodeID" },
	{ "Description", 'S', EALL, NULL, "Transactions", "ExpenseAcctID_Account_description" },
	{ "ExtendedCost", 'N', EALL, NULL, "Transactions", "CuryLineAmt" },
	{ "InventoryID", 'S', EALL, NULL, "Transactions", "InventoryID" },
	{ "LineDescription", 'S', EALL, NULL, "Transactions", "TranDesc" },
	{ "LineNbr", 'I', EALL, NULL, "Transactions", "LineNbr" },
	{ "LineType", 'S', EALL, NULL, "Transactions", "LineType" },
	{ "MaxReceiptPercent", 'N', EALL, NULL, "Transactions", "RcptQtyMax" },
	{ "MinReceiptPercent", 'N', EALL, NULL, "Transactions", "RcptQtyMin" },
	{ "OrderNbr", 'S', EALL, NULL, "Transactions", "OrderNbr" },
	{ "OrderQty", 'N', EALL, NULL, "Transactions", "OrderQty" },
	{ "OrderType", 'S', EALL, NULL, "Transactions", "OrderType" },
	{ "OrderedQty", 'N', E22|E23|E24, NULL, "Transactions", "OrderedQty" },
	{ "OrigPONbr", 'S', EALL, NULL, "Transactions", "PONbr" },
	{ "OrigPOType", 'S', EALL, NULL, "Transactions", "POType" },
	{ "Project", 'S', EALL, NULL, "Transactions", "ProjectID" },
	{ "ProjectTask", 'S', EALL, NULL, "Transactions", "TaskID" },
	{ "Promised", 'D', EALL, NULL, "Transactions", "PromisedDate" },
	{ "QtyOnReceipts", 'N', EALL, NULL, "Transactions", "ReceivedQty" },
	{ "ReceiptAction", 'S', EALL, NULL, "Transactions", "RcptQtyAction" },
	{ "ReceivedAmount", 'N', EALL, NULL, "Transactions", "CuryReceivedCost" },
	{ "Requested", 'D', EALL, NULL, "Transactions", "RequestedDate" },
	{ "RetainageAmount", 'N', EC, NULL, "Transactions", "CuryRetainageAmt" },
	{ "RetainagePct", 'N', EC, NULL, "Transactions", "RetainagePct" },
	{ "Subaccount", 'S', EALL, NULL, "Transactions", "ExpenseSubID" },
	{ "Subitem", 'S', EALL, NULL, "Transactions", "SubItemID" },
	{ "TaxCategory", 'S', EALL, NULL, "Transactions", "TaxCategoryID" },
	{ "UOM", 'S', EALL, NULL, "Transactions", "UOM" },
	{ "UnitCost", 'N', EALL, NULL, "Transactions", "CuryUnitCost" },
	{ "WarehouseID", 'S', EALL, NULL, "Transactions", "SiteID" },
	{ "xBilledAmount", 'N', 0, NULL, "Transactions", "CuryBilledAmt" },
	{ "xBilledQty", 'N', 0, NULL, "Transactions", "BilledQty" },
};
const struct acu_def acu_def_PurchaseOrderDetail = {
	"PurchaseOrderDetail", "", EALL, f_PurchaseOrderDetail, 39,
	{ "LineNbr" }, 1, NULL, "", ""
};

static const struct acu_field f_PurchaseOrderTaxDetail[] = {
	{ "RetainedTaxAmount", 'N', EALL, NULL, "Taxes", "CuryRetainedTaxAmt" },
	{ "RetainedTaxableAmount", 'N', EALL, NULL, "Taxes", "CuryRetainedTaxableAmt" },
	{ "TaxAmount", 'N', EALL, NULL, "Taxes", "CuryTaxAmt" },
	{ "TaxID", 'S', EALL, NULL, "Taxes", "TaxID" },
	{ "TaxRate", 'N', EALL, NULL, "Taxes", "TaxRate" },
	{ "TaxableAmount", 'N', EALL, NULL, "Taxes", "CuryTaxableAmt" },
};
const struct acu_def acu_def_PurchaseOrderTaxDetail = {
	"PurchaseOrderTaxDetail", "", EALL, f_PurchaseOrderTaxDetail, 6,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ShippingInstructions[] = {
	{ "ShipTo", 'S', EALL, NULL, "CurrentDocument", "ShipToBAccountID" },
	{ "ShipToAddress", 'O', EALL, &acu_def_Address, "", "" },
	{ "ShipToAddressOverride", 'B', EALL, NULL, "Shipping_Address", "OverrideAddress" },
	{ "ShipToAddressValidated", 'B', EALL, NULL, "Shipping_Address", "IsValidated" },
	{ "ShipToContact", 'O', EALL, &acu_def_DocContact, "", "" },
	{ "ShipToContactOverride", 'B', EALL, NULL, "Shipping_Contact", "OverrideContact" },
	{ "ShippingDestinationType", 'S', EALL, NULL, "CurrentDocument", "ShipDestType" },
	{ "ShippingLocation", 'S', EALL, NULL, "CurrentDocument", "ShipToLocationID" },
	{ "Warehouse", 'S', EALL, NULL, "CurrentDocument", "SiteID" },
};
const struct acu_def acu_def_ShippingInstructions = {
	"ShippingInstructions", "", EALL, f_ShippingInstructions, 9,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Subcontract[] = {
	{ "ApplyRetainage", 'B', E23|E24|EC, NULL, "CurrentDocument", "RetainageApply" },
	{ "BaseCurrencyID", 'S', E23|E24|EC, NULL, "Current_currencyinfo", "BaseCuryID" },
	{ "Branch", 'S', E23|E24|EC, NULL, "CurrentDocument", "BranchID" },
	{ "ControlTotal", 'N', E23|E24|EC, NULL, "Document", "CuryControlTotal" },
	{ "CurrencyEffectiveDate", 'D', E23|E24|EC, NULL, "Current_currencyinfo", "CuryEffDate" },
	{ "CurrencyID", 'S', E23|E24|EC, NULL, "Document", "CuryID" },
	{ "CurrencyRate", 'N', E23|E24|EC, NULL, "Current_currencyinfo", "SampleCuryRate" },
	{ "CurrencyRateTypeID", 'S', E23|E24|EC, NULL, "Current_currencyinfo", "CuryRateTypeID" },
	{ "CurrencyReciprocalRate", 'N', E23|E24|EC, NULL, "Current_currencyinfo", "SampleRecipRate" },
	{ "Date", 'D', E23|E24|EC, NULL, "Document", "OrderDate" },
	{ "Description", 'S', E23|E24|EC, NULL, "Document", "OrderDesc" },
	{ "Details", 'A', E23|E24|EC, &acu_def_SubcontractDetail, "", "" },
	{ "DiscountTotal", 'N', E23|E24|EC, NULL, "Document", "CuryDiscTot" },
	{ "DoNotEmail", 'B', E23|E24|EC, NULL, "CurrentDocument", "DontEmail" },
	{ "DoNotPrint", 'B', E23|E24|EC, NULL, "CurrentDocument", "DontPrint" },
	{ "Emailed", 'B', E23|E24|EC, NULL, "CurrentDocument", "Emailed" },
	{ "LastModifiedDateTime", 'D', E23|E24|EC, NULL, "Document", "LastModifiedDateTime" },
	{ "LineTotal", 'N', E23|E24|EC, NULL, "Document", "CuryLineTotal" },
	{ "Location", 'S', E23|E24|EC, NULL, "Document", "VendorLocationID" },
	{ "Owner", 'S', E23|E24|EC, NULL, "Document", "EmployeeID" },
	{ "Printed", 'B', E23|E24|EC, NULL, "CurrentDocument", "Printed" },
	{ "RetainagePct", 'N', E23|E24|EC, NULL, "CurrentDocument", "DefRetainagePct" },
	{ "RetainageTotal", 'N', E23|E24|EC, NULL, "Document", "CuryRetainageTotal" },
	{ "StartDate", 'D', E23|E24|EC, NULL, "Document", "ExpectedDate" },
	{ "Status", 'S', E23|E24|EC, NULL, "Document", "Status" },
	{ "SubcontractNbr", 'S', E23|E24|EC, NULL, "Document", "OrderNbr" },
	{ "SubcontractTotal", 'N', E23|E24|EC, NULL, "Document", "CuryOrderTotal" },
	{ "TaxDetails", 'A', E23|E24|EC, &acu_def_SubcontractTaxDetail, "", "" },
	{ "TaxTotal", 'N', E23|E24|EC, NULL, "Document", "CuryTaxTotal" },
	{ "Terms", 'S', E23|E24|EC, NULL, "CurrentDocument", "TermsID" },
	{ "VendorAddressInfo", 'O', E23|E24|EC, &acu_def_SubcontractVendorAddressInfo, "", "" },
	{ "VendorContactInfo", 'O', E23|E24|EC, &acu_def_SubcontractVendorContactInfo, "", "" },
	{ "VendorID", 'S', E23|E24|EC, NULL, "Document", "VendorID" },
	{ "VendorRef", 'S', E23|E24|EC, NULL, "Document", "VendorRefNbr" },
	{ "VendorTaxZone", 'S', E23|E24|EC, NULL, "CurrentDocument", "TaxZoneID" },
	{ "xExternalKey", 'S', 0, NULL, "Document", "AttributePROCOREID" },
	{ "xHold", 'B', 0, NULL, "Document", "Hold" },
};
static const struct acu_action a_Subcontract[] = {
	{ "ReleaseFromHold", E23|E24|EC },
	{ "PutOnHold", E23|E24|EC },
	{ NULL, 0 },
};
const struct acu_def acu_def_Subcontract = {
	"Subcontract", "SC301000", E23|E24|EC, f_Subcontract, 37,
	{ "SubcontractNbr" }, 1, a_Subcontract, "PX.Objects.CN.Subcontracts.SC.Graphs.SubcontractEntry", "Document"
};

static const struct acu_field f_SubcontractDetail[] = {
	{ "Account", 'S', E23|E24|EC, NULL, "Transactions", "ExpenseAcctID" },
	{ "AlternateID", 'S', E23|E24|EC, NULL, "Transactions", "AlternateID" },
	{ "Amount", 'N', E23|E24|EC, NULL, "Transactions", "CuryExtCost" },
	{ "BranchID", 'S', E23|E24|EC, NULL, "Transactions", "BranchID" },
	{ "Canceled", 'B', E23|E24|EC, NULL, "Transactions", "Cancelled" },
	{ "Closed", 'B', E23|E24|EC, NULL, "Transactions", "Closed" },
	{ "Completed", 'B', E23|E24|EC, NULL, "Transactions", "Completed" },
	{ "CostCode", 'S', E23|E24|EC, NULL, "Transactions", "CostCodeID" },
	{ "Description", 'S', E23|E24|EC, NULL, "Transactions", "ExpenseAcctID_Account_description" },
	{ "DiscountAmount", 'N', E23|E24|EC, NULL, "Transactions", "CuryDiscAmt" },
	{ "DiscountCode", 'S', E23|E24|EC, NULL, "Transactions", "DiscountID" },
	{ "DiscountPct", 'N', E23|E24|EC, NULL, "Transactions", "DiscPct" },
	{ "DiscountSequence", 'S', E23|E24|EC, NULL, "Transactions", "DiscountSequenceID" },
	{ "ExtendedCost", 'N', E23|E24|EC, NULL, "Transactions", "CuryLineAmt" },
	{ "InventoryID", 'S', E23|E24|EC, NULL, "Transactions", "InventoryID" },
	{ "LineDescription", 'S', E23|E24|EC, NULL, "Transactions", "TranDesc" },
	{ "LineNbr", 'I', E23|E24|EC, NULL, "Transactions", "LineNbr" },
	{ "ManualCost", 'B', E23|E24|EC, NULL, "Transactions", "ManualPrice" },
	{ "ManualDiscount", 'B', E23|E24|EC, NULL, "Transactions", "ManualDisc" },
	{ "OrderNbr", 'S', E23|E24|EC, NULL, "Transactions", "OrderNbr" },
	{ "OrderQty", 'N', E23|E24|EC, NULL, "Transactions", "OrderQty" },
	{ "OrderType", 'S', E23|E24|EC, NULL, "Transactions", "OrderType" },
	{ "PrepaidAmount", 'N', E23|E24|EC, NULL, "Transactions", "CuryReqPrepaidAmt" },
	{ "PrepaidQty", 'N', E23|E24|EC, NULL, "Transactions", "DisplayReqPrepaidQty" },
	{ "Project", 'S', E23|E24|EC, NULL, "Transactions", "ProjectID" },
	{ "Requested", 'D', E23|E24|EC, NULL, "Transactions", "RequestedDate" },
	{ "RetainageAmount", 'N', E23|E24|EC, NULL, "Transactions", "CuryRetainageAmt" },
	{ "RetainagePct", 'N', E23|E24|EC, NULL, "Transactions", "RetainagePct" },
	{ "StartDate", 'D', E23|E24|EC, NULL, "Transactions", "PromisedDate" },
	{ "Subaccount", 'S', E23|E24|EC, NULL, "Transactions", "ExpenseSubID" },
	{ "Task", 'S', E23|E24|EC, NULL, "Transactions", "TaskID" },
	{ "TaxCategory", 'S', E23|E24|EC, NULL, "Transactions", "TaxCategoryID" },
	{ "UOM", 'S', E23|E24|EC, NULL, "Transactions", "UOM" },
	{ "UnitCost", 'N', E23|E24|EC, NULL, "Transactions", "CuryUnitCost" },
	{ "xBilledAmount", 'N', 0, NULL, "Transactions", "CuryBilledAmt" },
	{ "xBilledQty", 'N', 0, NULL, "Transactions", "BilledQty" },
};
const struct acu_def acu_def_SubcontractDetail = {
	"SubcontractDetail", "", EALL, f_SubcontractDetail, 36,
	{ "LineNbr" }, 1, NULL, "", ""
};

static const struct acu_field f_SubcontractTaxDetail[] = {
	{ "RetainedTax", 'N', E23|E24|EC, NULL, "Taxes", "CuryRetainedTaxAmt" },
	{ "RetainedTaxable", 'N', E23|E24|EC, NULL, "Taxes", "CuryRetainedTaxableAmt" },
	{ "TaxAmount", 'N', E23|E24|EC, NULL, "Taxes", "CuryTaxAmt" },
	{ "TaxID", 'S', E23|E24|EC, NULL, "Taxes", "TaxID" },
	{ "TaxRate", 'N', E23|E24|EC, NULL, "Taxes", "TaxRate" },
	{ "TaxType", 'S', E23|E24|EC, NULL, "Taxes", "Tax__TaxType" },
	{ "TaxableAmount", 'N', E23|E24|EC, NULL, "Taxes", "CuryTaxableAmt" },
};
const struct acu_def acu_def_SubcontractTaxDetail = {
	"SubcontractTaxDetail", "", EALL, f_SubcontractTaxDetail, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_SubcontractVendorAddressInfo[] = {
	{ "AddressLine1", 'S', E23|E24|EC, NULL, "Remit_Address", "AddressLine1" },
	{ "AddressLine2", 'S', E23|E24|EC, NULL, "Remit_Address", "AddressLine2" },
	{ "City", 'S', E23|E24|EC, NULL, "Remit_Address", "City" },
	{ "Country", 'S', E23|E24|EC, NULL, "Remit_Address", "CountryID" },
	{ "PostalCode", 'S', E23|E24|EC, NULL, "Remit_Address", "PostalCode" },
	{ "State", 'S', E23|E24|EC, NULL, "Remit_Address", "State" },
	{ "VendorAddressOverride", 'B', E23|E24|EC, NULL, "Remit_Address", "OverrideAddress" },
};
const struct acu_def acu_def_SubcontractVendorAddressInfo = {
	"SubcontractVendorAddressInfo", "", EALL, f_SubcontractVendorAddressInfo, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_SubcontractVendorContactInfo[] = {
	{ "AccountName", 'S', E23|E24|EC, NULL, "Remit_Contact", "FullName" },
	{ "Email", 'S', E23|E24|EC, NULL, "Remit_Contact", "Email" },
	{ "JobTitle", 'S', E23|E24|EC, NULL, "Remit_Contact", "Salutation" },
	{ "Phone", 'S', E23|E24|EC, NULL, "Remit_Contact", "Phone1" },
	{ "VendorContactOverride", 'B', E23|E24|EC, NULL, "Remit_Contact", "OverrideContact" },
};
const struct acu_def acu_def_SubcontractVendorContactInfo = {
	"SubcontractVendorContactInfo", "", EALL, f_SubcontractVendorContactInfo, 5,
	{ NULL }, 0, NULL, "", ""
};

