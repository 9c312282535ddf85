#!/bin/sh
# No binary fractions near money: doubles exist where cJSON hands them over, nowhere else.
# The doors are src/connectors/json.c and, for the simulators, src/sim/jsonv.c.
. "$(dirname -- "$0")/lib.sh"

strings= code_of $(sources) >"$scratch/code"
at_least "$(wc -l <"$scratch/code")" 10000 "lines"
grep -vE '^src/(connectors/json|sim/jsonv)\.c:' "$scratch/code" |
	grep -E '(^|[^A-Za-z0-9_])(double|float|strtod|strtof|strtold|atof|valuedouble|cJSON_(Create|Set|Get|Add)[A-Za-z]*Number[A-Za-z]*)([^A-Za-z0-9_]|$)' |
	sed 's/$/   <- a binary fraction/' | wrong_lines
grep -vE '^src/(connectors/json|sim/jsonv)\.c:' "$scratch/code" | grep -E '<math\.h>' | wrong_lines
# %f and its family in a format; "%.15g" of the door is in jsonv.c.
strings=keep code_of $(sources | grep -vE 'src/(connectors/json|sim/jsonv)\.c') |
	grep -E '"[^"]*%[-+ #0-9.*]*[aAeEfFgG][^A-Za-z]*[^"]*"' | grep -E '%[-+ #0-9.*]*[fFgGeE]([^a-z]|$)' |
	grep -E 'printf|addf' | wrong_lines
finish
