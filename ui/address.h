/* Addresses of records in the pages of Procore and of the accounting systems.
 *
 * Templates stand in data/links.conf and, over them, in links.conf of the configuration:
 *
 *	acumatica.invoice = {base_url}/Main?ScreenId=AP301000&DocType=INV&RefNbr={number}
 *
 * Every value put in is percent-encoded; only {base_url} stands as it is, and must be an address. */
#ifndef UI_ADDRESS_H
#define UI_ADDRESS_H

#include "base/error.h"

struct app;
struct record;

/* The member `addresses` of struct app: the templates, once they were asked for. */
struct addresses { struct strbuf own, installed; int read; };
void addresses_release(struct addresses *a);

/* Finds the template "connector.test.entity" or "connector.entity" in a file's text; to free(), or NULL. */
char *address_template(const char *text, const char *connector, const char *environment, const char *entity);
/* Fills a template in; value() says what a name stands for, NULL: nothing does.  ERR_CONFIG. */
int address_fill(struct strbuf *out, const char *form, const char *(*value)(const void *data, const char *name),
	const void *data, struct error *err);
/* 1 for http:// or https:// and nothing but plain characters: no option, no blank, no quote, no control. */
int address_is_plain(const char *url);
/* Where the record itself is kept, without asking the store; -1: not known. */
int address_here(struct strbuf *out, struct app *a, const struct record *r);
/* Of a record in Procore, or (erp) in the system that books it.  ERR_NOTFOUND: it is not there, or nobody
 * said where its pages are. */
int address_of(struct strbuf *out, struct app *a, const struct record *r, int erp, struct error *err);

#endif
