/* A record in the other systems' own pages.
 *
 * The browser is started by an argument vector, in a session of its own, its output thrown away:
 * no shell reads an address, and nothing writes over the screens.  Where there is none, over SSH
 * say, the address is said instead. */
#include "ui/browser.h"
#include "ui/address.h"
#include "ui/app.h"
#include "ui/spawn.h"
#include "base/array.h"
#include "base/i18n.h"

#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

struct args { char **items; size_t len, cap; };

/* One word of a command with the address in place of %s; 1 when it was there. */
static int add_word(struct args *out, const char *word, size_t len, const char *url)
{
	struct strbuf text = STRBUF_INIT;
	int found = 0;
	for (size_t i = 0; i < len; i++) {
		if (word[i] != '%' || i + 1 == len) {
			strbuf_addc(&text, word[i]);
			continue;
		}
		i++;
		if (word[i] == 's') {
			strbuf_adds(&text, url);
			found = 1;
		} else if (word[i] == '%') {
			strbuf_addc(&text, '%');
		} else {
			strbuf_addc(&text, '%');
			strbuf_addc(&text, word[i]);
		}
	}
	*ARRAY_PUSH(out) = strbuf_detach(&text);
	return found;
}

void browser_args_free(char **args)
{
	for (size_t i = 0; args && args[i]; i++)
		free(args[i]);
	free(args);
}

/* One command of the list; NULL when its program is not there. */
static char **command_args(const char *command, size_t len, const char *url, int (*finds)(const char *name))
{
	struct args out = { 0 };
	int found = 0;
	for (size_t i = 0; i < len;) {
		size_t n = 0;
		while (i < len && (command[i] == ' ' || command[i] == '\t'))
			i++;
		while (i + n < len && command[i + n] != ' ' && command[i + n] != '\t')
			n++;
		if (n > 0)
			found |= add_word(&out, command + i, n, url);
		i += n;
	}
	if (out.len > 0 && !found)
		*ARRAY_PUSH(&out) = xstrdup(url);
	*ARRAY_PUSH(&out) = NULL;
	if (out.len > 1 && finds(out.items[0]))
		return out.items;
	browser_args_free(out.items);
	return NULL;
}

char **browser_args(const char *list, const char *url, int (*finds)(const char *name))
{
	while (list && *list) {
		size_t len = strcspn(list, ":");
		char **args = command_args(list, len, url, finds);
		if (args)
			return args;
		list += len;
		list += *list == ':';
	}
	return NULL;
}

static const char *browsers(void)
{
	const char *list = getenv("BROWSER"), *x = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
	if (list && *list)
		return list;
	/* without a screen of its own it would start something in this terminal */
	return (x && *x) || (wayland && *wayland) ? "xdg-open" : NULL;
}

int browser_open(const char *url, struct error *err)
{
	char **args;
	int rc;
	if (!address_is_plain(url))
		return error_set(err, ERR_DATA, N_("\"%s\" is no address a browser could open."), url, NULL);
	args = browser_args(browsers(), url, spawn_finds);
	if (args == NULL)
		return error_set(err, ERR_NOTFOUND, N_("There is no browser here (BROWSER): %s"), url, NULL);
	rc = spawn_program(args, NULL, 0, err);
	browser_args_free(args);
	return rc;
}

static void browse(struct app *a, int erp)
{
	struct strbuf url = STRBUF_INIT;
	struct error err = ERROR_INIT;
	int rc = address_of(&url, a, app_record(a), erp, &err);
	if (rc == 0)
		rc = browser_open(url.s, &err);
	if (rc == 0)
		app_say(a, TONE_PLAIN, _("Opened in the browser: %s"), url.s);
	else
		app_say_error(a, &err);
	error_release(&err);
	strbuf_release(&url);
}

void act_browse_procore(struct app *a)
{
	browse(a, 0);
}

void act_browse_erp(struct app *a)
{
	browse(a, 1);
}
