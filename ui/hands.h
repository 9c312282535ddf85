/* Settings of hands and eyes, from the settings file and the command line to the screens. */
#ifndef UI_HANDS_H
#define UI_HANDS_H

/* Texts are borrowed from the settings; NULL: the default. */
struct hand_options {
	const char *keys;               /* a preset, or the path of a file */
	const char *clipboard;          /* "osc52" (default), "off", "command" */
	const char *clipboard_command;  /* program and arguments, apart by blanks */
	const char *hyperlinks;         /* "auto" (default), "yes", "no" */
	const char *bell;               /* "no" (default), "yes", "visible" */
	const char *theme_setting;      /* as the file says, before anything was chosen on the screen */
	char theme_chosen[64];          /* chosen on the screen; "" nothing */
	int plain;                      /* screens for a screen reader */
};

#endif
