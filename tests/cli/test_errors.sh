#!/usr/bin/env bash
# Each thing that goes wrong gives a clear sentence and its documented exit code, and loses nothing.
. "${abs_top_srcdir:?}/tests/cli/lib.bash"

# before there is anything
expect 64 'no command "frobnicate"' c frobnicate
expect 64 'usage: comptoir show' c show
expect 66 'vault' c sync
set_up
expect 0 'new' c sync

# the vault
wrong() { "$comptoir" --passphrase-fd 3 sync 3<<<"not the phrase" </dev/null; }
expect 77 'passphrase' wrong
cp "$COMPTOIR_HOME/data/vault" "$work/vault.good"
printf 'X' | dd of="$COMPTOIR_HOME/data/vault" bs=1 seek=90 conv=notrunc 2>/dev/null
damaged() { c sync; }
expect 74 'damaged' damaged
cp "$work/vault.good" "$COMPTOIR_HOME/data/vault"
chmod 644 "$COMPTOIR_HOME/data/vault"
expect 78 'vault' c sync
chmod 600 "$COMPTOIR_HOME/data/vault"
expect 0 '' c sync

# what the other side answers
control procore /fault '{"kind":"html","count":20,"match":"GET /rest"}' >/dev/null
expect 75 'web page' c sync --connection procore
control procore /fault delete >/dev/null
control procore /fault '{"kind":"truncated","count":1,"match":"GET /rest/v1.1/projects"}' >/dev/null
c sync --connection procore >/dev/null 2>&1
expect 0 '' c sync --connection procore

# a host that is not there; no plain http but to this machine
elsewhere() { COMPTOIR_HOME=$work/elsewhere c "$@"; }
elsewhere vault create
expect 0 'Added' elsewhere connection add procore procore api_url=http://127.0.0.1:1 login_url=http://127.0.0.1:1 company_id=1 client_id=x
COMPTOIR_HOME=$work/elsewhere set_secret procore/client_secret x
expect 75 '127.0.0.1' elsewhere sync
expect 78 'https' elsewhere connection add plain procore api_url=http://example.com company_id=1 client_id=x

# a full disk: nothing of the page is kept, and the next sync goes on
full() { (trap '' XFSZ; ulimit -f 1; "$comptoir" --passphrase-fd 3 sync --full 3<<<"$phrase" </dev/null); }
before=$(c --csv list invoices 2>/dev/null | wc -l)
expect 74 'disk|space|full|could not' full
expect 0 '' c sync
same 'records after a full disk' "$(c --csv list invoices | wc -l)" "$before"

# a closed period, before and at approval
invoice=$(c --csv list invoices --view ready --filter status:ready --limit 1 | sed -n '2s/^[^,]*,[^,]*,"\{0,1\}\([^,"]*\).*/\1/p')
for period in 092026 102026 112026; do
	control acumatica /acumatica/period "{\"period\":\"$period\",\"status\":\"Closed\"}" >/dev/null
done
c sync --connection acumatica >/dev/null
expect 65 'period' c approve invoices "$invoice" --with-prerequisites --accept-warnings
for period in 092026 102026 112026; do
	control acumatica /acumatica/period "{\"period\":\"$period\",\"status\":\"Open\"}" >/dev/null
done
expect 0 '' c sync --connection acumatica

# the wrong tenant is noticed before anything is written
tenant=$(member credentials acumatica tenant)
expect 0 '' c connection add other acumatica base_url="$acumatica" environment=test tenant=Training \
	user="$(member credentials acumatica user)" home_currency=CAD
expect 78 'production|test' c connection add prod acumatica base_url="$acumatica" environment=production tenant="$tenant" user=x

# hostile names never reach the terminal as they are
out=$(c list vendors; c --json list vendors; c --csv list vendors)
same 'escape codes in lists' "$(printf '%s' "$out" | LC_ALL=C grep -c $'\033')" 0
same 'C1 controls in lists' "$(printf '%s' "$out" | LC_ALL=C grep -cP '\xc2[\x80-\x9f]')" 0

# the trail is whole, and a change of it is found
expect 0 'intact' c audit verify
