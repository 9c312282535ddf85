/* libcurl, loaded at the first transfer and not at the start.
 *
 * The library brings some thirty others with it; loading them takes longer than everything else
 * between the command and the first screen.  A person who looks, filters and decides needs none of
 * them yet, and the thread that does is not the screen's. */
#ifndef NET_CURL_DOOR_H
#define NET_CURL_DOOR_H

#include <curl/curl.h>

#define CURL_DOOR(X) \
	X(global_init) X(easy_init) X(easy_setopt) X(easy_getinfo) X(easy_cleanup) X(easy_strerror) \
	X(multi_init) X(multi_setopt) X(multi_add_handle) X(multi_remove_handle) X(multi_perform) \
	X(multi_poll) X(multi_info_read) X(multi_cleanup) X(slist_append) X(slist_free_all)

/* One member for each function used, named without its "curl_". */
struct curl_door {
#define X(name) __typeof__(&curl_##name) name;
	CURL_DOOR(X)
#undef X
};

/* Loads and starts the library, once for the process; any thread.  NULL: it is not installed, or
 * does not start. */
const struct curl_door *curl_door_open(void);

#endif
