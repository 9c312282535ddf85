#!/bin/sh
# Manual, settings file and completions hold parts that are made from the tables of the program:
# the lines between "begin NAME" and "end NAME".
#
#	data/tables.sh check      says which parts differ from the tables (make check does this)
#	data/tables.sh update     writes them anew
set -u
LC_ALL=C.UTF-8
export LC_ALL
sep=$(printf '\037')
here=$(cd -- "$(dirname -- "$0")" && pwd) || exit 1
top=$here/..

# rows TABLE FILE
rows()
{
	awk -v table="$1" -f "$here/rows.awk" "$top/$2" | grep -v '^NULL'
}

roff()
{
	sed 's/\\/\\e/g; s/-/\\-/g; s/^\./\\\&./; s/^'\''/\\\&'\''/'
}

# ---- parts ----

man_commands()
{
	rows cli_commands ui/cli.c | while IFS=$sep read -r name usage help rest; do
		printf '.TP\n.B %s\n' "$(printf '%s %s' "$name" "$usage" | sed 's/ *$//' | roff)"
		printf '%s.\n' "$(printf '%s' "$help" | roff)"
	done
}

man_options()
{
	rows options ui/cli.c | while IFS=$sep read -r name kind null value arg help; do
		[ "$arg" = NULL ] && arg=
		case $kind in optional_argument) arg="[=$arg]" ;; *) arg=${arg:+ $arg} ;; esac
		printf '.TP\n.B %s\n' "$(printf -- '--%s%s' "$name" "$arg" | roff)"
		printf '%s.\n' "$(printf '%s' "$help" | roff)"
	done
}

man_settings()
{
	rows config_options ui/config.c | while IFS=$sep read -r name kind flags default choices title help; do
		[ "$default" = NULL ] && default=
		printf '.TP\n.B %s\n' "$(printf '%s = %s' "$name" "$default" | sed 's/ *$//' | roff)"
		printf '%s.\n%s\n' "$(printf '%s' "$title" | roff)" "$(printf '%s' "$help" | roff)"
	done
}

man_actions()
{
	rows actions ui/action.c | while IFS=$sep read -r name context needs keys run title help; do
		printf '.TP\n.B %s\n' "$(printf '%s  %s' "$keys" "$name" | sed 's/^ *//' | roff)"
		printf '%s.\n%s\n' "$(printf '%s' "$title" | roff)" "$(printf '%s' "$help" | roff)"
	done
}

conf_settings()
{
	rows config_options ui/config.c | while IFS=$sep read -r name kind flags default choices title help; do
		[ "$default" = NULL ] && default=
		[ "$choices" = NULL ] && choices=
		printf '\n# %s.\n# %s\n' "$title" "$help"
		[ -z "$choices" ] || printf '# One of %s.\n' "$(printf '%s' "$choices" | sed 's/|/, /g')"
		printf '#%s\n' "$(printf '%s = %s' "$name" "$default" | sed 's/ *$//')"
	done
}

names()
{
	rows "$1" "$2" | cut -d"$sep" -f1 | tr '\n' ' ' | sed 's/ $//'
}

# The words a command goes on with: "vault create passphrase ...", one command a line.
verbs()
{
	rows cli_commands ui/cli.c | awk -F"$sep" '$2 ~ /^[a-z]/ {
		n = split($2, part, / \| /); line = $1
		for (i = 1; i <= n; i++) { split(part[i], word, " "); if (!seen[$1, word[1]]++) line = line " " word[1] }
		print line
	}'
}

entity_commands()
{
	rows cli_commands ui/cli.c | awk -F"$sep" '$2 ~ /^\[?ENTITY/ { printf "%s%s", sep, $1; sep = "|" }'
}

entities='vendors jobs commitments invoices payments'
demo_systems='acumatica myob xero sage quickbooks all'

bash_words()
{
	printf "_comptoir_commands='%s'\n" "$(names cli_commands ui/cli.c)"
	printf "_comptoir_options='%s'\n" "$(rows options ui/cli.c | awk -F"$sep" '{ printf "%s--%s", sep, $1; sep = " " }')"
	printf "_comptoir_with_value='%s'\n" "$(rows options ui/cli.c | awk -F"$sep" '$2 == "required_argument" { printf "%s--%s", sep, $1; sep = " " }')"
	printf '_comptoir_words()\n{\n\tcase $1 in\n'
	verbs | while read -r command words; do printf "\t%s) echo '%s' ;;\n" "$command" "$words"; done
	printf "\t%s) echo '%s' ;;\n\tesac\n}\n" "$(entity_commands)" "$entities"
}

