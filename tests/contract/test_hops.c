/* A system that is read from a copy (Sage 300 CRE through hh2): waiting for what arrives in it, both of
 * its ages, files that a person takes over, and what is long on its way. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/path.h"
#include "base/xalloc.h"
#include "store/outbox.h"
#include "store/sync_state.h"
#include "tests/contract/peer.h"
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/banned.h"

static struct peer peer;
static struct pool pool;
static int64_t procore, copied;              /* connections */

#define COPY "sage300"

/* ---- helpers ---- */

static struct record get(enum entity e, int64_t id)
{
	struct store *s = peer_look(&peer);
	struct record r;

	if (records_get(s, e, id, &pool, &r, NULL) < 0)
		fail_msg("no %s %lld", entities[e].name, (long long)id);
	store_close(s);
	return r;
}

/* A record of a connection in this status, without warnings; 0. */
static struct record one_of(enum entity e, int64_t connection, enum status status)
{
	struct store *s = peer_look(&peer);
	struct record_array rows = { 0 };
	struct record r = { 0 };

	records_list(s, e, connection, 0, 5000, &pool, &rows, NULL);
	for (size_t i = 0; i < rows.len && !r.id; i++)
		if (rows.items[i].state.status == status && !rows.items[i].state.n_warnings &&
		    (e != ENTITY_COMMITMENT || !strcmp(record_text(&rows.items[i], COMMITMENT_KIND), KIND_SUBCONTRACT)))
			r = rows.items[i];
	ARRAY_RELEASE(&rows);
	store_close(s);
	assert_true(r.id);
	return r;
}

static void ages(int64_t *arrived, int64_t *read)
{
	struct store *s = peer_look(&peer);

	assert_int_equal(sync_hop_times(s, copied, arrived, read), 0);
	store_close(s);
}

static int64_t age_of(int64_t connection)
{
	struct store *s = peer_look(&peer);
	int64_t at = sync_age(s, connection, ENTITY_VENDOR);

	store_close(s);
	return at;
}

static uint64_t wait_for_newer(int64_t minutes)
{
	struct message *m = message_new(MSG_SYNC);

	m->number = MSG_SYNC_WAIT;
	m->number2 = minutes;
	return worker_post(peer.worker, m);
}

/* Until the worker says that it waits. */
static void until_it_waits(void)
{
	struct pollfd p = { .fd = worker_fd(peer.worker), .events = POLLIN };
	struct message *m;

	for (;;) {
		while ((m = worker_take(peer.worker))) {
			int yes = m->type == MSG_PROGRESS && !strcmp(m->text, PROGRESS_WAITING) && !strcmp(m->name, COPY);

			message_free(m);
			if (yes)
				return;
		}
		if (poll(&p, 1, 300000) != 1)
			fail_msg("it does not wait");
	}
}

static void synced(void)
{
	struct message *done = peer_sync(&peer, NULL, 0);
	struct strbuf text = STRBUF_INIT;

	if (done->error.cls) {
		error_text(&text, &done->error, 0);
		fail_msg("sync: %s", text.s);
	}
	message_free(done);
}

static void sent(void)
{
	message_free(peer_sync(&peer, NULL, MSG_SYNC_SEND_ONLY));
}

static void first_hop(void)
{
	peer_control(&peer, COPY, COPY "/hop1", "{\"range\":\"all\",\"depth\":\"deep\"}", NULL);
}

/* Somebody in the accounting system changes a vendor; the copy does not know yet. */
static struct record change_there(void)
{
	struct record v = one_of(ENTITY_VENDOR, copied, STATUS_STAGED);
	char *body = xasprintf("{\"entity\":\"vendor\",\"id\":\"%s\",\"set\":{\"Name\":\"Renamed in the office\"}}",
		v.remote_id);

	peer_control(&peer, COPY, COPY "/touch", body, NULL);
	free(body);
	return v;
}

