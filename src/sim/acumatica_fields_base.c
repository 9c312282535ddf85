/* Contract fields of the master records: vendors, customers, codes.
 *
 * Made by acumatica-fields.py from the endpoint metadata of the vendor's REST
 * client, Copyright (c) 2023 Acumatica, MIT (acumatica-fields.LICENSE).  Change
 * the program, not this file. */
#include "sim/acumatica_fields.h"
#include "base/banned.h"

static const struct acu_field f_Account[] = {
	{ "AccountCD", 'S', EALL, NULL, "AccountRecords", "AccountCD" },
	{ "AccountClass", 'S', EALL, NULL, "AccountRecords", "AccountClassID" },
	{ "AccountGroup", 'S', EALL, NULL, "AccountRecords", "AccountGroupID" },
	{ "AccountID", 'I', EALL, NULL, "AccountRecords", "AccountID" },
	{ "Active", 'B', EALL, NULL, "AccountRecords", "Active" },
	{ "CashAccount", 'B', EALL, NULL, "AccountRecords", "IsCashAccount" },
	{ "ChartOfAccountsOrder", 'I', EALL, NULL, "AccountRecords", "COAOrder" },
	{ "ConsolidationAccount", 'S', EALL, NULL, "AccountRecords", "GLConsolAccountCD" },
	{ "CreatedDateTime", 'D', EALL, NULL, "AccountRecords", "CreatedDateTime" },
	{ "CurrencyID", 'S', EALL, NULL, "AccountRecords", "CuryID" },
	{ "Description", 'S', EALL, NULL, "AccountRecords", "Description" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "AccountRecords", "LastModifiedDateTime" },
	{ "PostOption", 'S', EALL, NULL, "AccountRecords", "PostOption" },
	{ "RequireUnits", 'B', EALL, NULL, "AccountRecords", "RequireUnits" },
	{ "RevaluationRateType", 'S', EALL, NULL, "AccountRecords", "RevalCuryRateTypeId" },
	{ "Secured", 'B', EALL, NULL, "AccountRecords", "Secured" },
	{ "TaxCategory", 'S', EALL, NULL, "AccountRecords", "TaxCategoryID" },
	{ "Type", 'S', EALL, NULL, "AccountRecords", "Type" },
	{ "UseDefaultSubaccount", 'B', EALL, NULL, "AccountRecords", "NoSubDetail" },
};
const struct acu_def acu_def_Account = {
	"Account", "GL202500", EALL, f_Account, 19,
	{ "AccountCD" }, 1, NULL, "", ""
};

static const struct acu_field f_AccountGroup[] = {
	{ "AccountGroupID", 'S', EALL, NULL, "AccountGroup", "GroupCD" },
	{ "Active", 'B', EALL, NULL, "AccountGroup", "IsActive" },
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "DefaultAccountID", 'S', EALL, NULL, "AccountGroup", "AccountID" },
	{ "Description", 'S', EALL, NULL, "AccountGroup", "Description" },
	{ "Expense", 'B', EALL, NULL, "AccountGroup", "IsExpense" },
	{ "LastModifiedDateTime", 'D', E23|E24, NULL, "AccountGroup", "LastModifiedDateTime" },
	{ "SortOrder", 'H', EALL, NULL, "AccountGroup", "SortOrder" },
	{ "Type", 'S', EALL, NULL, "AccountGroup", "Type" },
};
const struct acu_def acu_def_AccountGroup = {
	"AccountGroup", "PM201000", EALL, f_AccountGroup, 9,
	{ "AccountGroupID" }, 1, NULL, "", ""
};