# Texts of zsh stand in single quotes; : and brackets mean something to it.
zsh_text()
{
	sed "s/'/'\\\\''/g; s/:/\\\\:/g; s/\\[/\\\\[/g; s/\\]/\\\\]/g"
}

zsh_words()
{
	printf '_comptoir_commands=(\n'
	rows cli_commands ui/cli.c | while IFS=$sep read -r name usage help rest; do
		printf "\t'%s:%s'\n" "$name" "$(printf '%s' "$help" | zsh_text)"
	done
	printf ')\n_comptoir_options=(\n'
	rows options ui/cli.c | while IFS=$sep read -r name kind null value arg help; do
		text=$(printf '%s' "$help" | zsh_text)
		case $name in
		key-file|ca-bundle) how="=:$arg:_files" ;;
		view) how='=:view:(ready failed synced rejected import all)' ;;
		lang) how='=:language:(en fr fr_CA)' ;;
		demo) how="=-::system:($demo_systems)" ;;
		*) [ "$kind" = required_argument ] && how="=:$(printf '%s' "$arg" | zsh_text): " || how= ;;
		esac
		case $how in =-*) printf "\t'--%s=-[%s]%s'\n" "$name" "$text" "${how#=-}" ;;
		=*) printf "\t'--%s=[%s]%s'\n" "$name" "$text" "${how#=}" ;;
		*) printf "\t'--%s[%s]'\n" "$name" "$text" ;; esac
	done
	printf ')\n_comptoir_words()\n{\n\tcase $1 in\n'
	verbs | while read -r command words; do printf '\t%s) reply=(%s) ;;\n' "$command" "$words"; done
	printf '\t%s) reply=(%s) ;;\n\t*) reply=() ;;\n\tesac\n}\n' "$(entity_commands)" "$entities"
}

fish_text()
{
	sed "s/\\\\/\\\\\\\\/g; s/'/\\\\'/g"
}

fish_words()
{
	rows cli_commands ui/cli.c | while IFS=$sep read -r name usage help rest; do
		printf "complete -c comptoir -n __fish_use_subcommand -f -a %s -d '%s'\n" "$name" "$(printf '%s' "$help" | fish_text)"
	done
	verbs | while read -r command words; do
		printf "complete -c comptoir -n '__fish_seen_subcommand_from %s' -f -a '%s'\n" "$command" "$words"
	done
	printf "complete -c comptoir -n '__fish_seen_subcommand_from %s' -f -a '%s'\n" "$(entity_commands | tr '|' ' ')" "$entities"
	rows options ui/cli.c | while IFS=$sep read -r name kind null value arg help; do
		case $name in
		key-file|ca-bundle) how=' -r -F' ;;
		view) how=" -x -a 'ready failed synced rejected import all'" ;;
		lang) how=" -x -a 'en fr fr_CA'" ;;
		*) [ "$kind" = required_argument ] && how=' -x' || how= ;;
		esac
		printf "complete -c comptoir -l %s%s -d '%s'\n" "$name" "$how" "$(printf '%s' "$help" | fish_text)"
	done
}

# ---- files ----

# FILE PART FUNCTION
parts='
comptoir.1 commands man_commands
comptoir.1 options man_options
comptoir.1 settings man_settings
comptoir.1 actions man_actions
comptoir.conf settings conf_settings
completions/comptoir.bash words bash_words
completions/_comptoir words zsh_words
completions/comptoir.fish words fish_words
'

# The file with its part put in anew, on stdout; 1 when it has no such part.
with_part()
{
	awk -v name="$2" -v new="$3" '
		!skip { print }
		$0 ~ ("begin " name "( |$)") { while ((getline line < new) > 0) print line; skip = 1; found++ }
		skip && $0 ~ ("end " name "( |$)") { print; skip = 0; found++ }
		END { exit found == 2 ? 0 : 1 }' "$1"
}

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
printf '%s' "$parts" | grep . >"$work/parts"
while read -r file part function; do
	"$function" >"$work/part"
	if [ ! -s "$work/part" ]; then
		echo "data/tables.sh: no rows for the part \"$part\" of data/$file"
		bad=1
		continue
	fi
	with_part "$here/$file" "$part" "$work/part" >"$work/file" || {
		echo "data/$file has no lines \"begin $part\" and \"end $part\""
		bad=1
		continue
	}
	cmp -s "$here/$file" "$work/file" && continue
	if [ "${1:-check}" = update ]; then
		cat "$work/file" >"$here/$file"
		echo "data/$file: part \"$part\" written anew"
	else
		echo "data/$file: the part \"$part\" differs from the table of the program; run data/tables.sh update"
		diff "$here/$file" "$work/file" | head -20
		bad=1
	fi
done <"$work/parts"
exit $bad