static void approve(enum entity e, int64_t id)
{
	struct message *m = message_new(MSG_DECIDE), *a;
	struct strbuf said = STRBUF_INIT;

	m->verb = VERB_APPROVE;
	m->number = DECIDE_PREREQUISITES | DECIDE_ACCEPT_WARNINGS;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ e, id, get(e, id).state.version };
	m->n_items = 1;
	a = peer_ask(&peer, m);
	if (a->error.cls) {
		error_text(&said, &a->error, 0);
		fail_msg("approve: %s", said.s);
	}
	message_free(a);
}

static int fresh(void **state)
{
	peer_close(&peer);
	peer_sim_stop(&peer);
	peer_restore(&peer);
	peer_sim_start(&peer);
	peer_open(&peer);
	pool_release(&pool);
	pool_init(&pool);
	strbuf_reset(&peer.news);
	return 0;
}

/* ---- two ages ---- */

static void what_arrives_is_dated_when_it_is_seen(void **state)
{
	int64_t arrived, read, again;
	struct record v;

	ages(&arrived, &read);
	assert_int_equal(arrived, 0);                    /* what was there at first has no known age */
	assert_true(read > 0);
	v = change_there();
	synced();                                        /* the copy is as it was */
	ages(&arrived, &again);
	assert_int_equal(arrived, 0);
	assert_true(again > read);
	assert_string_not_equal(record_text(&v, VENDOR_NAME), "Renamed in the office");
	first_hop();
	synced();
	ages(&arrived, &read);
	assert_true(arrived >= again);
	v = get(ENTITY_VENDOR, v.id);
	assert_string_equal(record_text(&v, VENDOR_NAME), "Renamed in the office");
}

/* ---- waiting ---- */

static void a_sync_waits_until_something_newer_has_arrived(void **state)
{
	struct record v = change_there();
	uint64_t question = wait_for_newer(30);
	int64_t arrived, read;
	struct message *done;

	until_it_waits();
	first_hop();                                     /* a person starts it over there */
	done = worker_wait(peer.worker, question, 60000, NULL, NULL);
	assert_non_null(done);
	assert_int_equal(done->error.cls, 0);
	message_free(done);
	v = get(ENTITY_VENDOR, v.id);
	assert_string_equal(record_text(&v, VENDOR_NAME), "Renamed in the office");
	ages(&arrived, &read);
	assert_true(arrived > 0);
}

static void when_nothing_arrives_nothing_looks_fresh(void **state)
{
	int64_t before = age_of(copied), other = age_of(procore), arrived, read, was_read;
	struct record v = change_there();
	struct strbuf text = STRBUF_INIT;
	struct sync_run_array runs = { 0 };
	struct message *done;
	struct store *s;

	ages(&arrived, &was_read);
	done = worker_wait(peer.worker, wait_for_newer(0), 60000, NULL, NULL);
	assert_non_null(done);
	assert_int_equal(done->error.cls, ERR_LATER);
	error_text(&text, &done->error, 0);
	assert_non_null(strstr(text.s, "as old as it was"));
	assert_non_null(strstr(text.s, COPY));
	message_free(done);
	assert_int_equal(age_of(copied), before);
	assert_true(age_of(procore) > other);            /* the others are read as always */
	ages(&arrived, &read);
	assert_int_equal(arrived, 0);
	assert_int_equal(read, was_read);
	assert_string_not_equal(record_text(&v, VENDOR_NAME), "Renamed in the office");
	s = peer_look(&peer);
	sync_run_list(s, 2, &pool, &runs, NULL);
	for (size_t i = 0; i < runs.len; i++)
		assert_string_equal(runs.items[i].state, runs.items[i].connection_id == copied ? "failed" : "done");
	ARRAY_RELEASE(&runs);
	store_close(s);
	strbuf_release(&text);
}

static void waiting_is_stopped_at_once_and_keeps_nobody_from_deciding(void **state)
{
	int64_t id = one_of(ENTITY_VENDOR, copied, STATUS_STAGED).id;
	uint64_t question = wait_for_newer(30);
	struct message *m, *done;

	until_it_waits();
	m = message_new(MSG_DECIDE);
	m->verb = VERB_ARCHIVE;
	m->items = xcalloc(1, sizeof *m->items);
	m->items[0] = (struct message_item){ ENTITY_VENDOR, id, 0 };
	m->n_items = 1;
	assert_int_equal(peer_tell(&peer, m), 0);
	assert_int_equal(get(ENTITY_VENDOR, id).state.status, STATUS_ARCHIVED);
	m = message_new(MSG_CANCEL);
	m->number = (int64_t)question;
	worker_post(peer.worker, m);
	done = worker_wait(peer.worker, question, 60000, NULL, NULL);
	assert_non_null(done);
	assert_int_equal(done->error.cls, ERR_CANCEL);
	message_free(done);
}

