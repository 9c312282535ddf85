# Writes the layouts of data/imports as C: one row of sage300_formats[] per file.
BEGIN {
	print "/* Made from data/imports by imports.awk. */"
	print "#include \"connectors/sage300.h\""
	print "#include \"base/banned.h\""
	print ""
	print "const struct sage300_format sage300_formats[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t},"
	name = FILENAME
	sub(/^.*\//, "", name)
	sub(/\.json$/, "", name)
	printf "\t{ \"%s\",\n", name
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
	print "\t{ NULL, NULL },"
	print "};"
}
