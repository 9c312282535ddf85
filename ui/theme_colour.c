/* Colours as numbers, in integers throughout.
 *
 * The sixteen colours of a terminal are whatever its user made of them; where their values
 * matter, for contrast or for the nearest one, they are taken to be those of xterm. */
#include "ui/theme_colour.h"
#include "base/array.h"

#include "base/banned.h"

/* Light of one component of sRGB: c / 12.92 up to 10 of 255, then ((c + 0.055) / 1.055) ^ 2.4, times 65535. */
static const uint16_t light[256] = {
	0, 20, 40, 60, 80, 99, 119, 139, 159, 179, 199, 219, 241, 264, 288, 313, 340, 367, 396, 427, 458, 491,
	526, 562, 599, 637, 677, 718, 761, 805, 851, 898, 947, 997, 1048, 1101, 1156, 1212, 1270, 1330, 1391,
	1453, 1517, 1583, 1651, 1720, 1790, 1863, 1937, 2013, 2090, 2170, 2250, 2333, 2418, 2504, 2592, 2681,
	2773, 2866, 2961, 3058, 3157, 3258, 3360, 3464, 3570, 3678, 3788, 3900, 4014, 4129, 4247, 4366, 4488,
	4611, 4736, 4864, 4993, 5124, 5257, 5392, 5530, 5669, 5810, 5953, 6099, 6246, 6395, 6547, 6700, 6856,
	7014, 7174, 7335, 7500, 7666, 7834, 8004, 8177, 8352, 8528, 8708, 8889, 9072, 9258, 9445, 9635, 9828,
	10022, 10219, 10417, 10619, 10822, 11028, 11235, 11446, 11658, 11873, 12090, 12309, 12530, 12754,
	12980, 13209, 13440, 13673, 13909, 14146, 14387, 14629, 14874, 15122, 15371, 15623, 15878, 16135,
	16394, 16656, 16920, 17187, 17456, 17727, 18001, 18277, 18556, 18837, 19121, 19407, 19696, 19987,
	20281, 20577, 20876, 21177, 21481, 21787, 22096, 22407, 22721, 23038, 23357, 23678, 24002, 24329,
	24658, 24990, 25325, 25662, 26001, 26344, 26688, 27036, 27386, 27739, 28094, 28452, 28813, 29176,
	29542, 29911, 30282, 30656, 31033, 31412, 31794, 32179, 32567, 32957, 33350, 33745, 34143, 34544,
	34948, 35355, 35764, 36176, 36591, 37008, 37429, 37852, 38278, 38706, 39138, 39572, 40009, 40449,
	40891, 41337, 41785, 42236, 42690, 43147, 43606, 44069, 44534, 45002, 45473, 45947, 46423, 46903,
	47385, 47871, 48359, 48850, 49344, 49841, 50341, 50844, 51349, 51858, 52369, 52884, 53401, 53921,
	54445, 54971, 55500, 56032, 56567, 57105, 57646, 58190, 58737, 59287, 59840, 60396, 60955, 61517,
	62082, 62650, 63221, 63795, 64372, 64952, 65535,
};

static const int32_t sixteen[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

#define READABLE 450              /* contrast of text, WCAG 2 AA */

int32_t colour_rgb(int32_t colour)
{
	static const int32_t step[6] = { 0, 95, 135, 175, 215, 255 };
	if (COLOUR_IS_RGB(colour))
		return colour & 0xffffff;
	if (colour < 0)
		return 0;
	if (colour < 16)
		return sixteen[colour];
	if (colour >= 232) {
		int32_t grey = 8 + 10 * (colour - 232);
		return grey << 16 | grey << 8 | grey;
	}
	colour -= 16;
	return step[colour / 36] << 16 | step[colour / 6 % 6] << 8 | step[colour % 6];
}

int colour_luminance(int32_t colour)
{
	int32_t rgb = colour_rgb(colour);
	return (int)((2126 * (int32_t)light[rgb >> 16 & 255] + 7152 * (int32_t)light[rgb >> 8 & 255] +
		722 * (int32_t)light[rgb & 255]) / 10000);
}

int colour_contrast(int32_t a, int32_t b)
{
	/* 0.05 of full light is what a screen reflects */
	int one = colour_luminance(a) + 3277, other = colour_luminance(b) + 3277;
	return one > other ? one * 100 / other : other * 100 / one;
}

int32_t colour_distance(int32_t a, int32_t b)
{
	int32_t x = colour_rgb(a), y = colour_rgb(b);
	int32_t r = (x >> 16 & 255) - (y >> 16 & 255), g = (x >> 8 & 255) - (y >> 8 & 255), bl = (x & 255) - (y & 255);
	/* the eye sees green best and blue least */
	return 3 * r * r + 6 * g * g + bl * bl;
}

int colour_nearest_256(int32_t colour, const unsigned char *used)
{
	int best = 16;
	int32_t far = INT32_MAX;
	for (int i = 16; i < 256; i++) {
		int32_t d = colour_distance(colour, i);
		if (d < far && !(used && used[i])) {
			far = d;
			best = i;
		}
	}
	return best;
}

int colour_nearest_16(int32_t colour, int n, int on)
{
	int best = -1, clearest = 0;
	int32_t far = INT32_MAX;
	for (int i = 0; i < n; i++) {
		int32_t d = colour_distance(colour, i);
		if (on >= 0 && colour_contrast(i, on) > colour_contrast(clearest, on))
			clearest = i;
		if (d < far && (on < 0 || colour_contrast(i, on) >= READABLE)) {
			far = d;
			best = i;
		}
	}
	return best >= 0 ? best : clearest;
}
