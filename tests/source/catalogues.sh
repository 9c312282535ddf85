#!/bin/sh
# The languages are complete: French has every string, Canadian French only what differs,
# places for values are kept, and the typography is the one of its country.
. "$(dirname -- "$0")/lib.sh"

for tool in xgettext msgmerge msgattrib msgfmt msgcat; do
	command -v $tool >/dev/null 2>&1 || { echo "$tool is missing: skipped"; exit 77; }
done

keywords=$(grep -o -- '--keyword=[A-Za-z_:0-9,]*' po/Makefile.inc)
at_least "$(printf '%s\n' "$keywords" | wc -l)" 3 "keywords"
xgettext --files-from=po/POTFILES.in --output="$scratch/all.pot" --language=C --from-code=UTF-8 \
	$keywords 2>"$scratch/said" || wrong "xgettext: $(cat "$scratch/said")"
at_least "$(grep -c '^msgid ' "$scratch/all.pot")" 300 "strings"

# One entry a line, unit separators between: msgid, plural or nothing, all translations joined.
flat()
{
	msgcat --no-wrap --no-location "$1" | awk '
		function flush() { if (id != "") print id "\037" plural "\037" str; id = plural = str = ""; at = "" }
		/^msgid "/ { flush(); at = "id" }
		/^msgid_plural "/ { at = "plural" }
		/^msgstr/ { if (at == "str") str = str "\036"; at = "str" }
		/^(msgid|msgid_plural|msgstr)?(\[[0-9]\])? ?"/ {
			text = $0; sub(/^[^"]*"/, "", text); sub(/"$/, "", text)
			if (at == "id") id = id text; else if (at == "plural") plural = plural text; else str = str text }
		END { flush() }'
}

for language in fr fr_CA; do
	po=po/$language.po
	msgfmt --check -o /dev/null "$po" 2>&1 | wrong_lines
	grep -n '^#, .*fuzzy' "$po" | sed "s|^|$po:|; s/\$/   <- fuzzy/" | wrong_lines
	grep -n '^#~ msgid' "$po" | sed "s|^|$po:|; s/\$/   <- no longer in the program/" | wrong_lines
	grep -q '^"Plural-Forms: nplurals=2; plural=(n > 1);' "$po" || wrong "$po: the plural forms are not those of French"
	msgmerge -q --no-fuzzy-matching --no-wrap "$po" "$scratch/all.pot" -o "$scratch/$language" 2>/dev/null
	flat "$po" >"$scratch/$language.flat"
done
msgattrib --untranslated --no-obsolete --no-wrap "$scratch/fr" | grep '^msgid ' | grep -v '^msgid ""$' |
	sed 's/^/po\/fr.po: not translated: /' | wrong_lines
# (texts of several lines begin with an empty msgid)
missing=$(msgfmt --statistics -o /dev/null "$scratch/fr" 2>&1)
case $missing in *untranslated*|*fuzzy*) wrong "po/fr.po: $missing" ;; esac
# Canadian French: nothing that the program does not have, nothing that is the same.
msgattrib --only-obsolete --no-wrap "$scratch/fr_CA" 2>/dev/null | grep '^#~ msgid ' |
	sed 's/^/po\/fr_CA.po: not in the program: /' | wrong_lines
sort "$scratch/fr.flat" >"$scratch/a"
sort "$scratch/fr_CA.flat" >"$scratch/b"
comm -12 "$scratch/a" "$scratch/b" | cut -d"$(printf '\037')" -f1 | sed 's/^/po\/fr_CA.po: the same as in fr.po: /' | wrong_lines

