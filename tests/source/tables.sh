#!/bin/sh
# The tables of the program, and what people read of them: every action and command has words,
# every setting is used, manual, settings file and completions say what the tables say.
. "$(dirname -- "$0")/lib.sh"

sep=$(printf '\037')
rows()
{
	awk -v table="$1" -f data/rows.awk "$2" | grep -v '^NULL' >"$scratch/$1"
	at_least "$(wc -l <"$scratch/$1")" "$3" "rows of $1"
}
rows actions ui/action.c 40
rows cli_commands ui/cli.c 20
rows options ui/cli.c 25
rows config_options ui/config.c 8

awk -F"$sep" '
	NF != 7 { print "ui/action.c: the row \"" $1 "\" has " NF " fields, not 7"; next }
	$5 !~ /^act_[a-z0-9_]+$/ { print "ui/action.c: " $1 ": no function" }
	$6 == "" || $6 == "NULL" { print "ui/action.c: " $1 ": no title" }
	$7 == "" || $7 == "NULL" || $7 !~ /[.?]$/ { print "ui/action.c: " $1 ": the help is not a sentence: " $7 }
	seen[$1]++ { print "ui/action.c: " $1 " stands there twice" }
	{ n = split($4, keys, " ")
	  for (i = 1; i <= n; i++) {
		if (($2, keys[i]) in owner) print "ui/action.c: " $1 " and " owner[$2, keys[i]] " share the key " keys[i]
		owner[$2, keys[i]] = $1 } }' "$scratch/actions" | wrong_lines
awk -F"$sep" '
	NF != 6 { print "ui/cli.c: the command \"" $1 "\" has " NF " fields, not 6"; next }
	$3 == "" { print "ui/cli.c: " $1 ": no help" }
	seen[$1]++ { print "ui/cli.c: " $1 " stands there twice" }' "$scratch/cli_commands" | wrong_lines
awk -F"$sep" '
	NF != 6 || $6 == "" { print "ui/cli.c: --" $1 ": no help" }
	$2 == "required_argument" && $5 == "NULL" { print "ui/cli.c: --" $1 ": its value has no name" }
	seen[$1]++ { print "ui/cli.c: --" $1 " stands there twice" }' "$scratch/options" | wrong_lines

# Every option that is parsed is taken, every one that is taken is looked at somewhere.
cut -d"$sep" -f4 "$scratch/options" | while read -r constant; do
	grep -qE "case $constant:|opt == $constant\)" ui/cli.c || wrong "ui/cli.c: $constant is parsed and never taken"
done
sed -n 's/.*case OPT_[A-Z_]*: .*a->\([a-z_]*\).*/\1/p' ui/cli.c | sort -u | while read -r member; do
	cat ui/*.c | grep -vE 'case OPT_' | grep -qE "(->|\.)$member\b" ||
		wrong "ui/cli.h: what was typed for \"$member\" is never looked at"
done
# A setting is read where config.c hands it on.
cut -d"$sep" -f1 "$scratch/config_options" | while read -r name; do
	grep -E '(text|option_get[a-z_]*)\(' ui/config.c | grep -q "\"$name\"" ||
		wrong "ui/config.c: the setting \"$name\" is never read"
done

sh data/tables.sh check | wrong_lines

# Every variable the program looks at is in the manual.
strings=keep code_of $(sources) | grep -oE 'getenv\("[A-Z_]+"\)' | grep -oE '[A-Z_]{3,}' | sort -u |
	grep -vE '^(TERM|TMPDIR|HOME|PATH|BROWSER|EDITOR|PAGER)$' >"$scratch/variables"
at_least "$(wc -l <"$scratch/variables")" 6 "variables of the environment"
while read -r name; do
	grep -qw "$name" data/comptoir.1 data/comptoir-sim.1 || wrong "$name is read, and data/comptoir.1 does not name it"
done <"$scratch/variables"

# Markup that man would complain about.
if command -v man >/dev/null 2>&1; then
	for page in data/*.1; do
		MANROFFSEQ='' man -l -Tutf8 -Z --warnings "$page" 2>&1 >/dev/null |
			grep -vE "cannot (adjust|break) line" | sed "s|^|$page: |" | wrong_lines
	done
fi
finish
