#!/bin/sh
# Who may include whom (src/README): the direction of the layers, and one door for every
# outside library.
. "$(dirname -- "$0")/lib.sh"

cat >"$scratch/allowed" <<'END'
base        base/
model       model/ base/
store       store/ model/ base/
vault       vault/ base/
net         net/ base/
connectors  connectors/ net/http.h net/oauth.h model/ base/
sync        sync/ connectors/ net/ store/ vault/ model/ base/
sim         sim/ base/
ui          ui/ sync/ store/ vault/secret.h model/ base/
END

# header (its beginning), then the files that are its door
cat >"$scratch/doors" <<'END'
sqlite3.h     src/store/sqlite.c
curl/         src/net/curl_door.h
sodium        src/vault/ src/base/digest.c
cjson/        src/connectors/json.c src/sim/jsonv.h
curses.h      ui/curses.h
ncurses       ui/curses.h
panel.h       ui/curses.h
term.h        ui/curses.h
microhttpd.h  src/sim/
cmocka.h      tests/
vterm         tests/
ui/curses.h   ui/screen
sim/jsonv.h   src/sim/
store/internal.h src/store/
vault/internal.h src/vault/
store/db.h    src/store/
END

# What the C library and the system give; anything else is a library and needs a door.
system='^(assert|ctype|dirent|dlfcn|errno|fcntl|fnmatch|ftw|getopt|grp|inttypes|langinfo|libgen|libintl|limits|locale|malloc|math|netdb|poll|pthread|pwd|semaphore|setjmp|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|strings|sysexits|termios|time|unistd|wchar|wctype)\.h$|^(sys|arpa|netinet|linux|sanitizer)/'

find src ui -name '*.[ch]' -type f | sort | xargs awk '
	/^[ \t]*#[ \t]*include[ \t]*["<]/ {
		name = $0
		sub(/^[^"<]*/, "", name)
		outside = substr(name, 1, 1) == "<" ? "out" : "in"
		sub(/^./, "", name); sub(/[">].*/, "", name)
		print FILENAME, FNR, outside, name
	}' >"$scratch/includes"
at_least "$(wc -l <"$scratch/includes")" 400 "includes"

awk -v system_headers="$system" -v doors="$scratch/doors" -v allowed="$scratch/allowed" '
	function begins(text, what) { return substr(text, 1, length(what)) == what }
	BEGIN {
		while ((getline line < doors) > 0) {
			n = split(line, part, / +/)
			door_name[++n_doors] = part[1]
			for (i = 2; i <= n; i++) door_files[n_doors] = door_files[n_doors] " " part[i]
		}
		while ((getline line < allowed) > 0) {
			folder = line; sub(/ .*/, "", folder); sub(/^[^ ]+ +/, "", line)
			may[folder] = line
		}
	}
	{
		at = $1 ":" $2 ": "
		folder = $1; sub(/^src\//, "", folder); sub(/\/.*/, "", folder)
		through = 0
		for (d = 1; d <= n_doors; d++)
			if (begins($4, door_name[d])) {
				through = 1
				n = split(door_files[d], files, " "); ok = 0
				for (i = 1; i <= n; i++) if (begins($1, files[i])) ok = 1
				if (!ok) print at $4 " is opened by" door_files[d] " alone"
			}
		if ($3 == "out") {
			if (!through && $4 !~ system_headers) print at "<" $4 "> has no door in tests/source/layers.sh"
			# (json.c: pthread_once, so that the hooks of cJSON are set exactly once.)
			if ((folder == "model" || folder == "connectors") &&
			    !($1 == "src/connectors/json.c" && $4 == "pthread.h") &&
			    $4 ~ /^(fcntl|unistd|netdb|poll|pthread|semaphore|termios)\.h$|^(sys|arpa|netinet)\//)
				print at folder " does no I/O and has no threads, so it needs no <" $4 ">"
			next
		}
		if (!(folder in may)) { print at "folder " folder " is not in the picture"; next }
		n = split(may[folder], list, " "); ok = 0
		for (i = 1; i <= n; i++) if (begins($4, list[i])) ok = 1
		if (!ok) print at folder " may not include " $4
	}' "$scratch/includes" | wrong_lines

# Without a header too: files are opened, and things printed, only where that is somebody's task.
strings= code_of $(find src/model src/connectors -name '*.[ch]') |
	grep -E '[^a-z_>.](fopen|open|openat|socket|connect|popen|getenv)\(' |
	sed 's/$/   <- this folder does no I\/O/' | wrong_lines
strings= code_of $(find src/model src/store src/vault src/net src/connectors src/sync -name '*.[ch]') |
	grep -E '[^a-z_](printf|puts|putchar|perror|scanf|getchar)\(|[^a-z_](stdin|stdout|stderr)[^a-z_]' |
	sed 's/$/   <- the engine neither prints nor asks/' | wrong_lines
finish
