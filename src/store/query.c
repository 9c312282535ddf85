/* What a list shows. */
#include "store/internal.h"

#include "base/banned.h"

int query_sum_field(enum entity e)
{
	switch (e) {
	case ENTITY_COMMITMENT: return COMMITMENT_AMOUNT;
	case ENTITY_INVOICE: return INVOICE_NET;
	case ENTITY_PAYMENT: return PAYMENT_AMOUNT;
	default: return -1;
	}
}

void hits_free(struct hits *h)
{
	free(h);
}
