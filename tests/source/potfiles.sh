#!/bin/sh
# Every file with strings for people is in po/POTFILES.in, and nothing else is.
. "$(dirname -- "$0")/lib.sh"

strings= code_of $(sources | grep -v '^src/base/i18n\.h$') |
	grep -E '(^|[^A-Za-z0-9_])(_|N_|P_)\(' | cut -d: -f1 | sort -u >"$scratch/marked"
grep -vE '^#|^$' po/POTFILES.in | sort >"$scratch/listed"
at_least "$(wc -l <"$scratch/marked")" 20 "files with strings"
comm -23 "$scratch/marked" "$scratch/listed" | sed 's/$/: has strings for people, and po\/POTFILES.in does not list it/' | wrong_lines
comm -13 "$scratch/marked" "$scratch/listed" | sed 's/$/: listed in po\/POTFILES.in, and marks no strings/' | wrong_lines
[ "$(grep -vE '^#|^$' po/POTFILES.in | sort -u | wc -l)" = "$(wc -l <"$scratch/listed")" ] ||
	wrong "po/POTFILES.in lists a file twice"
grep -vE '^#|^$' po/POTFILES.in | sort -c 2>/dev/null || wrong "po/POTFILES.in is not in alphabetical order"

finish
