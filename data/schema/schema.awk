# Writes the migrations as C: one row of migrations[] per file, in the order of the
# names given.  NNN-name.sql is for every database, NNN-name.DATABASE.sql for one.
BEGIN {
	print "/* Made from data/schema by schema.awk. */"
	print "#include \"store/internal.h\""
	print "#include \"base/banned.h\""
	print ""
	print "const struct migration migrations[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t},"
	name = FILENAME
	sub(/^.*\//, "", name)
	sub(/\.sql$/, "", name)
	number = name
	sub(/-.*$/, "", number)
	sub(/^0*/, "", number)
	database = "NULL"
	if (match(name, /\.[a-z]+$/)) {
		database = "\"" substr(name, RSTART + 1) "\""
		name = substr(name, 1, RSTART - 1)
	}
	printf "\t{ %s, \"%s\", %s,\n", number, name, database
}
{
	if (index($0, "\\")) {
		print FILENAME ": no backslash, please" > "/dev/stderr"
		exit 1
	}
	gsub(/"/, "\\\"")
	gsub(/\t/, "\\t")
	printf "\t\"%s\\n\"\n", $0
}
END {
	print "\t},"
	print "\t{ 0, NULL, NULL, NULL },"
	print "};"
}
