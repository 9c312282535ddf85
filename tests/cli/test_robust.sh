#!/usr/bin/env bash
# The program stopped, started twice, put in odd places and on odd terminals: a clear sentence, the
# documented exit code, nothing lost and nothing twice.
. "${abs_top_srcdir:?}/tests/cli/lib.bash"
export COMPTOIR_HOME="$work/chez moi été/ça va"

# begin COMMAND...: in the background, and able to hear Ctrl-C as on a terminal
begin()
{
	env --default-signal=INT "$comptoir" --passphrase-fd 3 "$@" 3<<<"$phrase" </dev/null >"$work/out" 2>&1 &
	pid=$!
}

# stall SYSTEM MATCH: the next such request is done and then answered half a minute late
stall() { control "$1" /fault "{\"kind\":\"stall\",\"count\":1,\"match\":\"$2\"}" >/dev/null; }

# until the request that stalls is there
stalled()
{
	while control "$1" /fault | grep -q '"count":1'; do
		kill -0 "$pid" 2>/dev/null || { echo "it ended before it was stalled"; failures=$((failures + 1)); return; }
	done
}

# ended CODE TEXT: what begin started
ended()
{
	last_rc=0
	wait "$pid" 2>/dev/null || last_rc=$?
	same 'exit code' "$last_rc" "$1"
	[ -z "$2" ] || same "says '$2'" "$(grep -Eo -m 1 -- "$2" "$work/out" | head -n 1 | grep -c .)" 1
}

seats() { control acumatica /state | sed -n 's/.*"seats_taken":\([0-9]*\).*/\1/p'; }
everything() { local e; for e in vendors jobs commitments invoices payments; do c --csv list "$e" --view all | cut -d, -f2- | sort; done; }
ready() { c --csv list "$1" --view ready --filter status:ready | sed -n "$((1 + $2))"'s/^[^,]*,[^,]*,"\{0,1\}\([^,"]*\).*/\1/p'; }
orders() { control acumatica /state | grep -c "\"VendorRef\":\"$1\""; }

set_up --option acumatica.seats=20
cp -r "$COMPTOIR_HOME" "$work/undisturbed"
same 'a folder with blanks and accents' "$(c paths | grep -c "$COMPTOIR_HOME/data/comptoir.db")" 1

# killed in the middle of the first sync, at either system; the next run has everything once
stall procore 'GET /rest/v1.1/projects'
begin sync
stalled procore
kill -9 "$pid"
ended 137 ''
stall acumatica 'Project'
begin sync
stalled acumatica
kill -9 "$pid"
ended 137 ''
expect 0 'new' c sync
expect 0 '0 new' c sync --connection acumatica
everything >"$work/a"
COMPTOIR_HOME=$work/undisturbed c sync >/dev/null
COMPTOIR_HOME=$work/undisturbed everything >"$work/b"
same 'records after two kills' "$(cmp "$work/a" "$work/b" 2>&1)" ''
same 'there are records' "$([ "$(wc -l <"$work/a")" -gt 100 ] && echo yes)" yes

# stopped by a person or by systemd: it ends at once although nobody answers, keeps what it read
# and gives its seat back, also in the middle of signing in
before=$(seats)
for at in 'GET /acu/entity' 'Vendor'; do
	for signal in INT:130 TERM:143 HUP:129; do
		stall acumatica "$at"
		begin sync --full
		stalled acumatica
		kill -"${signal%:*}" "$pid"
		ended "${signal#*:}" 'stopped on request'
		same "seats after $signal at $at" "$(seats)" "$before"
	done
done
expect 0 '' c sync

# two copies: one sends, the other one reads and decides; then the first is killed in mid-export
one=$(ready commitments 1)
two=$(ready commitments 2)
stall acumatica 'PUT /acu/entity/ConstructLink'
begin approve commitments "$one" --accept-warnings
stalled acumatica
expect 75 'another running copy' c --wait 0 approve commitments "$two" --accept-warnings
expect 0 '0 new|[0-9]+ new' c sync --connection procore
same 'the second copy sent nothing' "$(orders "$two")" 0
kill -9 "$pid"
ended 137 ''
expect 0 'unknown|sending' c jobs
expect 0 '' c --settle 0 sync
same 'the killed export, once' "$(orders "$one")" 1
same 'the waiting export, once' "$(orders "$two")" 1
expect 0 'synced' c show commitments "$one"
expect 0 'synced' c show commitments "$two"
expect 0 'intact' c audit verify

