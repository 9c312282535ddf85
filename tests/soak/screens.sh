#!/usr/bin/env bash
# make soak: keys by chance against the screens, with many seeds and for long; the driver is built with
# sanitizers when there is such a build (make check-asan).
#
#	SOAK_KEY_SEEDS=50 SOAK_KEYS=5000 SOAK_FIRST=7 make soak
set -u
build=${abs_top_builddir:?}

${MAKE:-make} -s -C "$build" tests/screen/driver tests/screen/test_monkey || exit 1
for driver in "$build"/sanitized/*/tests/screen/driver; do
	[ -x "$driver" ] && export MONKEY_DRIVER=$driver
done
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0} UBSAN_OPTIONS=${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}
MONKEY_SEED=${SOAK_FIRST:-1} MONKEY_SEEDS=${SOAK_KEY_SEEDS:-20} MONKEY_KEYS=${SOAK_KEYS:-4000} \
	exec "$build/tests/screen/test_monkey"
