/* line.h - lines that a person types: with history and completion where libedit is there and both ends are a terminal, plain
 * otherwise. libedit is loaded when it is needed; nothing of it is needed to build. */
#ifndef CLI_LINE_H
#define CLI_LINE_H

/* complete: the i-th word that may stand for one begun, to be freed by free(); NULL past the last. */
typedef char *(*cli_complete)(void *ud, const char *begun, int i);

/* Makes ready: the history is read from path (NULL: there is none). */
void cli_line_open(const char *path, cli_complete complete, void *ud);
/* Reads a line, without its end; it joins the history. Returns: the line, to be freed; NULL at the end of the input. */
char *cli_line_read(const char *prompt);
/* Writes the history. */
void cli_line_close(void);

#endif
