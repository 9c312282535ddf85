#!/bin/sh
# How a source file looks: it says what it is for, bans what is banned, stays readable.
. "$(dirname -- "$0")/lib.sh"

at_least "$(sources | wc -l)" 150 "source files"

for file in $(sources); do
	case $(head -c 3 "$file") in
	'/* '*) ;;
	*) wrong "$file:1: opens without a comment that says what it is for" ;;
	esac
	case $file in
	*.c)
		last=$(awk '/^[ \t]*#[ \t]*include/ { line = $0 } END { print line }' "$file")
		[ "$last" = '#include "base/banned.h"' ] ||
			wrong "$file: base/banned.h is not the last include: $last"
		;;
	*.h)
		if [ "$file" != src/base/banned.h ] && grep -q '"base/banned.h"' "$file"; then
			wrong "$file: a header bans nothing for those who include it"
		fi
		folder=${file#src/}
		guard=$(printf '%s' "$folder" | tr 'a-z/.' 'A-Z__')
		grep -q "^#ifndef $guard\$" "$file" || wrong "$file: the guard is not $guard"
		;;
	esac
done

# Long files.  Tables made by a program may be long; they name the program, and it lies beside them.
# A test may have 1200 lines: its cases are rows, and grow with their subject.
for file in $(sources; find tests -name '*.[ch]' | sort); do
	lines=$(wc -l <"$file")
	case $file in tests/*) most=1200 ;; *) most=900 ;; esac
	[ "$lines" -gt $most ] || continue
	maker=$(head -n 8 "$file" | grep -oE '[Mm]ade by [a-z0-9_-]+\.py' | sed 's/.* //')
	[ -n "$maker" ] && [ -f "${file%/*}/$maker" ] && continue
	wrong "$file: $lines lines; more than $most means that two subjects live in it"
done

# Functions banned by base/banned.h, also where a macro could hide them, and some it cannot ban.
strings= code_of $(sources; find tests -name '*.[ch]') |
	grep -E '[^a-z_A-Z0-9>.](strcpy|strcat|strncpy|sprintf|vsprintf|strtok|atoi|atol|atof|system|popen|gets|alloca|pthread_cancel|pthread_kill|longjmp|rand|tmpnam|mktemp|sleep|usleep|nanosleep)[ \t]*\(' |
	grep -vE '^src/base/banned\.h:' |
	grep -vE '^src/sim/[a-z_]+\.c:[0-9]+:.*nanosleep\(' |
	sed 's/$/   <- banned/' | wrong_lines
finish
