#!/bin/sh
# Words that do not belong: leftovers, and places of the machine it was written on.
. "$(dirname -- "$0")/lib.sh"

find src ui data -type f ! -name '*.LICENSE' | sort >"$scratch/files"
at_least "$(wc -l <"$scratch/files")" 150 "files"
xargs grep -nIwiE '[t]odo|[f]ixme|[x]xx|[h]ack|[s]tubs?|[n]ot implemented|[p]laceholder text' <"$scratch/files" |
	sed 's/$/   <- finish it, or say what is missing in README/' | wrong_lines

{
	cat "$scratch/files"
	find tests po -type f
	ls README Makefile.am configure.ac bootstrap .ci/run 2>/dev/null
} | xargs grep -nIE '(^|[^A-Za-z0-9_.])/(w[o]rk|r[o]ot|t[m]p/b-)(/|$|[^A-Za-z0-9_-])' |
	sed 's/$/   <- a place on one machine/' | wrong_lines
finish
