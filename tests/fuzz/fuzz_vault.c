/* A vault file or key line that somebody else wrote: refused in words, never believed. */
#include "base/error.h"
#include "tests/fuzz/replay.h"
#include "vault/format.h"

#include <string.h>

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error err = ERROR_INIT;
	struct vault_file file;
	uint8_t id[VAULT_ID_LEN], key[64];

	memset(&file, 0, sizeof file);
	if (vault_file_parse(&file, data, size, "vault", &err) < 0 && err.msgid == NULL)
		__builtin_trap();
	vault_keyfile_parse(id, key, (const char *)data, size);
	error_release(&err);
	return 0;
}
