# Reads one table of a C file and prints its rows, fields apart by the unit separator (octal 037):
#
#	awk -v table=cli_commands -f rows.awk ui/cli.c
#
# Texts lose their quotation marks, N_() and adjacent pieces are joined; braces within a row
# do not matter; comments are skipped.

function add(c) { field = field c }

function end_field() { gsub(/^[ \t]+|[ \t]+$/, "", field); row = row (n_fields++ ? "\037" : "") field; field = "" }

function end_row() { if (field != "" || n_fields) end_field(); sub(/\037$/, "", row); print row; row = ""; n_fields = 0 }

!inside && $0 ~ "[ \\*]" table "\\[[A-Z_]*\\] = \\{" { inside = 1; sub(/.*= \{/, ""); depth = 1 }
!inside { next }
{
	n = length($0)
	for (i = 1; i <= n; i++) {
		c = substr($0, i, 1); two = substr($0, i, 2)
		if (comment) { if (two == "*/") { comment = 0; i++ }; continue }
		if (two == "/*") { comment = 1; i++; continue }
		if (c == "\"") {
			for (i++; i <= n && (c = substr($0, i, 1)) != "\""; i++) {
				if (c == "\\") {
					i++; c = substr($0, i, 1)
					if (c == "n") c = " "
				}
				add(c)
			}
			continue
		}
		if (c == "{") { depth++; continue }
		if (c == "}") {
			depth--
			if (depth == 1) end_row()
			if (depth == 0) exit
			continue
		}
		if (c == "," && parens == 0) { if (depth > 1) end_field(); continue }
		if (c == "(") { parens++; sub(/[ \t]*(N_)$/, "", field); continue }
		if (c == ")") { parens--; continue }
		if ((c == " " || c == "\t") && (field == "" || substr(field, length(field)) == " ")) continue
		# blanks between pieces of one text would glue into it
		if (c == "\t") continue
		if (c == " " && depth > 1) { rest = substr($0, i + 1); if (rest ~ /^[ \t]*"/) continue }
		add(c)
	}
}
