/* Functions nobody should call here, turned into compile errors.  Each .c
 * includes it last; tests/source checks that it does. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#undef strcpy
#define strcpy(d, s) banned_strcpy_use_strbuf
#undef strcat
#define strcat(d, s) banned_strcat_use_strbuf
#undef sprintf
#define sprintf(...) banned_sprintf_use_strbuf
#undef vsprintf
#define vsprintf(...) banned_vsprintf_use_strbuf
#undef strncpy
#define strncpy(d, s, n) banned_strncpy_use_strbuf
#undef strtok
#define strtok(s, d) banned_strtok
#undef atoi
#define atoi(s) banned_atoi_use_decimal_parse
#undef system
#define system(c) banned_system_no_shell
#undef popen
#define popen(c, m) banned_popen_no_shell

#endif
