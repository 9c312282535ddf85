/* The first start: the real program with nothing there yet, against the simulators; in
 * both languages, small and large, with everything that can go wrong on the way. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/screen/term.h"
#include "base/i18n.h"
#include "base/lang.h"
#include "base/path.h"
#include "store/internal.h"
#include "sync/worker.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

#define PASSPHRASE "four quiet roofs in Laval"

struct fixture {
	char *folder, *ready;
	pid_t sim;
	struct term *t;
};

static const char *in_build(const char *name)
{
	static char path[4][4096];
	static int turn;
	const char *dir = getenv("abs_top_builddir");
	turn = (turn + 1) % 4;
	snprintf(path[turn], sizeof path[turn], "%s/%s", dir ? dir : ".", name);
	return path[turn];
}

/* ---- the simulators ---- */

static void start_sim(struct fixture *f)
{
	int fds[2];
	FILE *out;
	size_t cap = 0;
	assert_int_equal(pipe(fds), 0);
	f->sim = fork();
	assert_true(f->sim >= 0);
	if (f->sim == 0) {
		dup2(fds[1], 1);
		close(fds[0]);
		close(fds[1]);
		execl(in_build("comptoir-sim"), "comptoir-sim", "--exit-with-parent", "--system", "procore", "--system",
			"acumatica", (char *)NULL);
		_exit(127);
	}
	close(fds[1]);
	out = fdopen(fds[0], "r");
	assert_true(getline(&f->ready, &cap, out) > 0);
	fclose(out);
}

/* What the simulators accept, by its place in what they said when they were ready. */
static void type_credential(struct fixture *f, const char *path)
{
	struct strbuf value = STRBUF_INIT;
	assert_int_equal(worker_json_member(&value, f->ready, path), 0);
	term_type(f->t, value.s);
	strbuf_release(&value);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->folder = term_folder();
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	term_free(f->t);
	if (f->sim > 0) {
		kill(f->sim, SIGTERM);
		waitpid(f->sim, NULL, 0);
	}
	term_folder_remove(f->folder);
	free(f->ready);
	free(f);
	lang_init("en");
	return 0;
}

static struct term *start(struct fixture *f, int rows, int cols, const char *lang)
{
	const char *argv[] = { in_build("comptoir"), NULL };
	char home[4200], locale[4200], env_lang[64];
	const char *env[] = { home, locale, env_lang, "COMPTOIR_VAULT_COST=min", NULL };
	term_free(f->t);
	snprintf(home, sizeof home, "COMPTOIR_HOME=%s", f->folder);
	snprintf(locale, sizeof locale, "COMPTOIR_LOCALEDIR=%s", in_build("locale"));
	snprintf(env_lang, sizeof env_lang, "LANG=%s", lang);
	return f->t = term_start(rows, cols, argv, env);
}

static int there(struct fixture *f, const char *name)
{
	char path[4200];
	snprintf(path, sizeof path, "%s/%s", f->folder, name);
	return access(path, F_OK) == 0;
}

static int is_there(struct fixture *f, const char *name)
{
	static const char *const below[] = { "", "data/", "config/", "state/" };
	for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
		char path[256];
		snprintf(path, sizeof path, "%s%s", below[i], name);
		if (there(f, path))
			return 1;
	}
	return 0;
}

/* ---- the pages, in the language of the test ---- */

static void to_the_vault(struct fixture *f)
{
	term_wait(f->t, _("Welcome to Comptoir."));
	term_keys(f->t, "Enter");
	term_wait(f->t, _("Connect my company"));
	term_keys(f->t, "Enter");
	term_wait(f->t, _("New passphrase"));
}

static void make_vault(struct fixture *f)
{
	term_type(f->t, PASSPHRASE);
	term_keys(f->t, "Down");
	term_type(f->t, PASSPHRASE);
	term_keys(f->t, "Down Enter");
	term_wait(f->t, _("Company number"));
}