/* ---- files a person takes over ---- */

/* The only file of the exports; its text goes to out, its name is returned: free() it. */
static char *handed_on(struct strbuf *out)
{
	char *folder = xasprintf("%s/exports/" COPY, peer.home), *path, *name = NULL;
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct stat st;
	int n = 0;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.') {
			free(name);
			name = xstrdup(entry->d_name);
			n++;
		}
	if (dir)
		closedir(dir);
	assert_int_equal(n, 1);
	path = path_join(folder, name);
	assert_int_equal(path_read_file(out, path, 1 << 20, NULL), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	free(path);
	free(folder);
	return name;
}

static void clear_exports(void)
{
	char *folder = xasprintf("%s/exports/" COPY, peer.home);
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.') {
			char *path = path_join(folder, entry->d_name);
			remove(path);
			free(path);
		}
	if (dir)
		closedir(dir);
	free(folder);
}

static int exports(void)
{
	char *folder = xasprintf("%s/exports/" COPY, peer.home);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int n = 0;

	while (dir && (entry = readdir(dir)))
		n += entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	free(folder);
	return n;
}

static struct outbox_row export_row(enum entity e, int64_t id)
{
	struct store *s = peer_look(&peer);
	struct outbox_array rows = { 0 };
	struct outbox_row r = { 0 };

	outbox_list(s, e, id, &pool, &rows, NULL);
	for (size_t i = 0; i < rows.len; i++)
		if (!strcmp(rows.items[i].verb, OUT_EXPORT))
			r = rows.items[i];
	ARRAY_RELEASE(&rows);
	store_close(s);
	return r;
}

static void import_there(const struct strbuf *text)
{
	struct strbuf body = STRBUF_INIT;

	strbuf_adds(&body, "{\"text\":");
	strbuf_add_json(&body, text->s);
	strbuf_addc(&body, '}');
	peer_control(&peer, COPY, COPY "/import-file", body.s, NULL);
	strbuf_release(&body);
}

static void a_file_is_handed_on_and_stays_on_its_way_until_it_is_seen(void **state)
{
	struct record c = one_of(ENTITY_COMMITMENT, procore, STATUS_READY);
	struct strbuf text = STRBUF_INIT, again = STRBUF_INIT;
	char *name, *name2;
	struct outbox_row row;

	clear_exports();
	approve(ENTITY_COMMITMENT, c.id);
	sent();
	name = handed_on(&text);
	assert_non_null(strstr(text.s, record_text(&c, COMMITMENT_NUMBER)));
	for (int i = 0; i < 3; i++) {                    /* looked up, not found, and not given up */
		sent();
		c = get(ENTITY_COMMITMENT, c.id);
		assert_int_equal(c.state.status, STATUS_UNKNOWN);
		assert_true(c.state.note && strlen(c.state.note) > 20);
	}
	row = export_row(ENTITY_COMMITMENT, c.id);
	assert_int_equal(row.state, OUTBOX_UNKNOWN);
	assert_int_equal(row.probes, 0);
	peer_close(&peer);                               /* also over a new start */
	peer_open(&peer);
	sent();
	assert_int_equal(get(ENTITY_COMMITMENT, c.id).state.status, STATUS_UNKNOWN);
	name2 = handed_on(&again);
	assert_string_equal(name, name2);                /* no second one, and the same text */
	assert_string_equal(text.s, again.s);
	import_there(&text);
	first_hop();
	for (int i = 0; i < 100 && get(ENTITY_COMMITMENT, c.id).state.status == STATUS_UNKNOWN; i++) {
		synced();
		sent();
	}
	c = get(ENTITY_COMMITMENT, c.id);
	if (c.state.status != STATUS_SYNCED)
		fail_msg("%s: %s", statuses[c.state.status].name, c.state.note ? c.state.note : "");
	clear_exports();
	free(name);
	free(name2);
	strbuf_release(&text);
	strbuf_release(&again);
}

