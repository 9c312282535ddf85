# What the tests that read the source share.  A test sources this file, calls
# wrong for everything it finds, and ends with finish.  The source folder is only read.

set -u
LC_ALL=C.UTF-8
export LC_ALL
top=${abs_top_srcdir:-$(cd -- "$(dirname -- "$0")/../.." && pwd)}
cd -- "$top" || exit 99
faults=$(mktemp) || exit 99
scratch=$(mktemp -d) || exit 99
trap 'rm -rf "$faults" "$scratch"' EXIT

# wrong FILE:LINE TEXT...
wrong()
{
	printf '%s\n' "$*" | tee -a "$faults"
}

# The same for a whole stream, one fault a line.
wrong_lines()
{
	tee -a "$faults"
}

# A test that found nothing to read has tested nothing.
at_least()
{
	[ "$1" -ge "$2" ] || wrong "only $1 $3 were found, expected at least $2: does this test still read the right place?"
}

finish()
{
	if [ -s "$faults" ]; then
		echo "$(wc -l <"$faults") faults"
		exit 1
	fi
	exit 0
}

sources()
{
	find src ui \( -name '*.c' -o -name '*.h' \) -type f | sort
}

# Prints FILE:LINE:CODE of C files with comments, and (unless strings=keep) texts, blanked.
code_of()
{
	awk -v keep="${strings:-}" '
	FNR == 1 { incomment = 0 }
	{
		out = ""; n = length($0); i = 1
		while (i <= n) {
			two = substr($0, i, 2); one = substr($0, i, 1)
			if (incomment) {
				if (two == "*/") { incomment = 0; i += 2 } else i++
			} else if (two == "/*") { incomment = 1; out = out " "; i += 2 }
			else if (two == "//") break
			else if (one == "\"" || one == "\047") {
				start = i++
				while (i <= n && substr($0, i, 1) != one)
					i += substr($0, i, 1) == "\\" ? 2 : 1
				i++
				out = out (keep ? substr($0, start, i - start) : one one)
			} else { out = out one; i++ }
		}
		print FILENAME ":" FNR ":" out
	}' "$@"
}
