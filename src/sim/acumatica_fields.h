/* The contract of the simulated endpoints as tables (acumatica-fields.py).
 *
 * A definition is an entity, a linked entity or a kind of detail row; its
 * fields are sorted by name.  Field types: S text, N decimal, B boolean, D date
 * and time, I whole number, H short, L long, G guid, O linked entity, A detail
 * rows, Q nested data the simulator accepts and forgets.  Fields whose name
 * begins with x are in no contract: the screen has them, `custom` reaches them. */
#ifndef SIM_ACUMATICA_FIELDS_H
#define SIM_ACUMATICA_FIELDS_H

#include <stddef.h>

/* The endpoints that show a field. */
enum { E20 = 1, E22 = 2, E23 = 4, E24 = 8, EC = 16, EALL = 31 };

struct acu_def;

struct acu_field {
	const char *name;
	char type;
	unsigned char endpoints;
	const struct acu_def *sub;
	const char *view, *field;    /* behind it on the screen */
};

struct acu_action { const char *name; unsigned endpoints; };

#define ACU_MAX_KEYS 5

struct acu_def {
	const char *name, *screen;
	unsigned endpoints;
	const struct acu_field *fields;
	int n;
	const char *keys[ACU_MAX_KEYS];
	int n_keys;
	const struct acu_action *actions;    /* NULL, or closed by a NULL name */
	const char *graph, *view;            /* of the attachments address */
};

/* Fields of a screen beyond the contract: " View.Field View.Field ... ". */
struct acu_screen { const char *screen, *fields; };
extern const struct acu_screen acu_screens[];        /* ends with NULL */

extern const struct acu_def acu_def_Account;
extern const struct acu_def acu_def_AccountGroup;
extern const struct acu_def acu_def_Address;
extern const struct acu_def acu_def_Approval;
extern const struct acu_def acu_def_AttributeValue;
extern const struct acu_def acu_def_Bill;
extern const struct acu_def acu_def_BillApplicationDetail;
extern const struct acu_def acu_def_BillDetail;
extern const struct acu_def acu_def_BillTaxDetail;
extern const struct acu_def acu_def_BillToSettings;
extern const struct acu_def acu_def_BusinessAccountPaymentInstructionDetail;
extern const struct acu_def acu_def_CategoryStockItem;
extern const struct acu_def acu_def_ChangeOrder;
extern const struct acu_def acu_def_ChangeOrderCommitment;
extern const struct acu_def acu_def_ChangeOrderCostBudget;
extern const struct acu_def acu_def_ChangeOrderRevenueBudget;
extern const struct acu_def acu_def_Check;
extern const struct acu_def acu_def_CheckDetail;
extern const struct acu_def acu_def_CheckHistoryDetail;
extern const struct acu_def acu_def_CompaniesStructure;
extern const struct acu_def acu_def_CompaniesStructureDetail;
extern const struct acu_def acu_def_Contact;
extern const struct acu_def acu_def_CostCode;
extern const struct acu_def acu_def_CreditVerificationRules;
extern const struct acu_def acu_def_Customer;
extern const struct acu_def acu_def_CustomerContact;
extern const struct acu_def acu_def_CustomerSalesPerson;
extern const struct acu_def acu_def_DefaultTaskForGLAccount;
extern const struct acu_def acu_def_DocContact;
extern const struct acu_def acu_def_ExternalCommitment;
extern const struct acu_def acu_def_FinancialPeriod;
extern const struct acu_def acu_def_FinancialPeriodDetail;
extern const struct acu_def acu_def_InventoryFileUrls;
extern const struct acu_def acu_def_InventoryItemCrossReference;
extern const struct acu_def acu_def_NonStockItem;
extern const struct acu_def acu_def_NonStockItemSalesCategory;
extern const struct acu_def acu_def_NonStockItemVendorDetail;
extern const struct acu_def acu_def_Project;
extern const struct acu_def acu_def_ProjectActivity;
extern const struct acu_def acu_def_ProjectAddress;
extern const struct acu_def acu_def_ProjectBalance;
extern const struct acu_def acu_def_ProjectBillingAndAllocationSettings;
extern const struct acu_def acu_def_ProjectBudget;
extern const struct acu_def acu_def_ProjectEmployee;
extern const struct acu_def acu_def_ProjectEquipment;
extern const struct acu_def acu_def_ProjectGLAccount;
extern const struct acu_def acu_def_ProjectProFormaDetails;
extern const struct acu_def acu_def_ProjectProperties;
extern const struct acu_def acu_def_ProjectRetainage;
extern const struct acu_def acu_def_ProjectTask;
extern const struct acu_def acu_def_ProjectTaskBillingAndAllocationSettings;
extern const struct acu_def acu_def_ProjectTaskDefaultValues;
extern const struct acu_def acu_def_ProjectTaskProperties;
extern const struct acu_def acu_def_ProjectTaskToCRMLink;
extern const struct acu_def acu_def_ProjectTemplate;
extern const struct acu_def acu_def_ProjectTemplateTask;
extern const struct acu_def acu_def_ProjectTemplateTaskProperties;
extern const struct acu_def acu_def_ProjectUnionLocal;
extern const struct acu_def acu_def_PurchaseOrder;
extern const struct acu_def acu_def_PurchaseOrderDetail;
extern const struct acu_def acu_def_PurchaseOrderTaxDetail;
extern const struct acu_def acu_def_ShippingInstructions;
extern const struct acu_def acu_def_Subcontract;
extern const struct acu_def acu_def_SubcontractDetail;
extern const struct acu_def acu_def_SubcontractTaxDetail;
extern const struct acu_def acu_def_SubcontractVendorAddressInfo;
extern const struct acu_def acu_def_SubcontractVendorContactInfo;
extern const struct acu_def acu_def_Vendor;
extern const struct acu_def acu_def_VisibilitySettings;

#endif
