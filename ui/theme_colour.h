/* Colours as numbers: what a terminal can show of them, and how well they are read. */
#ifndef UI_THEME_COLOUR_H
#define UI_THEME_COLOUR_H

#include <stdint.h>

/* -1: the terminal's own; 0..255: one of the terminal's colours; COLOUR_RGB | 0xrrggbb: this one. */
#define COLOUR_RGB (1 << 24)
#define COLOUR_IS_RGB(c) ((c) >= COLOUR_RGB)

/* Red, green and blue, 0xrrggbb, of a colour; of the sixteen the values of xterm. */
int32_t colour_rgb(int32_t colour);
/* Relative luminance as WCAG 2 defines it, 0..65535. */
int colour_luminance(int32_t colour);
/* The contrast of two colours as WCAG 2 defines it, times 100: 100..2100. */
int colour_contrast(int32_t a, int32_t b);
/* How far apart two colours look, squared; smaller is nearer. */
int32_t colour_distance(int32_t a, int32_t b);
/* The nearest of 256, without the sixteen that everybody sets as he likes; used (256 flags, may be
 * NULL): those that are not free. */
int colour_nearest_256(int32_t colour, const unsigned char *used);
/* The nearest of n (8 or 16) that can be read on `on`, also one of n; on -1: the nearest. */
int colour_nearest_16(int32_t colour, int n, int on);

#endif
