#!/usr/bin/env bash
# The demo tells its whole story without a terminal, in both languages, twice.
. "${abs_top_srcdir:?}/tests/cli/lib.bash"

export TMPDIR=$work
expect 0 'All of it happened' "$comptoir" --demo --story
expect 0 'one bill in Acumatica, On Hold' "$comptoir" --demo
expect 0 'Tout cela a eu lieu' env LANG=fr_CA.UTF-8 LC_ALL= LANGUAGE= "$comptoir" --demo --story
same 'the demo leaves nothing behind' "$(ls "$work" | grep -c comptoir-demo)" 0
