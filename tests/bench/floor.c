/* The floor of a screen program, for `make bench`: one screen, one redraw per key, and
 * nothing behind it.  What Comptoir needs is shown as a ratio to this. */
#include <curses.h>

static void draw(int top, int row)
{
	for (int i = 0; i < LINES - 1; i++) {
		if (i == row)
			attron(A_REVERSE);
		mvprintw(i, 0, "%8d  Invoice %07d   Northside Concrete   2026-10-05 %14d.00 ready", top + i,
			(top + i) * 7919 % 9999991, (top + i) * 3 % 100000);
		clrtoeol();
		if (i == row)
			attroff(A_REVERSE);
	}
	mvprintw(LINES - 1, 0, "row %d", top + row);
	clrtoeol();
	move(row, 0);
	refresh();
}

int main(void)
{
	int top = 0, row = 0, key = 0;

	initscr();
	cbreak();
	noecho();
	keypad(stdscr, 1);
	do {
		if (key == KEY_DOWN && row < LINES - 2)
			row++;
		else if (key == KEY_DOWN)
			top++;
		else if (key == KEY_NPAGE)
			top += LINES - 1;
		else if (key == KEY_END)
			top = 999960;
		else if (key == KEY_HOME)
			top = row = 0;
		draw(top, row);
		key = getch();
	} while (key != 'q');
	endwin();
	return 0;
}
