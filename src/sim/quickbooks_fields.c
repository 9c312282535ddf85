/* Members of QuickBooks Online's entities, in the order of the vendor's schemas.
 *
 * Made by quickbooks-fields.py from the XML schemas of QuickBooks-V3-Java-SDK 6.4.2, Copyright
 * Intuit Inc., Apache License 2.0 (quickbooks-fields.LICENSE).  Change the program, not this
 * file.  A member is name:type; s text, b boolean, d decimal, n integer, p positive integer,
 * D date, T instant, i id, =X one word of the enumeration X, else a type of this table; a star
 * says list, @ an attribute, $ the text of the element itself. */
#include "sim/quickbooks_schema.h"

#include "base/banned.h"

const struct qb_text_pair qb_type_texts[] = {
	{ "Account",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s SubAccount:b ParentRef:ReferenceType Description:s "
	  "FullyQualifiedName:s AccountAlias:s TxnLocationType:s Active:b "
	  "Classification:=AccountClassificationEnum AccountType:=AccountTypeEnum AccountSubType:s "
	  "AccountPurposes:ReferenceType* AcctNum:s AcctNumExtn:s BankNum:s OpeningBalance:d "
	  "OpeningBalanceDate:D CurrentBalance:d CurrentBalanceWithSubAccounts:d CurrencyRef:ReferenceType "
	  "TaxAccount:b TaxCodeRef:ReferenceType OnlineBankingEnabled:b FIName:s "
	  "JournalCodeRef:ReferenceType AccountEx:IntuitAnyType @domain:s @status:=EntityStatusEnum "
	  "@sparse:b" },
	{ "AccountBasedExpenseLineDetail",
	  "CustomerRef:ReferenceType ClassRef:ReferenceType AccountRef:ReferenceType "
	  "BillableStatus:=BillableStatusEnum MarkupInfo:MarkupInfo TaxAmount:d TaxCodeRef:ReferenceType "
	  "TaxInclusiveAmt:d ExpenseDetailLineDetailEx:IntuitAnyType" },
	{ "AdvancedInventoryPrefs",
	  "" },
	{ "Attachable",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* FileName:s FileAccessUri:s TempDownloadUri:s Size:n ContentType:s "
	  "Category:s Lat:s Long:s PlaceName:s Note:s Tag:s ThumbnailFileAccessUri:s "
	  "ThumbnailTempDownloadUri:s AttachableEx:IntuitAnyType @domain:s @status:=EntityStatusEnum "
	  "@sparse:b" },
	{ "AttachableRef",
	  "EntityRef:ReferenceType LineInfo:i IncludeOnSend:b CustomField:CustomField* "
	  "AttachableRefEx:IntuitAnyType" },
	{ "Bill",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* DocNumber:s TxnDate:D DepartmentRef:ReferenceType "
	  "CurrencyRef:ReferenceType ExchangeRate:d PrivateNote:s TxnStatus:s LinkedTxn:LinkedTxn* "
	  "Line:Line* TxnTaxDetail:TxnTaxDetail TxnSource:s TaxFormType:s TaxFormNum:s "
	  "TransactionLocationType:s Tag:Tag* TxnApprovalInfo:TxnApprovalInfo RecurDataRef:ReferenceType "
	  "RecurringInfo:RecurringInfo ProjectRef:ReferenceType TotalCostAmount:d HomeTotalCostAmount:d "
	  "VendorRef:ReferenceType APAccountRef:ReferenceType TotalAmt:d BillEmail:EmailAddress "
	  "ReplyEmail:EmailAddress Memo:s GlobalTaxCalculation:=GlobalTaxCalculationEnum "
	  "PayerRef:ReferenceType SalesTermRef:ReferenceType DueDate:D RemitToAddr:PhysicalAddress "
	  "ShipAddr:PhysicalAddress VendorAddr:PhysicalAddress Balance:d HomeBalance:d BillEx:IntuitAnyType "
	  "LessCIS:d IncludeInAnnualTPAR:b @domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "BillPayment",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* DocNumber:s TxnDate:D DepartmentRef:ReferenceType "
	  "CurrencyRef:ReferenceType ExchangeRate:d PrivateNote:s TxnStatus:s LinkedTxn:LinkedTxn* "
	  "Line:Line* TxnTaxDetail:TxnTaxDetail TxnSource:s TaxFormType:s TaxFormNum:s "
	  "TransactionLocationType:s Tag:Tag* TxnApprovalInfo:TxnApprovalInfo RecurDataRef:ReferenceType "
	  "RecurringInfo:RecurringInfo ProjectRef:ReferenceType TotalCostAmount:d HomeTotalCostAmount:d "
	  "VendorRef:ReferenceType VendorAddr:PhysicalAddress APAccountRef:ReferenceType "
	  "PayType:=BillPaymentTypeEnum CheckPayment:BillPaymentCheck "
	  "CreditCardPayment:BillPaymentCreditCard TotalAmt:d BillPaymentEx:IntuitAnyType @domain:s "
	  "@status:=EntityStatusEnum @sparse:b" },
	{ "BillPaymentCheck",
	  "BankAccountRef:ReferenceType PrintStatus:=PrintStatusEnum CheckDetail:CheckPayment "
	  "PayeeAddr:PhysicalAddress BillPaymentCheckEx:IntuitAnyType" },
	{ "BillPaymentCreditCard",
	  "CCAccountRef:ReferenceType CCDetail:CreditCardPayment BillPaymentCreditCardEx:IntuitAnyType" },
	{ "CheckPayment",
	  "CheckNum:s Status:s NameOnAcct:s AcctNum:s BankName:s CheckPaymentEx:IntuitAnyType" },
	{ "Class",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s SubClass:b ParentRef:ReferenceType FullyQualifiedName:s "
	  "Active:b ClassEx:IntuitAnyType @domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "CompanyAccountingPrefs",
	  "UseAccountNumbers:b DefaultARAccount:ReferenceType DefaultAPAccount:ReferenceType "
	  "RequiresAccounts:b TrackDepartments:b DepartmentTerminology:s ClassTrackingPerTxn:b "
	  "ClassTrackingPerTxnLine:b AutoJournalEntryNumber:b FirstMonthOfFiscalYear:=MonthEnum "
	  "TaxYearMonth:=MonthEnum TaxForm:s BookCloseDate:D OtherContactInfo:ContactInfo* "
	  "CustomerTerminology:s" },
	{ "CompanyInfo",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* CompanyName:s LegalName:s CompanyAddr:PhysicalAddress "
	  "CustomerCommunicationAddr:PhysicalAddress LegalAddr:PhysicalAddress "
	  "CompanyEmailAddr:EmailAddress CustomerCommunicationEmailAddr:EmailAddress "
	  "CompanyURL:WebSiteAddress PrimaryPhone:TelephoneNumber OtherContactInfo:ContactInfo* "
	  "CompanyFileName:s FlavorStratum:s SampleFile:b CompanyUserId:s CompanyUserAdminEmail:s "
	  "CompanyStartDate:D EmployerId:s FiscalYearStartMonth:=MonthEnum TaxYearStartMonth:=MonthEnum "
	  "QBVersion:s Country:s ShipAddr:PhysicalAddress OtherAddr:PhysicalAddress* Mobile:TelephoneNumber "
	  "Fax:TelephoneNumber Email:EmailAddress WebAddr:WebSiteAddress LastImportedTime:T LastSyncTime:T "
	  "SupportedLanguages:s DefaultTimeZone:s MultiByteCharsSupported:b NameValue:NameValue* "
	  "FifoCalculationStatus:=FifoCalculationStatus CompanyInfoEx:IntuitAnyType @domain:s "
	  "@status:=EntityStatusEnum @sparse:b" },
	{ "ContactInfo",
	  "Type:=ContactTypeEnum Telephone:TelephoneNumber Email:EmailAddress WebSite:WebSiteAddress "
	  "OtherContact:GenericContactType" },
	{ "CreditCardPayment",
	  "CreditChargeInfo:CreditChargeInfo CreditChargeResponse:CreditChargeResponse" },
	{ "CreditChargeInfo",
	  "" },
	{ "CreditChargeResponse",
	  "CCProcessor:s CCTransId:s Status:=CCPaymentStatusEnum ResultCode:n ResultMsg:s MerchantAcctNum:s "
	  "CardSecurityCodeMatch:=CCSecurityCodeMatchEnum AuthCode:s AvsStreet:=CCAVSMatchEnum "
	  "AvsZip:=CCAVSMatchEnum SecurityCode:s ReconBatchId:s PaymentGroupingCode:n "
	  "TxnAuthorizationTime:T TxnAuthorizationStamp:n ClientTransID:s "
	  "CreditChargeResponseEx:IntuitAnyType" },
	{ "CurrencyPrefs",
	  "MultiCurrencyEnabled:b HomeCurrency:ReferenceType" },
	{ "CustomField",
	  "DefinitionId:i Name:s Type:=CustomFieldTypeEnum StringValue:s BooleanValue:b DateValue:D "
	  "NumberValue:d" },
	{ "CustomFieldDefinition",
	  "" },
	{ "Customer",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* IntuitId:s Organization:b Title:s GivenName:s MiddleName:s "
	  "FamilyName:s Suffix:s FullyQualifiedName:s CompanyName:s DisplayName:s PrintOnCheckName:s "
	  "UserId:s Active:b V4IDPseudonym:s PrimaryPhone:TelephoneNumber AlternatePhone:TelephoneNumber "
	  "Mobile:TelephoneNumber Fax:TelephoneNumber PrimaryEmailAddr:EmailAddress WebAddr:WebSiteAddress "
	  "OtherContactInfo:ContactInfo* DefaultTaxCodeRef:ReferenceType Taxable:b BillAddr:PhysicalAddress "
	  "ShipAddr:PhysicalAddress OtherAddr:PhysicalAddress* ContactName:s AltContactName:s Notes:s Job:b "
	  "BillWithParent:b RootCustomerRef:ReferenceType ParentRef:ReferenceType Level:n "
	  "CustomerTypeRef:ReferenceType SalesTermRef:ReferenceType SalesRepRef:ReferenceType "
	  "TaxGroupCodeRef:ReferenceType TaxRateRef:ReferenceType PaymentMethodRef:ReferenceType "
	  "CCDetail:CreditChargeInfo PriceLevelRef:ReferenceType Balance:d OpenBalanceDate:D "
	  "BalanceWithJobs:d CreditLimit:d AcctNum:s CurrencyRef:ReferenceType OverDueBalance:d "
	  "TotalRevenue:d TotalExpense:d PreferredDeliveryMethod:s ResaleNum:s JobInfo:JobInfo TDSEnabled:b "
	  "CustomerEx:IntuitAnyType SecondaryTaxIdentifier:s ARAccountRef:ReferenceType "
	  "PrimaryTaxIdentifier:s TaxExemptionReasonId:s IsProject:b BusinessNumber:s GSTIN:s "
	  "GSTRegistrationType:s IsCISContractor:b ClientCompanyId:s ClientEntityId:s Source:s TaxRegime:s "
	  "@domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "Department",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s SubDepartment:b ParentRef:ReferenceType FullyQualifiedName:s "
	  "Active:b DepartmentEx:IntuitAnyType Address:PhysicalAddress @domain:s @status:=EntityStatusEnum "
	  "@sparse:b" },
	{ "DepositLineDetail",
	  "" },
	{ "DescriptionLineDetail",
	  "ServiceDate:D TaxCodeRef:ReferenceType DescriptionLineDetailEx:IntuitAnyType" },
	{ "DiscountLineDetail",
	  "" },
	{ "EffectiveTaxRate",
	  "RateValue:d EffectiveDate:T EndDate:T EffectiveTaxRateEx:IntuitAnyType" },
	{ "EmailAddress",
	  "Id:i Address:s Default:b Tag:s" },
	{ "EmailMessagesPrefs",
	  "" },
	{ "Employee",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* IntuitId:s Organization:b Title:s GivenName:s MiddleName:s "
	  "FamilyName:s Suffix:s FullyQualifiedName:s CompanyName:s DisplayName:s PrintOnCheckName:s "
	  "UserId:s Active:b V4IDPseudonym:s PrimaryPhone:TelephoneNumber AlternatePhone:TelephoneNumber "
	  "Mobile:TelephoneNumber Fax:TelephoneNumber PrimaryEmailAddr:EmailAddress WebAddr:WebSiteAddress "
	  "OtherContactInfo:ContactInfo* DefaultTaxCodeRef:ReferenceType EmployeeType:s EmployeeNumber:s "
	  "SSN:s PrimaryAddr:PhysicalAddress OtherAddr:PhysicalAddress* BillableTime:b BillRate:d "
	  "BirthDate:D Gender:=gender HiredDate:D ReleasedDate:D "
	  "UseTimeEntry:=TimeEntryUsedForPaychecksEnum EmployeeEx:IntuitAnyType CostRate:d Notes:s "
	  "@domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "FinanceChargePrefs",
	  "" },
	{ "GenericContactType",
	  "" },
	{ "GroupLineDetail",
	  "" },
	{ "IntuitAnyType",
	  "" },
	{ "Item",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s Sku:s Description:s Active:b SubItem:b "
	  "ParentRef:ReferenceType Level:n FullyQualifiedName:s Taxable:b SalesTaxIncluded:b PercentBased:b "
	  "UnitPrice:d RatePercent:d Type:=ItemTypeEnum PaymentMethodRef:ReferenceType "
	  "UOMSetRef:ReferenceType IncomeAccountRef:ReferenceType PurchaseDesc:s PurchaseTaxIncluded:b "
	  "PurchaseCost:d ExpenseAccountRef:ReferenceType COGSAccountRef:ReferenceType "
	  "AssetAccountRef:ReferenceType PrefVendorRef:ReferenceType AvgCost:d TrackQtyOnHand:b QtyOnHand:d "
	  "QtyOnPurchaseOrder:d QtyOnSalesOrder:d ReorderPoint:d ManPartNum:s "
	  "DepositToAccountRef:ReferenceType SalesTaxCodeRef:ReferenceType PurchaseTaxCodeRef:ReferenceType "
	  "InvStartDate:D BuildPoint:d PrintGroupedItems:b SpecialItem:b "
	  "SpecialItemType:=SpecialItemTypeEnum ItemGroupDetail:ItemGroupDetail "
	  "ItemAssemblyDetail:ItemAssemblyDetail AbatementRate:d ReverseChargeRate:d ServiceType:s "
	  "ItemCategoryType:s ItemEx:IntuitAnyType TaxClassificationRef:ReferenceType UQCDisplayText:s "
	  "UQCId:s ClassRef:ReferenceType Source:s DeferredRevenue:b @domain:s @status:=EntityStatusEnum "
	  "@sparse:b" },
	{ "ItemAdjustmentLineDetail",
	  "" },
	{ "ItemAssemblyDetail",
	  "" },
	{ "ItemBasedExpenseLineDetail",
	  "ItemRef:ReferenceType ClassRef:ReferenceType UnitPrice:d UnitCostPrice:d RatePercent:d "
	  "PriceLevelRef:ReferenceType MarkupInfo:MarkupInfo Qty:d UOMRef:UOMRef "
	  "ItemAccountRef:ReferenceType InventorySiteRef:ReferenceType TaxCodeRef:ReferenceType "
	  "TaxClassificationRef:ReferenceType CustomerRef:ReferenceType BillableStatus:=BillableStatusEnum "
	  "TaxInclusiveAmt:d ItemBasedExpenseLineDetailEx:IntuitAnyType" },
	{ "ItemGroupDetail",
	  "" },
	{ "ItemReceiptLineDetail",
	  "" },
	{ "JobInfo",
	  "" },
	{ "JournalEntryLineDetail",
	  "" },
	{ "Line",
	  "Id:i LineNum:p Description:s Amount:d Received:d LinkedTxn:LinkedTxn* "
	  "DetailType:=LineDetailTypeEnum PaymentLineDetail:PaymentLineDetail "
	  "DiscountLineDetail:DiscountLineDetail TaxLineDetail:TaxLineDetail "
	  "SalesItemLineDetail:SalesItemLineDetail DescriptionLineDetail:DescriptionLineDetail "
	  "ItemBasedExpenseLineDetail:ItemBasedExpenseLineDetail "
	  "AccountBasedExpenseLineDetail:AccountBasedExpenseLineDetail "
	  "ReimburseLineDetail:ReimburseLineDetail DepositLineDetail:DepositLineDetail "
	  "PurchaseOrderItemLineDetail:PurchaseOrderItemLineDetail "
	  "SalesOrderItemLineDetail:SalesOrderItemLineDetail ItemReceiptLineDetail:ItemReceiptLineDetail "
	  "JournalEntryLineDetail:JournalEntryLineDetail GroupLineDetail:GroupLineDetail "
	  "SubTotalLineDetail:SubTotalLineDetail TDSLineDetail:TDSLineDetail "
	  "ItemAdjustmentLineDetail:ItemAdjustmentLineDetail CustomField:CustomField* LineEx:IntuitAnyType "
	  "ProjectRef:ReferenceType CostAmount:d HomeCostAmount:d" },
	{ "LinkedTxn",
	  "TxnId:i TxnType:s TxnLineId:i" },
	{ "MarkupInfo",
	  "PercentBased:b Value:d Percent:d PriceLevelRef:ReferenceType "
	  "MarkUpIncomeAccountRef:ReferenceType" },
	{ "ModificationMetaData",
	  "CreatedByRef:ReferenceType CreateTime:T LastModifiedByRef:ReferenceType LastUpdatedTime:T "
	  "LastChangedInQB:T Synchronized:b" },
	{ "NameValue",
	  "Name:s Value:s" },
	{ "OtherPrefs",
	  "NameValue:NameValue*" },
	{ "PaymentLineDetail",
	  "" },
	{ "PhysicalAddress",
	  "Id:i Line1:s Line2:s Line3:s Line4:s Line5:s City:s Country:s CountryCode:s County:s "
	  "CountrySubDivisionCode:s PostalCode:s PostalCodeSuffix:s Lat:s Long:s Tag:s Note:s" },
	{ "Preferences",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* AccountingInfoPrefs:CompanyAccountingPrefs "
	  "AdvancedInventoryPrefs:AdvancedInventoryPrefs ProductAndServicesPrefs:ProductAndServicesPrefs "
	  "SalesFormsPrefs:SalesFormsPrefs EmailMessagesPrefs:EmailMessagesPrefs "
	  "PrintDocumentPrefs:PrintDocumentPrefs VendorAndPurchasesPrefs:VendorAndPurchasesPrefs "
	  "TimeTrackingPrefs:TimeTrackingPrefs TaxPrefs:TaxPrefs FinanceChargesPrefs:FinanceChargePrefs "
	  "CurrencyPrefs:CurrencyPrefs ReportPrefs:ReportPrefs OtherPrefs:OtherPrefs @domain:s "
	  "@status:=EntityStatusEnum @sparse:b" },
	{ "PrintDocumentPrefs",
	  "" },
	{ "ProductAndServicesPrefs",
	  "ForSales:b ForPurchase:b InventoryAndPurchaseOrder:b QuantityWithPriceAndRate:b QuantityOnHand:b "
	  "UOM:=UOMFeatureTypeEnum RevenueRecognition:b RevenueRecognitionFrequency:s" },
	{ "PurchaseOrder",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* DocNumber:s TxnDate:D DepartmentRef:ReferenceType "
	  "CurrencyRef:ReferenceType ExchangeRate:d PrivateNote:s TxnStatus:s LinkedTxn:LinkedTxn* "
	  "Line:Line* TxnTaxDetail:TxnTaxDetail TxnSource:s TaxFormType:s TaxFormNum:s "
	  "TransactionLocationType:s Tag:Tag* TxnApprovalInfo:TxnApprovalInfo RecurDataRef:ReferenceType "
	  "RecurringInfo:RecurringInfo ProjectRef:ReferenceType TotalCostAmount:d HomeTotalCostAmount:d "
	  "VendorRef:ReferenceType APAccountRef:ReferenceType TotalAmt:d BillEmail:EmailAddress "
	  "ReplyEmail:EmailAddress Memo:s GlobalTaxCalculation:=GlobalTaxCalculationEnum "
	  "TaxCodeRef:ReferenceType ClassRef:ReferenceType ReimbursableInfoRef:ReferenceType "
	  "SalesTermRef:ReferenceType DueDate:D ExpectedDate:D VendorAddr:PhysicalAddress "
	  "ShipTo:ReferenceType DropShipToEntity:ReferenceType InventorySiteRef:ReferenceType "
	  "ShipAddr:PhysicalAddress ShipMethodRef:ReferenceType FOB:s POEmail:EmailAddress "
	  "TemplateRef:ReferenceType PrintStatus:=PrintStatusEnum EmailStatus:=EmailStatusEnum "
	  "ManuallyClosed:b POStatus:=PurchaseOrderStatusEnum PurchaseOrderEx:IntuitAnyType @domain:s "
	  "@status:=EntityStatusEnum @sparse:b" },
	{ "PurchaseOrderItemLineDetail",
	  "" },
	{ "RecurringInfo",
	  "" },
	{ "ReferenceType",
	  "$value:i @name:s @type:s" },
	{ "ReimburseLineDetail",
	  "" },
	{ "ReportPrefs",
	  "" },
	{ "SalesFormsPrefs",
	  "UsingProgressInvoicing:b CustomField:CustomFieldDefinition* CustomTxnNumbers:b DelayedCharges:b "
	  "SalesEmailCc:EmailAddress SalesEmailBcc:EmailAddress EmailCopyToCompany:b AllowDeposit:b "
	  "AllowDiscount:b DefaultDiscountAccount:s AllowEstimates:b EstimateMessage:s "
	  "ETransactionEnabledStatus:=ETransactionEnabledStatusEnum ETransactionAttachPDF:b "
	  "ETransactionPaymentEnabled:b IPNSupportEnabled:b InvoiceMessage:s AllowServiceDate:b "
	  "AllowShipping:b DefaultShippingAccount:s DefaultItem:ReferenceType DefaultTerms:ReferenceType "
	  "DefaultDeliveryMethod:s AutoApplyCredit:b AutoApplyPayments:b PrintItemWithZeroAmount:b "
	  "DefaultShipMethodRef:ReferenceType DefaultMarkup:d TrackReimbursableExpensesAsIncome:b "
	  "UsingSalesOrders:b UsingPriceLevels:b DefaultFOB:s DefaultCustomerMessage:s" },
	{ "SalesItemLineDetail",
	  "" },
	{ "SalesOrderItemLineDetail",
	  "" },
	{ "SubTotalLineDetail",
	  "" },
	{ "TDSLineDetail",
	  "" },
	{ "Tag",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s @domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "TaxCode",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s Description:s Active:b Hidden:b Taxable:b TaxGroup:b "
	  "SalesTaxRateList:TaxRateList PurchaseTaxRateList:TaxRateList AdjustmentTaxRateList:TaxRateList "
	  "TaxCodeEx:IntuitAnyType TaxCodeConfigType:=GTMConfigTypeEnum @domain:s @status:=EntityStatusEnum "
	  "@sparse:b" },
	{ "TaxLineDetail",
	  "TaxRateRef:ReferenceType PercentBased:b TaxPercent:d NetAmountTaxable:d TaxInclusiveAmount:d "
	  "OverrideDeltaAmount:d ServiceDate:D TaxLineDetailEx:IntuitAnyType" },
	{ "TaxPrefs",
	  "UsingSalesTax:b PartnerTaxEnabled:b HideTaxManagement:b TaxGroupCodeRef:ReferenceType "
	  "TaxRateRef:ReferenceType PaySalesTax:=PaySalesTaxEnum NonTaxableSalesTaxCodeRef:ReferenceType "
	  "TaxableSalesTaxCodeRef:ReferenceType" },
	{ "TaxRate",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s Description:s Active:b RateValue:d AgencyRef:ReferenceType "
	  "TaxReturnLineRef:ReferenceType EffectiveTaxRate:EffectiveTaxRate* "
	  "SpecialTaxType:=SpecialTaxTypeEnum DisplayType:=TaxRateDisplayTypeEnum TaxRateEx:IntuitAnyType "
	  "OriginalTaxRate:ReferenceType @domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "TaxRateDetail",
	  "TaxRateRef:ReferenceType TaxTypeApplicable:=TaxTypeApplicablityEnum TaxOrder:n TaxOnTaxOrder:n" },
	{ "TaxRateList",
	  "TaxRateDetail:TaxRateDetail* @originatingGroupId:s" },
	{ "TelephoneNumber",
	  "Id:i DeviceType:s CountryCode:s AreaCode:s ExchangeCode:s Extension:s FreeFormNumber:s Default:b "
	  "Tag:s" },
	{ "Term",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* Name:s Active:b Type:s DiscountPercent:d DueDays:n DiscountDays:n "
	  "DayOfMonthDue:p DueNextMonthDays:p DiscountDayOfMonth:p SalesTermEx:IntuitAnyType @domain:s "
	  "@status:=EntityStatusEnum @sparse:b" },
	{ "TimeTrackingPrefs",
	  "" },
	{ "TxnApprovalInfo",
	  "ApprovalStatus:s ApprovalStatusDetail:s LastChangedByUser:s LastChangedDate:T" },
	{ "TxnTaxDetail",
	  "DefaultTaxCodeRef:ReferenceType TxnTaxCodeRef:ReferenceType TotalTax:d "
	  "TaxReviewStatus:=TaxReviewStatusEnum TaxLine:Line* UseAutomatedSalesTax:b" },
	{ "UOMRef",
	  "Unit:s UOMSetRef:ReferenceType" },
	{ "Vendor",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* IntuitId:s Organization:b Title:s GivenName:s MiddleName:s "
	  "FamilyName:s Suffix:s FullyQualifiedName:s CompanyName:s DisplayName:s PrintOnCheckName:s "
	  "UserId:s Active:b V4IDPseudonym:s PrimaryPhone:TelephoneNumber AlternatePhone:TelephoneNumber "
	  "Mobile:TelephoneNumber Fax:TelephoneNumber PrimaryEmailAddr:EmailAddress WebAddr:WebSiteAddress "
	  "OtherContactInfo:ContactInfo* DefaultTaxCodeRef:ReferenceType ContactName:s AltContactName:s "
	  "Notes:s BillAddr:PhysicalAddress ShipAddr:PhysicalAddress OtherAddr:PhysicalAddress* "
	  "TaxCountry:s TaxIdentifier:s TaxIdEffectiveDate:D BusinessNumber:s ParentRef:ReferenceType "
	  "VendorTypeRef:ReferenceType TermRef:ReferenceType PrefillAccountRef:ReferenceType Balance:d "
	  "BillRate:d OpenBalanceDate:D CreditLimit:d AcctNum:s Vendor1099:b T4AEligible:b T5018Eligible:b "
	  "CurrencyRef:ReferenceType TDSEnabled:b TDSEntityTypeId:n TDSSectionTypeId:n "
	  "TDSOverrideThreshold:b TaxReportingBasis:s APAccountRef:ReferenceType VendorEx:IntuitAnyType "
	  "GSTIN:s GSTRegistrationType:s IsSubContractor:b SubcontractorType:s CISRate:s HasTPAR:b "
	  "VendorPaymentBankDetail:VendorBankAccountDetail Source:s CostRate:d @domain:s "
	  "@status:=EntityStatusEnum @sparse:b" },
	{ "VendorAndPurchasesPrefs",
	  "EnableBills:b TrackingByCustomer:b BillableExpenseTracking:b DefaultTerms:ReferenceType "
	  "DefaultMarkup:d DefaultMarkupAccount:ReferenceType AutomaticBillPayment:b TPAREnabled:b "
	  "POCustomField:CustomFieldDefinition* MsgToVendors:s UsingInventory:b "
	  "UsingMultiLocationInventory:b DaysBillsAreDue:n DiscountAccountRef:ReferenceType" },
	{ "VendorBankAccountDetail",
	  "" },
	{ "VendorCredit",
	  "Id:i SyncToken:s MetaData:ModificationMetaData CustomField:CustomField* "
	  "AttachableRef:AttachableRef* DocNumber:s TxnDate:D DepartmentRef:ReferenceType "
	  "CurrencyRef:ReferenceType ExchangeRate:d PrivateNote:s TxnStatus:s LinkedTxn:LinkedTxn* "
	  "Line:Line* TxnTaxDetail:TxnTaxDetail TxnSource:s TaxFormType:s TaxFormNum:s "
	  "TransactionLocationType:s Tag:Tag* TxnApprovalInfo:TxnApprovalInfo RecurDataRef:ReferenceType "
	  "RecurringInfo:RecurringInfo ProjectRef:ReferenceType TotalCostAmount:d HomeTotalCostAmount:d "
	  "VendorRef:ReferenceType APAccountRef:ReferenceType TotalAmt:d BillEmail:EmailAddress "
	  "ReplyEmail:EmailAddress Memo:s GlobalTaxCalculation:=GlobalTaxCalculationEnum "
	  "VendorAddr:PhysicalAddress VendorCreditEx:IntuitAnyType Balance:d IncludeInAnnualTPAR:b "
	  "@domain:s @status:=EntityStatusEnum @sparse:b" },
	{ "WebSiteAddress",
	  "Id:i URI:s Default:b Tag:s" },
	{ NULL, NULL }
};

