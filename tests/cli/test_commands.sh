#!/usr/bin/env bash
# The commands against the simulators: lists, decisions, rights, rejection, both ways.
. "${abs_top_srcdir:?}/tests/cli/lib.bash"
set_up
expect 0 'new' c sync
expect 0 'Acumatica|acumatica' c connection test acumatica
expect 0 'Procore|procore' c connection test procore
expect 0 'administrator' c user list

# nothing new: nothing changes
expect 0 '0 new' c sync

# the same rows in three forms
expect 0 '"schema":1' c --json list invoices --view ready
expect 0 '^id,status,number' c --csv list invoices
expect 0 'records?' c list commitments --view ready
expect 64 'sorted' c list invoices --sort nothing
expect 65 'no field' c list invoices --filter 'nothing:1'

# one commitment, then its invoice, exactly once each
row() { c --csv list "$1" --view ready --filter status:ready --limit 1 | sed -n '2s/^[^,]*,[^,]*,"\{0,1\}\([^,"]*\).*/\1/p'; }
commitment=$(row commitments)
expect 0 'synced' c approve commitments "$commitment" --accept-warnings
same 'one order of that number' "$(control acumatica /state | grep -c "\"VendorRef\":\"$commitment\"")" 1
expect 65 'already' c approve commitments "$commitment"
invoice=$(row invoices)
expect 0 'synced' c approve invoices "$invoice" --accept-warnings
state=$(control acumatica /state)
same 'one bill of that number' "$(grep -o "\"VendorRef\":\"$invoice\"" <<<"$state" | wc -l)" 1
expect 0 'origin_id' control procore /state
expect 0 'On its way|synced' c show invoices "$invoice"
expect 0 '"body"' c show invoices "$invoice" --payload

# rejection needs a reason, and is written back
invoice=$(row invoices)
expect 65 'reason' c reject invoices "$invoice"
expect 0 'rejected' c reject invoices "$invoice" --reason 'Wrong period'
expect 0 'revise_and_resubmit' control procore /state
expect 0 'Wrong period' c show invoices "$invoice"

# rights: a reader reads, an approver of commitments alone cannot export an invoice
expect 0 '' c user add reader read-only
expect 0 '' c user add clerk approver
expect 0 '' c user grant clerk commitments export
invoice=$(row invoices)
expect 77 'only read' c --user reader approve invoices "$invoice"
expect 77 'may not export' c --user clerk approve invoices "$invoice"
expect 77 'administrator' c --user clerk user add other approver
expect 77 '' c --user stranger approve invoices "$invoice"

# the vault gives back what was put in, to a file or a program
set_secret scrap 'a small secret'
expect 0 '^a small secret$' c vault get scrap
expect 0 '^scrap$' c vault list
expect 0 '' c vault remove scrap
expect 66 'scrap' c vault get scrap

# the nightly import reads without a person and cannot export
key=$work/import.key
expect 0 '' c vault unattended on "$key"
same 'the key file is private' "$(stat -c %a "$key")" 600
printf '%s\n' "$(member credentials procore client_secret)" | "$comptoir" --import --passphrase-fd 3 vault set procore/client_secret 3<<<"$phrase"
printf '%s\n' "$(member credentials acumatica password)" | "$comptoir" --import --passphrase-fd 3 vault set acumatica/password 3<<<"$phrase"
expect 0 '' "$comptoir" --key-file "$key" sync
expect 77 'person|import|passphrase' "$comptoir" --key-file "$key" approve invoices "$invoice" --accept-warnings

# what lies where, and whether it is well
expect 0 'database' c paths
expect 0 'intact' c audit verify
expect 0 'subcontract|taxes|tax' c profile show acumatica
expect 0 '' c backup "$work/copy.db"
same 'the copy is private' "$(stat -c %a "$work/copy.db")" 600
same 'no secret in the trace' "$(COMPTOIR_TRACE=all:$work/trace c sync >/dev/null; grep -c "$(member credentials procore client_secret)\|$(member credentials acumatica password)" "$work/trace")" 0
