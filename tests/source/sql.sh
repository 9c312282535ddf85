#!/bin/sh
# SQL is written in what SQLite and PostgreSQL share.  What only SQLite knows lives in
# src/store/sqlite.c and in data/schema/*.sqlite.sql.
. "$(dirname -- "$0")/lib.sh"

only_sqlite='AUTOINCREMENT|WITHOUT ROWID|ROWID|_rowid_|oid|PRAGMA|ATTACH|DETACH|REINDEX|VIRTUAL TABLE|FTS[0-9]|GLOB|REGEXP|INDEXED BY|NOT INDEXED|IFNULL|IIF|NOCASE|RTRIM|STRICT|STRFTIME|JULIANDAY|UNIXEPOCH|TYPEOF|RANDOMBLOB|ZEROBLOB|LAST_INSERT_ROWID|CHANGES\(|TOTAL_CHANGES|INSTR|GROUP_CONCAT|SQLITE_[A-Z_]+|RAISE|BLOB|DATETIME|ISNULL|NOTNULL|CHAR\(|HEX\(|PRINTF\(|UNLIKELY|LIKELIHOOD'
also='INSERT OR (REPLACE|IGNORE|ABORT|ROLLBACK|FAIL)|REPLACE INTO|BEGIN (IMMEDIATE|EXCLUSIVE|DEFERRED)|LIMIT *[0-9?]+ *, *[0-9?]+|[^=!<>]==[^=]|JSON_(EXTRACT|EACH|OBJECT|ARRAY|GROUP[A-Z_]*)|->>'

for file in data/schema/*.sql; do
	case $file in *.sqlite.sql) continue ;; esac
	sed 's/--.*//' "$file" | grep -nwiE "$only_sqlite" | sed "s|^|$file:|" | wrong_lines
	sed 's/--.*//' "$file" | grep -niE "$also" | sed "s|^|$file:|" | wrong_lines
done
at_least "$(ls data/schema/*.sql | wc -l)" 1 "migrations"

# The statements in C: texts that begin with, or go on with, a word of SQL.
files=$(find src/store -name '*.c' ! -name sqlite.c)
strings=keep code_of $files | grep '"' |
	grep -E '[^A-Za-z](SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|VALUES|ORDER BY|LIMIT|CREATE|JOIN|AND|OR|SET|BEGIN|COMMIT|COALESCE|CASE)[^A-Za-z]' >"$scratch/sql"
at_least "$(wc -l <"$scratch/sql")" 60 "lines of SQL"
# Only what stands between quotation marks is SQL.
awk '{
	at = $0; sub(/^[^:]*:[0-9]*:/, "", at); at = substr($0, 1, length($0) - length(at))
	line = substr($0, length(at) + 1); text = ""
	while (match(line, /"([^"\\]|\\.)*"/)) {
		text = text " " substr(line, RSTART + 1, RLENGTH - 2)
		line = substr(line, RSTART + RLENGTH)
	}
	print at text
}' "$scratch/sql" >"$scratch/texts"
grep -wE "$only_sqlite" "$scratch/texts" | wrong_lines
grep -E "$also" "$scratch/texts" | wrong_lines

# Values travel as parameters: no %s inside quotes of SQL.  (tally.c writes the name of an
# entity there, a constant of entities[], because one statement serves all tables.)
grep -vE "^src/store/tally\.c:[0-9]+:.* SELECT '%s', view, state" "$scratch/texts" | grep -E "'%[sdl]" | sed "s/\$/   <- a value glued into SQL/" | wrong_lines
# The door itself: no other file calls the library.
strings= code_of $(sources | grep -v '^src/store/sqlite.c$') | grep -E '[^a-z_]sqlite3_[a-z]' | wrong_lines
finish
