#!/usr/bin/env bash
# make soak: companies of many seeds, everything that is ready approved while the simulators lose,
# cut, delay and refuse answers by chance, and the program is killed now and then.  Afterwards every
# synced record is in the ERP exactly once, nothing is there twice, and nothing is left sending.
#
#	SOAK_SEEDS=20 make soak        how many companies (default 20)
#	SOAK_FIRST=7                   the first seed; a seed that fails is told, and can be run again
. "${abs_top_srcdir:?}/tests/cli/lib.bash"

kinds=(cut_after_apply cut_before 500 503 429 html truncated expired_token)
systems=(acumatica procore)


# a few faults somewhere ahead; RANDOM follows from the seed
misfortune()
{
	local kind=${kinds[RANDOM % ${#kinds[@]}]} system=${systems[RANDOM % 2]}
	control "$system" /fault "{\"kind\":\"$kind\",\"count\":$((RANDOM % 3 + 1)),\"skip\":$((RANDOM % 6)),\"retry_after\":0}" >/dev/null
}

# a command, sometimes killed in the middle of its work
bold()
{
	if [ $((RANDOM % 4)) -eq 0 ]; then
		COMPTOIR_CRASH=any:$((RANDOM % 60 + 1)) c --settle 0 "$@" >/dev/null 2>&1
	else
		c --settle 0 "$@" >/dev/null 2>&1
	fi
}

# No more misfortune; and the seats that killed programs left taken are free again (by the
# simulators' clock, not by waiting).
calm()
{
	control acumatica /clock '{"advance_s":700}' >/dev/null
	control acumatica /fault delete >/dev/null
	control procore /fault delete >/dev/null
	for round in 1 2 3 4 5 6; do
		c --settle 0 sync >/dev/null 2>&1 && [ -z "$(c --csv jobs | grep -E ',(sending|unknown|queued|waiting),')" ] && return
	done
}

one_seed()
{
	local seed=$1 state ref
	RANDOM=$seed
	set_up --seed "$seed"
	c sync >/dev/null 2>&1
	for entity in commitments invoices; do
		while IFS= read -r number; do
			misfortune
			bold approve "$entity" "$number" --accept-warnings --wait 20
		done < <(c --csv list "$entity" --view ready --filter status:ready --limit 8 |
			sed -n '2,$s/^[^,]*,[^,]*,"\{0,1\}\([^,"]*\).*/\1/p')
	done
	calm
	state=$(control acumatica /state)
	while IFS= read -r ref; do
		same "seed $seed: documents with the reference $ref" "$(grep -o "\"VendorRef\":\"$ref\"" <<<"$state" | wc -l)" 1
	done < <(grep -o '"VendorRef":"[^"]*"' <<<"$state" | sort -u | sed 's/.*:"\(.*\)"/\1/')
	same "seed $seed: exports without an end" "$(c --csv jobs | grep -cE ',(sending|unknown),')" 0
	expect 0 'intact' c audit verify
	kill "$sim_pid" 2>/dev/null
	wait "$sim_pid" 2>/dev/null
	rm -rf "$COMPTOIR_HOME"
}

first=${SOAK_FIRST:-1}
for ((seed = first; seed < first + ${SOAK_SEEDS:-20}; seed++)); do
	before=$failures
	one_seed "$seed"
	echo "seed $seed: $([ "$failures" -eq "$before" ] && echo fine || echo FAILED)"
done
