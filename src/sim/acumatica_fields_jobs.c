/* Contract fields of the projects, their tasks, budgets and templates.
 *
 * Made by acumatica-fields.py from the endpoint metadata of the vendor's REST
 * client, Copyright (c) 2023 Acumatica, MIT (acumatica-fields.LICENSE).  Change
 * the program, not this file. */
#include "sim/acumatica_fields.h"
#include "base/banned.h"

static const struct acu_field f_BillToSettings[] = {
	{ "BillToAddress", 'O', EALL, &acu_def_Address, "", "" },
	{ "BillToAddressOverride", 'B', EALL, NULL, "Billing_Address", "OverrideAddress" },
	{ "BillToContact", 'O', EALL, &acu_def_DocContact, "", "" },
	{ "BillToContactOverride", 'B', EALL, NULL, "Billing_Contact", "OverrideContact" },
	{ "CustomerLocation", 'S', EALL, NULL, "ProjectProperties", "LocationID" },
};
const struct acu_def acu_def_BillToSettings = {
	"BillToSettings", "", EALL, f_BillToSettings, 5,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_DefaultTaskForGLAccount[] = {
	{ "Account", 'S', EALL, NULL, "Accounts", "AccountID" },
	{ "DefaultTask", 'S', EALL, NULL, "Accounts", "TaskID" },
};
const struct acu_def acu_def_DefaultTaskForGLAccount = {
	"DefaultTaskForGLAccount", "", EALL, f_DefaultTaskForGLAccount, 2,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Project[] = {
	{ "ActivityHistory", 'A', EALL, &acu_def_ProjectActivity, "", "" },
	{ "ApprovalDetails", 'A', EALL, &acu_def_Approval, "", "" },
	{ "Assets", 'N', EALL, NULL, "TaskTotals", "CuryAsset" },
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "Balances", 'A', EALL, &acu_def_ProjectBalance, "", "" },
	{ "BillToSettings", 'O', EALL, &acu_def_BillToSettings, "", "" },
	{ "BillingAndAllocationSettings", 'O', EALL, &acu_def_ProjectBillingAndAllocationSettings, "", "" },
	{ "Customer", 'S', EALL, NULL, "Project", "CustomerID" },
	{ "Description", 'S', EALL, NULL, "Project", "Description" },
	{ "Employees", 'A', EALL, &acu_def_ProjectEmployee, "", "" },
	{ "Equipments", 'A', EALL, &acu_def_ProjectEquipment, "", "" },
	{ "Expenses", 'N', EALL, NULL, "TaskTotals", "CuryExpense" },
	{ "ExternalRefNbr", 'S', EALL, NULL, "Project", "ExtRefNbr" },
	{ "GLAccounts", 'O', EALL, &acu_def_ProjectGLAccount, "", "" },
	{ "Hold", 'B', EALL, NULL, "Project", "Hold" },
	{ "Income", 'N', EALL, NULL, "TaskTotals", "CuryIncome" },
	{ "Invoices", 'A', EALL, &acu_def_ProjectProFormaDetails, "", "" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Project", "LastModifiedDateTime" },
	{ "Liabilities", 'N', EALL, NULL, "TaskTotals", "CuryLiability" },
	{ "ProjectAddress", 'O', E23|E24, &acu_def_ProjectAddress, "", "" },
	{ "ProjectID", 'S', EALL, NULL, "Project", "ContractCD" },
	{ "ProjectProperties", 'O', EALL, &acu_def_ProjectProperties, "", "" },
	{ "ProjectTemplateID", 'S', EALL, NULL, "Project", "TemplateID" },
	{ "Retainage", 'O', E23|E24, &acu_def_ProjectRetainage, "", "" },
	{ "Status", 'S', EALL, NULL, "Project", "Status" },
	{ "UnionLocals", 'A', EALL, &acu_def_ProjectUnionLocal, "", "" },
	{ "VisibilitySettings", 'O', EALL, &acu_def_VisibilitySettings, "", "" },
	{ "xCommitmentsLocked", 'B', 0, NULL, "Project", "LockCommitments" },
};
static const struct acu_action a_Project[] = {
	{ "RunProjectAllocation", EALL },
	{ "ValidateProjectBalance", EALL },
	{ "RunProjectBilling", EALL },
	{ "ApproveProject", EALL },
	{ "RejectProject", EALL },
	{ "LockProjectBudget", EALL },
	{ "UnlockProjectBudget", EALL },
	{ "LockProjectCommitments", EALL },
	{ "UnlockProjectCommitments", EALL },
	{ "ChangeProjectID", EALL },
	{ "ActivateProject", E22|E23|E24 },
	{ "HoldProject", E22|E23|E24 },
	{ "CompleteProject", E22|E23|E24 },
	{ "SuspendProject", E22|E23|E24 },
	{ "CancelProject", E22|E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_Project = {
	"Project", "PM301000", EALL, f_Project, 28,
	{ "ProjectID" }, 1, a_Project, "PX.Objects.PM.ProjectEntry", "Project"
};

static const struct acu_field f_ProjectActivity[] = {
	{ "Billable", 'B', EALL, NULL, "Activities", "IsBillable" },
	{ "BillableOvertime", 'S', EALL, NULL, "Activities", "OvertimeBillable" },
	{ "BillableTime", 'S', EALL, NULL, "Activities", "TimeBillable" },
	{ "Category", 'S', EALL, NULL, "Activities", "CategoryID" },
	{ "Overtime", 'S', EALL, NULL, "Activities", "OvertimeSpent" },
	{ "Owner", 'S', EALL, NULL, "Activities", "OwnerID" },
	{ "StartDate", 'D', EALL, NULL, "Activities", "StartDate" },
	{ "Status", 'S', EALL, NULL, "Activities", "ApprovalStatus" },
	{ "Summary", 'S', EALL, NULL, "Activities", "Summary" },
	{ "TimeSpent", 'S', EALL, NULL, "Activities", "TimeSpent" },
	{ "Type", 'S', EALL, NULL, "Activities", "ClassInfo" },
	{ "Workgroup", 'S', EALL, NULL, "Activities", "WorkgroupID" },
};
const struct acu_def acu_def_ProjectActivity = {
	"ProjectActivity", "", EALL, f_ProjectActivity, 12,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectAddress[] = {
	{ "AddressLine1", 'S', E23|E24, NULL, "Site_Address", "AddressLine1" },
	{ "City", 'S', E23|E24, NULL, "Site_Address", "City" },
	{ "Country", 'S', E23|E24, NULL, "Site_Address", "CountryId" },
	{ "Latitude", 'N', E23|E24, NULL, "Site_Address", "Latitude" },
	{ "Longitude", 'N', E23|E24, NULL, "Site_Address", "Longitude" },
	{ "PostalCode", 'S', E23|E24, NULL, "Site_Address", "PostalCode" },
	{ "State", 'S', E23|E24, NULL, "Site_Address", "State" },
};
const struct acu_def acu_def_ProjectAddress = {
	"ProjectAddress", "", EALL, f_ProjectAddress, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectBalance[] = {
	{ "AccountGroup", 'S', EALL, NULL, "BalanceRecords", "AccountGroup" },
	{ "ActualAmount", 'N', EALL, NULL, "BalanceRecords", "CuryActualAmount" },
	{ "ActualOpenCommittedAmount", 'N', EALL, NULL, "BalanceRecords", "CuryActualPlusOpenCommittedAmount" },
	{ "BudgetedCOAmount", 'N', EALL, NULL, "BalanceRecords", "CuryBudgetedCOAmount" },
	{ "CommittedCOAmount", 'N', EALL, NULL, "BalanceRecords", "CuryCommittedCOAmount" },
	{ "CommittedInvoicedAmount", 'N', EALL, NULL, "BalanceRecords", "CuryCommittedInvoicedAmount" },
	{ "CommittedOpenAmount", 'N', EALL, NULL, "BalanceRecords", "CuryCommittedOpenAmount" },
	{ "Description", 'S', EALL, NULL, "BalanceRecords", "Description" },
	{ "OriginalBudgetedAmount", 'N', EALL, NULL, "BalanceRecords", "CuryAmount" },
	{ "OriginalCommittedAmount", 'N', EALL, NULL, "BalanceRecords", "CuryOriginalCommittedAmount" },
	{ "Performance", 'N', EALL, NULL, "BalanceRecords", "Performance" },
	{ "RevisedBudgetedAmount", 'N', EALL, NULL, "BalanceRecords", "CuryRevisedAmount" },
	{ "RevisedCommittedAmount", 'N', EALL, NULL, "BalanceRecords", "CuryCommittedAmount" },
	{ "VarianceAmount", 'N', EALL, NULL, "BalanceRecords", "CuryVarianceAmount" },
};
const struct acu_def acu_def_ProjectBalance = {
	"ProjectBalance", "", EALL, f_ProjectBalance, 14,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectBillingAndAllocationSettings[] = {
	{ "AllocationRule", 'S', EALL, NULL, "ProjectProperties", "AllocationID" },
	{ "AutomaticallyReleaseARDocuments", 'B', EALL, NULL, "ProjectProperties", "AutomaticReleaseAR" },
	{ "BillingCurrency", 'S', E23|E24, NULL, "ProjectProperties", "BillingCuryID" },
	{ "BillingPeriod", 'S', EALL, NULL, "Billing", "Type" },
	{ "BillingRule", 'S', EALL, NULL, "ProjectProperties", "BillingID" },
	{ "Branch", 'S', EALL, NULL, "ProjectProperties", "DefaultBranchID" },
	{ "CreateProFormaOnBilling", 'B', EALL, NULL, "ProjectProperties", "CreateProforma" },
	{ "LastBillingDate", 'D', EALL, NULL, "Billing", "LastDate" },
	{ "NextBillingDate", 'D', EALL, NULL, "Billing", "NextDate" },
	{ "RateTable", 'S', EALL, NULL, "ProjectProperties", "RateTableID" },
	{ "Retainage", 'N', E20|E22|EC, NULL, "ProjectProperties", "RetainagePct" },
	{ "RunAllocationOnReleaseOfProjectTransactions", 'B', EALL, NULL, "ProjectProperties", "AutoAllocate" },
	{ "Terms", 'S', EALL, NULL, "ProjectProperties", "TermsID" },
	{ "UseTMRevenueBudgetLimits", 'B', EALL, NULL, "ProjectProperties", "LimitsEnabled" },
};
const struct acu_def acu_def_ProjectBillingAndAllocationSettings = {
	"ProjectBillingAndAllocationSettings", "", EALL, f_ProjectBillingAndAllocationSettings, 14,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectBudget[] = {
	{ "AccountGroup", 'S', EALL, NULL, "Items", "AccountGroupID" },
	{ "ActualAmount", 'N', EALL, NULL, "Items", "CuryActualAmount" },
	{ "ActualPlusOpenCommittedAmount", 'N', EALL, NULL, "Items", "CuryActualPlusOpenCommittedAmount" },
	{ "ActualQty", 'N', EALL, NULL, "Items", "ActualQty" },
	{ "AutoCompleted", 'B', EALL, NULL, "Items", "IsProduction" },
	{ "BudgetedCOAmount", 'N', EALL, NULL, "Items", "CuryChangeOrderAmount" },
	{ "BudgetedCOQty", 'N', EALL, NULL, "Items", "ChangeOrderQty" },
	{ "CommittedCOAmount", 'N', EALL, NULL, "Items", "CuryCommittedCOAmount" },
	{ "CommittedCOQty", 'N', EALL, NULL, "Items", "CommittedCOQty" },
	{ "CommittedInvoicedAmount", 'N', EALL, NULL, "Items", "CuryCommittedInvoicedAmount" },
	{ "CommittedInvoicedQty", 'N', EALL, NULL, "Items", "CommittedInvoicedQty" },
	{ "CommittedOpenAmount", 'N', EALL, NULL, "Items", "CuryCommittedOpenAmount" },
	{ "CommittedOpenQty", 'N', EALL, NULL, "Items", "CommittedOpenQty" },
	{ "CommittedReceivedQty", 'N', EALL, NULL, "Items", "CommittedReceivedQty" },
	{ "Completed", 'N', EALL, NULL, "Items", "CompletedPct" },
	{ "CostAtCompletion", 'N', EALL, NULL, "Items", "CuryCostAtCompletion" },
	{ "CostCode", 'S', EALL, NULL, "Items", "CostCodeID" },
	{ "CostToComplete", 'N', EALL, NULL, "Items", "CuryCostToComplete" },
	{ "Description", 'S', EALL, NULL, "Items", "Description" },
	{ "DraftInvoicesAmount", 'N', EALL, NULL, "Items", "CuryInvoicedAmount" },
	{ "InventoryID", 'S', EALL, NULL, "Items", "InventoryID" },
	{ "LastCostAtCompletion", 'N', EALL, NULL, "Items", "CuryLastCostAtCompletion" },
	{ "LastCostToComplete", 'N', EALL, NULL, "Items", "CuryLastCostToComplete" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Items", "LastModifiedDateTime" },
	{ "LastPercentageOfCompletion", 'N', EALL, NULL, "Items", "LastPercentCompleted" },
	{ "OriginalBudgetedAmount", 'N', EALL, NULL, "Items", "CuryAmount" },
	{ "OriginalBudgetedQty", 'N', EALL, NULL, "Items", "Qty" },
	{ "OriginalCommittedAmount", 'N', EALL, NULL, "Items", "CuryCommittedOrigAmount" },
	{ "OriginalCommittedQty", 'N', EALL, NULL, "Items", "CommittedOrigQty" },
	{ "PendingInvoiceAmount", 'N', EALL, NULL, "Items", "CuryAmountToInvoice" },
	{ "PercentageOfCompletion", 'N', EALL, NULL, "Items", "PercentCompleted" },
	{ "Performance", 'N', EALL, NULL, "Items", "Performance" },
	{ "ProjectID", 'S', EALL, NULL, "Items", "ProjectID" },
	{ "ProjectTaskID", 'S', EALL, NULL, "Items", "ProjectTaskID" },
	{ "Retainage", 'N', EALL, NULL, "Items", "RetainagePct" },
	{ "RevenueTask", 'I', EALL, NULL, "Items", "RevenueTaskID" },
	{ "RevisedBudgetedAmount", 'N', EALL, NULL, "Items", "CuryRevisedAmount" },
	{ "RevisedBudgetedQty", 'N', EALL, NULL, "Items", "RevisedQty" },
	{ "RevisedCommittedAmount", 'N', EALL, NULL, "Items", "CuryCommittedAmount" },
	{ "RevisedCommittedQty", 'N', EALL, NULL, "Items", "CommittedQty" },
	{ "TaxCategory", 'S', EALL, NULL, "Items", "TaxCategoryID" },
	{ "Type", 'S', EALL, NULL, "Items", "Type" },
	{ "UOM", 'S', EALL, NULL, "Items", "UOM" },
	{ "UnitRate", 'N', EALL, NULL, "Items", "CuryUnitRate" },
	{ "VarianceAmount", 'N', EALL, NULL, "Items", "CuryVarianceAmount" },
};
const struct acu_def acu_def_ProjectBudget = {
	"ProjectBudget", "PM309000", EALL, f_ProjectBudget, 45,
	{ "ProjectID", "ProjectTaskID", "AccountGroup", "CostCode", "InventoryID" }, 5, NULL, "", ""
};

static const struct acu_field f_ProjectEmployee[] = {
	{ "Department", 'S', EALL, NULL, "EmployeeContract", "EPEmployee__DepartmentID" },
	{ "EmployeeID", 'S', EALL, NULL, "EmployeeContract", "EmployeeID" },
	{ "EmployeeName", 'S', EALL, NULL, "EmployeeContract", "EPEmployee__AcctName" },
};
const struct acu_def acu_def_ProjectEmployee = {
	"ProjectEmployee", "", EALL, f_ProjectEmployee, 3,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectEquipment[] = {
	{ "Active", 'B', EALL, NULL, "EquipmentRates", "IsActive" },
	{ "Description", 'S', EALL, NULL, "EquipmentRates", "EPEquipment__Description" },
	{ "EquipmentID", 'S', EALL, NULL, "EquipmentRates", "EquipmentID" },
	{ "RunRate", 'N', EALL, NULL, "EquipmentRates", "RunRate" },
	{ "RunRateItem", 'S', EALL, NULL, "EquipmentRates", "EPEquipment__RunRateItemID" },
	{ "SetupRate", 'N', EALL, NULL, "EquipmentRates", "SetupRate" },
	{ "SetupRateItem", 'S', EALL, NULL, "EquipmentRates", "EPEquipment__SetupRateItemID" },
	{ "SuspendRate", 'N', EALL, NULL, "EquipmentRates", "SuspendRate" },
	{ "SuspendRateItem", 'S', EALL, NULL, "EquipmentRates", "EPEquipment__SuspendRateItemID" },
};
const struct acu_def acu_def_ProjectEquipment = {
	"ProjectEquipment", "", EALL, f_ProjectEquipment, 9,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectGLAccount[] = {
	{ "AccrualAccount", 'S', EALL, NULL, "ProjectProperties", "DefaultAccrualAccountID" },
	{ "AccrualSubaccount", 'S', EALL, NULL, "ProjectProperties", "DefaultAccrualSubID" },
	{ "DefaultAccount", 'S', EALL, NULL, "ProjectProperties", "DefaultSalesAccountID" },
	{ "DefaultCostAccount", 'S', E22|E23|E24, NULL, "ProjectProperties", "DefaultExpenseAccountID" },
	{ "DefaultCostSubaccount", 'S', E22|E23|E24, NULL, "ProjectProperties", "DefaultExpenseSubID" },
	{ "DefaultSubaccount", 'S', EALL, NULL, "ProjectProperties", "DefaultSalesSubID" },
	{ "DefaultTaskForGLAccounts", 'A', EALL, &acu_def_DefaultTaskForGLAccount, "", "" },
};
const struct acu_def acu_def_ProjectGLAccount = {
	"ProjectGLAccount", "", EALL, f_ProjectGLAccount, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectProFormaDetails[] = {
	{ "ARDocDate", 'D', EALL, NULL, "Invoices", "ARInvoice__DocDate" },
	{ "ARDocDescription", 'S', EALL, NULL, "Invoices", "ARInvoice__DocDesc" },
	{ "ARDocOriginalAmount", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryOrigDocAmt" },
	{ "ARDocStatus", 'S', EALL, NULL, "Invoices", "ARInvoice__Status" },
	{ "ARDocType", 'S', EALL, NULL, "Invoices", "ARDocType" },
	{ "ARReferenceNbr", 'S', EALL, NULL, "Invoices", "ARRefNbr" },
	{ "BillingNbr", 'I', EALL, NULL, "Invoices", "RecordNumber" },
	{ "Description", 'S', EALL, NULL, "Invoices", "PMProforma__Description" },
	{ "InvoiceTotal", 'N', EALL, NULL, "Invoices", "PMProforma__CuryDocTotal" },
	{ "OpenARBalance", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryDocBal" },
	{ "OriginalRefNbr", 'S', EALL, NULL, "Invoices", "ARInvoice__OrigRefNbr" },
	{ "OriginalRetainage", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryRetainageTotal" },
	{ "PaidRetainage", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryRetainagePaidTotal" },
	{ "ProFormaDate", 'D', EALL, NULL, "Invoices", "PMProforma__InvoiceDate" },
	{ "ProFormaReferenceNbr", 'S', EALL, NULL, "Invoices", "ProformaRefNbr" },
	{ "RetainageInvoice", 'B', EALL, NULL, "Invoices", "ARInvoice__IsRetainageDocument" },
	{ "Status", 'S', EALL, NULL, "Invoices", "PMProforma__Status" },
	{ "TotalAmount", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryOrigDocAmtWithRetainageTotal" },
	{ "UnpaidRetainage", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryRetainageUnpaidTotal" },
	{ "UnreleasedRetainage", 'N', EALL, NULL, "Invoices", "ARInvoice__CuryRetainageUnreleasedAmt" },
};
const struct acu_def acu_def_ProjectProFormaDetails = {
	"ProjectProFormaDetails", "", EALL, f_ProjectProFormaDetails, 20,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectProperties[] = {
	{ "CertifiedJob", 'B', EALL, NULL, "ProjectProperties", "CertifiedJob" },
	{ "ChangeOrderWorkflow", 'B', EALL, NULL, "ProjectProperties", "ChangeOrderWorkflow" },
	{ "CostBudgetLevel", 'S', E23|E24, NULL, "ProjectProperties", "CostBudgetLevel" },
	{ "CostTaxZone", 'S', E23|E24, NULL, "ProjectProperties", "CostTaxZoneID" },
	{ "EndDate", 'D', EALL, NULL, "ProjectProperties", "ExpireDate" },
	{ "InventoryTrackingMode", 'S', E23|E24, NULL, "ProjectProperties", "AccountingMode" },
	{ "LastRevenueChangeNbr", 'S', EALL, NULL, "ProjectProperties", "LastChangeOrderNumber" },
	{ "ProjectCurrency", 'S', E23|E24, NULL, "ProjectProperties", "CuryID" },
	{ "ProjectManager", 'S', EALL, NULL, "ProjectProperties", "ApproverID" },
	{ "RateType", 'S', E23|E24, NULL, "ProjectProperties", "RateTypeID" },
	{ "RestrictEmployees", 'B', EALL, NULL, "ProjectProperties", "RestrictToEmployeeList" },
	{ "RestrictEquipment", 'B', EALL, NULL, "ProjectProperties", "RestrictToResourceList" },
	{ "RevenueBudgetLevel", 'S', EALL, NULL, "ProjectProperties", "BudgetLevel" },
	{ "RevenueTaxZone", 'S', E23|E24, NULL, "ProjectProperties", "RevenueTaxZoneID" },
	{ "StartDate", 'D', EALL, NULL, "ProjectProperties", "StartDate" },
	{ "TimeActivityApprover", 'S', E23|E24, NULL, "ProjectProperties", "ApproverID" },
	{ "TrackProductionData", 'B', EALL, NULL, "ProjectProperties", "BudgetMetricsEnabled" },
};
const struct acu_def acu_def_ProjectProperties = {
	"ProjectProperties", "", EALL, f_ProjectProperties, 17,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectRetainage[] = {
	{ "CapAmount", 'N', E23|E24, NULL, "ProjectProperties", "CuryCapAmount" },
	{ "CapPct", 'N', E23|E24, NULL, "ProjectProperties", "RetainageMaxPct" },
	{ "CompletedPct", 'N', E23|E24, NULL, "ProjectRevenueTotals", "ContractCompletedPct" },
	{ "ContractTotal", 'N', E23|E24, NULL, "ProjectRevenueTotals", "CuryAmount" },
	{ "IncludeCO", 'B', E23|E24, NULL, "ProjectProperties", "IncludeCO" },
	{ "RetainTotal", 'N', E23|E24, NULL, "ProjectRevenueTotals", "CuryTotalRetainedAmount" },
	{ "RetainageMode", 'S', E23|E24, NULL, "ProjectProperties", "RetainageMode" },
	{ "RetainagePct", 'N', E23|E24, NULL, "ProjectProperties", "RetainagePct" },
	{ "UseSteps", 'B', E23|E24, NULL, "ProjectProperties", "SteppedRetainage" },
};
const struct acu_def acu_def_ProjectRetainage = {
	"ProjectRetainage", "", EALL, f_ProjectRetainage, 9,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectTask[] = {
	{ "ActivityHistory", 'A', EALL, &acu_def_ProjectActivity, "", "" },
	{ "Attribute", 'A', E20|EC, &acu_def_AttributeValue, "", "" },
	{ "Attributes", 'A', E22|E23|E24, &acu_def_AttributeValue, "", "" },
	{ "BillingAndAllocationSettings", 'O', EALL, &acu_def_ProjectTaskBillingAndAllocationSettings, "", "" },
	{ "CRMLink", 'O', EALL, &acu_def_ProjectTaskToCRMLink, "", "" },
	{ "Default", 'B', EALL, NULL, "Task", "IsDefault" },
	{ "DefaultValues", 'O', EALL, &acu_def_ProjectTaskDefaultValues, "", "" },
	{ "Description", 'S', EALL, NULL, "Task", "Description" },
	{ "ExternalRefNbr", 'S', EALL, NULL, "Task", "ExtRefNbr" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Task", "LastModifiedDateTime" },
	{ "ProjectID", 'S', EALL, NULL, "Task", "ProjectID" },
	{ "ProjectTaskID", 'S', EALL, NULL, "Task", "TaskCD" },
	{ "Properties", 'O', EALL, &acu_def_ProjectTaskProperties, "", "" },
	{ "Status", 'S', EALL, NULL, "Task", "Status" },
	{ "VisibilitySettings", 'O', EALL, &acu_def_VisibilitySettings, "", "" },
};
static const struct acu_action a_ProjectTask[] = {
	{ "ActivateProjectTask", E22|E23|E24 },
	{ "CompleteProjectTask", E22|E23|E24 },
	{ "CancelProjectTask", E22|E23|E24 },
	{ "HoldProjectTask", E22|E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_ProjectTask = {
	"ProjectTask", "PM302000", EALL, f_ProjectTask, 15,
	{ "ProjectID", "ProjectTaskID" }, 2, a_ProjectTask, "PX.Objects.PM.ProjectTaskEntry", "Task"
};

static const struct acu_field f_ProjectTaskBillingAndAllocationSettings[] = {
	{ "AllocationRule", 'S', EALL, NULL, "TaskProperties", "AllocationID" },
	{ "BillSeparately", 'B', EALL, NULL, "TaskProperties", "BillSeparately" },
	{ "BillingOption", 'S', EALL, NULL, "TaskProperties", "BillingOption" },
	{ "BillingRule", 'S', EALL, NULL, "TaskProperties", "BillingID" },
	{ "Branch", 'S', EALL, NULL, "TaskProperties", "DefaultBranchID" },
	{ "Customer", 'S', EALL, NULL, "TaskProperties", "CustomerID" },
	{ "Location", 'S', EALL, NULL, "TaskProperties", "LocationID" },
	{ "RateTable", 'S', EALL, NULL, "TaskProperties", "RateTableID" },
	{ "WIPAccountGroup", 'S', EALL, NULL, "TaskProperties", "WipAccountGroupID" },
};
const struct acu_def acu_def_ProjectTaskBillingAndAllocationSettings = {
	"ProjectTaskBillingAndAllocationSettings", "", EALL, f_ProjectTaskBillingAndAllocationSettings, 9,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectTaskDefaultValues[] = {
	{ "AccrualAccount", 'S', EALL, NULL, "TaskProperties", "DefaultAccrualAccountID" },
	{ "AccrualSubaccount", 'S', EALL, NULL, "TaskProperties", "DefaultAccrualSubID" },
	{ "DefaultAccount", 'S', EALL, NULL, "TaskProperties", "DefaultSalesAccountID" },
	{ "DefaultCostAccount", 'S', E22|E23|E24, NULL, "TaskProperties", "DefaultExpenseAccountID" },
	{ "DefaultCostSubaccount", 'S', E22|E23|E24, NULL, "TaskProperties", "DefaultExpenseSubID" },
	{ "DefaultSubaccount", 'S', EALL, NULL, "TaskProperties", "DefaultSalesSubID" },
	{ "TaxCategory", 'S', EALL, NULL, "TaskProperties", "TaxCategoryID" },
};
const struct acu_def acu_def_ProjectTaskDefaultValues = {
	"ProjectTaskDefaultValues", "", EALL, f_ProjectTaskDefaultValues, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectTaskProperties[] = {
	{ "Approver", 'S', EALL, NULL, "TaskProperties", "ApproverID" },
	{ "Completed", 'N', EALL, NULL, "TaskProperties", "CompletedPercent" },
	{ "CompletionMethod", 'S', EALL, NULL, "TaskProperties", "CompletedPctMethod" },
	{ "EndDate", 'D', EALL, NULL, "TaskProperties", "EndDate" },
	{ "PlannedEndDate", 'D', EALL, NULL, "TaskProperties", "PlannedEndDate" },
	{ "PlannedStartDate", 'D', EALL, NULL, "TaskProperties", "PlannedStartDate" },
	{ "StartDate", 'D', EALL, NULL, "TaskProperties", "StartDate" },
};
const struct acu_def acu_def_ProjectTaskProperties = {
	"ProjectTaskProperties", "", EALL, f_ProjectTaskProperties, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectTaskToCRMLink[] = {
	{ "AccountedCampaign", 'S', EALL, NULL, "TaskCampaign", "CampaignID" },
};
const struct acu_def acu_def_ProjectTaskToCRMLink = {
	"ProjectTaskToCRMLink", "", EALL, f_ProjectTaskToCRMLink, 1,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectTemplate[] = {
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "BillingAndAllocationSettings", 'O', EALL, &acu_def_ProjectBillingAndAllocationSettings, "", "" },
	{ "Description", 'S', EALL, NULL, "Project", "Description" },
	{ "Employees", 'A', EALL, &acu_def_ProjectEmployee, "", "" },
	{ "Equipments", 'A', EALL, &acu_def_ProjectEquipment, "", "" },
	{ "GLAccounts", 'O', EALL, &acu_def_ProjectGLAccount, "", "" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Project", "LastModifiedDateTime" },
	{ "ProjectProperties", 'O', EALL, &acu_def_ProjectProperties, "", "" },
	{ "ProjectTemplateID", 'S', EALL, NULL, "Project", "ContractCD" },
	{ "Status", 'S', EALL, NULL, "Project", "Status" },
	{ "VisibilitySettings", 'O', EALL, &acu_def_VisibilitySettings, "", "" },
};
static const struct acu_action a_ProjectTemplate[] = {
	{ "ActivateProjectTemplate", E22|E23|E24 },
	{ "HoldProjectTemplate", E22|E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_ProjectTemplate = {
	"ProjectTemplate", "PM208000", EALL, f_ProjectTemplate, 11,
	{ "ProjectTemplateID" }, 1, a_ProjectTemplate, "", ""
};

static const struct acu_field f_ProjectTemplateTask[] = {
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "BillingAndAllocationSettings", 'O', EALL, &acu_def_ProjectTaskBillingAndAllocationSettings, "", "" },
	{ "DefaultValues", 'O', EALL, &acu_def_ProjectTaskDefaultValues, "", "" },
	{ "Description", 'S', EALL, NULL, "Task", "Description" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Task", "LastModifiedDateTime" },
	{ "ProjectTemplateID", 'S', EALL, NULL, "Task", "ProjectID" },
	{ "ProjectTemplateTaskID", 'S', EALL, NULL, "Task", "TaskCD" },
	{ "Properties", 'O', EALL, &acu_def_ProjectTemplateTaskProperties, "", "" },
	{ "VisibilitySettings", 'O', EALL, &acu_def_VisibilitySettings, "", "" },
};
const struct acu_def acu_def_ProjectTemplateTask = {
	"ProjectTemplateTask", "PM208010", EALL, f_ProjectTemplateTask, 9,
	{ "ProjectTemplateID", "ProjectTemplateTaskID" }, 2, NULL, "", ""
};

static const struct acu_field f_ProjectTemplateTaskProperties[] = {
	{ "Approver", 'S', EALL, NULL, "TaskProperties", "ApproverID" },
	{ "AutomaticallyIncludeInProject", 'B', EALL, NULL, "TaskProperties", "AutoIncludeInPrj" },
	{ "CompletionMethod", 'S', EALL, NULL, "TaskProperties", "CompletedPctMethod" },
	{ "Default", 'B', EALL, NULL, "TaskProperties", "IsDefault" },
};
const struct acu_def acu_def_ProjectTemplateTaskProperties = {
	"ProjectTemplateTaskProperties", "", EALL, f_ProjectTemplateTaskProperties, 4,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_ProjectUnionLocal[] = {
	{ "Description", 'S', EALL, NULL, "Unions", "UnionID_Description" },
	{ "UnionLocalID", 'S', EALL, NULL, "Unions", "UnionID" },
};
const struct acu_def acu_def_ProjectUnionLocal = {
	"ProjectUnionLocal", "", EALL, f_ProjectUnionLocal, 2,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_VisibilitySettings[] = {
	{ "AP", 'B', EALL, NULL, "ProjectProperties", "VisibleInAP" },
	{ "AR", 'B', EALL, NULL, "ProjectProperties", "VisibleInAR" },
	{ "CA", 'B', EALL, NULL, "ProjectProperties", "VisibleInCA" },
	{ "CRM", 'B', EALL, NULL, "ProjectProperties", "VisibleInCR" },
	{ "Expenses", 'B', EALL, NULL, "ProjectProperties", "VisibleInEA" },
	{ "GL", 'B', EALL, NULL, "ProjectProperties", "VisibleInGL" },
	{ "IN", 'B', EALL, NULL, "ProjectProperties", "VisibleInIN" },
	{ "PO", 'B', EALL, NULL, "ProjectProperties", "VisibleInPO" },
	{ "SO", 'B', EALL, NULL, "ProjectProperties", "VisibleInSO" },
	{ "TimeEntries", 'B', EALL, NULL, "ProjectProperties", "VisibleInTA" },
};
const struct acu_def acu_def_VisibilitySettings = {
	"VisibilitySettings", "", EALL, f_VisibilitySettings, 10,
	{ NULL }, 0, NULL, "", ""
};

