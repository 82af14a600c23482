#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int cli_columns(void) {
  const char *said = getenv("COLUMNS");
  struct winsize size;
  long n = said ? strtol(said, NULL, 10) : 0;
  if (n <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) n = size.ws_col;
  return n <= 0 ? 0 : n > 1000 ? 1000 : (int)n;
}

int cli_color(int fd) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(fd) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

int cli_char_width(const char *p, size_t n, size_t *length) {
  unsigned char c = (unsigned char)p[0];
  size_t k = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  unsigned code = 0;
  *length = k < n ? k : n;
  if (*length == 3) code = (c & 15u) << 12 | ((unsigned char)p[1] & 63u) << 6 | ((unsigned char)p[2] & 63u);
  /* what catalogues and rule files are written in: ideographs, kana, full-width forms, and the rest as one */
  return *length == 4 || (code >= 0x2E80 && code < 0xD7A4) || (code >= 0xF900 && code < 0xFB00) ||
         (code >= 0xFE30 && code < 0xFE70) || (code >= 0xFF01 && code <= 0xFF60) || (code >= 0xFFE0 && code <= 0xFFE6)
             ? 2 : 1;
}
