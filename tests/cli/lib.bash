# Shared by the command line's tests: a company of its own on the simulators, and short checks.
# Every test gets a fresh COMPTOIR_HOME; nothing waits by the clock.
set -u
build=${abs_top_builddir:?run by make check}
comptoir=$build/comptoir
sim=$build/comptoir-sim
phrase='a phrase for the tests'
work=$(mktemp -d)
export COMPTOIR_HOME=$work/home COMPTOIR_VAULT_COST=min LC_ALL=C.UTF-8 LANGUAGE=
sim_pid=
failures=0
checks=0

finish()
{
	[ -n "$sim_pid" ] && kill "$sim_pid" 2>/dev/null
	rm -rf "$work"
	echo "$checks checks, $failures failed"
	[ "$failures" -eq 0 ] || exit 1
	exit 0
}
trap finish EXIT

start_sim()
{
	exec 7< <(exec "$sim" --exit-with-parent --log "$work/exchanges.jsonl" "$@")
	sim_pid=$!
	IFS= read -r ready <&7 || { echo "the simulator did not start"; exit 1; }
}

# member NAME...: a text of the ready line, by the names of its members from outside in
member()
{
	local rest=$ready name
	for name; do rest=${rest#*\"$name\":}; done
	rest=${rest#\"}
	printf '%s' "${rest%%[\",\}]*}"
}

c() { "$comptoir" --passphrase-fd 3 "$@" 3<<<"$phrase" </dev/null; }
set_secret() { printf '%s\n' "$2" | "$comptoir" --passphrase-fd 3 vault set "$1" 3<<<"$phrase"; }

# The usual two connections.
set_up()
{
	start_sim "$@"
	procore=$(member procore)
	acumatica=$(member acumatica)
	c vault create &&
	c connection add procore procore api_url="$procore" login_url="$procore" environment=sandbox \
		company_id="$(member credentials procore company_id)" client_id="$(member credentials procore client_id)" \
		home_currency=CAD >/dev/null &&
	c connection add acumatica acumatica base_url="$acumatica" environment=test tenant="$(member credentials acumatica tenant)" \
		user="$(member credentials acumatica user)" branch="$(member credentials acumatica branch)" \
		home_currency=CAD connected_since="$(member credentials acumatica connected_since)" \
		id_project_mask="$(member credentials acumatica id_project_mask)" \
		id_cost_code_mask="$(member credentials acumatica id_cost_code_mask)" >/dev/null &&
	set_secret procore/client_secret "$(member credentials procore client_secret)" &&
	set_secret acumatica/password "$(member credentials acumatica password)" || { echo "set-up failed"; exit 1; }
}

# control SYSTEM PATH [BODY | delete]: one request to the simulator's control address, its answer's body
control()
{
	local url=$(member control "$1") host port
	url=${url#http://}
	host=${url%%:*}
	port=${url#*:}
	port=${port%%/*}
	exec 8<>"/dev/tcp/$host/$port"
	if [ "${3-}" = delete ]; then
		printf 'DELETE /_sim%s HTTP/1.0\r\n\r\n' "$2" >&8
	elif [ $# -gt 2 ]; then
		printf 'POST /_sim%s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$2" "${#3}" "$3" >&8
	else
		printf 'GET /_sim%s HTTP/1.0\r\n\r\n' "$2" >&8
	fi
	sed '1,/^\r*$/d' <&8
	exec 8>&-
}

# expect CODE TEXT COMMAND...: the exit code, and a text (extended expression) somewhere in its output
expect()
{
	local code=$1 text=$2 out rc
	shift 2
	checks=$((checks + 1))
	out=$("$@" 2>&1)
	rc=$?
	if [ "$rc" -ne "$code" ] || ! grep -Eq -- "$text" <<<"$out"; then
		failures=$((failures + 1))
		echo "FAILED: $*"
		echo "  wanted exit $code and /$text/; got exit $rc:"
		sed 's/^/  | /' <<<"$out" | head -20
	fi
	last=$out
}

# same WHAT A B
same()
{
	checks=$((checks + 1))
	if [ "$2" != "$3" ]; then
		failures=$((failures + 1))
		echo "FAILED: $1: '$2' is not '$3'"
	fi
}