/* From the first field; secret NULL: the right one. */
static void fill_procore(struct fixture *f, const char *secret)
{
	term_keys(f->t, "Up Up Enter");      /* all settings, with the addresses */
	term_wait(f->t, _("Sign-in address"));
	term_keys(f->t, "Down Down Right Down");
	type_credential(f, "procore");
	term_keys(f->t, "Down");
	type_credential(f, "procore");
	term_keys(f->t, "Down");
	type_credential(f, "credentials.procore.company_id");
	term_keys(f->t, "Down Down");
	type_credential(f, "credentials.procore.client_id");
	term_keys(f->t, "Down");
	if (secret)
		term_type(f->t, secret);
	else
		type_credential(f, "credentials.procore.client_secret");
	term_keys(f->t, "Down Down Down Enter");
}

static void fill_acumatica(struct fixture *f)
{
	term_wait(f->t, _("Address of the site"));
	type_credential(f, "acumatica");
	term_keys(f->t, "Down Right Down");
	type_credential(f, "credentials.acumatica.tenant");
	term_keys(f->t, "Down");
	type_credential(f, "credentials.acumatica.branch");
	term_keys(f->t, "Down Down");
	type_credential(f, "credentials.acumatica.user");
	term_keys(f->t, "Down");
	type_credential(f, "credentials.acumatica.password");
	term_keys(f->t, "Down Down Ctrl-U");
	term_type(f->t, "CAD");
	term_keys(f->t, "Down Enter");
}

static void whole_way(struct fixture *f)
{
	to_the_vault(f);
	make_vault(f);
	fill_procore(f, NULL);
	term_wait(f->t, "Northside");
	term_keys(f->t, "Enter");
	term_wait(f->t, "Acumatica");
	term_wait(f->t, _("accounting system"));
	term_keys(f->t, "Enter");
	fill_acumatica(f);
	term_wait(f->t, _("Go on"));
	term_keys(f->t, "Enter");
	term_wait(f->t, _("Start the first sync"));
	term_keys(f->t, "Enter");
	term_wait(f->t, _("The first sync is done."));
	term_keys(f->t, "Enter");
	term_wait(f->t, "1042-07");
}

static void leave(struct term *t)
{
	term_keys(t, "q");
	if (!term_ended_or(t, _("Quit now?")))    /* links that found themselves wait to be noted in Procore */
		term_keys(t, "Left Enter");
	assert_int_equal(term_exit(t), 0);
	assert_true(term_restored(t));
}

/* ---- a person at the browser ---- */

/* What a browser gets from this address of this machine, head and all. */
static void browse(const char *url, char *out, size_t size)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const char *port = strrchr(strstr(url, "//"), ':'), *path = strchr(strstr(url, "//") + 2, '/');
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	size_t len = 0;
	ssize_t n;
	assert_non_null(port);
	assert_non_null(path);
	to.sin_port = htons((uint16_t)strtol(port + 1, NULL, 10));
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	dprintf(fd, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n", path, ntohs(to.sin_port));
	while (len + 1 < size && (n = read(fd, out + len, size - 1 - len)) > 0)
		len += (size_t)n;
	out[len] = '\0';
	close(fd);
}

/* The address on the screen, from its first line to the empty one after it. */
static void read_address(struct term *t, char *out, size_t size)
{
	int row = term_find(t, "http://127.0.0.1");
	assert_true(row > 0);
	for (*out = '\0'; row < term_rows(t); row++) {
		const char *text = term_row(t, row);
		text += strspn(text, " ");
		if (*text == '\0')
			break;
		assert_true(strlen(out) + strlen(text) + 1 < size);
		memcpy(out + strlen(out), text, strlen(text) + 1);
	}
}

/* Where the browser is sent after signing in. */
static void sign_in(struct term *t, char *where, size_t size)
{
	char url[2048], answer[8192], *at;
	term_wait(t, _("Use what was pasted"));
	read_address(t, url, sizeof url);
	browse(url, answer, sizeof answer);
	at = strcasestr(answer, "\r\nlocation: ");
	assert_non_null(at);
	at += strlen("\r\nlocation: ");
	at[strcspn(at, "\r")] = '\0';
	assert_true(strlen(at) < size);
	memcpy(where, at, strlen(at) + 1);
}

