#!/usr/bin/env bash
# The demo tells its whole story without a terminal, in both languages, on every accounting system.
. "${abs_top_srcdir:?}/tests/cli/lib.bash"

export TMPDIR=$work
expect 0 'All of it happened' "$comptoir" --demo --story
expect 0 'one bill in Acumatica' "$comptoir" --demo
for system in myob xero sage quickbooks all; do
	expect 0 'All of it happened' "$comptoir" "--demo=$system" --story
done
expect 64 'acumatica' "$comptoir" --demo=nonsense --story
expect 0 'Tout cela a eu lieu' env LANG=fr_CA.UTF-8 LC_ALL= LANGUAGE= "$comptoir" --demo --story
same 'the demo leaves nothing behind' "$(ls "$work" | grep -c comptoir-demo)" 0
# what the profiles say
expect 0 'quickbooks' "$comptoir" profile list
expect 0 'retention' "$comptoir" profile show myob
expect 0 '"kind":"profile"' "$comptoir" --json profile show xero
expect 66 '' "$comptoir" profile show nonsense
