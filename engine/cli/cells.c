/* cells.c - strings in the JSON and CSV that commands write themselves. */
#include "cli.h"

#include <string.h>

void cli_json_string(FILE *to, zb_str s) {
  fputc('"', to);
  for (size_t i = 0; i < s.n; i++) {
    unsigned char c = (unsigned char)s.p[i];
    if (c < 0x20) fprintf(to, "\\u%04x", c);
    else {
      if (c == '"' || c == '\\') fputc('\\', to);
      fputc(c, to);
    }
  }
  fputc('"', to);
}

void cli_csv_cell(FILE *to, zb_str s, int number) {
  int quoted = 0;
  for (size_t i = 0; i < s.n; i++) quoted |= strchr(",\"\r\n", s.p[i]) != NULL;
  if (quoted) fputc('"', to);
  if (s.n && !number && s.p[0] && strchr("=+-@\t\r", s.p[0])) fputc('\'', to);
  for (size_t i = 0; i < s.n; i++) {
    if (s.p[i] == '"') fputc('"', to);
    fputc(s.p[i], to);
  }
  if (quoted) fputc('"', to);
}
