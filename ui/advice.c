/* What to do about an error: one sentence for each class, so that no message leaves a
 * person alone with what happened. */
#include "ui/advice.h"
#include "base/i18n.h"

#include <stddef.h>

#include "base/banned.h"

static const struct { enum error_class cls; const char *any, *test; } advices[] = {
	{ ERR_RETRY, N_("Try again; it usually works the second time."), N_("Test again; it usually works the second time.") },
	{ ERR_LATER, N_("Nothing is lost: what is here stays, and the next sync goes on from there. If it lasts, see whether "
		"this computer reaches the internet and whether the service reports a disturbance."),
		N_("The system was not reached. Look at the address for a slip of the pen, see whether this computer reaches the "
		"internet (a company network may need a VPN), then test again.") },
	{ ERR_LOGIN, N_("The sign-in is no longer accepted. Sign in again with the action \"connect\" (: connect), or give "
		"the new password there."),
		N_("The system was reached and did not accept the sign-in. Type the user or client id and its secret again: copied "
		"blanks and old secrets are the usual cause.") },
	{ ERR_REFUSED, N_("The other side answered and said no; its words stand above. Correct there what it names, then try "
		"again."), N_("The system answered and said no; its words stand above. Often a permission is missing: ask "
		"the administrator of that system.") },
	{ ERR_CONFLICT, N_("The record changed over there meanwhile. Sync the tab, look at the difference, then decide."), NULL },
	{ ERR_UNKNOWN, N_("Something was sent and no answer came. It is looked up before anything is sent again; you need not "
		"do anything."), N_("No answer came that settles it. Test again in a minute.") },
	{ ERR_CONFIG, N_("Nothing will work until a setting changes: the action \"connect\" (: connect) shows the settings of "
		"each connection."), N_("A setting or a secret does not fit what is over there. Copied blanks and old secrets are the usual "
		"cause; change it, then test again.") },
	{ ERR_DATA, N_("What arrived makes no sense here. Nothing of it was taken over; if it happens again, report it."),
		N_("Something answered, but not as this system does. Look at the address: it may lead to another page.") },
	{ ERR_STORE, N_("The disk or the database refused. See whether the disk is full, then try again; \"comptoir doctor\" "
		"checks the database."), NULL },
	{ ERR_RIGHT, N_("Your user may not do this; an administrator of Comptoir can allow it."), NULL },
	{ ERR_LOCKED, N_("Unlock the vault (L), then try again."), N_("Unlock the vault, then test again.") },
	{ ERR_NOTFOUND, N_("It is not there any more. Sync the tab to see what is."),
		N_("The address answers, but what is asked for is not there. Look at the company number, the tenant and the "
		"address.") },
	{ ERR_BUG, N_("This is an error of the program. Nothing was changed; please report it with the sentence above."), NULL },
};

static const char *find(enum error_class cls, int test)
{
	for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
		if (advices[i].cls == cls)
			return TR(test && advices[i].test ? advices[i].test : advices[i].any);
	return NULL;
}

const char *advice_for(enum error_class cls)
{
	return find(cls, 0);
}

const char *advice_for_test(enum error_class cls)
{
	return find(cls, 1);
}
