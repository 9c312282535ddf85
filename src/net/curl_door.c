/* Loading libcurl.  The binary interface is the one of its soname, fixed since 2006
 * (https://curl.se/libcurl/abi.html); it is never unloaded. */
#include "net/curl_door.h"

#include <dlfcn.h>
#include <pthread.h>

#include "base/banned.h"

#define LIBRARY "libcurl.so.4"

static struct curl_door door;
static const struct curl_door *opened;

static void load(void)
{
	void *library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
	int whole = library != NULL;

#define X(name) \
	if (whole) { \
		*(void **)(void *)&door.name = dlsym(library, "curl_" #name); \
		whole = door.name != NULL; \
	}
	CURL_DOOR(X)
#undef X
	if (whole && door.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		opened = &door;
}

const struct curl_door *curl_door_open(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, load);
	return opened;
}
