/* The list to a file: CSV, TSV or JSON. */
#ifndef UI_EXPORT_H
#define UI_EXPORT_H

struct app;
void act_export(struct app *a);

#endif
