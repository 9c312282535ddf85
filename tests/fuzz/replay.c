/* Replays a corpus: each file as it is, with every first byte, and in some changed forms that
 * are the same in every run.  FUZZ_CORPUS is the folder below tests/fuzz/corpus. */
#include "tests/fuzz/replay.h"
#include "base/strbuf.h"
#include "base/xalloc.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#define CHANGES 100

static uint64_t next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

/* Flips, cuts and doubles; the seed is the file's length. */
static void changed(const struct strbuf *file)
{
	uint64_t state = file->len;

	for (int i = 0; i < CHANGES && file->len > 1; i++) {
		struct strbuf b = STRBUF_INIT;

		strbuf_add(&b, file->s, file->len);
		for (uint64_t k = next(&state) % 4 + 1; k > 0; k--)
			b.s[next(&state) % b.len] = (char)next(&state);
		if (i % 4 == 1)
			strbuf_truncate(&b, next(&state) % b.len);
		if (i % 4 == 2)
			strbuf_add(&b, file->s, next(&state) % file->len);
		LLVMFuzzerTestOneInput((const uint8_t *)b.s, b.len);
		strbuf_release(&b);
	}
}

static int replay(const char *path)
{
	struct strbuf b = STRBUF_INIT;
	FILE *f = fopen(path, "rb");
	char chunk[4096];
	size_t n;

	if (f == NULL)
		return -1;
	strbuf_addc(&b, 0);
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		strbuf_add(&b, chunk, n);
	fclose(f);
	LLVMFuzzerTestOneInput((const uint8_t *)b.s + 1, b.len - 1);
	for (int first = 0; first < 32; first++) {
		b.s[0] = (char)first;
		LLVMFuzzerTestOneInput((const uint8_t *)b.s, b.len);
		changed(&b);
	}
	strbuf_release(&b);
	return 0;
}

int main(int argc, char **argv)
{
	const char *root = getenv("abs_top_srcdir");
	char *folder = argc > 1 ? xstrdup(argv[1]) :
		xasprintf("%s/tests/fuzz/corpus/%s", root ? root : ".", FUZZ_CORPUS);
	DIR *dir = opendir(folder);
	struct dirent *e;
	int n = 0;

	while (dir && (e = readdir(dir)) != NULL) {
		char *path = xasprintf("%s/%s", folder, e->d_name);

		if (e->d_name[0] != '.' && replay(path) == 0)
			n++;
		free(path);
	}
	if (dir)
		closedir(dir);
	printf("%d files of %s\n", n, folder);
	free(folder);
	return n ? 0 : 1;
}