# the output cannot be written, or is not there
no_in() { "$comptoir" "$@" <&-; }
no_out() { "$comptoir" "$@" 2>&1 >&- ; }
no_files() { "$comptoir" --passphrase-fd 3 "$@" 3<<<"$phrase" <&- >&- 2>&-; }
full() { "$comptoir" "$@" >/dev/full; }
expect 0 'records?' no_in list vendors
expect 77 'no passphrase' setsid "$comptoir" --passphrase-fd 0 sync </dev/null
expect 74 'could not be written' no_out list vendors
expect 74 '' no_files sync
expect 0 'sound' c doctor
# an own profile that is broken, and one of no system, are named
mkdir -p "$COMPTOIR_HOME/config/profiles"
printf '{' > "$COMPTOIR_HOME/config/profiles/acumatica.json"
printf '{}' > "$COMPTOIR_HOME/config/profiles/nobody.json"
expect 1 'acumatica.json cannot be read' c doctor
expect 1 'No system has this name' c doctor
rm -r "$COMPTOIR_HOME/config/profiles"
[ ! -c /dev/full ] || expect 74 'could not be written' full list vendors

# no HOME: the one of the user's account
no_home() { env -u HOME -u COMPTOIR_HOME -u XDG_DATA_HOME -u XDG_CONFIG_HOME -u XDG_STATE_HOME "$comptoir" paths; }
expect 0 '^database +/' no_home
COMPTOIR_HOME=/dev/null/here expect 74 'could not be made' c vault create

# terminals
if command -v script >/dev/null 2>&1; then
	on_terminal() { TERM=$1 script -qec "$comptoir" /dev/null </dev/null; }
	expect 78 'TERM.*cursor' on_terminal dumb
	expect 78 'nonesuch.*not known' on_terminal nonesuch
else
	echo "script is not installed: terminals are not tried"
fi
no_terminal() { "$comptoir" </dev/null; }
expect 64 'terminal' no_terminal

# a certificate nobody vouches for
if command -v openssl >/dev/null 2>&1 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
	-days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -keyout "$work/key" -out "$work/cert" 2>/dev/null; then
	exec 6< <(exec openssl s_server -accept 127.0.0.1:0 -key "$work/key" -cert "$work/cert" -www </dev/null 2>&1)
	tls_pid=$!
	line=
	while [ "${line#ACCEPT}" = "$line" ] && IFS= read -r line <&6; do :; done
	url=https://127.0.0.1:${line##*:}
	other() { COMPTOIR_HOME=$work/tls c "$@"; }
	other vault create
	expect 0 'Added' other connection add procore procore api_url="$url" login_url="$url" company_id=1 client_id=x
	COMPTOIR_HOME=$work/tls set_secret procore/client_secret x
	expect 78 'certificate' other sync
	expect 78 'certificate' other --ca-bundle "$work/nothing" sync
	kill "$tls_pid" 2>/dev/null
	exec 6<&-
else
	echo "openssl is not installed: a bad certificate is not tried"
fi

# a database that cannot be written, for somebody who is not root
if [ "$(id -u)" != 0 ]; then
	as_user=
elif setpriv --reuid nobody --regid nogroup --clear-groups "$comptoir" --version >/dev/null 2>&1; then
	as_user='setpriv --reuid nobody --regid nogroup --clear-groups'
	chmod 755 "$work"
	chown -R nobody "$work/undisturbed"
else
	as_user=skip
	echo "nobody cannot run the program here: a read-only database is not tried"
fi
if [ "$as_user" != skip ]; then
	user() { COMPTOIR_HOME=$work/undisturbed $as_user "$comptoir" --passphrase-fd 3 "$@" 3<<<"$phrase" </dev/null; }
	chmod 400 "$work"/undisturbed/data/comptoir.db*
	expect 74 'cannot be written' user sync
	expect 0 'records?' user list vendors
	chmod 500 "$work/undisturbed/data"
	expect 0 'records?' user list vendors
	expect 74 'cannot be written' user sync
	chmod 700 "$work/undisturbed/data"
fi

# the simulators stop in the middle
stall procore 'GET /rest/v1.1/projects'
begin sync
stalled procore
kill "$sim_pid"
sim_pid=
ended 75 'cannot be reached|connection was'

# a database that is not whole: nothing of it is changed
db=$COMPTOIR_HOME/data/comptoir.db
expect 0 '' c backup "$work/copy.db"
for size in 10 100 4096 20000; do
	rm -f "$db" "$db-wal" "$db-shm"
	head -c "$size" "$work/copy.db" >"$db"
	chmod 600 "$db"
	expect 74 'damaged' c list vendors
	expect 74 'damaged' c sync
	same 'a damaged database is left alone' "$(cmp "$db" <(head -c "$size" "$work/copy.db") 2>&1)" ''
done
cp "$work/copy.db" "$db"
expect 0 'records?' c list vendors
expect 0 'intact' c audit verify
