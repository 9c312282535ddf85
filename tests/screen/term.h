/* A terminal for tests: runs a program in a pseudo-terminal, keeps its screen with
 * libvterm, types keys, and waits for texts - never for times.  What fails prints the
 * screen and ends the test. */
#ifndef TESTS_SCREEN_TERM_H
#define TESTS_SCREEN_TERM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct term;

/* env: "NAME=value" added to a small fixed environment; NULL-ended; NULL: none. */
struct term *term_start(int rows, int cols, const char *const argv[], const char *const env[]);
/* Ends the program if it still runs; frees. */
void term_free(struct term *t);
pid_t term_pid(const struct term *t);

/* Bytes as typed. */
void term_type(struct term *t, const char *text);
/* Keys by name, apart by blanks: "Down Down Enter a Ctrl-Z F5 Esc Space"; a word that is
 * no name is typed as it is. */
void term_keys(struct term *t, const char *keys);
/* A press of the left button (0), or the wheel up (64) or down (65), at a cell. */
void term_mouse(struct term *t, int button, int row, int col);
void term_resize(struct term *t, int rows, int cols);

/* Until the text is (is not) somewhere on the screen; at most a minute or two.  The text after a key is one that was not
 * there before it: else the screen before the key is taken for the one after it. */
void term_wait(struct term *t, const char *text);
void term_wait_gone(struct term *t, const char *text);
/* The same of words that may be wrapped: blanks and ends of rows count as one blank. */
void term_wait_words(struct term *t, const char *text);
/* Until this row holds (begins with, when it ends in "...") the text. */
void term_wait_row(struct term *t, int row, const char *text);
/* Until the text stands `below` rows below the first row that holds the mark (0: on it, -1: above it). */
void term_wait_beside(struct term *t, const char *mark, int below, const char *text);
/* Until the cursor stands on the row: it comes after the texts of a picture. */
void term_wait_cursor(struct term *t, int row);
/* What is on the screen now. */
int term_has(struct term *t, const char *text);
/* One row as UTF-8 without its trailing blanks; lent until the next call. */
const char *term_row(struct term *t, int row);
/* The row (from 0) the text is on, or -1. */
int term_find(struct term *t, const char *text);
int term_rows(const struct term *t);
/* Takes what the program writes; returns when it wrote something, or after a moment. */
void term_pump(struct term *t);
/* The same in a loop that waits for what is no text; fails when it lasts as long as other waits may. */
void term_go_on(struct term *t, int64_t *since, const char *what);
/* Until this is so, whatever it is: `term_until(t, term_reverse(t, 4, 2));` */
#define term_until(t, is) for (int64_t since_ = 0; !(is);) term_go_on(t, &since_, #is)
/* The character at a cell: ' ' when it is empty, 0 for the right half of a wide one. */
unsigned term_cell(struct term *t, int row, int col);
int term_cols(const struct term *t);
/* 1 when any cell differs from the default colours. */
int term_coloured(struct term *t);
/* Is the cell shown in reverse? */
int term_reverse(struct term *t, int row, int col);

/* Until the program has ended (1) or the text is on the screen (0). */
int term_ended_or(struct term *t, const char *text);
/* Waits for the end; the exit status, or 128 + signal. */
int term_exit(struct term *t);
/* Everything the program wrote so far. */
const char *term_output(const struct term *t, size_t *len);
/* After the end: echo and line mode are on again, and the alternate screen was left. */
int term_restored(struct term *t);

/* A fresh folder below the build, removed by term_folder_remove. */
char *term_folder(void);
void term_folder_remove(char *take_path);

#endif