static void fill_procore_with_browser(struct fixture *f)
{
	term_keys(f->t, "Up Up Enter");
	term_wait(f->t, _("Sign-in address"));
	term_keys(f->t, "Down Down Right Down");
	type_credential(f, "procore");
	term_keys(f->t, "Down");
	type_credential(f, "procore");
	term_keys(f->t, "Down");
	type_credential(f, "credentials.procore.company_id");
	term_keys(f->t, "Down Right Down");
	type_credential(f, "credentials.procore.client_id");
	term_keys(f->t, "Down");
	type_credential(f, "credentials.procore.client_secret");
	term_keys(f->t, "Down Down Down Enter");
}

/* ---- the tests ---- */

static void the_browser_comes_back_by_itself(void **state)
{
	struct fixture *f = *state;
	char where[2048], page[8192];
	start_sim(f);
	start(f, 24, 80, "C.UTF-8");
	to_the_vault(f);
	make_vault(f);
	fill_procore_with_browser(f);
	sign_in(f->t, where, sizeof where);
	browse(where, page, sizeof page);
	assert_non_null(strstr(page, "You are signed in"));
	term_wait(f->t, "Procore answers");
	term_keys(f->t, "F10");
	term_wait(f->t, "Saved so far: the vault, procore.");
	leave(f->t);
}

static void or_its_address_is_pasted(void **state)
{
	struct fixture *f = *state;
	char where[2048];
	start_sim(f);
	start(f, 50, 200, "C.UTF-8");
	to_the_vault(f);
	make_vault(f);
	fill_procore_with_browser(f);
	sign_in(f->t, where, sizeof where);
	term_keys(f->t, "Down Down Down Enter");
	term_wait(f->t, "Paste the address at which the browser ended");
	term_type(f->t, "http://127.0.0.1/callback?error=nothing");
	term_keys(f->t, "Down Enter");
	term_wait(f->t, "this answer belongs to another sign-in");
	term_keys(f->t, "Up");
	term_type(f->t, "\033[200~");
	term_type(f->t, where);
	term_type(f->t, "\033[201~");
	term_keys(f->t, "Down Enter");
	term_wait(f->t, "Procore answers");
	term_keys(f->t, "F10");
	term_wait(f->t, "Saved so far: the vault, procore.");
	leave(f->t);
}

static void everything_is_set_up_without_a_manual(void **state)
{
	struct fixture *f = *state;
	start_sim(f);
	start(f, 24, 80, "C.UTF-8");
	whole_way(f);
	leave(f->t);
	assert_true(is_there(f, "vault"));
	start(f, 24, 80, "C.UTF-8");             /* it is finished: the lists at once */
	term_wait(f->t, "1042-07");
	leave(f->t);
}

static void the_same_in_french_and_large(void **state)
{
	struct fixture *f = *state;
	struct strbuf settings = STRBUF_INIT;
	char *path;
	start_sim(f);
	start(f, 50, 200, "C.UTF-8");
	term_wait(f->t, "Welcome to Comptoir.");
	term_keys(f->t, "Down");
	term_wait(f->t, "Français (Canada)");
	lang_init("fr_CA");
	term_wait(f->t, _("Welcome to Comptoir."));
	whole_way(f);
	leave(f->t);
	path = path_join(f->folder, "config/comptoir.conf");
	if (access(path, R_OK) != 0) {
		free(path);
		path = path_join(f->folder, "comptoir.conf");
	}
	assert_int_equal(path_read_file(&settings, path, 65536, NULL), 0);
	assert_non_null(strstr(settings.s, "language = fr_CA"));
	strbuf_release(&settings);
	free(path);
	start(f, 24, 80, "C.UTF-8");             /* and stays so */
	term_wait(f->t, "Factures");
	leave(f->t);
}

static void the_environment_says_the_language(void **state)
{
	struct fixture *f = *state;
	start(f, 24, 80, "fr_CA.UTF-8");
	lang_init("fr_CA");
	term_wait(f->t, "▸ [ Français (Canada) ]");
	term_wait(f->t, _("Welcome to Comptoir."));
	term_keys(f->t, "Esc");
	assert_int_equal(term_exit(f->t), 0);
	assert_true(term_restored(f->t));
}