static const struct acu_field f_BusinessAccountPaymentInstructionDetail[] = {
	{ "Description", 'S', EALL, NULL, "DefPaymentMethodInstanceDetails", "DetailID_PaymentMethodDetail_descr" },
	{ "LocationID", 'I', EALL, NULL, "DefPaymentMethodInstanceDetails", "PMInstanceID" },
	{ "PaymentInstructionsID", 'S', EALL, NULL, "DefPaymentMethodInstanceDetails", "DetailID" },
	{ "PaymentMethod", 'S', EALL, NULL, "CurrentCustomer", "DefPaymentMethodID" },
	{ "Value", 'S', EALL, NULL, "DefPaymentMethodInstanceDetails", "Value" },
};
const struct acu_def acu_def_BusinessAccountPaymentInstructionDetail = {
	"BusinessAccountPaymentInstructionDetail", "", EALL, f_BusinessAccountPaymentInstructionDetail, 5,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_CategoryStockItem[] = {
	{ "CategoryID", 'I', E22|E23|E24, NULL, "Category", "CategoryID" },
};
const struct acu_def acu_def_CategoryStockItem = {
	"CategoryStockItem", "", EALL, f_CategoryStockItem, 1,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_CompaniesStructure[] = {
	{ "Results", 'A', EALL, &acu_def_CompaniesStructureDetail, "", "" },
};
const struct acu_def acu_def_CompaniesStructure = {
	"CompaniesStructure", "CS401000", EALL, f_CompaniesStructure, 1,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_CompaniesStructureDetail[] = {
	{ "BaseCurrencyID", 'S', EALL, NULL, "Results", "Branch_baseCuryID" },
	{ "BranchCountry", 'S', EALL, NULL, "Results", "Branch_countryID" },
	{ "BranchID", 'S', EALL, NULL, "Results", "Branch_branchCD" },
	{ "BranchName", 'S', EALL, NULL, "Results", "BAccount_acctName" },
	{ "BranchStatus", 'B', EALL, NULL, "Results", "Branch_active" },
	{ "CompanyID", 'S', EALL, NULL, "Results", "Organization_organizationCD" },
	{ "CompanyName", 'S', EALL, NULL, "Results", "Organization_organizationName" },
	{ "CompanyStatus", 'B', EALL, NULL, "Results", "Organization_active" },
	{ "CompanyType", 'S', EALL, NULL, "Results", "Organization_organizationType" },
};
const struct acu_def acu_def_CompaniesStructureDetail = {
	"CompaniesStructureDetail", "", EALL, f_CompaniesStructureDetail, 9,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Contact[] = {
	{ "Active", 'B', EALL, NULL, "", "" },
	{ "Activities", 'Q', EALL, NULL, "", "" },
	{ "Address", 'O', EALL, &acu_def_Address, "", "" },
	{ "AddressValidated", 'B', EALL, NULL, "BillAddress", "IsValidated" },
	{ "Attention", 'S', EALL, NULL, "BillContact", "Attention" },
	{ "Attributes", 'Q', EALL, NULL, "", "" },
	{ "BusinessAccount", 'S', EALL, NULL, "", "" },
	{ "Campaigns", 'Q', EALL, NULL, "", "" },
	{ "Cases", 'Q', EALL, NULL, "", "" },
	{ "CompanyName", 'S', EALL, NULL, "", "" },
	{ "ContactClass", 'S', EALL, NULL, "", "" },
	{ "ContactID", 'I', EALL, NULL, "BillContact", "ContactID" },
	{ "ContactMethod", 'S', EALL, NULL, "", "" },
	{ "ConvertedBy", 'S', EALL, NULL, "", "" },
	{ "DateOfBirth", 'D', EALL, NULL, "", "" },
	{ "DisplayName", 'S', EALL, NULL, "BillContact", "FullName" },
	{ "DoNotCall", 'B', EALL, NULL, "", "" },
	{ "DoNotEmail", 'B', EALL, NULL, "", "" },
	{ "DoNotFax", 'B', EALL, NULL, "", "" },
	{ "DoNotMail", 'B', EALL, NULL, "", "" },
	{ "Duplicate", 'S', EALL, NULL, "", "" },
	{ "DuplicateFound", 'B', EALL, NULL, "", "" },
	{ "Duplicates", 'Q', EALL, NULL, "", "" },
	{ "Email", 'S', EALL, NULL, "BillContact", "EMail" },
	{ "ExtRefNbr", 'S', E24, NULL, "", "" },
	{ "Fax", 'S', EALL, NULL, "BillContact", "Fax" },
	{ "FaxType", 'S', EALL, NULL, "", "" },
	{ "FirstName", 'S', EALL, NULL, "BillContact", "FirstName" },
	{ "FullName", 'S', E22|E23|E24, NULL, "", "" },
	{ "Gender", 'S', EALL, NULL, "", "" },
	{ "Image", 'S', EALL, NULL, "", "" },
	{ "JobTitle", 'S', EALL, NULL, "BillContact", "Salutation" },
	{ "LanguageOrLocale", 'S', EALL, NULL, "", "" },
	{ "LastIncomingActivity", 'D', EALL, NULL, "", "" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "", "" },
	{ "LastName", 'S', EALL, NULL, "BillContact", "LastName" },
	{ "LastOutgoingActivity", 'D', EALL, NULL, "", "" },
	{ "MaritalStatus", 'S', EALL, NULL, "", "" },
	{ "MarketingLists", 'Q', EALL, NULL, "", "" },
	{ "MiddleName", 'S', EALL, NULL, "BillContact", "MidName" },
	{ "NoMarketing", 'B', EALL, NULL, "", "" },
	{ "NoMassMail", 'B', EALL, NULL, "", "" },
	{ "NoteID", 'G', EALL, NULL, "", "" },
	{ "Notifications", 'Q', EALL, NULL, "", "" },
	{ "Opportunities", 'Q', EALL, NULL, "", "" },
	{ "OverrideAccountAddress", 'B', EALL, NULL, "", "" },
	{ "OverrideSalesTerritory", 'B', E22, NULL, "", "" },
	{ "Owner", 'S', EALL, NULL, "", "" },
	{ "OwnerEmployeeName", 'S', EALL, NULL, "", "" },
	{ "ParentAccount", 'S', EALL, NULL, "", "" },
	{ "Phone1", 'S', EALL, NULL, "BillContact", "Phone1" },
	{ "Phone1Type", 'S', EALL, NULL, "BillContact", "Phone1Type" },
	{ "Phone2", 'S', EALL, NULL, "BillContact", "Phone2" },
	{ "Phone2Type", 'S', EALL, NULL, "BillContact", "Phone2Type" },
	{ "Phone3", 'S', EALL, NULL, "", "" },
	{ "Phone3Type", 'S', EALL, NULL, "", "" },
	{ "QualificationDate", 'D', EALL, NULL, "", "" },
	{ "Reason", 'S', EALL, NULL, "", "" },
	{ "Relations", 'Q', EALL, NULL, "", "" },
	{ "RoleAssignments", 'Q', E23|E24, NULL, "", "" },
	{ "SalesTerritoryID", 'S', E22, NULL, "", "" },
	{ "Source", 'S', EALL, NULL, "", "" },
	{ "SourceCampaign", 'S', EALL, NULL, "", "" },
	{ "SpouseOrPartnerName", 'S', EALL, NULL, "", "" },
	{ "Status", 'S', EALL, NULL, "", "" },
	{ "Synchronize", 'B', EALL, NULL, "", "" },
	{ "Title", 'S', EALL, NULL, "BillContact", "Title" },
	{ "Type", 'S', EALL, NULL, "", "" },
	{ "UserInfo", 'Q', EALL, NULL, "", "" },
	{ "WebSite", 'S', EALL, NULL, "BillContact", "WebSite" },
	{ "Workgroup", 'S', EALL, NULL, "", "" },
	{ "WorkgroupDescription", 'S', EALL, NULL, "", "" },
};
const struct acu_def acu_def_Contact = {
	"Contact", "", EALL, f_Contact, 72,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_CostCode[] = {
	{ "CostCodeID", 'S', EALL, NULL, "Items", "CostCodeCD" },
	{ "Description", 'S', EALL, NULL, "Items", "Description" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Items", "LastModifiedDateTime" },
};
static const struct acu_action a_CostCode[] = {
	{ "ChangeCostCodeID", EALL },
	{ NULL, 0 },
};
const struct acu_def acu_def_CostCode = {
	"CostCode", "PM209500", EALL, f_CostCode, 3,
	{ "CostCodeID" }, 1, a_CostCode, "", ""
};

static const struct acu_field f_CreditVerificationRules[] = {
	{ "CreditDaysPastDue", 'H', EALL, NULL, "CurrentCustomer", "CreditDaysPastDue" },
	{ "CreditLimit", 'N', EALL, NULL, "CurrentCustomer", "CreditLimit" },
	{ "CreditVerification", 'S', EALL, NULL, "CurrentCustomer", "CreditRule" },
	{ "FirstDueDate", 'D', EALL, NULL, "CustomerBalance", "OldInvoiceDate" },
	{ "OpenOrdersBalance", 'N', EALL, NULL, "CustomerBalance", "OpenOrdersBalance" },
	{ "RemainingCreditLimit", 'N', EALL, NULL, "CustomerBalance", "RemainingCreditLimit" },
	{ "UnreleasedBalance", 'N', EALL, NULL, "CustomerBalance", "UnreleasedBalance" },
};
const struct acu_def acu_def_CreditVerificationRules = {
	"CreditVerificationRules", "", EALL, f_CreditVerificationRules, 7,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Customer[] = {
	{ "AccountRef", 'S', EALL, NULL, "CurrentCustomer", "AcctReferenceNbr" },
	{ "ApplyOverdueCharges", 'B', EALL, NULL, "CurrentCustomer", "FinChargeApply" },
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "AutoApplyPayments", 'B', EALL, NULL, "CurrentCustomer", "AutoApplyPayments" },
	{ "BAccountID", 'I', E22|E23|E24, NULL, "BAccount", "BAccountID" },
	{ "BillingAddressOverride", 'B', EALL, NULL, "CurrentCustomer", "OverrideBillAddress" },
	{ "BillingContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "BillingContactOverride", 'B', EALL, NULL, "CurrentCustomer", "OverrideBillContact" },
	{ "Contacts", 'A', EALL, &acu_def_CustomerContact, "", "" },
	{ "CreatedDateTime", 'D', EALL, NULL, "CurrentCustomer", "CreatedDateTime" },
	{ "CreditLimit", 'N', E22|E23|E24, NULL, "CurrentCustomer", "CreditLimit" },
	{ "CreditVerificationRules", 'O', EALL, &acu_def_CreditVerificationRules, "", "" },
	{ "CurrencyID", 'S', EALL, NULL, "CurrentCustomer", "CuryID" },
	{ "CurrencyRateType", 'S', EALL, NULL, "CurrentCustomer", "CuryRateTypeID" },
	{ "CustomerCategory", 'S', E23|E24, NULL, "BAccount", "CustomerCategory" },
	{ "CustomerClass", 'S', EALL, NULL, "BAccount", "CustomerClassID" },
	{ "CustomerID", 'S', EALL, NULL, "BAccount", "AcctCD" },
	{ "CustomerName", 'S', EALL, NULL, "BAccount", "AcctName" },
	{ "Email", 'S', E23|E24, NULL, "DefContact", "Email" },
	{ "EnableCurrencyOverride", 'B', EALL, NULL, "CurrentCustomer", "AllowOverrideCury" },
	{ "EnableRateOverride", 'B', EALL, NULL, "CurrentCustomer", "AllowOverrideRate" },
	{ "EnableWriteOffs", 'B', EALL, NULL, "CurrentCustomer", "SmallBalanceAllow" },
	{ "EntityUsageType", 'S', E22|E23|E24, NULL, "DefLocation", "CAvalaraCustomerUsageType" },
	{ "FOBPoint", 'S', EALL, NULL, "DefLocation", "CFOBPointID" },
	{ "IsGuestCustomer", 'B', E22|E23|E24, NULL, "CurrentCustomer", "IsGuestCustomer" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "CurrentCustomer", "LastModifiedDateTime" },
	{ "LeadTimedays", 'H', EALL, NULL, "DefLocation", "CLeadTime" },
	{ "LocationName", 'S', EALL, NULL, "DefLocation", "Descr" },
	{ "MainContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "MultiCurrencyStatements", 'B', EALL, NULL, "CurrentCustomer", "PrintCuryStatements" },
	{ "NoteID", 'G', E22|E23|E24, NULL, "BAccount", "NoteID" },
	{ "OrderPriority", 'H', EALL, NULL, "DefLocation", "COrderPriority" },
	{ "ParentRecord", 'S', EALL, NULL, "CurrentCustomer", "ParentBAccountID" },
	{ "PaymentInstructions", 'A', EALL, &acu_def_BusinessAccountPaymentInstructionDetail, "", "" },
	{ "PriceClassID", 'S', EALL, NULL, "DefLocation", "CPriceClassID" },
	{ "PrimaryContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "PrimaryContactID", 'I', E23|E24, NULL, "BAccount", "PrimaryContactID" },
	{ "PrintDunningLetters", 'B', EALL, NULL, "CurrentCustomer", "PrintDunningLetters" },
	{ "PrintInvoices", 'B', EALL, NULL, "CurrentCustomer", "PrintInvoices" },
	{ "PrintStatements", 'B', EALL, NULL, "CurrentCustomer", "PrintStatements" },
	{ "ResidentialDelivery", 'B', EALL, NULL, "DefLocation", "CResedential" },
	{ "RestrictVisibilityTo", 'S', E22|E23|E24, NULL, "CurrentCustomer", "COrgBAccountID" },
	{ "Salespersons", 'A', EALL, &acu_def_CustomerSalesPerson, "", "" },
	{ "SaturdayDelivery", 'B', EALL, NULL, "DefLocation", "CSaturdayDelivery" },
	{ "SendDunningLettersbyEmail", 'B', EALL, NULL, "CurrentCustomer", "MailDunningLetters" },
	{ "SendInvoicesbyEmail", 'B', EALL, NULL, "CurrentCustomer", "MailInvoices" },
	{ "SendStatementsbyEmail", 'B', EALL, NULL, "CurrentCustomer", "SendStatementByEmail" },
	{ "ShipVia", 'S', EALL, NULL, "DefLocation", "CCarrierID" },
	{ "ShippingAddressOverride", 'B', EALL, NULL, "DefLocation", "OverrideAddress" },
	{ "ShippingBranch", 'S', EALL, NULL, "DefLocation", "CBranchID" },
	{ "ShippingContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "ShippingContactOverride", 'B', EALL, NULL, "DefLocation", "OverrideContact" },
	{ "ShippingRule", 'S', EALL, NULL, "DefLocation", "CShipComplete" },
	{ "ShippingTerms", 'S', EALL, NULL, "DefLocation", "CShipTermsID" },
	{ "ShippingZoneID", 'S', EALL, NULL, "DefLocation", "CShipZoneID" },
	{ "StatementCycleID", 'S', EALL, NULL, "CurrentCustomer", "StatementCycleId" },
	{ "StatementType", 'S', EALL, NULL, "CurrentCustomer", "StatementType" },
	{ "Status", 'S', EALL, NULL, "BAccount", "Status" },
	{ "TaxExemptionNumber", 'S', E22|E23|E24, NULL, "DefLocation", "CAvalaraExemptionNumber" },
	{ "TaxRegistrationID", 'S', EALL, NULL, "DefLocation", "TaxRegistrationID" },
	{ "TaxZone", 'S', EALL, NULL, "DefLocation", "CTaxZoneID" },
	{ "Terms", 'S', EALL, NULL, "CurrentCustomer", "TermsID" },
	{ "WarehouseID", 'S', EALL, NULL, "DefLocation", "CSiteID" },
	{ "WriteOffLimit", 'N', EALL, NULL, "CurrentCustomer", "SmallBalanceLimit" },
};
static const struct acu_action a_Customer[] = {
	{ "CreateContactFromCustomer", E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_Customer = {
	"Customer", "AR303000", EALL, f_Customer, 64,
	{ "CustomerID" }, 1, a_Customer, "", ""
};

static const struct acu_field f_CustomerContact[] = {
	{ "Contact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "ContactID", 'I', EALL, NULL, "Contacts", "ContactID" },
	{ "LastModifiedDateTime", 'D', E23|E24, NULL, "Contacts", "LastModifiedDateTime" },
};
const struct acu_def acu_def_CustomerContact = {
	"CustomerContact", "", EALL, f_CustomerContact, 3,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_CustomerSalesPerson[] = {
	{ "Commission", 'N', EALL, NULL, "SalesPersons", "CommisionPct" },
	{ "Default", 'B', EALL, NULL, "SalesPersons", "IsDefault" },
	{ "LocationID", 'S', EALL, NULL, "SalesPersons", "LocationID" },
	{ "LocationName", 'S', EALL, NULL, "SalesPersons", "LocationID_description" },
	{ "Name", 'S', EALL, NULL, "SalesPersons", "SalesPersonID_SalesPerson_descr" },
	{ "SalespersonID", 'S', EALL, NULL, "SalesPersons", "SalesPersonID" },
};
const struct acu_def acu_def_CustomerSalesPerson = {
	"CustomerSalesPerson", "", EALL, f_CustomerSalesPerson, 6,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_FinancialPeriod[] = {
	{ "CreatedDateTime", 'D', EALL, NULL, "FiscalYear", "CreatedDateTime" },
	{ "Details", 'A', EALL, &acu_def_FinancialPeriodDetail, "", "" },
	{ "FinancialYear", 'S', EALL, NULL, "FiscalYear", "Year" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "FiscalYear", "LastModifiedDateTime" },
	{ "NbrOfPeriods", 'H', EALL, NULL, "FiscalYear", "FinPeriods" },
	{ "StartDate", 'D', EALL, NULL, "FiscalYear", "StartDate" },
	{ "UserDefinedPeriods", 'B', EALL, NULL, "FiscalYear", "CustomPeriods" },
};
const struct acu_def acu_def_FinancialPeriod = {
	"FinancialPeriod", "GL201000", EALL, f_FinancialPeriod, 7,
	{ "FinancialYear" }, 1, NULL, "", ""
};

static const struct acu_field f_FinancialPeriodDetail[] = {
	{ "AdjustmentPeriod", 'B', EALL, NULL, "Periods", "IsAdjustment" },
	{ "ClosedInAP", 'B', EALL, NULL, "Periods", "APClosed" },
	{ "ClosedInAR", 'B', EALL, NULL, "Periods", "ARClosed" },
	{ "ClosedInCA", 'B', EALL, NULL, "Periods", "CAClosed" },
	{ "ClosedInFA", 'B', EALL, NULL, "Periods", "FAClosed" },
	{ "ClosedInIN", 'B', EALL, NULL, "Periods", "INClosed" },
	{ "Description", 'S', EALL, NULL, "Periods", "Descr" },
	{ "EndDate", 'D', EALL, NULL, "Periods", "EndDateUI" },
	{ "FinancialPeriodID", 'S', EALL, NULL, "Periods", "FinPeriodID" },
	{ "LengthInDays", 'I', EALL, NULL, "Periods", "Length" },
	{ "PeriodNbr", 'S', EALL, NULL, "Periods", "PeriodNbr" },
	{ "StartDate", 'D', EALL, NULL, "Periods", "StartDate" },
	{ "Status", 'S', EALL, NULL, "Periods", "Status" },
};
const struct acu_def acu_def_FinancialPeriodDetail = {
	"FinancialPeriodDetail", "", EALL, f_FinancialPeriodDetail, 13,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_InventoryFileUrls[] = {
	{ "FileType", 'S', E22|E23|E24, NULL, "InventoryFileUrls", "FileType" },
	{ "FileURL", 'S', E22|E23|E24, NULL, "InventoryFileUrls", "FileURL" },
	{ "NoteID", 'G', E22|E23|E24, NULL, "InventoryFileUrls", "NoteID" },
};
const struct acu_def acu_def_InventoryFileUrls = {
	"InventoryFileUrls", "", EALL, f_InventoryFileUrls, 3,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_InventoryItemCrossReference[] = {
	{ "AlternateID", 'S', EALL, NULL, "itemxrefrecords", "AlternateID" },
	{ "AlternateType", 'S', EALL, NULL, "itemxrefrecords", "AlternateType" },
	{ "Description", 'S', EALL, NULL, "itemxrefrecords", "Descr" },
	{ "Subitem", 'S', EALL, NULL, "", "" },
	{ "UOM", 'S', E22|E23|E24, NULL, "", "" },
	{ "VendorOrCustomer", 'S', EALL, NULL, "itemxrefrecords", "BAccountID" },
};
const struct acu_def acu_def_InventoryItemCrossReference = {
	"InventoryItemCrossReference", "", EALL, f_InventoryItemCrossReference, 6,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_NonStockItem[] = {
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "Availability", 'S', E22|E23|E24, NULL, "ItemSettings", "Availability" },
	{ "BaseUnit", 'S', EALL, NULL, "ItemSettings", "BaseUnit" },
	{ "Categories", 'A', E22|E23|E24, &acu_def_CategoryStockItem, "", "" },
	{ "Content", 'S', E22|E23|E24, NULL, "ItemSettings", "Body" },
	{ "CrossReferences", 'A', EALL, &acu_def_InventoryItemCrossReference, "", "" },
	{ "CurrentCost", 'N', EALL, NULL, "ItemSettings", "StdCost" },
	{ "CurrentStdCost", 'N', E22|E23|E24, NULL, "ItemSettings", "StdCost" },
	{ "CurySpecificMSRP", 'N', E22|E23|E24, NULL, "CurySettings_InventoryItem", "RecPrice" },
	{ "CurySpecificPrice", 'N', E22|E23|E24, NULL, "CurySettings_InventoryItem", "BasePrice" },
	{ "CustomURL", 'S', E22|E23|E24, NULL, "ItemSettings", "CustomURL" },
	{ "DefaultPrice", 'N', EALL, NULL, "ItemSettings", "BasePrice" },
	{ "DeferralAccount", 'S', EALL, NULL, "ItemSettings", "DeferralAcctID" },
	{ "DeferralSubaccount", 'S', EALL, NULL, "ItemSettings", "DeferralSubID" },
	{ "Description", 'S', EALL, NULL, "Item", "Descr" },
	{ "DimensionWeight", 'N', E22|E23|E24, NULL, "ItemSettings", "BaseItemWeight" },
	{ "EffectiveDate", 'D', EALL, NULL, "ItemSettings", "StdCostDate" },
	{ "ExpenseAccount", 'S', EALL, NULL, "ItemSettings", "COGSAcctID" },
	{ "ExpenseAccrualAccount", 'S', EALL, NULL, "ItemSettings", "InvtAcctID" },
	{ "ExpenseAccrualSubaccount", 'S', EALL, NULL, "ItemSettings", "InvtSubID" },
	{ "ExpenseSubaccount", 'S', EALL, NULL, "ItemSettings", "COGSSubID" },
	{ "ExportToExternal", 'B', E22|E23|E24, NULL, "ItemSettings", "ExportToExternal" },
	{ "FileUrls", 'A', E22|E23|E24, &acu_def_InventoryFileUrls, "", "" },
	{ "InventoryID", 'S', EALL, NULL, "Item", "InventoryCD" },
	{ "IsAKit", 'B', E24, NULL, "ItemSettings", "kititem" },
	{ "IsKit", 'B', EALL, NULL, "ItemSettings", "KitItem" },
	{ "ItemClass", 'S', EALL, NULL, "ItemSettings", "ItemClassID" },
	{ "ItemStatus", 'S', EALL, NULL, "Item", "ItemStatus" },
	{ "ItemType", 'S', EALL, NULL, "ItemSettings", "ItemType" },
	{ "LastCost", 'N', EALL, NULL, "ItemSettings", "LastStdCost" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "Item", "LastModifiedDateTime" },
	{ "MSRP", 'N', E22|E23|E24, NULL, "ItemSettings", "RecPrice" },
	{ "MetaDescription", 'S', E22|E23|E24, NULL, "ItemSettings", "MetaDescription" },
	{ "MetaKeywords", 'S', E22|E23|E24, NULL, "ItemSettings", "MetaKeywords" },
	{ "NoteID", 'G', E22|E23|E24, NULL, "Item", "NoteID" },
	{ "POAccrualAccount", 'S', EALL, NULL, "ItemSettings", "POAccrualAcctID" },
	{ "POAccrualSubaccount", 'S', EALL, NULL, "ItemSettings", "POAccrualSubID" },
	{ "PageTitle", 'S', E22|E23|E24, NULL, "ItemSettings", "PageTitle" },
	{ "PendingCost", 'N', EALL, NULL, "ItemSettings", "PendingStdCost" },
	{ "PendingCostDate", 'D', EALL, NULL, "ItemSettings", "PendingStdCostDate" },
	{ "PostingClass", 'S', EALL, NULL, "ItemSettings", "PostClassID" },
	{ "PriceClass", 'S', EALL, NULL, "ItemSettings", "PriceClassID" },
	{ "PurchasePriceVarianceAccount", 'S', EALL, NULL, "ItemSettings", "PPVAcctID" },
	{ "PurchasePriceVarianceSubaccount", 'S', EALL, NULL, "ItemSettings", "PPVSubID" },
	{ "PurchaseUnit", 'S', EALL, NULL, "ItemSettings", "PurchaseUnit" },
	{ "ReasonCodeSubaccount", 'S', EALL, NULL, "ItemSettings", "ReasonCodeSubID" },
	{ "RequireReceipt", 'B', EALL, NULL, "ItemSettings", "NonStockReceipt" },
	{ "RequireShipment", 'B', EALL, NULL, "ItemSettings", "NonStockShip" },
	{ "SalesAccount", 'S', EALL, NULL, "ItemSettings", "SalesAcctID" },
	{ "SalesCategories", 'A', EALL, &acu_def_NonStockItemSalesCategory, "", "" },
	{ "SalesSubaccount", 'S', EALL, NULL, "ItemSettings", "SalesSubID" },
	{ "SalesUnit", 'S', EALL, NULL, "ItemSettings", "SalesUnit" },
	{ "SearchKeywords", 'S', E22|E23|E24, NULL, "ItemSettings", "SearchKeywords" },
	{ "TaxCategory", 'S', EALL, NULL, "ItemSettings", "TaxCategoryID" },
	{ "TemplateItemID", 'S', E22|E23|E24, NULL, "ItemSettings", "TemplateItemID" },
	{ "VendorDetails", 'A', EALL, &acu_def_NonStockItemVendorDetail, "", "" },
	{ "Visibility", 'S', E22|E23|E24, NULL, "ItemSettings", "Visibility" },
	{ "Volume", 'N', EALL, NULL, "ItemSettings", "BaseItemVolume" },
	{ "VolumeUOM", 'S', EALL, NULL, "ItemSettings", "VolumeUOM" },
	{ "Weight", 'N', EALL, NULL, "ItemSettings", "BaseItemWeight" },
	{ "WeightUOM", 'S', EALL, NULL, "ItemSettings", "WeightUOM" },
};
static const struct acu_action a_NonStockItem[] = {
	{ "UpdateStandardCostNonStockItem", EALL },
	{ NULL, 0 },
};
const struct acu_def acu_def_NonStockItem = {
	"NonStockItem", "IN202000", EALL, f_NonStockItem, 61,
	{ "InventoryID" }, 1, a_NonStockItem, "", ""
};

static const struct acu_field f_NonStockItemSalesCategory[] = {
	{ "CategoryID", 'I', EALL, NULL, "Category", "CategoryID" },
};
const struct acu_def acu_def_NonStockItemSalesCategory = {
	"NonStockItemSalesCategory", "", EALL, f_NonStockItemSalesCategory, 1,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_NonStockItemVendorDetail[] = {
	{ "Default", 'B', E22|E23|E24, NULL, "VendorItems", "IsDefault" },
	{ "RecordID", 'I', E24, NULL, "VendorItems", "RecordID" },
	{ "VendorID", 'S', EALL, NULL, "VendorItems", "VendorID" },
	{ "VendorName", 'S', EALL, NULL, "VendorItems", "Vendor__AcctName" },
};
const struct acu_def acu_def_NonStockItemVendorDetail = {
	"NonStockItemVendorDetail", "", EALL, f_NonStockItemVendorDetail, 4,
	{ NULL }, 0, NULL, "", ""
};

static const struct acu_field f_Vendor[] = {
	{ "APAccount", 'S', EALL, NULL, "DefLocation", "VAPAccountID" },
	{ "APSubaccount", 'S', EALL, NULL, "DefLocation", "VAPSubID" },
	{ "AccountRef", 'S', EALL, NULL, "CurrentVendor", "AcctReferenceNbr" },
	{ "Attributes", 'A', EALL, &acu_def_AttributeValue, "", "" },
	{ "CashAccount", 'S', EALL, NULL, "DefLocation", "VCashAccountID" },
	{ "Contacts", 'A', EALL, &acu_def_CustomerContact, "", "" },
	{ "CreatedDateTime", 'D', EALL, NULL, "BAccount", "CreatedDateTime" },
	{ "CurrencyID", 'S', EALL, NULL, "CurrentVendor", "CuryID" },
	{ "CurrencyRateType", 'S', EALL, NULL, "CurrentVendor", "CuryRateTypeID" },
	{ "EnableCurrencyOverride", 'B', EALL, NULL, "CurrentVendor", "AllowOverrideCury" },
	{ "EnableRateOverride", 'B', EALL, NULL, "CurrentVendor", "AllowOverrideRate" },
	{ "F1099Box", 'S', EALL, NULL, "CurrentVendor", "Box1099" },
	{ "F1099Vendor", 'B', EALL, NULL, "CurrentVendor", "Vendor1099" },
	{ "FATCA", 'B', EALL, NULL, "CurrentVendor", "FATCA" },
	{ "FOBPoint", 'S', EALL, NULL, "DefLocation", "VFOBPointID" },
	{ "ForeignEntity", 'B', EALL, NULL, "CurrentVendor", "ForeignEntity" },
	{ "LandedCostVendor", 'B', EALL, NULL, "CurrentVendor", "LandedCostVendor" },
	{ "LastModifiedDateTime", 'D', EALL, NULL, "BAccount", "LastModifiedDateTime" },
	{ "LeadTimedays", 'H', EALL, NULL, "DefLocation", "VLeadTime" },
	{ "LegalName", 'S', E22|E23|E24, NULL, "BAccount", "LegalName" },
	{ "LocationName", 'S', EALL, NULL, "DefLocation", "Descr" },
	{ "MainContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "MaxReceipt", 'N', EALL, NULL, "DefLocation", "VRcptQtyMax" },
	{ "MinReceipt", 'N', EALL, NULL, "DefLocation", "VRcptQtyMin" },
	{ "ParentAccount", 'S', EALL, NULL, "CurrentVendor", "ParentBAccountID" },
	{ "PaySeparately", 'B', EALL, NULL, "DefLocation", "VSeparateCheck" },
	{ "PaymentBy", 'S', EALL, NULL, "DefLocation", "VPaymentByType" },
	{ "PaymentInstructions", 'A', EALL, &acu_def_BusinessAccountPaymentInstructionDetail, "", "" },
	{ "PaymentLeadTimedays", 'H', EALL, NULL, "DefLocation", "VPaymentLeadTime" },
	{ "PaymentMethod", 'S', EALL, NULL, "DefLocation", "VPaymentMethodID" },
	{ "PrimaryContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "PrintOrders", 'B', EALL, NULL, "DefLocation", "VPrintOrder" },
	{ "ReceiptAction", 'S', EALL, NULL, "DefLocation", "VRcptQtyAction" },
	{ "ReceivingBranch", 'S', EALL, NULL, "DefLocation", "VBranchID" },
	{ "RemittanceAddressOverride", 'B', EALL, NULL, "DefLocation", "OverrideRemitAddress" },
	{ "RemittanceContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "RemittanceContactOverride", 'B', EALL, NULL, "DefLocation", "OverrideRemitContact" },
	{ "SendOrdersbyEmail", 'B', EALL, NULL, "DefLocation", "VEmailOrder" },
	{ "ShipVia", 'S', EALL, NULL, "DefLocation", "VCarrierID" },
	{ "ShippingAddressOverride", 'B', EALL, NULL, "DefLocation", "OverrideAddress" },
	{ "ShippingContact", 'O', EALL, &acu_def_Contact, "", "" },
	{ "ShippingContactOverride", 'B', EALL, NULL, "DefLocation", "OverrideContact" },
	{ "ShippingTerms", 'S', EALL, NULL, "DefLocation", "VShipTermsID" },
	{ "Status", 'S', EALL, NULL, "BAccount", "VStatus" },
	{ "TaxCalculationMode", 'S', EALL, NULL, "DefLocation", "VTaxCalcMode" },
	{ "TaxRegistrationID", 'S', EALL, NULL, "DefLocation", "TaxRegistrationID" },
	{ "TaxZone", 'S', EALL, NULL, "DefLocation", "VTaxZoneID" },
	{ "Terms", 'S', EALL, NULL, "CurrentVendor", "TermsID" },
	{ "ThresholdReceipt", 'N', EALL, NULL, "DefLocation", "VRcptQtyThreshold" },
	{ "VendorClass", 'S', EALL, NULL, "BAccount", "VendorClassID" },
	{ "VendorID", 'S', EALL, NULL, "BAccount", "AcctCD" },
	{ "VendorIsLaborUnion", 'B', EALL, NULL, "CurrentVendor", "IsLaborUnion" },
	{ "VendorIsTaxAgency", 'B', EALL, NULL, "CurrentVendor", "TaxAgency" },
	{ "VendorName", 'S', EALL, NULL, "BAccount", "AcctName" },
	{ "Warehouse", 'S', EALL, NULL, "DefLocation", "VSiteID" },
	{ "xApplyRetainage", 'B', 0, NULL, "CurrentVendor", "RetainageApply" },
	{ "xRetainagePct", 'N', 0, NULL, "CurrentVendor", "RetainagePct" },
};
static const struct acu_action a_Vendor[] = {
	{ "CreateContactFromVendor", E23|E24 },
	{ NULL, 0 },
};
const struct acu_def acu_def_Vendor = {
	"Vendor", "AP303000", EALL, f_Vendor, 57,
	{ "VendorID" }, 1, a_Vendor, "PX.Objects.AP.VendorMaint", "BAccount"
};

