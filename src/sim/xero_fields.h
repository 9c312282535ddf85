/* The vendor's description as tables: what an operation takes and what a body may hold. */
#ifndef SIM_XERO_FIELDS_H
#define SIM_XERO_FIELDS_H

struct xero_member {
	const char *name;
	char type;                   /* S text, U GUID, D date, N number, I integer, B yes or no, E enum, */
	                             /* O object, A list of objects, T list of values */
	const char *arg;             /* "A|B" of an enum, the schema of O and A, the letter of T; NULL */
	int max;                     /* most characters; 0: not said */
	int read_only, required;
};

struct xero_schema {
	const char *name;
	const struct xero_member *members;
	unsigned n;
};

struct xero_op {
	const char *method, *path;   /* "PUT", "/Invoices/{InvoiceID}/History" */
	const struct xero_member *query;         /* ends with a NULL name; NULL: none */
	const char *body;            /* schema; NULL */
};

extern const struct xero_schema xero_schemas[];
extern const struct xero_op xero_ops[];

#endif