static void a_slip_in_the_passphrase_is_noticed(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, "C.UTF-8");
	to_the_vault(f);
	term_wait(t, "Nobody can recover a lost passphrase");
	term_type(t, "abc");
	term_wait(t, "Too short so far");
	term_type(t, "defghij");
	term_wait(t, "Weak");
	term_keys(t, "Ctrl-U");
	term_type(t, PASSPHRASE);
	term_wait(t, "Strong");
	term_keys(t, "Down");
	term_type(t, "four quiet rooms");
	term_wait(t, "Not the same so far");
	term_keys(t, "Down Enter");
	term_wait(t, "The two are not the same; type both again.");
	assert_false(is_there(f, "vault"));
	make_vault(f);
	assert_true(is_there(f, "vault"));
	term_keys(t, "F10");
	term_wait(t, "Saved so far: the vault.");
	term_wait(t, "No system is connected yet.");
	leave(t);
}

static void a_refused_sign_in_says_why_and_keeps_what_was_typed(void **state)
{
	struct fixture *f = *state;
	struct term *t;
	start_sim(f);
	t = start(f, 24, 80, "C.UTF-8");
	to_the_vault(f);
	make_vault(f);
	term_keys(t, "Down");
	term_type(t, "12a");
	term_wait(t, "whole number");
	term_keys(t, "Ctrl-U Down Down Down Down Down Enter");
	term_wait(t, "Something is missing or does not fit");
	term_keys(t, "Up");                    /* from the company number, where the cursor was put */
	fill_procore(f, "wrong");
	term_wait(t, "does not work yet");
	term_wait(t, "usual cause");
	term_keys(t, "Down Enter");
	term_wait(t, "(in the vault)");
	term_wait(t, "http://127.0.0.1");
	term_keys(t, "F10");
	term_wait(t, "Saved so far: the vault, procore.");
	leave(t);
}

/* The address of Procore becomes one where nobody answers: a port that is taken and not listened at.  A simulator
 * that has ended would leave its port to somebody else's. */
static int move_to_silence(struct fixture *f)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct strbuf url = STRBUF_INIT, ready = STRBUF_INIT;
	socklen_t len = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char *was;
	assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	assert_int_equal(worker_json_member(&url, f->ready, "procore"), 0);
	was = strstr(f->ready, url.s);
	assert_non_null(was);
	strbuf_add(&ready, f->ready, (size_t)(was - f->ready));
	strbuf_addf(&ready, "http://127.0.0.1:%d%s", ntohs(at.sin_port), was + url.len);
	free(f->ready);
	f->ready = strbuf_detach(&ready);
	strbuf_release(&url);
	return fd;
}

static void without_a_network_nothing_is_lost(void **state)
{
	struct fixture *f = *state;
	struct term *t;
	int silent;
	start_sim(f);
	t = start(f, 24, 80, "C.UTF-8");
	to_the_vault(f);
	make_vault(f);
	silent = move_to_silence(f);
	fill_procore(f, NULL);
	term_wait(t, "does not work yet");
	term_wait(t, "The system was not reached");
	term_wait(t, "Go on without it");
	term_keys(t, "F10");
	term_wait(t, "procore. The set-up goes on");
	leave(t);
	close(silent);
}

static void a_killed_set_up_goes_on_where_it_stopped(void **state)
{
	struct fixture *f = *state;
	struct term *t;
	start_sim(f);
	t = start(f, 24, 80, "C.UTF-8");
	to_the_vault(f);
	make_vault(f);
	fill_procore(f, NULL);
	term_wait(t, "Northside");
	kill(term_pid(t), SIGKILL);
	term_exit(t);
	t = start(f, 24, 80, "C.UTF-8");
	term_wait(t, "The vault is there and locked.");
	term_type(t, "something else");
	term_keys(t, "Down Enter");
	term_wait(t, "does not open the vault");
	term_type(t, PASSPHRASE);
	term_keys(t, "Down Enter");
	term_wait(t, "Which accounting system");
	term_keys(t, "F10");
	term_wait(t, "Saved so far: the vault, procore.");
	leave(t);
}

static void the_sample_company_leaves_no_trace(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, "C.UTF-8");
	term_wait(t, "Welcome to Comptoir.");
	term_keys(t, "Enter Down Enter");
	term_wait(t, "acumatica:");
	term_wait(t, "demo");
	leave(t);
	assert_false(is_there(f, "vault"));
	assert_false(is_there(f, "comptoir.db"));
	assert_false(is_there(f, "comptoir.conf"));
}