# Places: %s, %1$s, %d ... each as often as in the English; numbered ones may move.
for language in fr fr_CA; do
	awk -F"$(printf '\037')" -v file="po/$language.po" '
	function places(text,   list, n, i, j, t, found, numbered, next_one) {
		n = 0; next_one = 1
		gsub(/%%/, "", text)
		while (match(text, /%([0-9]+\$)?[-+ #0]*[0-9]*(\.[0-9]+|\.\*)?(hh|h|ll|l|z|j|t)?[diouxXcsp]/)) {
			found = substr(text, RSTART, RLENGTH); text = substr(text, RSTART + RLENGTH)
			if (found !~ /^%[0-9]+\$/) found = "%" next_one++ "$" substr(found, 2)
			list[++n] = found
		}
		for (i = 2; i <= n; i++)
			for (j = i; j > 1 && list[j - 1] > list[j]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
		found = ""
		for (i = 1; i <= n; i++) if (i == 1 || list[i] != list[i - 1]) found = found " " list[i]
		return found
	}
	{
		n = split($3, forms, "\036")
		want = places($2 == "" ? $1 : $2); one = places($1)
		for (i = 1; i <= n; i++) {
			if (forms[i] == "") continue
			have = places(forms[i])
			if (have != want && !(i == 1 && have == one))
				print file ": places differ (" want " /" have "): " $1
			if (($1 ~ /\\n$/) != (forms[i] ~ /\\n$/)) print file ": the line end differs: " $1
			if (($1 ~ /^ /) != (forms[i] ~ /^ /)) print file ": the blank in front differs: " $1
		}
	}' "$scratch/$language.flat" | wrong_lines
done

# Typography.  fr: narrow no-break space before ; ! ?, no-break space before : and within « ».
# fr_CA: nothing before ; ! ?.  No straight quotation marks around words but in what is typed.
nbsp=$(printf '\302\240')
narrow=$(printf '\342\200\257')
for language in fr fr_CA; do
	cut -d"$(printf '\037')" -f3 "$scratch/$language.flat" | sed 's/^comptoir\(-sim\)\{0,1\}: //' >"$scratch/text"
	grep -nE " [:;!?»]( |\$)|« " "$scratch/text" | sed "s/^[0-9]*:/po\/$language.po: a blank that can break: /" | wrong_lines
	grep -E "[A-Za-zéèàêôùç%)s»]:( |\$)" "$scratch/text" | grep -vE 'https?:' | sed "s/^/po\/$language.po: no-break space before the colon: /" | wrong_lines
	grep -E "«[^$nbsp]|«\$|[^$nbsp]»" "$scratch/text" | grep -vE "«$nbsp.*$nbsp»" | sed "s/^/po\/$language.po: no-break spaces within « »: /" | wrong_lines
	grep -F "$narrow:" "$scratch/text" | sed "s/^/po\/$language.po: the colon has a full no-break space: /" | wrong_lines
	grep "'" "$scratch/text" | grep -E "[a-zéA-Z]'[a-zéêèàhAEIOUÉ]" | sed "s/^/po\/$language.po: the apostrophe is ’: /" | wrong_lines
done
cut -d"$(printf '\037')" -f3 "$scratch/fr.flat" | grep -E "[A-Za-zéèàêôùç%)s»][;!?]( |\$)" |
	sed 's/^/po\/fr.po: narrow no-break space before ; ! ?: /' | wrong_lines
cut -d"$(printf '\037')" -f3 "$scratch/fr_CA.flat" | grep -E "[$narrow][;!?]" |
	sed 's/^/po\/fr_CA.po: no space before ; ! ?: /' | wrong_lines
cut -d"$(printf '\037')" -f1,3 "$scratch/fr.flat" | grep -E "$(printf '\037').*${narrow}[;!?]" | cut -d"$(printf '\037')" -f1 | sort >"$scratch/a"
cut -d"$(printf '\037')" -f1 "$scratch/fr_CA.flat" | sort >"$scratch/b"
comm -23 "$scratch/a" "$scratch/b" | sed 's/^/po\/fr_CA.po: needs its own ; ! ? for: /' | wrong_lines

# The words of a status stand in a narrow column.
awk '/^const struct status_def statuses/ { on = 1 } /^};/ { on = 0 }
	on && match($0, /N_\("[^"]*"\)/) { print substr($0, RSTART + 4, RLENGTH - 6) }' src/model/status.c >"$scratch/words"
at_least "$(wc -l <"$scratch/words")" 12 "status words"
while read -r word; do
	for language in fr fr_CA; do
		french=$(awk -F"$(printf '\037')" -v word="$word" '$1 == word { print $3 }' "$scratch/$language.flat")
		[ "$(printf '%s' "${french:-$word}" | wc -m)" -le 9 ] || wrong "po/$language.po: \"$french\" is wider than 9 columns"
		[ "$language" = fr_CA ] || [ -n "$french" ] || wrong "po/fr.po: no word for the status \"$word\""
	done
done <"$scratch/words"
finish