const struct qb_text_pair qb_enum_texts[] = {
	{ "AccountClassificationEnum",
	  "|Asset|Equity|Expense|Liability|Revenue|" },
	{ "AccountTypeEnum",
	  "|Bank|Accounts Receivable|Other Current Asset|Fixed Asset|Other Asset|Accounts Payable|Credit Ca"
	  "rd|Other Current Liability|Long Term Liability|Equity|Income|Cost of Goods Sold|Expense|Other In"
	  "come|Other Expense|Non-Posting|" },
	{ "BillPaymentTypeEnum",
	  "|Check|CreditCard|" },
	{ "BillableStatusEnum",
	  "|Billable|NotBillable|HasBeenBilled|" },
	{ "CCAVSMatchEnum",
	  "|Fail|NotAvailable|Pass|" },
	{ "CCPaymentStatusEnum",
	  "|Completed|Voided|Unknown|" },
	{ "CCSecurityCodeMatchEnum",
	  "|Fail|NotAvailable|Pass|" },
	{ "ContactTypeEnum",
	  "|TelephoneNumber|EmailAddress|WebSiteAddress|GenericContactType|" },
	{ "CustomFieldTypeEnum",
	  "|StringType|BooleanType|NumberType|DateType|" },
	{ "ETransactionEnabledStatusEnum",
	  "|Enabled|NotApplicable|" },
	{ "EmailStatusEnum",
	  "|NotSet|NeedToSend|EmailSent|" },
	{ "EntityStatusEnum",
	  "|Deleted|Voided|Draft|Pending|InTransit|Synchronized|SyncError|" },
	{ "FifoCalculationStatus",
	  "|None|InProgress|Completed|Error|" },
	{ "GTMConfigTypeEnum",
	  "|SYSTEM_GENERATED|USER_DEFINED|SCRA_DEFINED|HIDDEN_AGENCY|" },
	{ "GlobalTaxCalculationEnum",
	  "|TaxInclusive|TaxExcluded|NotApplicable|" },
	{ "ItemTypeEnum",
	  "|Assembly|Category|Fixed Asset|Group|Inventory|NonInventory|Other Charge|Payment|Service|Subtota"
	  "l|Discount|Tax|Tax Group|Bundle|" },
	{ "LineDetailTypeEnum",
	  "|PaymentLineDetail|DiscountLineDetail|TaxLineDetail|SalesItemLineDetail|ItemBasedExpenseLineDeta"
	  "il|AccountBasedExpenseLineDetail|DepositLineDetail|PurchaseOrderItemLineDetail|ItemReceiptLineDe"
	  "tail|JournalEntryLineDetail|GroupLineDetail|DescriptionOnly|SubTotalLineDetail|SalesOrderItemLin"
	  "eDetail|TDSLineDetail|ReimburseLineDetail|ItemAdjustmentLineDetail|" },
	{ "MonthEnum",
	  "|January|February|March|April|May|June|July|August|September|October|November|December|" },
	{ "PaySalesTaxEnum",
	  "|Annually|Monthly|Quarterly|" },
	{ "PrintStatusEnum",
	  "|NotSet|NeedToPrint|PrintComplete|" },
	{ "PurchaseOrderStatusEnum",
	  "|Open|Closed|" },
	{ "SpecialItemTypeEnum",
	  "|FinanceCharge|ReimbursableExpenseGroup|ReimbursableExpenseSubtotal|" },
	{ "SpecialTaxTypeEnum",
	  "|NONE|ZERO_RATE|FOREIGN_TAX|REVERSE_CHARGE|ADJUSTMENT_RATE|" },
	{ "TaxRateDisplayTypeEnum",
	  "|ReadOnly|HideInTransactionForms|HideInPrintedForms|HideInAll|" },
	{ "TaxReviewStatusEnum",
	  "|NON_AST_TAX|AST_TAX_OVERRIDE|" },
	{ "TaxTypeApplicablityEnum",
	  "|TaxOnAmount|TaxOnAmountPlusTax|TaxOnTax|" },
	{ "TimeEntryUsedForPaychecksEnum",
	  "|NotSet|DoNotUseTimeEntry|UseTimeEntry|" },
	{ "UOMFeatureTypeEnum",
	  "|Disabled|SinglePerItem|MultiplePerItem|" },
	{ "gender",
	  "|Male|Female|" },
	{ NULL, NULL }
};
