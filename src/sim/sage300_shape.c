/* The members of each kind of record, as hh2 answers them.
 *
 * One line a member: what a new record begins with.  s: null, m: 0.00, i: 0, b: false, t: true,
 * v: a Type {Id, Name}.  Nothing outside these tables is ever answered. */
#include "sim/sage300.h"
#include <string.h>
#include "base/banned.h"

/* name:kind, separated by blanks */
static const struct { const char *type, *members; } shapes[S3_KINDS] = {
	[S3_ACCOUNT] = { "Account", "Id:s Version:i Code:s Name:s Description:s CostRequirement:i ParentId:s "
		"ParentCode:s ParentName:s IsActive:t IsArchived:b" },
	[S3_VENDOR_TYPE] = { "VendorType", "Id:s Version:i Name:s IsActive:t IsArchived:b" },
	[S3_VENDOR] = { "Vendor", "Id:s Version:i Code:s Name:s Address1:s Address2:s Address3:s Address4:s "
		"City:s State:s PostalCode:s Country:s PhoneNumber:s FaxNumber:s CreatedOnUtc:s "
		"DefaultExpenseAccount:s DefaultStandardCategory:s DefaultStandardCategoryCode:s "
		"DefaultStandardCostCode:s InvoiceTaxType:i HasExternalId:t IsActive:t IsArchived:b Type:v TypeId:s" },
	[S3_STANDARD_CODE] = { "StandardCostCode", "Id:s Version:i Code:s Name:s Description:s IsStandard:t "
		"IsActive:t IsArchived:b" },
	[S3_STANDARD_CATEGORY] = { "StandardCategory", "Id:s Version:i Code:s Name:s Description:s "
		"AccumulationName:s IsActive:t IsArchived:b" },
	[S3_JOB] = { "Job", "Id:s Version:i Code:s Name:s ParentId:s ParentCode:s ParentName:s Status:i "
		"AccountPrefixId:s Address1:s Address2:s Address3:s Address4:s City:s State:s PostalCode:s "
		"Latitude:s Longitude:s BillingLevel:s BillingMethod:s ShouldUseProjectManagement:b "
		"CreatedOnUtc:s HasExternalId:t IsActive:t IsArchived:b Misc1Amount:m Misc2Amount:m "
		"Misc3Amount:m JobToDateCostAmount:m JobToDateCostPaymentAmount:m "
		"JobToDateRevenuePaymentAmount:m JobToDateRevenueRetainageHeldAmount:m "
		"JobToDateWorkBilledAmount:m LastMonthCostAmount:m LastMonthCostPaymentAmount:m "
		"LastMonthRevenuePaymentAmount:m LastMonthRevenueRetainageHeldAmount:m "
		"LastMonthWorkBilledAmount:m MonthToDateCostAmount:m MonthToDateCostPaymentAmount:m "
		"MonthToDateRevenuePaymentAmount:m MonthToDateRevenueRetainageHeldAmount:m "
		"MonthToDateWorkBilledAmount:m" },
	[S3_COST_CODE] = { "CostCode", "Id:s Version:i Code:s Name:s JobId:s StandardCostCodeId:s "
		"StandardCostCodeName:s StandardCostCodeDescription:s ParentId:s IsGroupCode:b "
		"CostCodeStatus:i Estimate:m EstimateUnits:m LaborEstimateUnits:m ProductionEstimateUnits:m "
		"OriginalProductionUnitsEstimate:m ProductionUnitsInPlace:m ProductionUnitOfMeasure:s "
		"PercentComplete:m PreviousPercentComplete:m Misc1Amount:m Misc2Amount:m Misc3Amount:m "
		"Misc4Amount:m Misc5Amount:m Misc6Amount:m CreatedOnUtc:s HasExternalId:t IsActive:t "
		"IsArchived:b" },
	[S3_CATEGORY] = { "Category", "Id:s Version:i Code:s Name:s JobId:s CostCodeId:s StandardCategoryId:s "
		"StandardCategoryName:s StandardCategoryDescription:s StandardCategoryAccumulationName:s "
		"OriginalEstimate:m OriginalEstimateUnits:m Estimate:m EstimateUnits:m "
		"EstimateUnitOfMeasure:s ApprovedEstimateChanges:m ApprovedEstimateUnitChanges:m "
		"OriginalCommitment:m ApprovedCommitmentChanges:m RevisedCommitment:m CommitmentInvoiced:m "
		"JobToDateCost:m JobToDateUnits:m JobToDateDollarsPaid:m MonthToDateCost:m "
		"MonthToDateUnits:m MonthToDateDollarsPaid:m PercentComplete:m CreatedOnUtc:s "
		"HasExternalId:t IsActive:t IsArchived:b" },
	[S3_COMMITMENT] = { "Commitment", "Id:s Version:i Code:s Name:s Description:s Type:i VendorId:s "
		"JobId:s Date:s Amount:m AmountOriginal:m AmountApproved:m AmountPending:m AmountInvoiced:m "
		"AmountPaid:m AmountRetained:m RetainagePercent:m Tax:m TaxGroupId:s IsClosed:b IsCommited:t "
		"WasPrinted:b ShipToAddress1:s ShipToAddress2:s ShipToCity:s ShipToState:s "
		"ShipToPostalCode:s CreatedOnUtc:s HasExternalId:t IsActive:t IsArchived:b" },
	[S3_ITEM] = { "CommitmentItem", "Id:s Version:i Code:s Name:s Description:s CommitmentId:s JobId:s "
		"CostCodeId:s CategoryId:s StandardCategoryId:s Amount:m AmountOriginal:m AmountApproved:m "
		"AmountPending:m AmountInvoiced:m AmountPaid:m AmountRetained:m Units:m UnitCost:m Tax:m "
		"TaxGroupId:s TaxGroupCode:s CreatedOnUtc:s HasExternalId:t IsActive:t IsArchived:b" },
	[S3_INVOICE] = { "Invoice", "Id:s Version:i Code:s VendorId:s Amount:m Description:s InvoiceDate:s "
		"DueDate:s AccountingDate:s PaymentDate:s DiscountAmount:m DeductionAppliedAmount:m "
		"RetainageAmount:m RetainageHeldAmount:m RetainagePaidAmount:m RetainageBilledAmount:m "
		"TaxAmount:m TaxPaidAmount:m TotalPaidAmount:m IsPending:b IsSuspended:b IsActive:t "
		"IsArchived:b HasExternalId:t Status:i" },
	[S3_DISTRIBUTION] = { "InvoiceDistribution", "Id:s Version:i InvoiceId:s Code:s Description:s Amount:m "
		"RetainageAmount:m TaxAmount:m TaxLiabilityAmount:m TaxGroupId:s DiscountOfferedAmount:m "
		"MiscDeductionAmount:m MiscDeduction2Percent:m JobId:s CostCodeId:s CategoryId:s "
		"CommitmentId:s CommitmentItemId:s ExpenseAccountId:s AccountsPayableAccountId:s Units:m "
		"UnitCost:m Is1099Exempt:b JointPayee:s Draw:s Authorization:s MiscEntry1:s "
		"MiscEntry1Units:m MiscEntry2:s MiscEntry2Units:m EquipmentId:s EquipmentCostCodeId:s "
		"EquipmentMeterOdometer:m BillingStandardItemId:s HasExternalId:t IsActive:t IsArchived:b" },
	[S3_PAYMENT] = { "Payment", "Id:s Version:i Code:s Amount:m PaymentDate:s VendorId:s Type:i Status:s "
		"AccountReference:s Reference1:s HasExternalId:t IsArchived:b" },
	[S3_TRANSACTION] = { "JobTransaction", "Id:s Version:i JobId:s CostCodeId:s CategoryId:s "
		"TransactionType:i TransactionDate:s AccountingDate:s Amount:m Units:m UnitCost:m "
		"Description:s Code:s Reference1:s Reference2:s VendorId:s CommitmentId:s" },
	[S3_AR_INVOICE] = { "Invoice", "Id:s Version:i Code:s" },
	[S3_DOCUMENT] = { "Document", "Id:s Version:i DocumentTypeId:s CurrentState:s LastAction:s Snapshot:s" },
	[S3_PENDING] = { "Entity", "Id:s" },
	[S3_FAILURE] = { "EventFailure", "Id:s Version:i EntityId:s TypeId:s CreatedOnUtc:s ErrorMessage:s" },
};

const char *s3_type(enum s3_kind kind)
{
	return shapes[kind].type;
}

static cJSON *initial(char c)
{
	cJSON *v;

	switch (c) {
	case 'm':
	case 'i':
		return jv_number(0, 0);
	case 'b':
	case 't':
		return cJSON_CreateBool(c == 't');
	case 'v':
		v = cJSON_CreateObject();
		jv_add_null(v, "Id");
		jv_add_null(v, "Name");
		return v;
	default:
		return cJSON_CreateNull();
	}
}

cJSON *s3_new(enum s3_kind kind)
{
	cJSON *v = cJSON_CreateObject();
	const char *at = shapes[kind].members;
	char name[64];

	while (*at) {
		size_t n = strcspn(at, ":");

		memcpy(name, at, n);
		name[n] = 0;
		jv_add(v, name, initial(at[n + 1]));
		at += n + 2;
		at += *at == ' ';
	}
	return v;
}