/* With the pauses a person has: the next look-up is far, but news in the copy bring it forward. */
static void what_arrives_is_looked_through_for_what_is_on_its_way(void **state)
{
	struct record c = one_of(ENTITY_COMMITMENT, procore, STATUS_READY);
	struct strbuf text = STRBUF_INIT;
	struct message *done;

	clear_exports();
	peer_close(&peer);
	peer.settle_ms = -1;
	peer_open(&peer);
	approve(ENTITY_COMMITMENT, c.id);
	sent();
	free(handed_on(&text));
	assert_int_equal(get(ENTITY_COMMITMENT, c.id).state.status, STATUS_UNKNOWN);
	import_there(&text);
	first_hop();
	done = peer_sync(&peer, COPY, MSG_SYNC_EXPORT);
	assert_int_equal(done->error.cls, 0);
	message_free(done);
	assert_int_equal(get(ENTITY_COMMITMENT, c.id).state.status, STATUS_SYNCED);
	peer.settle_ms = 0;
	clear_exports();
	strbuf_release(&text);
}

/* Before the file is there, and between the file and the commit: one file in the end. */
static void killed_around_the_file_there_is_one(void **state)
{
	struct record c = one_of(ENTITY_COMMITMENT, procore, STATUS_READY);

	for (int step = 1; step <= 2; step++) {
		struct strbuf text = STRBUF_INIT;
		int status;
		pid_t child;

		fresh(NULL);
		clear_exports();
		peer_close(&peer);
		child = fork();
		if (child == 0) {
			setenv("COMPTOIR_CRASH", step == 1 ? "file:1" : "file:2", 1);
			peer_open(&peer);
			approve(ENTITY_COMMITMENT, c.id);
			sent();
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 99);
		peer_open(&peer);
		for (int i = 0; i < 3; i++)
			sent();
		free(handed_on(&text));
		assert_non_null(strstr(text.s, "SC-"));
		assert_int_equal(get(ENTITY_COMMITMENT, c.id).state.status, STATUS_UNKNOWN);
		assert_non_null(strstr(get(ENTITY_COMMITMENT, c.id).state.note, "%1$s is written"));
		/* a person takes it away: it is not made again, or it would be imported twice */
		clear_exports();
		for (int i = 0; i < 3; i++)
			sent();
		peer_close(&peer);
		peer_open(&peer);
		sent();
		assert_int_equal(exports(), 0);
		strbuf_release(&text);
	}
}

static int set_up(void **state)
{
	static const char *const args[] = { "--system", "procore", "--system", COPY, "--option", COPY ".hop1=manual",
		NULL };
	struct connection c;
	struct store *s;

	peer_init(&peer, args);
	peer.probe_ms = 20;
	peer_open(&peer);
	peer_company(&peer);
	synced();
	s = peer_look(&peer);
	assert_int_equal(store_connection_find(s, "procore", &pool, &c, NULL), 0);
	procore = c.id;
	assert_int_equal(store_connection_find(s, COPY, &pool, &c, NULL), 0);
	copied = c.id;
	store_close(s);
	peer_close(&peer);
	peer_keep(&peer);
	return 0;
}

static int tear_down(void **state)
{
	pool_release(&pool);
	peer_release(&peer);
	return 0;
}

#define STORY(f) cmocka_unit_test_setup(f, fresh)

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORY(what_arrives_is_dated_when_it_is_seen),
		STORY(a_sync_waits_until_something_newer_has_arrived),
		STORY(when_nothing_arrives_nothing_looks_fresh),
		STORY(waiting_is_stopped_at_once_and_keeps_nobody_from_deciding),
		STORY(a_file_is_handed_on_and_stays_on_its_way_until_it_is_seen),
		STORY(what_arrives_is_looked_through_for_what_is_on_its_way),
		STORY(killed_around_the_file_there_is_one),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