static void back_leads_to_the_beginning(void **state)
{
	struct fixture *f = *state;
	struct term *t = start(f, 24, 80, "C.UTF-8");
	to_the_vault(f);
	term_keys(t, "Esc");
	term_wait(t, "Welcome to Comptoir.");
	assert_false(is_there(f, "vault"));
	term_keys(t, "Enter");
	term_wait(t, "Take the guided tour");
	term_keys(t, "Esc");
	term_wait(t, "Welcome to Comptoir.");
	term_keys(t, "Esc");
	assert_int_equal(term_exit(t), 0);
}

static void a_connection_is_looked_at_later(void **state)
{
	struct fixture *f = *state;
	struct term *t;
	start_sim(f);
	t = start(f, 24, 80, "C.UTF-8");
	whole_way(f);
	term_keys(t, ":");
	term_wait(t, "What do you want to do?");
	term_type(t, "connect a");
	term_keys(t, "Enter");
	term_wait(t, "Connections: all");
	term_wait(t, "Acumatica, answers");
	term_keys(t, "Down Enter");
	term_wait(t, "has answered before");
	term_keys(t, "Enter");
	term_wait(t, "Acumatica answers");
	term_keys(t, "Esc Esc");
	term_wait(t, "Connected: procore, acumatica.");
	leave(t);
}

/* ---- somebody who has begun ---- */

/* The company of a user of the version before: its database lacks what came with the last step. */
static void make_earlier(struct fixture *f)
{
	struct connection procore = { .name = "procore", .connector = "procore", .role = "procore", .environment = "test",
		.fingerprint = "procore:1" };
	struct connection erp = { .name = "acumatica", .connector = "acumatica", .role = "erp", .environment = "test",
		.fingerprint = "acumatica:1" };
	char line[8192], *path = path_join(f->folder, "data/comptoir.db");
	const char *argv[] = { "sh", "-c", line, NULL };
	struct store *s = NULL;
	int64_t id;
	snprintf(line, sizeof line, "echo '%s' | COMPTOIR_VAULT_COST=min COMPTOIR_HOME='%s' '%s' --passphrase-fd 0 vault create",
		PASSPHRASE, f->folder, in_build("comptoir"));
	f->t = term_start(24, 80, argv, NULL);
	assert_int_equal(term_exit(f->t), 0);
	assert_int_equal(store_open(&s, path, STORE_WRITE, NULL), 0);
	assert_int_equal(store_connection_put(s, &procore, &id, NULL), 0);
	assert_int_equal(store_connection_put(s, &erp, &id, NULL), 0);
	assert_int_equal(store_exec(s, NULL, "ALTER TABLE invoice DROP COLUMN open_amount", NULL), 0);
	assert_int_equal(store_exec(s, NULL, "DELETE FROM schema_version WHERE number=3", NULL), 0);
	store_close(s);
	free(path);
}

static void a_database_of_the_version_before_opens_the_lists(void **state)
{
	struct fixture *f = *state;
	make_earlier(f);
	start(f, 24, 80, "C.UTF-8");
	term_wait(f->t, "[Invoices");
	assert_false(term_has(f->t, "Set-up"));
	term_keys(f->t, "q");
	assert_int_equal(term_exit(f->t), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(everything_is_set_up_without_a_manual),
		TEST(the_same_in_french_and_large),
		TEST(the_environment_says_the_language),
		TEST(a_slip_in_the_passphrase_is_noticed),
		TEST(a_refused_sign_in_says_why_and_keeps_what_was_typed),
		TEST(without_a_network_nothing_is_lost),
		TEST(a_killed_set_up_goes_on_where_it_stopped),
		TEST(the_sample_company_leaves_no_trace),
		TEST(back_leads_to_the_beginning),
		TEST(a_connection_is_looked_at_later),
		TEST(the_browser_comes_back_by_itself),
		TEST(or_its_address_is_pasted),
		TEST(a_database_of_the_version_before_opens_the_lists),
	};
	if (getenv("SCREEN_TEST") && *getenv("SCREEN_TEST"))
		cmocka_set_test_filter(getenv("SCREEN_TEST"));
	lang_init("en");
	return cmocka_run_group_tests_name("first start", tests, NULL, NULL);
}
